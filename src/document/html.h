/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * HTML as far as a linter needs it: the attributes that link to or identify elements, and the
 * headings, each with its exact bytes, in HTML pages and in the HTML inside Markdown.
 *
 * Start tags are recognised as the WHATWG's tokenizer does (https://html.spec.whatwg.org/, 13.2.5):
 * comments, declarations and the text of scripts and the like contain none. There is no tree:
 * nesting is ignored.
 */
#ifndef GOVLINT_DOCUMENT_HTML_H
#define GOVLINT_DOCUMENT_HTML_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "document/markdown.h"
#include "document/source.h"

/* The attributes that are kept. */
enum { HTML_NAME_COUNT = 4 };
extern const Str html_names[HTML_NAME_COUNT];

/*
 * An attribute with a non-empty value. Of several with the same name in one tag the first counts,
 * as in browsers; but if the tag contains Liquid, which may choose between them, all count.
 */
typedef struct HtmlAttribute {
    Str element; /* the element's name in lower case: "a" */
    Str name;    /* in lower case: one of html_names */
    Str text;    /* the value, character references decoded */
    Span tag;    /* the whole start tag, with < and > */
    Span span;   /* name="value" */
    Span value;  /* as written, without quotes */
    bool liquid; /* the value holds a tag or an output of Liquid */
} HtmlAttribute;

/* An element h1 to h6 that begins and ends in one text: a page, or an HTML block of Markdown. */
typedef struct HtmlHeading {
    Str text;  /* without tags, character references decoded */
    Span span; /* from the end of its start tag to its end tag */
} HtmlHeading;

typedef struct Html {
    HtmlAttribute *attributes; /* in document order */
    size_t count;
    HtmlHeading *headings; /* in document order */
    size_t heading_count;
} Html;

/*
 * Parses `part` of a page of HTML; `masked` is all of the source's bytes with Liquid masked. Never
 * NULL, never fails; linear in the part's length.
 */
const Html *html_parse(Arena *arena, const Source *source, Str masked, Span part);

/* Parses the raw HTML of a Markdown document. */
const Html *html_of_markdown(Arena *arena, const Source *source, const Markdown *markdown);

/* Finds the comments of a text. The caller sets `text`, and all other members to 0. */
typedef struct HtmlComments {
    Str text;
    size_t start; /* of the comment found last; SIZE_MAX after the last one */
    size_t end;
} HtmlComments;

/* Whether a place lies in a comment. Places must be queried in ascending order. */
bool html_in_comment(HtmlComments *comments, size_t at);

#endif
