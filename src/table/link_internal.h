/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What link*.c share.
 */
#ifndef GOVLINT_TABLE_LINK_INTERNAL_H
#define GOVLINT_TABLE_LINK_INTERNAL_H

#include "table/link.h"
#include "table/path_index.h"

/* Bytes of anchors that all searches for the nearest may compare: more of them find none. */
#define LINK_ANCHOR_BUDGET ((size_t)32 << 20)

struct Links {
    Arena *arena;
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    PathIndex **indexes; /* of each repository, made when first asked for */
    JekyllSite **sites;  /* of each repository, or NULL where it has none … */
    bool sites_opened;   /* … once this is true */
    size_t anchor_budget;
};

/* Resolves a link that leads to a site made by Jekyll, or may; false where none of it is its. */
bool link_resolve_on_site(Links *links, Str url, LinkTarget *out);

#endif
