/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How long a large lint needs the rows of whole tables: those of each table are freed after the
 * last clause that uses them. Internal to rule/.
 */
#ifndef GOVLINT_RULE_LINT_USES_H
#define GOVLINT_RULE_LINT_USES_H

#include "rule/lint_plan.h"

typedef struct LintUses {
    Tables *tables;
    const LintPlan *plan;
    const Pack *pack;
    size_t
        *counts; /* for each table, by number: its clauses still to run. NULL: nothing is freed */
} LintUses;

/* Counts the uses by all clauses of the plan, before any table is read. `plan` is borrowed. */
LintUses lint_uses_new(const Engine *engine, const LintPlan *plan);

/* To be called when the clauses of a rule over whole tables have run. */
void lint_uses_end_whole(LintUses *uses, size_t rule);

/* To be called after the last part: clauses that ran over parts need no whole tables any more. */
void lint_uses_end_parts(LintUses *uses);

#endif
