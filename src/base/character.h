/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names of invisible characters, for messages about them.
 */
#ifndef GOVLINT_BASE_CHARACTER_H
#define GOVLINT_BASE_CHARACTER_H

#include "base/str.h"

/*
 * The characters of a text, each as "U+200B (zero width space)", separated by commas. Consecutive
 * repeats are named once; after the first few, "…" stands for the rest. Only invisible characters
 * have names.
 */
Str character_names(Arena *arena, Str text);

#endif
