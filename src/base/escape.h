/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Text of strangers made harmless for where it is shown.
 *
 * On a terminal, control characters could move the cursor or recolour the screen, and invisible or
 * direction-changing characters could make a line read as another: they are shown by their code.
 * So is what the log of GitHub Actions would take for a command: "##[" anywhere in a line, and "::"
 * at its start.
 */
#ifndef GOVLINT_BASE_ESCAPE_H
#define GOVLINT_BASE_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * How the code point at `offset` is shown on a terminal: itself, `\n`, `\x1b`, `\u{202e}`; a byte
 * that is not UTF-8 as `\xff`. `*length` is how many bytes of the text it stands for.
 */
Str escape_glyph(Arena *arena, Str text, size_t offset, size_t *length);

/*
 * The whole text as shown on a terminal, also at the start of a line; the text itself where nothing
 * has to be escaped.
 */
Str escape_terminal(Arena *arena, Str text);

/* The same, cut behind about `most` bytes of the text: "…" then stands for the rest. */
Str escape_clipped(Arena *arena, Str text, size_t most);

/* Whether the code point would be shown by its code. */
bool escape_is_hidden(int32_t code);

/* Whether the "#" at `offset` is the second of "##[". */
bool escape_is_command(Str text, size_t offset);

/* Whether the text starts with "::", perhaps behind white space. */
bool escape_starts_command(Str text);

/* The text with U+FFFD for each byte that is not UTF-8; itself where there is none. */
Str escape_utf8(Arena *arena, Str text);

/* The word as a shell takes it for one, in quotes where it has to be. */
Str escape_shell(Arena *arena, Str word);

#endif
