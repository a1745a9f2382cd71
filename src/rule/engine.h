/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The engine runs a pack's rules over bound repositories and produces findings.
 *
 * The result also says what was not looked at: rules over tables that could not be read are listed
 * as skipped, and files that could not be read are named.
 */
#ifndef GOVLINT_RULE_ENGINE_H
#define GOVLINT_RULE_ENGINE_H

#include <stddef.h>

#include "finding/finding.h"
#include "rule/config.h"
#include "table/table.h"

/* A rule that did not run, or did not run over all of its tables. */
typedef struct Skipped {
    Str rule;
    Str reason;     /* "the repository 'website' was not given" */
    Str repository; /* the role that was not given, if that is the reason; else empty */
    bool partly;    /* it ran over some of its tables */
    size_t clause;  /* the first clause of the rule that was skipped for this reason */
} Skipped;

/* Whether `some` has a reason for skipping the rule that `others` does not have. */
bool skipped_besides(const Skipped *some, size_t count, const Skipped *others, size_t other_count,
                     Str rule);

/* A copy that does not depend on any table. */
Skipped *skipped_copy(Arena *arena, const Skipped *skipped, size_t count);

/* A file or folder that could not be read: the run ends with exit status 3. */
typedef struct Unread {
    Str label; /* as Source.label */
    Str path;
    Str message;
} Unread;

/* The most findings of one rule. The file with the first one beyond this counts as not read. A
   finding with all that belongs to it takes 1 to 2 KiB. */
#define RULE_MAX_FINDINGS 50000

typedef struct LintOptions {
    const Pack *pack;
    const Repository *repositories; /* one for each role of the pack, in its order */
    size_t repository_count;
    /* The severity of each of the pack's rules, by index; NULL: the rules' own severities.
       SEVERITY_OFF: the rule does not run. */
    const Severity *severities;
    Severity least; /* findings below it are dropped */
    /* The configuration of each repository, or NULL if it has none; NULL: there are none. They set
       the severities of findings in their repository, but cannot switch on rules that `severities`
       switches off. */
    const Config *const *configs;
    size_t jobs;   /* threads that read documents; 0 means 1 */
    bool at_once;  /* keeps everything parsed, for another lint that shares it … */
    size_t part;   /* … else the number of files linted at a time; 0: the default */
    bool selected; /* the rules were chosen by name, so no configuration switches them off */
    Str as_of;     /* the day of the run, such as 2026-01-31, for ignores that expire */
    /* Results from before a change, if any, to compare the result with. */
    const struct LintResult *bases;
    size_t base_count;
    bool keep_known; /* as for lint_compare */
} LintOptions;

/* A finding that is suppressed by an ignore. */
typedef struct Suppressed {
    Finding finding;
    Ignore ignore;
} Suppressed;

typedef struct LintResult {
    const Repository *repositories; /* what was linted, as in the options */
    size_t repository_count;
    Finding *findings; /* sorted */
    size_t finding_count;
    Skipped *skipped; /* by rule id */
    size_t skipped_count;
    Unread *unread;
    size_t unread_count;
    size_t counts[SEVERITY_ERROR + 1]; /* findings by severity; known ones do not count */
    size_t fixable;                    /* findings with a safe fix */
    size_t fixable_unsafe;             /* findings with an unsafe fix only */
    Finding *covered; /* the same mistakes as reported ones: neither reported nor counted */
    size_t covered_count;
    Suppressed *suppressed_findings; /* in the order of findings */
    size_t suppressed;
    size_t files;      /* that were read */
    size_t rules;      /* that ran */
    bool compared;     /* with bases; else the next three are 0 */
    size_t introduced; /* findings that no base has */
    size_t fixed;      /* findings that only the first base has */
    size_t known;      /* findings that a base has too, including those that were dropped */
} LintResult;

/* Runs a lint. The result is valid as long as the arena and the documents. */
void lint_run(Arena *arena, Documents *documents, const LintOptions *options, LintResult *out);

/*
 * Marks each finding as introduced or known, by the fingerprints of the bases, and drops the known
 * ones unless `keep_known`. The bases must have been linted in the same way; files may have been
 * moved since. A merge has several bases, and a finding that any of them has is known. The result's
 * unread files then include those of the bases.
 */
void lint_compare(Arena *arena, const LintResult *bases, size_t count, bool keep_known,
                  LintResult *result);

/* Sets what could not be read of the result's repositories and of the documents. */
void lint_collect_unread(Arena *arena, const Document *const *documents, size_t count,
                         LintResult *out);

/* Counts the findings of a result by severity and fix, leaving out the known ones. */
void lint_count(LintResult *result);

#endif
