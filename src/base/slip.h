/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Slips of the pen in phrases: the same words but for one, in which two neighbours are swapped, or
 * one letter is missing, doubled, another or too many.
 *
 * A phrase is its folded words in alphabetical order with one blank between them (person_fold).
 * What makes two names rather than one misspelled name is left alone: short words that differ
 * otherwise than by a swap or a doubled letter ("Lin", "Min"; "Zhang", "Zheng"), and first and last
 * letters ("Dan", "Jan"; "Daniel", "Daniela").
 */
#ifndef GOVLINT_BASE_SLIP_H
#define GOVLINT_BASE_SLIP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

/* A word of one phrase, and the word that stands for it in the other. */
typedef struct Slip {
    Str word;
    Str other;
} Slip;

/*
 * Whether the phrases differ by a slip. `certain`: they are known to be of the same thing, so that
 * any single edit of a word is one.
 */
bool slip_between(Str phrase, Str other, bool certain, Slip *out);

enum {
    SLIP_WORDS = 8,    /* a phrase that has more is in no index */
    SLIP_LETTERS = 32, /* of a word that may be a slip, in code points */
};

/* What a phrase gives when one letter of one word is left out, or none: two that differ by a slip
   have one of these in common. */
typedef struct SlipHashes {
    uint64_t items[SLIP_WORDS * (SLIP_LETTERS + 1)];
    size_t count;
} SlipHashes;

SlipHashes slip_hashes(Str phrase);

/* An index that finds the phrases that may differ by a slip without looking at all phrases. */
typedef struct SlipIndex SlipIndex;

/* The phrases are borrowed. Takes some ten bytes for each of their letters. */
SlipIndex *slip_index_new(Arena *arena, const Str *phrases, size_t count);

/*
 * Calls `visit` with the index of each phrase that may differ from this one by one edit of one
 * word; slip_between decides whether it does. The same phrase may be visited more than once; where
 * very many are as near, only some are.
 */
typedef void (*SlipVisitor)(size_t index, void *context);
void slip_index_find(const SlipIndex *index, Str phrase, SlipVisitor visit, void *context);

#endif
