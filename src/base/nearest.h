/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * "Did you mean …": the candidate that was most likely meant by a misspelt word.
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
    Str folded;           /* the word, letter case folded */
    StrBuf candidate;     /* the candidate at hand, letter case folded */
    size_t limit;         /* a candidate farther away is no slip of the pen */
    size_t distance;      /* of the best candidate so far, letter case aside */
    size_t case_distance; /* the same, letter case counted */
    bool found;
    Str text;     /* the best candidate, the first of equals; empty where none is near */
    size_t index; /* how many candidates had been offered before it */
    size_t offered;
} Nearest;

/*
 * Starts a search for the nearest to `word`. Letter case counts less than any other difference:
 * it only decides between candidates that are as near without it.
 */
void nearest_init(Nearest *nearest, Arena *arena, Str word);
void nearest_offer(Nearest *nearest, Str candidate);

/* The nearest of `count` C strings, or the empty Str. */
Str nearest_of(Arena *arena, Str word, const char *const *candidates, size_t count);

/*
 * Whether both texts have the same numbers in the same order, leading zeros aside, and where each
 * has a letter that stands alone, as in "part-a", the same one. A slip of the pen changes letters
 * within a word; another number mostly means another thing.
 */
bool nearest_has_marks_of(Str a, Str b);

#endif
