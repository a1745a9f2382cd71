/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ignores of a run: those of the configurations and the comments of the files that were read.
 * Internal to rule/.
 */
#ifndef GOVLINT_RULE_IGNORE_H
#define GOVLINT_RULE_IGNORE_H

#include "base/array.h"
#include "rule/check.h"
#include "rule/engine.h"

/* Rules that the comments of a file may ignore: each is compared with what is found on its line. */
#define IGNORE_MAX_OF_FILE 10000

typedef struct IgnoreState {
    Ignore ignore;
    size_t repository; /* index in the options */
    Str problem;       /* of a comment that is not understood; it holds nothing back */
    Str nearest;       /* the rule that may have been meant, or empty */
    bool expired;      /* it holds nothing back any more */
    bool used;
    size_t order;              /* among those of configurations */
    const Source *last_source; /* whose path was compared last, as findings come by file … */
    bool last_matched;         /* … and whether it was meant */
} IgnoreState;

typedef struct IgnoreSet {
    Arena *arena;
    const LintOptions *options;
    ARRAY_OF(IgnoreState *) all;
    bool any_configured;
    Map configured; /* lists of those of configurations in force, by repository, rule and row */
    Map comments;   /* lists of those of a file, by repository and path */
} IgnoreSet;

/* What is asked of an ignore by the check `ignores`. */
typedef enum IgnoreAspect { IGNORE_USED, IGNORE_IN_FORCE, IGNORE_UNDERSTOOD } IgnoreAspect;
IgnoreAspect check_ignores_aspect(const Check *check);

void ignores_collect(IgnoreSet *set, Arena *arena, const Document *const *documents, size_t count,
                     const LintOptions *options);

/* The ignore that holds the finding back, which is then used; NULL where there is none. */
const Ignore *ignores_find(IgnoreSet *set, const Finding *finding);

/* The repository that a source is of, as an index in the options; their count for none. */
size_t ignores_repository(const LintOptions *options, const Source *source);

#endif
