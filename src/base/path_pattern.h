/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Path patterns as in CODEOWNERS: those of .gitignore with GitHub's exceptions.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax
 * https://git-scm.com/docs/gitignore#_pattern_format
 *
 *     *.md        files with that ending, anywhere
 *     docs/       contents of a folder "docs", anywhere: a final "/" means folders only
 *     /docs/a     the file, or the folder's contents: any other "/" anchors it to the root
 *     my\ file    a blank
 *
 * "**" between slashes is any number of folders. "docs/" followed by "*" covers the files in docs
 * but not those in its subfolders, which is GitHub's exception. GitHub also skips lines whose
 * pattern starts with "!" or contains "[ ]".
 */
#ifndef GOVLINT_BASE_PATH_PATTERN_H
#define GOVLINT_BASE_PATH_PATTERN_H

#include <stdbool.h>

#include "base/pattern.h"

typedef struct PathPattern {
    Str text;          /* as written */
    Str literal;       /* without wildcards: the path, or a name at any depth; otherwise empty */
    Str glob;          /* with wildcards: what the pattern itself names */
    Str below;         /* a glob for the contents of folders that it names */
    Str around;        /* a glob for folders of which only contents are named: "a" of "a/x*" */
    bool anchored;     /* starts at the root */
    bool folders_only; /* it ended in "/" */
    bool shallow;      /* files in subfolders are not matched */
    bool everything;   /* only wildcards: no particular path */
} PathPattern;

/* False for a pattern that matches nothing: an empty one, one that GitHub skips, or one with
   wildcards that is not UTF-8. */
bool path_pattern_parse(Arena *arena, Str text, PathPattern *out);

/* Whether the pattern covers the file. The set holds compiled globs. */
bool path_pattern_matches(PatternSet *set, const PathPattern *pattern, Str path);

/*
 * Whether the pattern names this very folder or its contents. A pattern that names a folder above
 * it, or everything, does not count.
 */
bool path_pattern_names(PatternSet *set, const PathPattern *pattern, Str folder);

#endif
