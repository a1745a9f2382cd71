/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * For a path that does not exist, finds the one path of a snapshot that was most likely meant.
 *
 * The index is built once for a snapshot, by folded path, by folded name and by folder, so that ten
 * thousand wrong paths in a tree of a hundred thousand files cost no more than looking at what is
 * near them. If a name occurs in too many folders or a folder has too many entries, they would cost
 * more: the index's budget then runs out, and searches that no longer fit in it find nothing.
 */
#ifndef GOVLINT_TABLE_PATH_INDEX_H
#define GOVLINT_TABLE_PATH_INDEX_H

#include <stdbool.h>

#include "git/snapshot.h"

typedef struct PathIndex PathIndex;

PathIndex *path_index_new(Arena *arena, const Snapshot *snapshot);

/* The one file or folder whose path differs only in letter case; false for none or several. */
bool path_index_find_case(const PathIndex *index, Str path, Str *out);

/*
 * The one file or folder that is nearest. It is one of these:
 * - the path with ".md" appended
 * - the only path elsewhere with the same name, unless any folder may have that name, such as
 *   "README.md" or "archived"
 * - a path with a typo in one of its names, except in what may denote its language
 * - the path with the same name that shares the most folders above it
 * There is none if two paths are equally near. Paths with different numbers are never near:
 * "2024-05-02.md" is not a typo for "2024-05-12.md".
 */
bool path_index_find_near(PathIndex *index, Str path, Str *out);

#endif
