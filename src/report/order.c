/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * One pass for each severity keeps the order of places within it. A shared fix is one object and is
 * recognised by its address.
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

#define MOST_SHOWN 10000

size_t findings_shown(const LintResult *result) {
    return result->finding_count < MOST_SHOWN ? result->finding_count : MOST_SHOWN;
}

const Finding *first_with_fix(Map *seen, const Finding *finding) {
    Str key = {(const char *)&finding->fix, sizeof finding->fix};
    const Finding *first = map_get(seen, key);
    if (first)
        return first;
    map_put(seen, key, (Finding *)finding);
    return finding;
}

Str marked_message(Arena *arena, const Finding *finding) {
    if (finding->introduced != INTRODUCED_NO)
        return finding->message;
    return str_printf(arena, "(known) " STR_FMT, STR_ARG(finding->message));
}
