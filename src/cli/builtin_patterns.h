/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The regular expressions of the built-in packs, compiled by cmake/precompile.c when the program is
 * built, so that the start-up time does not grow with what they express.
 */
#ifndef GOVLINT_CLI_BUILTIN_PATTERNS_H
#define GOVLINT_CLI_BUILTIN_PATTERNS_H

#include "base/pattern_image.h"

extern const PatternImages builtin_patterns;

#endif
