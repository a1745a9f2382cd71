/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A budget for what is said about mistakes, as "did you mean": only so many bytes, or so many of
 * anything, are looked through in all. Each mistake is compared with everything there is, and there
 * may be many of both.
 */
#ifndef GOVLINT_BASE_BUDGET_H
#define GOVLINT_BASE_BUDGET_H

#include <stdbool.h>
#include <stddef.h>

/* Takes the cost of one search out of the budget; false, and nothing taken, where there is not
   enough left. */
static inline bool budget_spend(size_t *budget, size_t cost) {
    bool enough = cost <= *budget;
    *budget -= enough ? cost : 0;
    return enough;
}

#endif
