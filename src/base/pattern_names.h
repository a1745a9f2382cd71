/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finds the names of a pattern's groups without compiling it. Internal to pattern.c.
 */
#ifndef GOVLINT_BASE_PATTERN_NAMES_H
#define GOVLINT_BASE_PATTERN_NAMES_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

/* With more names than this the scan fails. */
enum { PATTERN_NAMES_MAX = 32 };

/*
 * The names in a regular expression that compiles, ordered by group. False if it uses something
 * that makes this undecidable here: comments, quoted text, the option x, branch reset, a duplicate
 * name.
 */
bool pattern_names_scan(Arena *arena, Str regex, Str **names, size_t *count);

#endif
