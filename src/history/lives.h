/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Lives of findings: which commit brought each, and which ended it.
 *
 *     const LivesJob job = {.commits = &list, .path = STR("."), .walked = 0};
 *     Lives *lives = lives_new(arena, &job);
 *     for each commit, parents first:
 *         lives_add(lives, index, &options, &result);    or lives_pass where it could not be linted
 *
 * A finding is the same from commit to commit where its fingerprint is, or it is in a file that was
 * moved (rule/moves.h) and would be the same there. A commit brings what none of its parents has,
 * and ends what all of them have; a merge also what only one has, unless it was the other line that
 * ended it. What a rule could not look for has not ended: it stands until a commit says more.
 */
#ifndef GOVLINT_HISTORY_LIVES_H
#define GOVLINT_HISTORY_LIVES_H

#include "git/commits.h"
#include "rule/engine.h"

/* A finding as it was at one commit: a copy, which needs no document. */
typedef struct Seen {
    Str rule;
    Severity severity;
    Str repository;
    Str path;
    bool placed; /* it has bytes: else start and end say nothing */
    Position start;
    Position end;
    Str key; /* as Finding.key */
    Str message;
    Str fingerprint;
} Seen;

#define LIFE_NONE ((size_t)-1)

typedef enum LifeEnd {
    LIFE_GONE,    /* it is not found any more */
    LIFE_IGNORED, /* an ignore holds it back */
    LIFE_OFF,     /* the rule was switched off */
    LIFE_COVERED, /* another rule tells the same mistake */
} LifeEnd;

/* "gone", "ignored", "off", "covered" */
const char *life_end_name(LifeEnd end);

typedef struct Life {
    const Seen *seen; /* as it was last */
    size_t begun;     /* the commit that brought it; LIFE_NONE: it stood before the range */
    size_t ended;     /* the commit that ended it; LIFE_NONE: it is open */
    LifeEnd end;
    bool merged; /* it turned out to be one with another life: of another line of history that meets
                    this one, or of the file that was moved */
    size_t last; /* the commit, of those added, at which it was found last */
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
    Change *ended; /* as they stood before it, in that order */
    size_t ended_count;
    size_t open[SEVERITY_ERROR + 1]; /* what stands after it, by severity */
    bool passed;                     /* it could not be linted */
} CommitChanges;

typedef struct Lives Lives;

typedef struct LivesJob {
    const CommitList *commits; /* borrowed */
    Str path;                  /* where the repository is that they are of … */
    size_t walked;             /* … and its index in the options of each lint */
} LivesJob;

Lives *lives_new(Arena *arena, const LivesJob *job);

/* Takes over what was found at a commit, whose parents must have been added or passed before. */
void lives_add(Lives *lives, size_t commit, const LintOptions *options, const LintResult *result);

/* A commit that could not be linted brings and ends nothing. */
void lives_pass(Lives *lives, size_t commit);

/* Ends the list: what stands at its last commit is open, whatever became of it on other lines.
   Lives that were merged into others are none any more. */
void lives_finish(Lives *lives);

const CommitChanges *lives_changes(const Lives *lives, size_t commit);

/* All of them, in the order in which they were found. */
Life *const *lives_all(const Lives *lives, size_t *count);

#endif
