/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A budget: so many bytes, or so many of anything, may be looked through in all for what is said
 * about mistakes. Each alone is compared with all there is, and of both there may be many.
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
