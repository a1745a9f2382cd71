/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Links: where they lead, whether the target exists, and what was meant if it does not.
 *
 * Links are resolved as GitHub does in a rendered file. That is what a browser does at the URL
 * https://github.com/OWNER/REPO/blob/BRANCH/PATH (RFC 3986, section 5), except that a path
 * beginning with "/" starts from the root of the repository:
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes#relative-links-and-image-paths-in-markdown-files
 * URLs on github.com and raw.githubusercontent.com that lead into the bound repositories are
 * resolved too, if they name the branch that the snapshot represents. The snapshot does not show
 * what is at a commit ("permanent link") or on another branch:
 * https://docs.github.com/en/repositories/working-with-files/using-files/getting-permanent-links-to-files
 *
 * Links on a site that Jekyll builds, and links to its domain, lead to its pages (table/jekyll.h).
 *
 * Paths are case-sensitive, as on GitHub. A folder exists because there are files in it. Symbolic
 * links and submodules exist, but what is below them is unknown.
 */
#ifndef GOVLINT_TABLE_LINK_H
#define GOVLINT_TABLE_LINK_H

#include "base/pattern.h"
#include "base/url.h"
#include "document/document.h"
#include "table/jekyll.h"
#include "table/path_index.h"

typedef enum LinkState {
    LINK_OUTSIDE, /* it leads elsewhere */
    LINK_UNKNOWN, /* cannot be known: another branch, a commit, text for a template engine, a
                     repository or a part of one that was not given, a path that a .gitignore
                     excludes */
    LINK_FOUND,
    LINK_MISSING,
} LinkState;

typedef struct LinkTarget {
    LinkState state;
    const Repository *repository; /* NULL if it does not lead into a bound repository */
    Str path;                     /* in the repository, even if it is missing; the root is "" */
    Str fragment;                 /* decoded */
    const Repository *from;       /* the repository that has the link … */
    Str from_path;                /* … and the file in it */
    /* Parts of the URL as written: slices of it, or empty. */
    Url url;
    Str github; /* "OWNER/REPO" of a GitHub URL */
    Str view;   /* what GitHub is to show: "blob", "tree", "issues", … */
    Str branch;
    Str file; /* only the path: of a GitHub URL, what follows the branch */
    /* The site, if a link on one of its pages, or one to its domain, leads to a page that Jekyll
       builds; else NULL. `path` is then the file that the page is built from or, if the page is
       missing, the path of the page. */
    JekyllSite *site;
    JekyllTarget page;
} LinkTarget;

/* The context and caches for resolving links. */
typedef struct Links Links;

/* `patterns` receives the patterns of .gitignore files. */
Links *links_new(Arena *arena, Documents *documents, const Repository *repositories,
                 size_t repository_count, PatternSet *patterns);

/* Sets the arena that later results are allocated in, instead of the links' own; returns the one
   used before. */
Arena *links_set_arena(Links *links, Arena *arena);

/* Whether Jekyll builds a site from this repository. Looks for the sites of all repositories. */
bool links_have_site(Links *links, const Repository *repository);

/* The index of a repository's paths, for finding what a missing path was meant to be. */
PathIndex *links_paths(Links *links, const Repository *repository);

/* Resolves the decoded destination of a link in a file of a repository. */
void link_resolve(Links *links, const Repository *from, Str from_path, Str url, LinkTarget *out);

/*
 * The bound repository that was meant if the link leads to a fork of it, that is, to a path that
 * the bound one has, in a repository of the same name under another owner. Else NULL.
 */
const Repository *link_fork_of(Links *links, const LinkTarget *target);

typedef enum LinkNearness {
    LINK_OTHER_CASE, /* only letter case differs */
    LINK_NEAREST,    /* only letter case differs, or one path is nearer than all others */
} LinkNearness;

/*
 * For a missing target, the path that was meant, as it would be written in place of the target's
 * `file`. False if there are none or several.
 */
bool link_suggest(Links *links, const LinkTarget *target, LinkNearness nearness, Str *file);

/*
 * Whether the fragment of a target that was found names a heading or an element in the file, or in
 * the README that GitHub shows for a folder. True if this cannot be known, as for anything but
 * Markdown, and for fragments that every page has or that are generated: lines, the top, text to
 * search for, footnotes.
 */
bool link_has_anchor(Links *links, const LinkTarget *target);

/* The file that is shown for a target that was found: for a folder its README, if it has one. */
Str link_shown_path(Links *links, const LinkTarget *target);

/* For a fragment that names nothing, the nearest anchor, as a link writes it, and its place. */
bool link_suggest_anchor(Links *links, const LinkTarget *target, Str *anchor, Location *at);

#endif
