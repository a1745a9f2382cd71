/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Paths inside a repository: relative, `/` between names, no leading or trailing `/`.
 * The root is the empty path.
 */
#ifndef GOVLINT_BASE_PATH_H
#define GOVLINT_BASE_PATH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* The last name: "a/b.md" → "b.md". */
Str path_name(Str path);
/* All but the last name: "a/b.md" → "a", "b.md" → "". */
Str path_folder(Str path);
/* The last name without its extension: "a/b.md" → "b"; ".x" → ".x". */
Str path_stem(Str path);
/* The extension of the last name: "a/b.md" → ".md"; ".x" → "". */
Str path_extension(Str path);
/* Joins with one `/`; if either side is empty, returns the other. Not normalised. */
Str path_join(Arena *arena, Str folder, Str path);
/* Removes the folder from a path that lies in it: ("a/b.md", "a") → "b.md"; false, with the path
   unchanged, if it does not. Every path lies in the root. */
bool path_take_folder(Str *path, Str folder);
/* Resolves ".", ".." and empty names. False if the path leads out of the root. */
bool path_normalise(Arena *arena, Str path, Str *out);
/* How to reach `target` from a file in `folder`: ("SIGs", "SIGs/a/b.md") → "a/b.md". */
Str path_relative(Arena *arena, Str folder, Str target);

#endif
