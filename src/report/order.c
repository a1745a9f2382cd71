/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * One pass for each severity keeps the order of places within it.
 */
#include "report/order.h"

const Finding **order_by_severity(Arena *arena, const LintResult *result) {
    const Finding **order =
        arena_alloc_array(arena, result->finding_count, sizeof(const Finding *));
    size_t count = 0;
    for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        for (size_t i = 0; i < result->finding_count; i++)
            if (result->findings[i].severity == severity)
                order[count++] = &result->findings[i];
    return order;
}
