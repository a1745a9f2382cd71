/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Replaying a history: one repository is linted as it was at one commit after another, the others
 * stay as they are.
 *
 *     Replay *replay = replay_new(arena, &job, error);
 *     if (replay_lint(replay, commit, parent, &replayed, error)) …
 *     replay_free(replay);
 *
 * It costs what changes from commit to commit (history/session.h), unless each is to be linted by
 * itself, which gives the same.
 */
#ifndef GOVLINT_HISTORY_REPLAY_H
#define GOVLINT_HISTORY_REPLAY_H

#include "git/commits.h"
#include "rule/engine.h"

typedef struct Replay Replay;

typedef struct ReplayJob {
    const LintOptions *options;
    size_t walked;             /* the repository, an index in the options */
    Str path;                  /* where it is */
    const CommitList *commits; /* those that will be linted, each once, in this order */
    PatternSet *patterns;
    bool by_commit_day; /* ignores end on the day of each commit, not on the options' */
    bool by_itself;     /* nothing is shared between commits */
} ReplayJob;

/* What was found at a commit. */
typedef struct Replayed {
    bool listed;       /* else some folder could not be: the result only says which */
    LintResult result; /* valid until the next commit, and not to be changed: it may be its, too */
    const LintOptions *options; /* with the commit's own configuration */
    /* Why its configuration cannot be used, so that of its first parent counted; else empty. */
    Str config_problem;
} Replayed;

/* ERROR_RUN where there is no repository. */
Replay *replay_new(Arena *arena, const ReplayJob *job, Error *error);
void replay_free(Replay *replay);

/*
 * Lints the repositories at a commit. `from` is an earlier one whose configuration counts where the
 * commit's own is unusable; NULL: none does. ERROR_RUN where the commit's tree is not there.
 */
bool replay_lint(Replay *replay, const Commit *commit, const Commit *from, Replayed *out,
                 Error *error);

#endif
