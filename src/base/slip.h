/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Slips (typos) in phrases: all words are the same except one, in which two adjacent letters are
 * swapped, or one letter is missing, doubled, different or superfluous.
 *
 * A phrase is its folded words in alphabetical order, separated by single blanks (person_fold).
 * Differences that make two names rather than one misspelled name are not slips: short words that
 * differ by anything but a swap or a doubled letter ("Lin", "Min"; "Zhang", "Zheng"), and first and
 * last letters ("Dan", "Jan"; "Daniel", "Daniela").
 */
#ifndef GOVLINT_BASE_SLIP_H
#define GOVLINT_BASE_SLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A word of one phrase, and the word that replaces it in the other. */
typedef struct Slip {
    Str word;
    Str other;
} Slip;

/*
 * Whether the phrases differ by a typo. `certain` means that they are known to refer to the same
 * thing, so that any single edit of a word counts.
 */
bool slip_between(Str phrase, Str other, bool certain, Slip *out);

enum {
    SLIP_WORDS = 8,    /* a phrase with more words is not indexed */
    SLIP_LETTERS = 32, /* longest word that may contain a typo, in code points */
};

/* The hashes of a phrase with one letter of one word left out, or none: two phrases that differ by
   a typo share one of these. */
typedef struct SlipHashes {
    uint64_t items[SLIP_WORDS * (SLIP_LETTERS + 1)];
    size_t count;
} SlipHashes;

SlipHashes slip_hashes(Str phrase);

/* An index that finds the phrases that may differ by a typo without looking at all phrases. */
typedef struct SlipIndex SlipIndex;

/* The phrases are borrowed. Takes about ten bytes for each of their letters. */
SlipIndex *slip_index_new(Arena *arena, const Str *phrases, size_t count);

/*
 * Calls `visit` with the index of each phrase that may differ from this one by one edit of one
 * word; slip_between decides whether it does. A phrase may be visited more than once; if very many
 * are equally near, only some are visited.
 */
typedef void (*SlipVisitor)(size_t index, void *context);
void slip_index_find(const SlipIndex *index, Str phrase, SlipVisitor visit, void *context);

#endif
