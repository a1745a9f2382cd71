/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The edit distance of two words.
 */
#include "base/unicode.h"

/* A longer word is never considered a typo of another. */
#define MAX_WORD 256

static size_t decode_word(Str text, int32_t *codes) {
    size_t count = 0;
    size_t length;
    for (size_t i = 0; i < text.len && count <= MAX_WORD; i += length)
        codes[count++] = utf8_at(text, i, &length);
    return count;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

typedef struct Word {
    int32_t codes[MAX_WORD + 1];
    size_t count;
} Word;

/*
 * Row `i` of the table holds the distances of the first i code points of `a` to each prefix of `b`.
 * Only the band of columns at most `limit` from the diagonal is filled and read: anything outside
 * exceeds `limit` anyway. Returns the minimum of the row.
 */
static size_t fill_row(const Word *a, const Word *b, size_t i, size_t limit,
                       size_t *const rows[3]) {
    size_t *row = rows[i % 3];
    const size_t *above = rows[(i + 2) % 3];
    const size_t *before = rows[(i + 1) % 3];
    size_t first = i > limit ? i - limit : 0;
    size_t last = least(b->count, i + limit);
    size_t smallest = limit + 1;
    for (size_t j = first; j <= last; j++) {
        size_t best = j == 0 ? i : above[j - 1] + (a->codes[i - 1] == b->codes[j - 1] ? 0 : 1);
        if (j > first)
            best = least(best, row[j - 1] + 1);
        if (j < i + limit)
            best = least(best, above[j] + 1);
        if (i > 1 && j > 1 && a->codes[i - 1] == b->codes[j - 2] &&
            a->codes[i - 2] == b->codes[j - 1])
            best = least(best, before[j - 2] + 1);
        row[j] = best;
        smallest = least(smallest, best);
    }
    return smallest;
}

/* `limit` is at most MAX_WORD. */
static size_t distance_of(const Word *a, const Word *b, size_t limit) {
    size_t cells[3][MAX_WORD + 1];
    size_t *const rows[3] = {cells[0], cells[1], cells[2]};
    for (size_t j = 0; j <= least(b->count, limit); j++)
        rows[0][j] = j;
    size_t above = 0;
    for (size_t i = 1; i <= a->count; i++) {
        size_t smallest = fill_row(a, b, i, limit, rows);
        if (smallest > limit && above > limit) /* a swap reaches back two rows */
            return limit + 1;
        above = smallest;
    }
    return least(rows[a->count % 3][b->count], limit + 1);
}

size_t unicode_distance(Str a, Str b, size_t limit) {
    if (str_equal(a, b))
        return 0;
    Word word_a, word_b;
    word_a.count = decode_word(a, word_a.codes);
    word_b.count = decode_word(b, word_b.codes);
    size_t longer = word_a.count > word_b.count ? word_a.count : word_b.count;
    size_t apart = longer - least(word_a.count, word_b.count);
    if (longer > MAX_WORD || apart > limit)
        return limit + 1;
    size_t distance = distance_of(&word_a, &word_b, least(limit, MAX_WORD));
    return distance <= limit ? distance : limit + 1;
}

size_t unicode_typo_limit(size_t length) {
    if (length <= 2)
        return 0;
    if (length <= 5)
        return 1;
    return length <= 11 ? 2 : 3;
}
