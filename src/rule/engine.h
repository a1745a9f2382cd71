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
#include "rule/pack.h"
#include "table/table.h"

/* A rule that did not run, or not over all of its tables. */
typedef struct Skipped {
    Str rule;
    Str reason;     /* "the repository 'website' was not given" */
    Str repository; /* the role that was not given, where that is the reason; else empty */
    bool partly;    /* it ran over some of its tables */
} Skipped;

/* A file or folder that could not be read: the run ends with exit status 3. */
typedef struct Unread {
    Str label; /* as Source.label */
    Str path;
    Str message;
} Unread;

typedef struct LintOptions {
    const Pack *pack;
    const Repository *repositories; /* one for each role of the pack, in its order */
    size_t repository_count;
    /* Severity of each of the pack's rules, by index; NULL for those of the rules themselves.
       SEVERITY_OFF: the rule does not run. */
    const Severity *severities;
    Severity least; /* findings below it are dropped */
} LintOptions;

typedef struct LintResult {
    Finding *findings; /* sorted */
    size_t finding_count;
    Skipped *skipped; /* by rule id */
    size_t skipped_count;
    Unread *unread;
    size_t unread_count;
    size_t counts[SEVERITY_ERROR + 1]; /* findings by severity */
    size_t fixable;                    /* findings with a safe fix */
    size_t fixable_unsafe;             /* findings with an unsafe fix only */
    size_t suppressed;
    size_t files; /* read */
    size_t rules; /* that ran */
} LintResult;

/* Lints. Everything in the result lives as long as the arena and the documents. */
void lint_run(Arena *arena, Documents *documents, const LintOptions *options, LintResult *out);

#endif
