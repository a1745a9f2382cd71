/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Turns a failing row and its clause's fixes into the edits that correct it. Internal to rule/.
 */
#ifndef GOVLINT_RULE_MAKE_FIX_H
#define GOVLINT_RULE_MAKE_FIX_H

#include "rule/check.h"

/* Bytes of all fixes of a rule, and of the files that they copy times the texts that they look for
   in these. */
#define FIX_MAX_BYTES ((size_t)256 * 1024 * 1024)

/* The first of the clause's fixes that can be made, or NULL. `*why` then says why the last one
   cannot be made, if the clause has any. `*spent` counts towards FIX_MAX_BYTES. */
const Fix *fix_of_failure(Arena *arena, Tables *tables, const Clause *clause, const Row *row,
                          Failure *failure, size_t *spent, const char **why);

#endif
