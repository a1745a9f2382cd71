/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Slugs: the ids that GitHub gives the headings of a rendered file, `#like-this`.
 *
 * They are made as by the filter that GitHub published (html-pipeline's TableOfContentsFilter,
 * https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb)
 * and the npm package github-slugger, which matches GitHub for letter case outside ASCII: lower
 * case; everything but letters, marks, digits, "_", "-" and blanks is dropped; each blank becomes
 * "-".
 * https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
#ifndef GOVLINT_DOCUMENT_SLUG_H
#define GOVLINT_DOCUMENT_SLUG_H

#include "base/map.h"

/* The slug of a heading's text, as if it were the first of its document. May be empty. */
Str slug_of(Arena *arena, Str text);

/* The slugs of one document's headings, in order: a slug that is taken gets "-1", "-2", … */
typedef struct Slugs {
    Arena *arena;
    Map taken; /* slug → number of further headings that asked for it */
} Slugs;

void slugs_init(Slugs *slugs, Arena *arena);
Str slugs_next(Slugs *slugs, Str text);

#endif
