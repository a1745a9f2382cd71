/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a commit ended and brought that is the same, in a file which it moved. Internal to history/.
 */
#ifndef GOVLINT_HISTORY_LIVES_MOVES_H
#define GOVLINT_HISTORY_LIVES_MOVES_H

#include "history/lives.h"

/* What a commit changed in the repository whose history is walked. */
typedef struct MovesQuestion {
    Str path;            /* where that repository is … */
    Str parent;          /* … the id of the commit before … */
    const Snapshot *now; /* … and what it has after the commit */
    Str repository;      /* its name */
    const Change *ended; /* both in order of paths */
    size_t ended_count;
    const Change *brought;
    size_t brought_count;
} MovesQuestion;

#define MOVES_NONE ((size_t)-1)

/* For each that ended, the index of the one it is now, or MOVES_NONE; NULL: nothing was moved. */
const size_t *lives_moved(Arena *arena, const MovesQuestion *question);

#endif
