/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Unicode text in UTF-8 (utf8proc inside): validity, lengths, folding and edit distance.
 * Nothing here depends on the locale.
 */
#ifndef GOVLINT_BASE_UNICODE_H
#define GOVLINT_BASE_UNICODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* The code point at `offset` and its length in bytes (at least 1). An invalid byte is U+FFFD. */
int32_t utf8_at(Str text, size_t offset, size_t *length);

/* Whether all of `text` is UTF-8; else `*bad` (may be NULL) is the offset of the first bad byte. */
bool utf8_valid(Str text, size_t *bad);

/* How many bytes from `at` on are ASCII; `at` is inside the text or at its end. */
size_t utf8_ascii_length(Str text, size_t at);
bool utf8_is_ascii(Str text);

/* Number of code points; each byte that is not UTF-8 counts as one. */
size_t utf8_count(Str text);

/* The text, or where it is longer than `most` bytes its beginning, whole code points, and "…". */
Str utf8_clip(Arena *arena, Str text, size_t most);

/* Columns on a terminal: wide characters count 2, combining marks 0. A tab counts 1. */
size_t utf8_width(Str text);

/*
 * Folded as a person compares names: compatibility forms, letter case and accents dropped, then
 * everything but letters and digits. "Saúl Cabrera" and "saul-cabrera" both give "saulcabrera".
 * Letters that have no accent to drop but a usual spelling are spelled (ø → o, ł → l, ß → ss), and
 * so are the signs at the end of a word that tell it from others: "C#" is "csharp", "C++" is
 * "cpp".
 */
Str unicode_fold(Arena *arena, Str text);

/*
 * The words of a text (between white space and commas), each folded, with one blank between:
 * "Doe, Jané" is "doe jane". Lists of names are in this order: "He Jie" before "Heaton, Ann".
 */
Str unicode_fold_phrase(Arena *arena, Str text);

/* The same with the words in alphabetical order: "Doe, Jané" and "Jane Doe" are one person's. */
Str unicode_fold_words(Arena *arena, Str text);

/*
 * Whether two names are written with the same words. What stands between words does not count, nor
 * does the letter case of a word that one of them has in small letters: "SIG-guest-languages" and
 * "SIG Guest Languages" are the same, "Typescript" and "TypeScript" are not.
 */
bool unicode_same_words(Str a, Str b);

/*
 * Whether one of two names is made of words that stand side by side in the other, folded: "Garden
 * Tools" and "the garden-tools group"; or is its capitals: "gtg" and "Garden Tools Group". An empty
 * text is part of none, nor is one of over 256 bytes.
 */
bool unicode_part_of_words(Arena *arena, Str a, Str b);

/* The next word from `*at` on (between white space and commas; it may be empty); `*at` moves behind
   it. False at the end of the text. */
bool unicode_next_word(Str text, size_t *at, Str *out);

/* Letter case folded, nothing else (Unicode Default Case Folding). A bad byte stays as it is. A
   text that is folded already is handed back itself. */
Str unicode_fold_case(Arena *arena, Str text);
/* The same, appended. */
void unicode_fold_case_to(StrBuf *out, Str text);

/* Lower case, letter by letter (Unicode's simple mappings, and "İ" as "i̇"). */
Str unicode_lower(Arena *arena, Str text);

/*
 * Whether a regular expression's \w matches it in Unicode: letters, marks, decimal digits and
 * connecting punctuation (UTS #18, annex C: \p{Alphabetic}\p{M}\p{Nd}\p{Pc}).
 */
bool unicode_is_word(int32_t code);

/*
 * Optimal string alignment distance in code points: insertions, deletions, substitutions and
 * swaps of neighbours. Gives up and returns limit + 1 as soon as it must be more than `limit`;
 * so it also does for different texts of which one has more than 256 code points.
 * O(limit × length), no memory.
 */
size_t unicode_distance(Str a, Str b, size_t limit);

/*
 * How many edits still count as a slip of the pen for a text of this many code points:
 * 0 up to 2, 1 up to 5, 2 up to 11, 3 above.
 */
size_t unicode_slip(size_t length);

#endif
