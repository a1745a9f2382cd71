/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patterns of paths as CODEOWNERS has them: those of .gitignore with GitHub's exceptions.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners#codeowners-syntax
 * https://git-scm.com/docs/gitignore#_pattern_format
 *
 *     *.md        files of that ending, anywhere
 *     docs/       what is in a folder "docs", anywhere: with a final "/" folders alone are meant
 *     /docs/a     the file, or what is in the folder: any other "/" ties the pattern to the root
 *     my\ file    a blank
 *
 * "**" between slashes is any number of folders. "docs/" and then "*" is for the files of docs, but
 * not for those of folders in it: an exception of GitHub's. It also skips lines whose pattern has
 * "!" in front or "[ ]" in it.
 */
#ifndef GOVLINT_BASE_PATH_PATTERN_H
#define GOVLINT_BASE_PATH_PATTERN_H

#include <stdbool.h>

#include "base/pattern.h"

typedef struct PathPattern {
    Str text;      /* as written */
    Str literal;   /* without wildcards: the path, or the name at any depth; else empty */
    Str glob;      /* with wildcards: of what the pattern names itself */
    Str below;     /* a glob of what is in such folders */
    Str around;    /* a glob of the folders that only the contents of are named: "a" of "a/x*" */
    bool anchored; /* a path from the root */
    bool folders_only; /* it ended in "/" */
    bool shallow;      /* what is in folders is not meant */
    bool everything;   /* nothing but wildcards: no path in particular */
} PathPattern;

/* False for a pattern that matches nothing: an empty one, one that GitHub skips, and one with
   wildcards that is not UTF-8. */
bool path_pattern_parse(Arena *arena, Str text, PathPattern *out);

/* Whether the file is one of those that the pattern is for. The set holds compiled globs. */
bool path_pattern_matches(PatternSet *set, const PathPattern *pattern, Str path);

/*
 * Whether the pattern is for this very folder or for what is in it. One for a folder around it, or
 * for everything, is not.
 */
bool path_pattern_names(PatternSet *set, const PathPattern *pattern, Str folder);

#endif
