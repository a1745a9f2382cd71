/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Pairs findings that a commit ended with those it brought that are the same, in a file or folder
 * that it moved. Internal to history/.
 */
#ifndef GOVLINT_HISTORY_LIVES_MOVES_H
#define GOVLINT_HISTORY_LIVES_MOVES_H

#include "history/lives.h"

/* What a commit changed in the repository whose history is walked. */
typedef struct MovesQuestion {
    Str path;            /* of that repository */
    Str parent;          /* id of the commit before */
    const Snapshot *now; /* the repository after the commit */
    Str repository;      /* its name */
    const Change *ended; /* by path, as `brought` */
    size_t ended_count;
    const Change *brought;
    size_t brought_count;
} MovesQuestion;

#define MOVES_NONE ((size_t)-1)

/* For each ended finding, the index of the brought one that it is now, or MOVES_NONE. NULL if
   nothing was moved. */
const size_t *lives_moved(Arena *arena, const MovesQuestion *question);

#endif
