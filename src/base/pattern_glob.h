/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Globs: translated to regular expressions, which check that they are well-formed, and matched
 * directly, because there are many paths and most globs meet few of them. Callers that use globs as
 * patterns should see pattern.h.
 */
#ifndef GOVLINT_BASE_PATTERN_GLOB_H
#define GOVLINT_BASE_PATTERN_GLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* The regular expression of a glob, without anchors. */
Str pattern_glob_regex(Arena *arena, Str glob);

/* Whether a well-formed glob matches a UTF-8 path, in at most `*steps` steps, which are counted
   down. `*steps` is 0 afterwards if they did not suffice. */
bool pattern_glob_matches(Str glob, Str path, size_t *steps);

/* The longest literal part of a name that every path matched by the glob contains; may be empty. */
Str pattern_glob_literal(Str glob);

#endif
