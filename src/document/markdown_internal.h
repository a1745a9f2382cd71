/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Shared by the files of the Markdown reader; for markdown*.c only.
 *
 * A block's text reaches cmark-gfm's inline parser without the prefixes of quotations and lists and
 * without the `\` of a cell's `\|`. MarkdownContent is that text with the place of each byte in the
 * source, so that positions in one can be mapped to the other.
 */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_INTERNAL_H
#define GOVLINT_DOCUMENT_MARKDOWN_INTERNAL_H

#include <cmark-gfm-extension_api.h>
#include <cmark-gfm.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/str.h"
#include "document/entity.h"
#include "document/markdown.h"
#include "document/source.h"

typedef ARRAY_OF(MarkdownPiece) MarkdownPieces;

typedef struct MarkdownContent {
    Str bytes;             /* as cmark-gfm parses it, trimmed; borrowed from the node */
    Span span;             /* its bytes in the source */
    MarkdownPieces pieces; /* empty if the text was not found: `span` is then the whole block */
} MarkdownContent;

/* A link whose url is in a definition, which may be anywhere in the text. */
typedef struct MarkdownReference {
    size_t link; /* index */
    Str label;   /* normalised */
} MarkdownReference;

typedef struct MarkdownReader {
    Arena *arena;   /* for results */
    Arena *scratch; /* for temporary data */
    Str bytes;      /* the whole source, with Liquid masked */
    Str written;    /* … and as written; the same bytes if there is no Liquid */
    Span part;      /* the part that is parsed, without a byte-order mark */
    Span *lines;    /* the part's lines, without line endings; cmark-gfm's line n is lines[n - 1] */
    size_t line_count;
    bool *is_text; /* by line: it belongs to a block that was found, so it defines no reference */
    Entities entities;
    ARRAY_OF(MarkdownHeading) headings;
    ARRAY_OF(MarkdownItem) items;
    ARRAY_OF(MarkdownParagraph) paragraphs;
    ARRAY_OF(MarkdownRow) rows;
    ARRAY_OF(MarkdownLink) links;
    ARRAY_OF(MarkdownReference) references;
    ARRAY_OF(MarkdownHtml) html;
    ARRAY_OF(MarkdownProse) prose;
} MarkdownReader;

/*
 * Makes a text live as long as the source: the slice at `start` of it if that is equal, as it
 * usually is, otherwise a copy.
 */
Str markdown_keep(const MarkdownReader *reader, Str text, size_t start);

/* ---- markdown_lines.c: the source by lines ---- */

void markdown_lines(MarkdownReader *reader);
/* The line with this number, from 1, clamped to the existing ones; an empty source has one empty
   line. */
Span markdown_line(const MarkdownReader *reader, size_t line);
/* The offset of a position as cmark-gfm reports it, clamped to its line. */
size_t markdown_offset(const MarkdownReader *reader, int line, int column);
/* `span` without surrounding white space; an empty one stays at its start. */
Span markdown_trim(const MarkdownReader *reader, Span span);
/* The line's span after the prefixes of quotations and the indentation. */
Span markdown_unquoted(const MarkdownReader *reader, size_t line);
/* Records that these lines belong to a block. */
void markdown_mark_text(MarkdownReader *reader, size_t first, size_t last);
/* Number of lines of a text made by cmark-gfm: each ends with "\n", except possibly the last. */
size_t markdown_count_lines(Str text);

/* ---- markdown_content.c: the text of a block and its place ---- */

/*
 * The text that cmark-gfm parsed for a block's inlines. Empty if there is none: cmark-gfm then
 * returns bytes that were never written.
 */
Str markdown_node_text(cmark_node *node);
MarkdownContent markdown_paragraph(MarkdownReader *reader, cmark_node *node);
/* `*span` is set to all of the heading's lines. */
MarkdownContent markdown_heading(MarkdownReader *reader, cmark_node *node, Span *span);
/* `text` is cmark-gfm's text of a cell that is written at `span`; counts as not found unless they
   agree. */
MarkdownContent markdown_cell(MarkdownReader *reader, Str text, Span span, Span row);
/* The text of a block that cmark-gfm keeps line by line. */
MarkdownContent markdown_literal(MarkdownReader *reader, cmark_node *node);
/* Adds a part of a block's text to the raw HTML, if its place is known. */
void markdown_add_html(MarkdownReader *reader, const MarkdownContent *content, size_t start,
                       size_t end);
typedef ARRAY_OF(Span) MarkdownMasks;

/* Adds the prose of a block whose content was found. `masks` are the parts of it that are not
   text. */
void markdown_add_prose(MarkdownReader *reader, const MarkdownContent *content,
                        const MarkdownMasks *masks);
/* The source offset of a content offset. The content must have been found. */
size_t markdown_place(const MarkdownContent *content, size_t at);

/* ---- markdown_table.c ---- */

/* Adds the rows of a table; returns the end of its last one. */
size_t markdown_table(MarkdownReader *reader, cmark_node *table);

/* ---- markdown_inline.c ---- */

/* Adds the links of a block; returns its rendered text, which lives as long as the source. `item`
   is the list item of the links. */
Str markdown_inlines(MarkdownReader *reader, cmark_node *block, const MarkdownContent *content,
                     size_t item);

/* Whether a block contains nothing but a single text. */
bool markdown_is_text(cmark_node *block);

/* ---- markdown_link.c: the parts of links and definitions ---- */

/* Parses `(url "title")` at `at`, its bracket: `*url` is without < >, `*end` is after it. */
bool markdown_link_tail(Str text, size_t at, Span *url, size_t *end);
/* Parses `[label]` at `at`, its bracket: `*label` is the text between, trimmed. */
bool markdown_link_label(Str text, size_t at, Span *label, size_t *end);
/* Labels that name the same definition are equal when normalised. */
Str markdown_normalise_label(Arena *arena, Str label);
/* Finds the definitions, and from them the urls of the reader's references. */
void markdown_resolve_references(MarkdownReader *reader);

/* ---- markdown_escape.c: escapes ---- */

/* White space as cmark-gfm sees it in a destination: form feeds, and so masks of Liquid, do not
   count. */
bool markdown_is_space(char c);
/* The url that a destination, as written, leads to. */
Str markdown_decode_url(MarkdownReader *reader, Str written);
/* The url at a place with its Liquid restored; `masked` is what cmark-gfm made of it. */
Str markdown_unmask_url(MarkdownReader *reader, Span place, Str masked);
/* Whether any of the text is masked; and the target of a link whose mask cannot be undone. */
bool markdown_is_masked(const MarkdownReader *reader);
#define MARKDOWN_UNKNOWN_TARGET STR("{{}}")

#endif
