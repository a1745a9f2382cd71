/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The ignores of a run: those in the configurations and in comments of the files that were read.
 * Internal to rule/.
 */
#ifndef GOVLINT_RULE_IGNORE_H
#define GOVLINT_RULE_IGNORE_H

#include "base/array.h"
#include "rule/check.h"
#include "rule/engine.h"

/* How many rules the comments of a file may ignore; each is compared with findings on its line. */
#define IGNORE_MAX_OF_FILE 10000

typedef struct IgnoreState {
    Ignore ignore;
    size_t repository; /* index in the options */
    Str problem;       /* why a comment is not understood; it then suppresses nothing */
    Str nearest;       /* the rule that may have been meant, or empty */
    bool expired;      /* it no longer suppresses anything */
    bool used;
    size_t order;              /* its position among those in configurations */
    const Source *last_source; /* the source compared last, as findings are sorted by file … */
    bool last_matched;         /* … and whether its path matched */
} IgnoreState;

typedef struct IgnoreSet {
    Arena *arena;
    const LintOptions *options;
    ARRAY_OF(IgnoreState *) all;
    bool any_configured;
    Map configured; /* lists of those in force in configurations, by repository, rule and row */
    Map comments;   /* lists of those in a file, by repository and path */
} IgnoreSet;

/* What the check `ignores` tests. */
typedef enum IgnoreAspect { IGNORE_USED, IGNORE_IN_FORCE, IGNORE_UNDERSTOOD } IgnoreAspect;
IgnoreAspect check_ignores_aspect(const Check *check);

void ignores_collect(IgnoreSet *set, Arena *arena, const Document *const *documents, size_t count,
                     const LintOptions *options);

/* Finds the ignore that suppresses the finding and marks it as used; NULL if there is none. */
const Ignore *ignores_find(IgnoreSet *set, const Finding *finding);

/* The index in the options of a source's repository, or the repository count if there is none. */
size_t ignores_repository(const LintOptions *options, const Source *source);

#endif
