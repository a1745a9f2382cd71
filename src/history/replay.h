/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Replaying a history: one repository is linted as it was at one commit after another, while the
 * others stay as they are.
 *
 *     Replay *replay = replay_new(arena, &job, error);
 *     if (replay_lint(replay, commit, parent, &replayed, error)) …
 *     replay_free(replay);
 *
 * Each commit costs only what it changes (history/session.h), unless `by_itself` asks for linting
 * each from scratch. The results are the same.
 */
#ifndef GOVLINT_HISTORY_REPLAY_H
#define GOVLINT_HISTORY_REPLAY_H

#include "git/commits.h"
#include "rule/engine.h"

typedef struct Replay Replay;

typedef struct ReplayJob {
    const LintOptions *options;
    size_t walked;             /* the repository: its index in the options */
    Str path;                  /* of its folder */
    const CommitList *commits; /* to be linted, each once, in this order */
    PatternSet *patterns;
    bool by_commit_day; /* the day that ignores go by is each commit's, not the options' */
    bool by_itself;     /* each commit is linted from scratch */
} ReplayJob;

/* What was found at a commit. */
typedef struct Replayed {
    bool listed;       /* false: some folders could not be listed, and the result only says which */
    LintResult result; /* valid until the next commit, which may share it: do not change it */
    const LintOptions *options; /* with the configuration that was used */
    /* Why the commit's own configuration is unusable, so that its first parent's was used; else
       empty. */
    Str config_problem;
} Replayed;

/* ERROR_RUN if there is no repository. */
Replay *replay_new(Arena *arena, const ReplayJob *job, Error *error);
void replay_free(Replay *replay);

/*
 * Lints the repositories at a commit. `from`, which may be NULL, is an earlier commit whose
 * configuration is used if the commit's own is unusable. ERROR_RUN if the commit's tree is missing.
 */
bool replay_lint(Replay *replay, const Commit *commit, const Commit *from, Replayed *out,
                 Error *error);

#endif
