/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names of a pattern's groups, without compiling it. Internal to pattern.c.
 */
#ifndef GOVLINT_BASE_PATTERN_NAMES_H
#define GOVLINT_BASE_PATTERN_NAMES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* At most; with more it cannot be told. */
enum { PATTERN_NAMES_MAX = 32 };

/*
 * The names in a regular expression that compiles, in order of their groups; false where it has
 * something by which that cannot be told: comments, quoted text, the option x, branch reset, a name
 * twice.
 */
bool pattern_names_scan(Arena *arena, Str regex, Str **names, size_t *count);

#endif
