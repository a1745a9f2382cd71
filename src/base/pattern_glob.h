/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Globs: as regular expressions, which tell whether they are well-formed, and matched without them,
 * as paths are many and most globs meet few. For those who use globs as patterns, see pattern.h.
 */
#ifndef GOVLINT_BASE_PATTERN_GLOB_H
#define GOVLINT_BASE_PATTERN_GLOB_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"

/* The regular expression of a glob, without anchors. */
Str pattern_glob_regex(Arena *arena, Str glob);

/* Whether a glob that is well-formed matches a path that is UTF-8, in at most so many steps. What
   is left of them is 0 where they did not do. */
bool pattern_glob_matches(Str glob, Str path, size_t *steps);

/* The longest part of one name that each path has which the glob matches; it may be empty. */
Str pattern_glob_literal(Str glob);

#endif
