/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Until when a large lint needs the rows of whole tables: each goes with the last clause that asks
 * for them. Internal to rule/.
 */
#ifndef GOVLINT_RULE_LINT_USES_H
#define GOVLINT_RULE_LINT_USES_H

#include "rule/lint_plan.h"

typedef struct LintUses {
    Tables *tables;
    const LintPlan *plan;
    const Pack *pack;
    size_t
        *counts; /* of each table, by its number: clauses that have not run yet. NULL: all stay */
} LintUses;

/* Of all clauses that the plan has. `plan` is borrowed; no table was read yet. */
LintUses lint_uses_new(const Engine *engine, const LintPlan *plan);

/* The clauses of a rule over whole tables have run. */
void lint_uses_end_whole(LintUses *uses, size_t rule);

/* There are no more parts: the clauses that ran over them refer to whole tables no more. */
void lint_uses_end_parts(LintUses *uses);

#endif
