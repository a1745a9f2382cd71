/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Globs as regular expressions. Internal to patterns. */
#ifndef GOVLINT_BASE_PATTERN_GLOB_H
#define GOVLINT_BASE_PATTERN_GLOB_H

#include "base/arena.h"
#include "base/str.h"

/* The regular expression of a glob, without anchors. */
Str pattern_glob_regex(Arena *arena, Str glob);

#endif
