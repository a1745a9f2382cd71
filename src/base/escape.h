/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Makes untrusted text safe to display.
 *
 * On a terminal, control characters could move the cursor or recolour the screen, and invisible or
 * direction-changing characters could make a line read as another; all of these are shown as escape
 * codes. So is anything that the GitHub Actions log would take for a command: "##[" anywhere in a
 * line, and "::" at its start.
 */
#ifndef GOVLINT_BASE_ESCAPE_H
#define GOVLINT_BASE_ESCAPE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

/*
 * How the code point at `offset` is shown on a terminal: as itself, `\n`, `\x1b` or `\u{202e}`; a
 * byte that is not valid UTF-8 as `\xff`. `*length` is the number of bytes consumed.
 */
Str escape_glyph(Arena *arena, Str text, size_t offset, size_t *length);

/*
 * The whole text as shown on a terminal, safe even at the start of a line. Returns the text itself
 * if nothing needs escaping.
 */
Str escape_terminal(Arena *arena, Str text);

/* The same, cut after about `most` bytes of the text, with "…" for the rest. */
Str escape_clipped(Arena *arena, Str text, size_t most);

/* Whether the code point is shown as an escape code. */
bool escape_is_hidden(int32_t code);

/* Whether the "#" at `offset` is the second of "##[". */
bool escape_is_command(Str text, size_t offset);

/* Whether the text starts with "::", possibly after white space. */
bool escape_starts_command(Str text);

/* The text with U+FFFD in place of each invalid UTF-8 byte; the text itself if there are none. */
Str escape_utf8(Arena *arena, Str text);

/* The word as a shell accepts it, quoted if necessary. */
Str escape_shell(Arena *arena, Str word);

#endif
