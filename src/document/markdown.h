/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Markdown as GitHub renders it (cmark-gfm with tables and autolinks inside): the headings, list
 * items, paragraphs, tables and links of a document, each with its exact bytes, in order of their
 * places.
 *
 * cmark-gfm's block starts are right, its inline positions are not always: inlines are found again
 * inside their block's own bytes. Everything is in byte offsets into the whole Source.
 *
 * Rendered text has no markup, entities and escapes are resolved, a line break is one space, an
 * image is its alternative text, HTML and references to footnotes are nothing.
 */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_H
#define GOVLINT_DOCUMENT_MARKDOWN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "document/source.h"

#define MARKDOWN_NONE ((size_t)-1)

typedef struct MarkdownHeading {
    int level;    /* 1 to 6 */
    Span span;    /* all of its line or lines, without the line ending */
    Span content; /* its text as written, without marks and white space around */
    Str text;     /* its text as rendered: no markup, entities decoded */
    Str id_text;  /* what its id is made of: the text of the HTML, without images and line breaks */
    bool top;     /* a block of the document itself, not inside a list or a quotation */
} MarkdownHeading;

typedef struct MarkdownItem {
    Span span;     /* from its marker to the end of its last block, nested items included */
    Span marker;   /* "*", "-", "1." */
    Span content;  /* its first paragraph as written, maybe several lines, trimmed; empty (behind
                      the marker) where it has none. A task list's "[ ] " is not part of it */
    size_t parent; /* index of the item that it is nested in, or MARKDOWN_NONE */
    int depth;     /* 1 for an item of an outermost list */
    bool top;      /* its outermost list is a block of the document itself (no quotation) */
} MarkdownItem;

typedef struct MarkdownParagraph {
    Span span;   /* as written, maybe several lines, trimmed */
    Str text;    /* as rendered */
    size_t item; /* innermost list item whose first paragraph it is, or MARKDOWN_NONE */
} MarkdownParagraph;

typedef struct MarkdownCell {
    Span content; /* as written, trimmed; for an empty cell the place between its bars */
    Str text;     /* as rendered */
} MarkdownCell;

typedef struct MarkdownRow {
    Span span;           /* the whole line, without the line ending and indentation */
    MarkdownCell *cells; /* as many as the header row has; missing ones are empty, at the end */
    size_t count;
    bool header;
} MarkdownRow;

typedef enum MarkdownLinkKind {
    MARKDOWN_LINK_INLINE,    /* [text](url) */
    MARKDOWN_LINK_REFERENCE, /* [text][label], [label][], [label] */
    MARKDOWN_LINK_AUTOLINK,  /* <url>, or a bare URL or e-mail address */
} MarkdownLinkKind;

/*
 * A link whose bytes were not found (no case is known) has all of its block as span, content and
 * url; a reference whose definition was not found, as url.
 */
typedef struct MarkdownLink {
    MarkdownLinkKind kind;
    bool image;
    Span span;    /* all of it: "[text](url "title")" */
    Span content; /* the text between the brackets; all of an autolink */
    Span url;     /* the destination as written, without < >; of a reference, in its definition */
    Str target;   /* the destination as decoded by cmark (escapes and entities resolved) */
    Str text;     /* as rendered */
    size_t item;  /* innermost list item whose first paragraph it stands in, or MARKDOWN_NONE */
} MarkdownLink;

/* From offset `at` of a text on, up to its next piece, the bytes are those at `source`. */
typedef struct MarkdownPiece {
    size_t at;
    size_t source;
} MarkdownPiece;

/*
 * Raw HTML: a block of it, or one tag, comment or the like between other text. What was not found
 * in the source is not told.
 */
typedef struct MarkdownHtml {
    Span span;                   /* from its first byte to its last */
    Str text;                    /* without the prefixes of quotations and lists before its lines */
    const MarkdownPiece *pieces; /* where its bytes are, at least one */
    size_t piece_count;
} MarkdownHtml;

/*
 * The text of a paragraph, heading or cell with its marks, as it is written but without the
 * prefixes of quotations and lists before its lines. Parts of it are no text: code, HTML, links and
 * images with brackets or pointed ones, references to footnotes. A bare URL is text. A block whose
 * inlines were not found in the source is not told.
 */
typedef struct MarkdownProse {
    Span span;
    Str written;       /* the parts that are no text included; see markdown_prose_text */
    const Span *masks; /* where in it they are; some may lie in others */
    size_t mask_count;
    const MarkdownPiece *pieces; /* where its bytes are, at least one */
    size_t piece_count;
} MarkdownProse;

#define MARKDOWN_MASK '\x1A'

/* cmark-gfm pads short rows, so that a small file can ask for more cells than memory holds. Tables
   are read as paragraphs where the lines up to a blank one, times the columns of the widest table
   there, come to more than this in all: no honest file has as many. */
#define MARKDOWN_MAX_CELLS 500000

typedef struct Markdown {
    MarkdownHeading *headings;
    size_t heading_count;
    MarkdownItem *items;
    size_t item_count;
    MarkdownParagraph *paragraphs; /* those of list items and quotations included */
    size_t paragraph_count;
    MarkdownRow *rows; /* header rows included */
    size_t row_count;
    bool no_tables;      /* for MARKDOWN_MAX_CELLS */
    MarkdownLink *links; /* also those inside headings, items and cells; not in code or HTML */
    size_t link_count;
    MarkdownHtml *html;
    size_t html_count;
    MarkdownProse *prose;
    size_t prose_count;
} Markdown;

/*
 * Parses the bytes of `part`, a range of the source that holds UTF-8. `bytes` are the source's,
 * maybe with Liquid masked: it is then text, and part of a link's target as it is written. Never
 * NULL, never fails. Texts are mostly slices of the source's bytes.
 */
const Markdown *markdown_parse(Arena *arena, const Source *source, Str bytes, Span part);

/*
 * How many bytes parsing takes for references alone: cmark-gfm gives each a copy of the destination
 * and the title of its definition. Short ones come to little and do not count.
 */
size_t markdown_copied(Str text);

/*
 * The bytes that a heading is over: from behind it to the next top heading of the same or a higher
 * level, or to `end`. Headings below it are inside.
 */
Span markdown_section(const Markdown *markdown, size_t heading, size_t end);

/* The prose, each byte that is no text replaced by MARKDOWN_MASK. */
Str markdown_prose_text(Arena *arena, const MarkdownProse *prose);

/* Where a byte of the text stands in the source; the bytes there that [start, end) of it stand for.
 */
size_t markdown_pieces_place(const MarkdownPiece *pieces, size_t count, size_t at);
Span markdown_pieces_span(const MarkdownPiece *pieces, size_t count, size_t start, size_t end);

#endif
