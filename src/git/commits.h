/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The commits of a range, each after its parents.
 *
 *     CommitList list;
 *     if (commits_list(arena, STR("."), STR("v1..HEAD"), (CommitChoice){0}, &list, error))
 *         for (size_t i = 0; i < list.count; i++) …
 *
 * Ranges are those of `git log`: "A..B" is what B has and A does not, and an omitted side is HEAD;
 * "B" is the whole history of B. Without `all_parents` only first parents are followed, as suits a
 * branch that others are merged into.
 */
#ifndef GOVLINT_GIT_COMMITS_H
#define GOVLINT_GIT_COMMITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef struct Commit {
    Str id;           /* 40 hexadecimal digits */
    Str author;       /* the name; any bytes */
    Str subject;      /* the first paragraph of the message as one line; any bytes */
    int64_t authored; /* seconds since 1970 in UTC … */
    int offset;       /* … and how far the author's clock is ahead of UTC, in minutes */
    int64_t committed;
    bool base;       /* not in the range, but a commit where it begins */
    size_t *parents; /* indexes in the list; empty for a base. Without all_parents at most one */
    size_t parent_count;
} Commit;

typedef struct CommitList {
    Commit *items;
    size_t count;    /* including bases */
    size_t in_range; /* excluding bases */
    bool shallow;    /* it ends where a shallow clone does: earlier history is unknown */
} CommitList;

typedef struct CommitChoice {
    bool all_parents; /* follow all parents, not only first ones */
    size_t most;      /* list only this many of the newest; 0: all */
} CommitChoice;

/*
 * ERROR_USAGE if the range cannot be walked ("A...B"); ERROR_RUN if there is no repository, a
 * revision does not exist, or the history cannot be read. A range without commits is not an error:
 * the list is then empty.
 */
bool commits_list(Arena *arena, Str path, Str range, CommitChoice choice, CommitList *out,
                  Error *error);

/* The day on the author's clock, "2026-01-31", and the time in the format of RFC 3339. */
Str commit_day(Arena *arena, const Commit *commit);
Str commit_time(Arena *arena, const Commit *commit);
/* The UTC day on which it was committed. */
Str commit_committed_day(Arena *arena, const Commit *commit);

#endif
