/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Slugs: the ids that GitHub gives the headings of a rendered file, `#like-this`.
 *
 * As the filter that makes them does (html-pipeline's TableOfContentsFilter, which GitHub
 * published:
 * https://github.com/gjtorikian/html-pipeline/blob/v2.14.3/lib/html/pipeline/toc_filter.rb) and the
 * npm package github-slugger, which follows GitHub's own in letter case outside ASCII: lower case;
 * everything but letters, marks, digits, "_", "-" and blanks dropped; each blank a "-".
 * https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links
 */
#ifndef GOVLINT_DOCUMENT_SLUG_H
#define GOVLINT_DOCUMENT_SLUG_H

#include "base/map.h"

/* The slug of a heading's text, as if it were the first of its document. May be empty. */
Str slug_of(Arena *arena, Str text);

/* The slugs of one document's headings, in order: one that is taken gets "-1", "-2", … */
typedef struct Slugs {
    Arena *arena;
    Map taken; /* slug → how many more asked for it */
} Slugs;

void slugs_init(Slugs *slugs, Arena *arena);
Str slugs_next(Slugs *slugs, Str text);

#endif
