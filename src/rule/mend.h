/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Turns a failing row and its clause's fixes into the edits that mend it. Internal to rule/.
 */
#ifndef GOVLINT_RULE_MEND_H
#define GOVLINT_RULE_MEND_H

#include "rule/check.h"

/* The first of the clause's fixes that can be made, or NULL. `*why` then says why the last one
   cannot be made, if the clause has any. */
const Fix *fix_of_failure(Arena *arena, Tables *tables, const Clause *clause, const Row *row,
                          Failure *failure, const char **why);

#endif
