/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * HTML as far as a linter needs it: the attributes by which elements are linked and found, and the
 * headings, each with its exact bytes, in pages of HTML and in the HTML that stands inside of
 * Markdown.
 *
 * Start tags are recognised as the WHATWG's tokenizer does (https://html.spec.whatwg.org/,
 * 13.2.5): comments, declarations and the text of scripts and the like hold none. There is no tree:
 * what is nested in what is never looked at.
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
 * An attribute with a value that is not empty. Of several with one name in one tag the first
 * counts, as in browsers; where Liquid stands in the tag, which may choose between them, all do.
 */
typedef struct HtmlAttribute {
    Str element; /* the element's name in lower case: "a" */
    Str name;    /* in lower case: one of html_names */
    Str text;    /* the value, character references decoded */
    Span tag;    /* all of the start tag, with < and > */
    Span span;   /* name="value" */
    Span value;  /* as written, without quotes */
    bool liquid; /* the value holds a tag or an output of Liquid */
} HtmlAttribute;

/* An element h1 to h6 that begins and ends in one text: a page, or a block of Markdown's HTML. */
typedef struct HtmlHeading {
    Str text;  /* without tags, character references decoded */
    Span span; /* from behind its start tag to its end tag */
} HtmlHeading;

typedef struct Html {
    HtmlAttribute *attributes; /* in order of their places */
    size_t count;
    HtmlHeading *headings; /* in order of their places */
    size_t heading_count;
} Html;

/*
 * Of a page of HTML, the bytes of `part`; `masked` is all of the source's bytes with Liquid masked.
 * Never NULL, never fails; linear in the part's length.
 */
const Html *html_parse(Arena *arena, const Source *source, Str masked, Span part);

/* Of the raw HTML of a Markdown document. */
const Html *html_of_markdown(Arena *arena, const Source *source, const Markdown *markdown);

/* Where a text has comments; `text` is set by the caller, and all else 0. */
typedef struct HtmlComments {
    Str text;
    size_t start; /* of the comment that was found last; SIZE_MAX behind all of them */
    size_t end;
} HtmlComments;

/* Whether a place lies in a comment. Of several places those in front are asked for first. */
bool html_in_comment(HtmlComments *comments, size_t at);

#endif
