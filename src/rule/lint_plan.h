/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which clauses a lint runs over the files part by part, and which over whole tables. Internal to
 * rule/.
 */
#ifndef GOVLINT_RULE_LINT_PLAN_H
#define GOVLINT_RULE_LINT_PLAN_H

#include "rule/engine_internal.h"

typedef ARRAY_OF(const TableDef *) TableDefList;

/* The plan for the clauses of a rule. */
typedef struct PlannedRule {
    bool on;
    bool *parted;  /* clauses that run part by part … */
    bool *whole;   /* … and all others; each pass leaves out those of the other */
    bool *gave_up; /* those of `parted` in which a pattern gave up */
    bool any_parted;
    bool any_whole;
    bool early; /* no clause runs part by part, and none needs what is gathered from parts */
    size_t found;
    size_t spent;
} PlannedRule;

typedef struct LintPlan {
    PlannedRule *rules;     /* for each rule of the pack */
    TableDefList parted;    /* tables of the clauses that run part by part */
    TableDefList whole;     /* tables of all other clauses, tables that any clause refers to, the
                               tables that these are read from, and `counted` */
    TableDefList gathered;  /* those of `whole` whose rows are gathered from the parts */
    TableDefList counted;   /* tables of line endings that `parted` ones are read from: all their
                               files are counted before the first part */
    ARRAY_OF(size_t) early; /* rules, by index */
} LintPlan;

/* Makes the plan for a lint with this engine and its tables. */
LintPlan lint_plan(const Engine *engine);

#endif
