/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Lives of findings: which commit brought each, and which ended it.
 *
 *     const LivesJob job = {.commits = &list, .path = STR("."), .walked = 0};
 *     Lives *lives = lives_new(arena, &job);
 *     for each commit, parents first:
 *         lives_add(lives, index, &options, &result);    or lives_pass if it could not be linted
 *
 * A finding stays the same from commit to commit while its fingerprint does, or if its file was
 * moved (rule/moves.h) and it is otherwise the same there. A commit brings the findings that none
 * of its parents has, and ends those that all of its parents have and it does not. A merge also
 * ends findings that only some parents have, unless another line of history ended them. A finding
 * that its rule could not look for has not ended: it stands until a later commit says more.
 */
#ifndef GOVLINT_HISTORY_LIVES_H
#define GOVLINT_HISTORY_LIVES_H

#include "git/commits.h"
#include "rule/engine.h"

/* A finding as it was at one commit: a copy that does not need the document. */
typedef struct Seen {
    Str rule;
    Severity severity;
    Str repository;
    Str path;
    bool placed; /* its source has bytes; if not, start and end mean nothing */
    Position start;
    Position end;
    Str key; /* as Finding.key */
    Str message;
    Str fingerprint;
} Seen;

#define LIFE_NONE ((size_t)-1)

typedef enum LifeEnd {
    LIFE_GONE,    /* it is no longer found */
    LIFE_IGNORED, /* an ignore suppresses it */
    LIFE_OFF,     /* the rule was switched off */
    LIFE_COVERED, /* another rule reports the same mistake */
} LifeEnd;

/* "gone", "ignored", "off", "covered" */
const char *life_end_name(LifeEnd end);

typedef struct Life {
    const Seen *seen; /* the finding as it was last seen */
    size_t begun;     /* the commit that brought it; LIFE_NONE: it stood before the range */
    size_t ended;     /* the commit that ended it; LIFE_NONE: it is open */
    LifeEnd end;
    bool merged; /* it turned out to be the same as another life, from another line of history or
                    from a file that was moved */
    size_t last; /* the commit, among those added so far, at which it was last found */
} Life;

/* What a commit brought or ended. */
typedef struct Change {
    const Seen *seen;
    Life *life;
    LifeEnd end; /* how it was ended */
} Change;

typedef struct CommitChanges {
    Change *brought; /* in the order of findings */
    size_t brought_count;
    Change *ended; /* as they stood before the commit, in the same order */
    size_t ended_count;
    size_t open[SEVERITY_ERROR + 1]; /* findings that stand after it, by severity */
    bool passed;                     /* it could not be linted */
} CommitChanges;

typedef struct Lives Lives;

typedef struct LivesJob {
    const CommitList *commits; /* borrowed */
    Str path;                  /* of the repository whose commits they are */
    size_t walked;             /* its index in the options of each lint */
} LivesJob;

Lives *lives_new(Arena *arena, const LivesJob *job);

/* Adds what was found at a commit. Its parents must have been added or passed before. */
void lives_add(Lives *lives, size_t commit, const LintOptions *options, const LintResult *result);

/* Adds a commit that could not be linted; it brings and ends nothing. */
void lives_pass(Lives *lives, size_t commit);

/* To be called after the last commit. What stands there is open, whatever happened to it on other
   lines of history. Lives that were merged into others are dropped. */
void lives_finish(Lives *lives);

const CommitChanges *lives_changes(const Lives *lives, size_t commit);

/* All lives, in the order in which they were found. */
Life *const *lives_all(const Lives *lives, size_t *count);

#endif
