/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Links: where one leads, whether that is there, and what was meant where it is not.
 *
 * Links are resolved as GitHub does it in a rendered file, which is as a browser does at the URL
 * https://github.com/OWNER/REPO/blob/BRANCH/PATH (RFC 3986, section 5), but that a path beginning
 * with "/" starts from the root of the repository:
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes#relative-links-and-image-paths-in-markdown-files
 * Links into the bound repositories by their URLs on github.com and raw.githubusercontent.com are
 * resolved too: of the branch that the snapshot stands for. What stands at a commit ("permanent
 * link") or on another branch cannot be told from it:
 * https://docs.github.com/en/repositories/working-with-files/using-files/getting-permanent-links-to-files
 *
 * Links of a site that Jekyll makes, and links to its domain, lead to its pages (table/jekyll.h).
 *
 * Paths are case-exact, as they are on GitHub. A folder is there because files are in it. A
 * symbolic link and a submodule are there; what is below them nobody can tell.
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
    LINK_UNKNOWN, /* nobody can tell: another branch, a commit, text for a template engine, a
                     repository that was not given, or a part of it that was not, what a
                     .gitignore leaves out */
    LINK_FOUND,
    LINK_MISSING,
} LinkState;

typedef struct LinkTarget {
    LinkState state;
    const Repository *repository; /* NULL where it leads into none that is bound */
    Str path;                     /* there, also where it is missing; the root is "" */
    Str fragment;                 /* decoded */
    const Repository *from;       /* where the link stands … */
    Str from_path;                /* … in which file */
    /* Parts of the URL as written: slices of it, or empty. */
    Url url;
    Str github; /* "OWNER/REPO" of a URL of GitHub */
    Str view;   /* what GitHub is to show: "blob", "tree", "issues", … */
    Str branch;
    Str file; /* the path alone: of a URL of GitHub, what stands behind the branch */
    /* Where it leads to a page that Jekyll makes, by a page's link or by the site's domain; else
       NULL. The path is then the file that the page is made of; missing, that of the page. */
    JekyllSite *site;
    JekyllTarget page;
} LinkTarget;

/* What resolving needs and remembers. */
typedef struct Links Links;

/* The set holds the patterns of .gitignore files. */
Links *links_new(Arena *arena, Documents *documents, const Repository *repositories,
                 size_t repository_count, PatternSet *patterns);

/* Where what is resolved from now on lives, instead of the links' arena; returns where it did. */
Arena *links_set_arena(Links *links, Arena *arena);

/* Finds the sites that Jekyll makes of the repositories; whether this one has a site. */
bool links_have_site(Links *links, const Repository *repository);

/* The paths of a repository, to look for one that is not there. */
PathIndex *links_paths(Links *links, const Repository *repository);

/* Resolves a decoded destination that stands in a file of a repository. */
void link_resolve(Links *links, const Repository *from, Str from_path, Str url, LinkTarget *out);

/*
 * The bound repository that the link was meant for, where it leads to a fork: one of the same name
 * under another owner, to a path that the bound one has. Else NULL.
 */
const Repository *link_fork_of(Links *links, const LinkTarget *target);

typedef enum LinkNearness {
    LINK_OTHER_CASE, /* only letter case differs */
    LINK_NEAREST,    /* or there is one path that is nearer than all others */
} LinkNearness;

/*
 * For a missing target, the path that was meant, as it would be written in place of the target's
 * `file`. False where there is none, or several.
 */
bool link_suggest(Links *links, const LinkTarget *target, LinkNearness nearness, Str *file);

/*
 * Whether the fragment of a target that is there names a heading or an element of it: the file, or
 * of a folder the README that GitHub shows below it. True where nobody can tell, as for anything
 * but Markdown, and for fragments that a page has always or makes by itself: lines, the top, text
 * to look for, footnotes.
 */
bool link_has_anchor(Links *links, const LinkTarget *target);

/* Of a target that is there, the file that is shown: of a folder its README, where it has one. */
Str link_shown_path(Links *links, const LinkTarget *target);

/* For one that it does not name, the nearest as a link writes it, and its place. */
bool link_suggest_anchor(Links *links, const LinkTarget *target, Str *anchor, Location *at);

#endif
