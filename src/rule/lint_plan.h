/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a lint runs over the files part by part, and what over whole tables. Internal to rule/.
 */
#ifndef GOVLINT_RULE_LINT_PLAN_H
#define GOVLINT_RULE_LINT_PLAN_H

#include "rule/engine_internal.h"

typedef ARRAY_OF(const TableDef *) TableDefList;

/* A rule, clause by clause. */
typedef struct PlannedRule {
    bool on;
    bool *parted;  /* clauses that run part by part … */
    bool *whole;   /* … and those that do not: each leaves out the others */
    bool *gave_up; /* of the former, those of which a pattern gave up */
    bool any_parted;
    bool any_whole;
    bool early; /* no clause runs part by part, and none needs what is gathered from parts */
    size_t found;
} PlannedRule;

typedef struct LintPlan {
    PlannedRule *rules;     /* of the pack */
    TableDefList parted;    /* tables of the clauses that run part by part */
    TableDefList whole;     /* tables of all others, those that any clause refers to, those that
                               these are read from, and `counted` */
    TableDefList gathered;  /* of `whole`, those that are read part by part */
    TableDefList counted;   /* tables of line endings that parted ones come from: all their files
                               are counted before the first part */
    ARRAY_OF(size_t) early; /* rules, by index */
} LintPlan;

/* Plans for an engine with the tables. */
LintPlan lint_plan(const Engine *engine);

#endif
