/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The site that Jekyll makes of a repository: which of its files are at which URL, and so where a
 * link on one of its pages leads.
 *
 * As Jekyll 3.10 and 4 do, which GitHub Pages runs:
 *   which files are written, and where    https://jekyllrb.com/docs/structure/
 *   permalinks of pages, posts, documents https://jekyllrb.com/docs/permalinks/
 *   what front matter they have https://jekyllrb.com/docs/configuration/front-matter-defaults/
 *   links in Liquid                       https://jekyllrb.com/docs/liquid/
 *   redirects                             https://github.com/jekyll/jekyll-redirect-from
 * and as GitHub Pages serves the files: "/about" is about.html, or index.html in about/.
 *
 * What only running Jekyll could tell (other Liquid, pages that plugins make) is never claimed to
 * be missing.
 */
#ifndef GOVLINT_TABLE_JEKYLL_H
#define GOVLINT_TABLE_JEKYLL_H

#include "document/document.h"

typedef struct JekyllSite JekyllSite;

/*
 * The site of a repository, or NULL where it has none: no _config.yml in its root or in docs/. All
 * pages' front matter is read. The documents must live as long as the site.
 */
JekyllSite *jekyll_open(Arena *arena, Documents *documents, const Repository *repository);

typedef enum JekyllAnswer {
    JEKYLL_ELSEWHERE, /* not to this site; from a file that is none of its pages, only its domain
                         leads to it */
    JEKYLL_UNKNOWN,   /* nobody can tell without running Jekyll */
    JEKYLL_FOUND,
    JEKYLL_MISSING,
} JekyllAnswer;

typedef struct JekyllTarget {
    JekyllAnswer answer;
    struct JekyllFile *page; /* found: the page or file that is there */
    Str path;     /* found: the file in the repository; missing: the path on the site, "/about" */
    Str file;     /* the part of the link that names it: a slice of the link as it was given */
    Str fragment; /* behind "#", a slice too */
    enum { JEKYLL_NOT_A_PATH, JEKYLL_ROOTED, JEKYLL_RELATIVE } form; /* of `file` */
    Str base; /* what stands before a rooted path in `file`; the folder that a relative one is of */
} JekyllTarget;

/*
 * Where a link leads: the destination as it stands in a file of the repository, decoded, with its
 * Liquid; or in one of any other repository, where `from_path` is empty.
 */
void jekyll_resolve(JekyllSite *site, Str from_path, Str link, JekyllTarget *out);

/*
 * For a missing target the one that was most likely meant, as it would stand in place of `file`;
 * with `other_case` only one that differs in letter case alone.
 */
bool jekyll_suggest(JekyllSite *site, const JekyllTarget *target, bool other_case, Str *file);

/*
 * Whether a decoded fragment names something of a target that is there: on the page, or in its
 * layout and includes. True where nobody can tell without running Jekyll.
 */
bool jekyll_has_anchor(JekyllSite *site, const JekyllTarget *target, Str fragment);

#endif
