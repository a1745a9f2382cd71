/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The commits of a range, each behind those that it comes from.
 *
 *     CommitList list;
 *     if (commits_list(arena, STR("."), STR("v1..HEAD"), (CommitChoice){0}, &list, error))
 *         for (size_t i = 0; i < list.count; i++) …
 *
 * A range is as of `git log`: "A..B" what B has and A has not, where one that is left out is HEAD;
 * "B" all of the history of B. Without `all_parents` that is the line of first parents alone, as
 * of a branch that others are merged into.
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
    int offset;       /* … and the author's clock ahead of it, in minutes */
    int64_t committed;
    bool base;       /* no commit of the range: where it begins */
    size_t *parents; /* indexes in the list; empty for a base. Without all_parents at most one */
    size_t parent_count;
} Commit;

typedef struct CommitList {
    Commit *items;
    size_t count;    /* bases too */
    size_t in_range; /* the others */
    bool shallow;    /* it ends where the clone does: what came before is not known */
} CommitList;

typedef struct CommitChoice {
    bool all_parents; /* not only the first ones */
    size_t most;      /* the newest so many; 0: all */
} CommitChoice;

/*
 * ERROR_USAGE where the range cannot be walked ("A...B"); ERROR_RUN where there is no repository, a
 * revision is not there, or the history cannot be read. A range without commits is none: the list
 * is then empty.
 */
bool commits_list(Arena *arena, Str path, Str range, CommitChoice choice, CommitList *out,
                  Error *error);

/* The day on the author's clock, "2026-01-31", and the time as of RFC 3339. */
Str commit_day(Arena *arena, const Commit *commit);
Str commit_time(Arena *arena, const Commit *commit);
/* The day of UTC on which it was committed. */
Str commit_committed_day(Arena *arena, const Commit *commit);

#endif
