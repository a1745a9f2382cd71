/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * "Did you mean …": the candidate that a misspelt word most likely meant.
 *
 *     Nearest nearest;
 *     nearest_init(&nearest, &scratch, word);
 *     for (…) nearest_offer(&nearest, candidate);
 *     if (nearest.found) say(nearest.text);
 */
#ifndef GOVLINT_BASE_NEAREST_H
#define GOVLINT_BASE_NEAREST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/str.h"

typedef struct Nearest {
    Str word;
    Str folded;           /* the word, case-folded */
    StrBuf candidate;     /* the current candidate, case-folded */
    size_t limit;         /* a candidate farther away is not a plausible typo */
    size_t distance;      /* of the best candidate so far, ignoring letter case */
    size_t case_distance; /* the same, respecting letter case */
    bool found;
    Str text;     /* the best candidate, the first of equals; empty if none is near */
    size_t index; /* number of candidates offered before the best one */
    size_t offered;
} Nearest;

/*
 * Starts a search for the candidate nearest to `word`. Letter case counts less than any other
 * difference: it only decides between candidates that are equally near without it.
 */
void nearest_init(Nearest *nearest, Arena *arena, Str word);
void nearest_offer(Nearest *nearest, Str candidate);

/* The nearest of `count` C strings, or the empty Str. */
Str nearest_of(Arena *arena, Str word, const char *const *candidates, size_t count);

/*
 * Whether both texts contain the same numbers in the same order, ignoring leading zeros, and the
 * same stand-alone letters, as in "part-a", as far as both have any. A typo changes letters within
 * a word; a different number usually means a different thing.
 */
bool nearest_has_marks_of(Str a, Str b);

#endif
