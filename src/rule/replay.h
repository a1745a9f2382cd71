/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Replaying a history: one repository is linted as it was at one commit after another, the others
 * stay as they are.
 *
 *     Replay *replay = replay_new(arena, &options, walked, patterns, path);
 *     if (replay_lint(replay, commit, &result, &options, error)) …
 *     replay_free(replay);
 *
 * The files of the newest commit are parsed once, and taken over where others have the same bytes.
 */
#ifndef GOVLINT_RULE_REPLAY_H
#define GOVLINT_RULE_REPLAY_H

#include "git/commits.h"
#include "rule/engine.h"

typedef struct Replay Replay;

typedef struct ReplayJob {
    const LintOptions *options;
    size_t walked; /* the repository, an index in the options */
    Str path;      /* where it is */
    PatternSet *patterns;
    const Commit *newest; /* with whose files the others share */
    bool by_commit_day;   /* ignores end on the day of each commit, not on the options' */
} ReplayJob;

/* What was found at a commit. */
typedef struct Replayed {
    LintResult result;          /* valid until the next commit */
    const LintOptions *options; /* with the commit's own configuration */
    /* Why its configuration cannot be used, so that of its first parent counted; else empty. */
    Str config_problem;
} Replayed;

Replay *replay_new(Arena *arena, const ReplayJob *job);
void replay_free(Replay *replay);

/*
 * Lints the repositories at a commit. `from` is an earlier one whose configuration counts where the
 * commit's own is unusable; NULL: none does. ERROR_RUN where the commit's tree is not there.
 */
bool replay_lint(Replay *replay, const Commit *commit, const Commit *from, Replayed *out,
                 Error *error);

#endif
