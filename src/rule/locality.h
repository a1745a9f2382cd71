/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Locality: whether what a clause says of a row depends on no other file, so that the clause can be
 * run over some files at a time. For rule/ and history/ alone.
 */
#ifndef GOVLINT_RULE_LOCALITY_H
#define GOVLINT_RULE_LOCALITY_H

#include "rule/check.h"

/* Whether it follows from the row's file alone. */
bool clause_keeps_to_file(const Clause *clause);

/* Whether it follows from the row's file, and from tables that the clause refers to. */
bool clause_keeps_to_part(const Clause *clause);

/* Whether that is so of all clauses of the rule over the same table. They belong together, as only
   the first that a row fails speaks. */
bool clause_keeps_with_others(const Rule *rule, const Clause *clause,
                              bool (*keeps)(const Clause *clause));

#endif
