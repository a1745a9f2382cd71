/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Typos in phrases: all words are the same except one, in which two adjacent letters are swapped,
 * or one letter is missing, doubled, different or superfluous.
 *
 * A phrase is its folded words in alphabetical order, separated by single blanks (person_fold).
 * Differences that make two names rather than one misspelled name are not typos: short words that
 * differ by anything but a swap or a doubled letter ("Lin", "Min"; "Zhang", "Zheng"), and first and
 * last letters ("Dan", "Jan"; "Daniel", "Daniela").
 */
#ifndef GOVLINT_BASE_TYPO_H
#define GOVLINT_BASE_TYPO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A word of one phrase, and the word that replaces it in the other. */
typedef struct Typo {
    Str word;
    Str other;
} Typo;

/*
 * Whether the phrases differ by a typo. `certain` means that they are known to refer to the same
 * thing, so that any single edit of a word counts.
 */
bool typo_between(Str phrase, Str other, bool certain, Typo *out);

enum {
    TYPO_WORDS = 8,    /* a phrase with more words is not indexed */
    TYPO_LETTERS = 32, /* longest word that may contain a typo, in code points */
};

/* The hashes of a phrase with one letter of one word left out, or none: two phrases that differ by
   a typo share one of these. */
typedef struct TypoHashes {
    uint64_t items[TYPO_WORDS * (TYPO_LETTERS + 1)];
    size_t count;
} TypoHashes;

TypoHashes typo_hashes(Str phrase);

/* An index that finds the phrases that may differ by a typo without looking at all phrases. */
typedef struct TypoIndex TypoIndex;

/* The phrases are borrowed. Takes about ten bytes for each of their letters. */
TypoIndex *typo_index_new(Arena *arena, const Str *phrases, size_t count);

/*
 * Calls `visit` with the index of each phrase that may differ from this one by one edit of one
 * word; typo_between decides whether it does. A phrase may be visited more than once; if very many
 * are equally near, only some are visited.
 */
typedef void (*TypoVisitor)(size_t index, void *context);
void typo_index_find(const TypoIndex *index, Str phrase, TypoVisitor visit, void *context);

#endif
