/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What link*.c share.
 */
#ifndef GOVLINT_TABLE_LINK_INTERNAL_H
#define GOVLINT_TABLE_LINK_INTERNAL_H

#include "base/map.h"
#include "table/link.h"

/* Bytes of anchors that all searches for the nearest may compare: more of them find none. */
#define LINK_ANCHOR_BUDGET ((size_t)32 << 20)

/* Patterns of .gitignore that are matched at most; behind that nothing is ignored. */
#define LINK_IGNORED_BUDGET ((size_t)1000000)

/* Bytes that are looked through for the name of a repository's home: behind that each may be a
 * fork. */
#define LINK_HOME_BUDGET ((size_t)1 << 30)

struct Links {
    Arena *own;   /* for what is remembered */
    Arena *arena; /* for what is given back */
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    PathIndex **indexes; /* of each repository, made when first asked for */
    JekyllSite **sites;  /* of each repository, or NULL where it has none … */
    bool sites_opened;   /* … once this is true */
    size_t anchor_budget;
    size_t home_budget;
    PatternSet *patterns;
    Map ignored;           /* by repository and path: patterns of a .gitignore */
    size_t ignored_budget; /* of patterns to match */
};

/* Whether a .gitignore leaves the path out: nobody can tell whether it is where it is meant for. */
bool link_is_ignored(Links *links, const Repository *repository, Str path);

/* Whether the repository is shown by another forge than GitHub, as told by its files or its remote.
 */
bool link_is_on_other_forge(const Repository *repository);

/* Whether a file is a page of a site that another program than Jekyll makes, or of a wiki. */
bool link_is_generated(Links *links, const Repository *repository, Str path);

/* Whether a link that leads nowhere between the sources may be right on such a site. */
bool link_is_made_elsewhere(Links *links, const LinkTarget *target);

/* Resolves a link that leads to a site made by Jekyll, or may; false where none of it is its. */
bool link_resolve_on_site(Links *links, Str url, LinkTarget *out);

#endif
