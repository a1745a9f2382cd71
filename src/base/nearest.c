/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Each candidate is folded into the same buffer, and compared only as far as it could still be
 * better than the best so far, so searching a large table stays cheap.
 */
#include "base/nearest.h"

#include "base/ascii.h"
#include "base/unicode.h"

/* Distances are only computed for words of at most 256 code points (unicode_distance). */
#define ANY_DISTANCE 256

void nearest_init(Nearest *nearest, Arena *arena, Str word) {
    *nearest = (Nearest){.word = word, .folded = unicode_fold_case(arena, word)};
    nearest->limit = unicode_typo_limit(utf8_count(nearest->folded));
    strbuf_init(&nearest->candidate, arena);
}

void nearest_offer(Nearest *nearest, Str candidate) {
    size_t index = nearest->offered++;
    size_t limit = nearest->found ? nearest->distance : nearest->limit;
    if (nearest->found && nearest->case_distance == 0)
        return;
    /* A code point has one to four bytes, and folding never removes one. */
    if (candidate.len / 4 > nearest->folded.len + limit)
        return;
    nearest->candidate.len = 0;
    unicode_fold_case_to(&nearest->candidate, candidate);
    size_t distance = unicode_distance(nearest->folded, strbuf_str(&nearest->candidate), limit);
    if (distance > limit)
        return;
    bool nearer = !nearest->found || distance < nearest->distance;
    size_t case_limit = nearer ? ANY_DISTANCE : nearest->case_distance - 1;
    size_t case_distance = unicode_distance(nearest->word, candidate, case_limit);
    if (!nearer && case_distance > case_limit)
        return;
    nearest->found = true;
    nearest->distance = distance;
    nearest->case_distance = case_distance;
    nearest->text = candidate;
    nearest->index = index;
}

Str nearest_of(Arena *arena, Str word, const char *const *candidates, size_t count) {
    Nearest nearest;
    nearest_init(&nearest, arena, word);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, str_from_c(candidates[i]));
    return nearest.text;
}

/* The next number in the text from `*at` on, without leading zeros; empty after the last. */
static Str next_number(Str text, size_t *at) {
    while (*at < text.len && !ascii_is_digit(text.ptr[*at]))
        ++*at;
    size_t start = *at;
    while (*at < text.len && ascii_is_digit(text.ptr[*at]))
        ++*at;
    while (start + 1 < *at && text.ptr[start] == '0')
        start++;
    return str_slice(text, start, *at);
}

/* Whether there is a letter or digit at the place, or a byte of a character outside ASCII. */
static bool is_of_word(Str text, size_t at) {
    return at < text.len && (ascii_is_alphanumeric(text.ptr[at]) || (text.ptr[at] & 0x80));
}

/* The next letter from `*at` on that is a word by itself, in lower case; 0 after the last. */
static char next_letter(Str text, size_t *at) {
    while (*at < text.len) {
        size_t i = (*at)++;
        if (ascii_is_letter(text.ptr[i]) && !(i > 0 && is_of_word(text, i - 1)) &&
            !is_of_word(text, i + 1))
            return ascii_lower(text.ptr[i]);
    }
    return 0;
}

static bool has_letters_of(Str a, Str b) {
    size_t at_a = 0;
    size_t at_b = 0;
    char letter_a;
    char letter_b;
    do {
        letter_a = next_letter(a, &at_a);
        letter_b = next_letter(b, &at_b);
        if (letter_a && letter_b && letter_a != letter_b)
            return false;
    } while (letter_a && letter_b);
    return true;
}

bool nearest_has_marks_of(Str a, Str b) {
    size_t at_a = 0;
    size_t at_b = 0;
    Str number;
    do {
        number = next_number(a, &at_a);
        if (!str_equal(number, next_number(b, &at_b)))
            return false;
    } while (number.len > 0);
    return has_letters_of(a, b);
}
