/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names of characters that cannot be seen: what a message about them must say.
 */
#ifndef GOVLINT_BASE_CHARACTER_H
#define GOVLINT_BASE_CHARACTER_H

#include "base/str.h"

/*
 * The characters of a text, each as "U+200B (zero width space)", with commas between them. One that
 * is repeated is named once, and after the first few "…" stands for the others. Only invisible
 * characters have names.
 */
Str character_names(Arena *arena, Str text);

#endif
