/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The site that Jekyll builds from a repository: which of its files are at which URL, and so where
 * a link on one of its pages leads.
 *
 * This follows Jekyll 3.10, which GitHub Pages runs, and Jekyll 4:
 *   which files are written, and where    https://jekyllrb.com/docs/structure/
 *   permalinks of pages, posts, documents https://jekyllrb.com/docs/permalinks/
 *   what front matter they have https://jekyllrb.com/docs/configuration/front-matter-defaults/
 *   links in Liquid                       https://jekyllrb.com/docs/liquid/
 *   redirects                             https://github.com/jekyll/jekyll-redirect-from
 * and the way GitHub Pages serves files: "/about" is about.html, or index.html in about/.
 *
 * Whatever can only be known by running Jekyll (other Liquid, pages that plugins generate) is never
 * reported as missing.
 */
#ifndef GOVLINT_TABLE_JEKYLL_H
#define GOVLINT_TABLE_JEKYLL_H

#include "document/document.h"

typedef struct JekyllSite JekyllSite;

/*
 * The site of a repository, or NULL if it has none, that is, no _config.yml in its root or in
 * docs/. With `by_domain` a CNAME there will do: GitHub Pages runs Jekyll if nobody says otherwise.
 * This reads the front matter of all pages. The documents must live as long as the site.
 * https://docs.github.com/en/pages/setting-up-a-github-pages-site-with-jekyll/about-github-pages-and-jekyll
 */
JekyllSite *jekyll_open(Arena *arena, Documents *documents, const Repository *repository,
                        bool by_domain);

typedef enum JekyllAnswer {
    JEKYLL_ELSEWHERE, /* not to this site; from a file that is not one of its pages, only a link to
                         its domain leads to it */
    JEKYLL_UNKNOWN,   /* cannot be known without running Jekyll */
    JEKYLL_FOUND,
    JEKYLL_MISSING,
} JekyllAnswer;

typedef struct JekyllTarget {
    JekyllAnswer answer;
    struct JekyllFile *page; /* found: the page or file */
    Str path;     /* found: the file in the repository; missing: the path on the site, "/about" */
    Str file;     /* the part of the link that names the target: a slice of the given link */
    Str fragment; /* what follows "#", a slice too */
    enum { JEKYLL_NOT_A_PATH, JEKYLL_ROOTED, JEKYLL_RELATIVE } form; /* of `file` */
    Str base; /* rooted: what `file` has before the path on the site; relative: the folder that
                 `file` is relative to */
} JekyllTarget;

/*
 * Finds where a link leads. `link` is the decoded destination, including its Liquid, as written in
 * the file `from_path` of the repository, or in any other repository if `from_path` is empty.
 */
void jekyll_resolve(JekyllSite *site, Str from_path, Str link, JekyllTarget *out);

/*
 * Whether a link without Liquid in Markdown without front matter, which is read on GitHub and may
 * be a page as well (jekyll-optional-front-matter), leads somewhere from that page.
 */
bool jekyll_leads(JekyllSite *site, Str from_path, Str link);

/*
 * For a missing target, the one that was most likely meant, as it would be written in place of
 * `file`. With `other_case`, only one that differs in nothing but letter case.
 */
bool jekyll_suggest(JekyllSite *site, const JekyllTarget *target, bool other_case, Str *file);

/*
 * Whether a decoded fragment names an anchor of a target that was found: on the page, or in its
 * layout and includes. True if this cannot be known without running Jekyll.
 */
bool jekyll_has_anchor(JekyllSite *site, const JekyllTarget *target, Str fragment);

#endif
