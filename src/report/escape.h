/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Text of strangers made harmless for where it is shown.
 *
 * On a terminal, control characters could move the cursor or recolour the screen, and invisible or
 * direction-changing characters could make a line read as another: they are shown by their code.
 */
#ifndef GOVLINT_REPORT_ESCAPE_H
#define GOVLINT_REPORT_ESCAPE_H

#include "base/str.h"

/*
 * How the code point at `offset` is shown on a terminal: itself, `\n`, `\x1b`, `\u{202e}`; a byte
 * that is not UTF-8 as `\xff`. `*length` is how many bytes of the text it stands for.
 */
Str escape_glyph(Arena *arena, Str text, size_t offset, size_t *length);

/* The whole text as shown on a terminal; the text itself where nothing has to be escaped. */
Str escape_terminal(Arena *arena, Str text);

/* The text with U+FFFD for each byte that is not UTF-8; itself where there is none. */
Str escape_utf8(Arena *arena, Str text);

#endif
