/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Looking for a path that is not there: the one path of a snapshot that was most likely meant.
 *
 * Made once for a snapshot, by folded path, by folded name and by folder, so that ten thousand
 * wrong paths in a tree of a hundred thousand files cost no more than what is near them. Where they
 * do, because a name stands in too many folders or a folder holds too much, the search ends with
 * the index's budget, and what is asked for then has no nearest path.
 */
#ifndef GOVLINT_TABLE_PATH_INDEX_H
#define GOVLINT_TABLE_PATH_INDEX_H

#include <stdbool.h>

#include "git/snapshot.h"

typedef struct PathIndex PathIndex;

PathIndex *path_index_new(Arena *arena, const Snapshot *snapshot);

/* The one file or folder whose path differs in letter case alone; false for none or several. */
bool path_index_find_case(const PathIndex *index, Str path, Str *out);

/*
 * The one file or folder that is nearest: with ".md" behind it; of the same name elsewhere, where
 * no other has that name and it is none that any folder may have, as "README.md" or "archived";
 * with a slip of the pen in one of its names, but for what may say its language; or of the same
 * name and most folders above it that are the same. Paths that are as near as another are none, and
 * so are those with other numbers in them: "2024-05-02.md" is no slip for "2024-05-12.md".
 */
bool path_index_find_near(PathIndex *index, Str path, Str *out);

#endif
