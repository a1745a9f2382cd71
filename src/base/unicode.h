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

/* Whether all of `text` is valid UTF-8; if not, `*bad` (may be NULL) is the offset of the first bad
   byte. */
bool utf8_valid(Str text, size_t *bad);

/* The number of ASCII bytes in a row from `at` on; `at` is inside the text or at its end. */
size_t utf8_ascii_length(Str text, size_t at);
bool utf8_is_ascii(Str text);

/* Number of code points; each invalid UTF-8 byte counts as one. */
size_t utf8_count(Str text);

/* The text; if it is longer than `most` bytes, its beginning, in whole code points, and "…". */
Str utf8_clip(Arena *arena, Str text, size_t most);

/* Columns on a terminal: wide characters count 2, combining marks 0 and tabs 1. */
size_t utf8_width(Str text);

/*
 * Folded for comparing names as a person would: compatibility forms are resolved, letter case and
 * accents dropped, then everything but letters and digits. "Saúl Cabrera" and "saul-cabrera" both
 * give "saulcabrera". Letters that have no accent to drop but a usual ASCII spelling are spelled
 * out (ø → o, ł → l, ß → ss), and so are signs at the end of a word that distinguish it from
 * others: "C#" is "csharp", "C++" is "cpp".
 */
Str unicode_fold(Arena *arena, Str text);

/*
 * The words of a text (separated by white space and commas), each folded, with one blank between
 * them: "Doe, Jané" is "doe jane". Lists of names are sorted by this: "He Jie" before "Heaton,
 * Ann".
 */
Str unicode_fold_phrase(Arena *arena, Str text);

/* The same with the words in alphabetical order: "Doe, Jané" and "Jane Doe" give the same text. */
Str unicode_fold_words(Arena *arena, Str text);

/*
 * Whether two names are written with the same words. Separators between words do not count, nor
 * does the letter case of a word that either name has in lower case: "SIG-guest-languages" and "SIG
 * Guest Languages" are the same, "Typescript" and "TypeScript" are not.
 */
bool unicode_same_words(Str a, Str b);

/*
 * Whether one of two names consists of consecutive words of the other, folded: "Garden Tools" and
 * "the garden-tools group"; or is its initials: "gtg" and "Garden Tools Group". A text that is
 * empty or longer than 256 bytes never matches.
 */
bool unicode_part_of_words(Arena *arena, Str a, Str b);

/* The next word from `*at` on (between white space and commas; may be empty); `*at` moves past it.
   False at the end of the text. */
bool unicode_next_word(Str text, size_t *at, Str *out);

/* Letter case folded, nothing else (Unicode Default Case Folding). A bad byte stays as it is. A
   text that is already folded is returned itself. */
Str unicode_fold_case(Arena *arena, Str text);
/* The same, appended. */
void unicode_fold_case_to(StrBuf *out, Str text);

/* Lower case, letter by letter (Unicode's simple mappings, and "İ" as "i̇"). */
Str unicode_lower(Arena *arena, Str text);

/*
 * Whether a regular expression's \w matches the code point in Unicode: letters, marks, decimal
 * digits and connecting punctuation (UTS #18, annex C: \p{Alphabetic}\p{M}\p{Nd}\p{Pc}).
 */
bool unicode_is_word(int32_t code);

/*
 * Optimal string alignment distance in code points: insertions, deletions, substitutions and swaps
 * of neighbours. Gives up and returns limit + 1 as soon as the distance must exceed `limit`, and
 * also for different texts of which one has more than 256 code points. O(limit × length), no
 * memory.
 */
size_t unicode_distance(Str a, Str b, size_t limit);

/*
 * How many edits still count as a typo in a text of this many code points: 0 up to 2, 1 up to 5, 2
 * up to 11, 3 above.
 */
size_t unicode_typo_limit(size_t length);

#endif
