/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What link*.c share.
 */
#ifndef GOVLINT_TABLE_LINK_INTERNAL_H
#define GOVLINT_TABLE_LINK_INTERNAL_H

#include "base/map.h"
#include "table/link.h"

struct Links {
    Arena *own;   /* for caches */
    Arena *arena; /* for results */
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    PathIndex **indexes; /* of each repository, made when first needed */
    JekyllSite **sites;  /* of each repository, or NULL if it has none; valid … */
    bool sites_opened;   /* … once this is true */
    size_t anchor_budget;
    size_t home_budget;
    PatternSet *patterns;
    Map ignored;           /* the patterns of each .gitignore, by repository and path */
    size_t ignored_budget; /* how many patterns may still be matched */
};

/* Whether a .gitignore excludes the path, so that it may exist where the link is used. */
bool link_is_ignored(Links *links, const Repository *repository, Str path);

/* Whether the repository is on a forge other than GitHub, judging by its files or its remote. */
bool link_is_on_other_forge(const Repository *repository);

/* Whether a link of a file that is read on GitHub leads somewhere on the site that has it as well.
 */
bool link_leads_on_site(Links *links, const LinkTarget *target, Str url);

/* Whether the root of the repository, or docs/, is that of a site that a program other than Jekyll
   builds. */
bool link_has_generator(Links *links, const Repository *repository);

/* Whether a file is a page of a wiki, or of a site that a program other than Jekyll builds. */
bool link_is_generated(Links *links, const Repository *repository, Str path);

/* Whether a link that leads nowhere among the source files may be right on such a site. */
bool link_is_made_elsewhere(Links *links, const LinkTarget *target);

/* Resolves a link that leads, or may lead, to a site built by Jekyll; false if it does not. */
bool link_resolve_on_site(Links *links, Str url, LinkTarget *out);

#endif
