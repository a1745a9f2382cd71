/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Anchors: what the fragment of a link to a Markdown file can name once GitHub renders it: its
 * headings by their slugs (document/slug.h), including HTML headings, ids written after headings
 * for other programs, and the ids and names of HTML elements. GitHub puts "user-content-" before
 * them, and accepts fragments with and without it, in any letter case.
 */
#ifndef GOVLINT_DOCUMENT_ANCHOR_H
#define GOVLINT_DOCUMENT_ANCHOR_H

#include "base/map.h"
#include "document/html.h"

typedef struct Anchor {
    Str name; /* as a link writes it, unescaped */
    Span at;  /* of the heading's text or the attribute's value */
} Anchor;

typedef struct Anchors {
    Anchor *items; /* headings first, then attributes, each in document order */
    size_t count;
    Map by_name; /* keys are case-folded */
} Anchors;

const Anchors *anchors_of(Arena *arena, const Markdown *markdown, const Html *html);

/* The anchor that a decoded fragment names, or NULL. */
const Anchor *anchors_find(const Anchors *anchors, Arena *scratch, Str fragment);

#endif
