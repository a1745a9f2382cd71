/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A budget for hints such as "did you mean": it limits the total number of bytes, or other units,
 * that searching for them may cost. Each mistake is compared with every candidate, and there may be
 * many of both.
 */
#ifndef GOVLINT_BASE_BUDGET_H
#define GOVLINT_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the cost of one search from the budget. If not enough is left, returns false and takes
   nothing. */
static inline bool budget_spend(size_t *budget, size_t cost) {
    bool enough = cost <= *budget;
    *budget -= enough ? cost : 0;
    return enough;
}

#endif
