/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The engine: a pack's rules over bound repositories give findings.
 *
 * The result says as much about what was not looked at as about what was found: rules over tables
 * that could not be read are listed as skipped, and files that could not be read are named.
 */
#ifndef GOVLINT_RULE_ENGINE_H
#define GOVLINT_RULE_ENGINE_H

#include <stddef.h>

#include "finding/finding.h"
#include "rule/config.h"
#include "table/table.h"

/* A rule that did not run, or not over all of its tables. */
typedef struct Skipped {
    Str rule;
    Str reason;     /* "the repository 'website' was not given" */
    Str repository; /* the role that was not given, where that is the reason; else empty */
    bool partly;    /* it ran over some of its tables */
    size_t clause;  /* of the rule: the first for which that is the reason */
} Skipped;

/* Whether some of them give a reason, why a rule could not look, that others do not give. */
bool skipped_besides(const Skipped *some, size_t count, const Skipped *others, size_t other_count,
                     Str rule);

/* A copy that needs no table any more. */
Skipped *skipped_copy(Arena *arena, const Skipped *skipped, size_t count);

/* A file or folder that could not be read: the run ends with exit status 3. */
typedef struct Unread {
    Str label; /* as Source.label */
    Str path;
    Str message;
} Unread;

/* A rule finds no more; the file in which the next would be is then one that was not read. With
   what belongs to it a finding takes 1 to 2 KiB. */
#define RULE_MAX_FINDINGS 50000

typedef struct LintOptions {
    const Pack *pack;
    const Repository *repositories; /* one for each role of the pack, in its order */
    size_t repository_count;
    /* Severity of each of the pack's rules, by index; NULL for those of the rules themselves.
       SEVERITY_OFF: the rule does not run. */
    const Severity *severities;
    Severity least; /* findings below it are dropped */
    /* Of each repository, or NULL where it has none; NULL: of none. They grade the findings in
       their repository, and rules that `severities` switches off stay so. */
    const Config *const *configs;
    size_t jobs;   /* threads that read documents; 0 is 1 */
    bool at_once;  /* what is parsed is kept, for another lint that shares it … */
    size_t part;   /* … else files that are looked at at a time; 0: as many as is usual */
    bool selected; /* the rules were chosen by name: no configuration switches them off */
    Str as_of;     /* the day of the run, as 2026-01-31, for ignores that end */
    /* What was found before a change, if any: the result is then compared with it. */
    const struct LintResult *bases;
    size_t base_count;
    bool keep_known; /* as lint_compare */
} LintOptions;

/* A finding that an ignore holds back. */
typedef struct Suppressed {
    Finding finding;
    Ignore ignore;
} Suppressed;

typedef struct LintResult {
    const Repository *repositories; /* what was linted: as in the options */
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
    Finding *covered; /* the same mistake as others that are told: not reported, and not counted */
    size_t covered_count;
    Suppressed *suppressed_findings; /* in the order of findings */
    size_t suppressed;
    size_t files;      /* read */
    size_t rules;      /* that ran */
    bool compared;     /* with bases; else the next three are 0 */
    size_t introduced; /* findings that no base has */
    size_t fixed;      /* those that only the first base has */
    size_t known;      /* those that a base has, too, also where they were dropped */
} LintResult;

/* Lints. Everything in the result lives as long as the arena and the documents. */
void lint_run(Arena *arena, Documents *documents, const LintOptions *options, LintResult *out);

/*
 * Marks each finding as introduced or known by the fingerprints of the bases, which were linted in
 * the same way, and whose files may have been moved since; drops the known ones unless they are to
 * be kept. A merge has several bases: what one of them has is known. What could not be read of them
 * is added to what could not be read.
 */
void lint_compare(Arena *arena, const LintResult *bases, size_t count, bool keep_known,
                  LintResult *result);

/* Counts the findings of a result by severity and fix, without those that are known. */
void lint_count(LintResult *result);

#endif
