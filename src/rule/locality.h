/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Locality: whether a clause's result for a row is independent of other files, so that the clause
 * can be run over some files at a time. Only for rule/ and history/.
 */
#ifndef GOVLINT_RULE_LOCALITY_H
#define GOVLINT_RULE_LOCALITY_H

#include "rule/check.h"

/* Whether the result depends only on the row's file. */
bool clause_keeps_to_file(const Clause *clause);

/* Whether the result depends only on the row's file and on the tables that the clause refers to. */
bool clause_keeps_to_part(const Clause *clause);

/* Whether `keeps` holds for all clauses of the rule over the same table. They belong together, as
   only the first one that a row fails reports it. */
bool clause_keeps_with_others(const Rule *rule, const Clause *clause,
                              bool (*keeps)(const Clause *clause));

#endif
