/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Anchors: what the fragment of a link to a Markdown file can name where GitHub renders it: its
 * headings by their slugs (document/slug.h), those of HTML included, ids that are written behind
 * headings for other programs, and the ids and names of HTML elements. GitHub writes
 * "user-content-" before them, and takes fragments with and without it, in any letter case.
 */
#ifndef GOVLINT_DOCUMENT_ANCHOR_H
#define GOVLINT_DOCUMENT_ANCHOR_H

#include "base/map.h"
#include "document/html.h"

typedef struct Anchor {
    Str name; /* as a link writes it, not escaped */
    Span at;  /* of the heading's text or the attribute's value */
} Anchor;

typedef struct Anchors {
    Anchor *items; /* headings first, then attributes, each in order of their places */
    size_t count;
    Map by_name; /* letter case folded */
} Anchors;

const Anchors *anchors_of(Arena *arena, const Markdown *markdown, const Html *html);

/* The anchor that a decoded fragment names, or NULL. */
const Anchor *anchors_find(const Anchors *anchors, Arena *scratch, Str fragment);

#endif
