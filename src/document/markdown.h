/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Markdown as GitHub renders it (cmark-gfm with tables and autolinks inside): the headings, list
 * items, paragraphs, tables and links of a document, each with its exact bytes, in document order.
 *
 * cmark-gfm's block positions are right, but its inline positions are not always, so inlines are
 * located again within the bytes of their block. All positions are byte offsets into the whole
 * Source.
 *
 * Rendered text has no markup: entities and escapes are resolved, a line break becomes one space,
 * an image its alternative text, and HTML and footnote references nothing.
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
    Span span;    /* its whole line or lines, without the line ending */
    Span content; /* its text as written, without marks and surrounding white space */
    Str text;     /* its text as rendered: no markup, entities decoded */
    Str id_text;  /* the source of its id: the text of the HTML, without images and line breaks */
    bool top;     /* a block of the document itself, not inside a list or a quotation */
} MarkdownHeading;

typedef struct MarkdownItem {
    Span span;     /* from its marker to the end of its last block, nested items included */
    Span marker;   /* "*", "-", "1." */
    Span content;  /* its first paragraph as written, maybe several lines, trimmed; empty (after the
                      marker) if it has none. Does not include the "[ ] " of a task list */
    size_t parent; /* index of the enclosing item, or MARKDOWN_NONE */
    int depth;     /* 1 for an item of an outermost list */
    bool top;      /* its outermost list is a block of the document itself (not in a quotation) */
} MarkdownItem;

typedef struct MarkdownParagraph {
    Span span;   /* as written, maybe several lines, trimmed */
    Str text;    /* as rendered */
    size_t item; /* the innermost list item whose first paragraph it is, or MARKDOWN_NONE */
} MarkdownParagraph;

typedef struct MarkdownCell {
    Span content; /* as written, trimmed; for an empty cell the place between its bars */
    Str text;     /* as rendered */
} MarkdownCell;

typedef struct MarkdownRow {
    Span span;           /* the whole line, without the line ending and indentation */
    MarkdownCell *cells; /* as many as in the header row; missing ones are empty, at the end */
    size_t count;
    bool header;
} MarkdownRow;

typedef enum MarkdownLinkKind {
    MARKDOWN_LINK_INLINE,    /* [text](url) */
    MARKDOWN_LINK_REFERENCE, /* [text][label], [label][], [label] */
    MARKDOWN_LINK_AUTOLINK,  /* <url>, or a bare URL or e-mail address */
} MarkdownLinkKind;

/*
 * If the bytes of a link were not found (no case is known), its span, content and url are its whole
 * block. If the definition of a reference was not found, only its url is.
 */
typedef struct MarkdownLink {
    MarkdownLinkKind kind;
    bool image;
    Span span;    /* all of it: "[text](url "title")" */
    Span content; /* the text between the brackets; all of an autolink */
    Span url;     /* the destination as written, without < >; for a reference, in its definition */
    Str target;   /* the destination as decoded by cmark (escapes and entities resolved) */
    Str text;     /* as rendered */
    size_t item;  /* the innermost list item whose first paragraph contains it, or MARKDOWN_NONE */
} MarkdownLink;

/* Maps part of a text to the source: from offset `at` up to the next piece, its bytes are those at
   `source`. */
typedef struct MarkdownPiece {
    size_t at;
    size_t source;
} MarkdownPiece;

/*
 * Raw HTML: a block, or one tag, comment or the like between other text. Omitted if it was not
 * found in the source.
 */
typedef struct MarkdownHtml {
    Span span;                   /* from its first byte to its last */
    Str text;                    /* without the prefixes of quotations and lists before its lines */
    const MarkdownPiece *pieces; /* where its bytes are; at least one */
    size_t piece_count;
} MarkdownHtml;

/*
 * The text of a paragraph, heading or cell with its marks, as written but without the prefixes of
 * quotations and lists before its lines. Parts of it are not text: code, HTML, links and images
 * with square or angle brackets, footnote references. A bare URL is text. Omitted if the block's
 * inlines were not found in the source.
 */
typedef struct MarkdownProse {
    Span span;
    Str written;       /* including the parts that are not text; see markdown_prose_text */
    const Span *masks; /* where those parts are in it; they may be nested */
    size_t mask_count;
    const MarkdownPiece *pieces; /* where its bytes are; at least one */
    size_t piece_count;
} MarkdownProse;

#define MARKDOWN_MASK '\x1A'

/* cmark-gfm pads short rows, so a small file could need more cells than memory holds. Tables are
   read as paragraphs if their cells could exceed this number in total: for each run of lines up to
   a blank one, that is the number of lines times the columns of the widest table there. No honest
   file has as many. */
#define MARKDOWN_MAX_CELLS 500000

typedef struct Markdown {
    MarkdownHeading *headings;
    size_t heading_count;
    MarkdownItem *items;
    size_t item_count;
    MarkdownParagraph *paragraphs; /* including those of list items and quotations */
    size_t paragraph_count;
    MarkdownRow *rows; /* including header rows */
    size_t row_count;
    bool no_tables;      /* because of MARKDOWN_MAX_CELLS */
    MarkdownLink *links; /* including those inside headings, items and cells; not in code or HTML */
    size_t link_count;
    MarkdownHtml *html;
    size_t html_count;
    MarkdownProse *prose;
    size_t prose_count;
} Markdown;

/*
 * Parses the bytes of `part`, a range of the source that holds UTF-8. `bytes` are those of the
 * source, possibly with Liquid masked; Liquid is then text, and link targets contain it as written.
 * Never NULL, never fails. Texts are mostly slices of the source's bytes.
 */
const Markdown *markdown_parse(Arena *arena, const Source *source, Str bytes, Span part);

/*
 * The number of bytes that parsing allocates for references alone: cmark-gfm gives each a copy of
 * the destination and title of its definition. Short ones add up to little and are not counted.
 */
size_t markdown_copied(Str text);

/*
 * The section of a heading: from its end to the next top heading of the same or a higher level, or
 * to `end`. Includes the sections of lower-level headings.
 */
Span markdown_section(const Markdown *markdown, size_t heading, size_t end);

/* The prose with each byte that is not text replaced by MARKDOWN_MASK. */
Str markdown_prose_text(Arena *arena, const MarkdownProse *prose);

/* The place in the source of a byte of the text, and the source span of its bytes [start, end). */
size_t markdown_pieces_place(const MarkdownPiece *pieces, size_t count, size_t at);
Span markdown_pieces_span(const MarkdownPiece *pieces, size_t count, size_t start, size_t end);

#endif
