/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/overlap.h"

#include <assert.h>

/* The first of the sorted findings that begins at or after the start of a place. */
static size_t first_inside(const Finding *findings, size_t count, Location place) {
    const Finding start = {.at = {place.source, {place.span.start, place.span.start}}};
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (finding_compare(&findings[middle], &start) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether the finding begins inside the place. */
static bool is_inside(const Finding *finding, Location place) {
    return finding->at.source == place.source && finding->at.span.start <= place.span.end;
}

static void cover(const Finding *covering, bool is_covered, const Finding *finding, bool *covered) {
    if (!is_covered && covering->severity >= finding->severity)
        *covered = true;
}

/* A rule's `covers` and `yields-to` apply inside the row of each of its findings. */
static void mark_inside(const Finding *findings, size_t count, size_t index, const Rule *rule,
                        bool *covered) {
    const Finding *finding = &findings[index];
    for (size_t i = first_inside(findings, count, finding->row);
         i < count && is_inside(&findings[i], finding->row); i++) {
        if (text_list_has(&rule->covers, findings[i].rule))
            cover(finding, covered[index], &findings[i], &covered[i]);
        if (text_list_has(&rule->yields_to, findings[i].rule))
            cover(&findings[i], covered[i], finding, &covered[index]);
    }
}

void overlaps_mark(const Pack *pack, const Finding *findings, size_t count, bool *covered) {
    for (size_t i = 0; i < count; i++) {
        const Rule *rule = pack_rule(pack, findings[i].rule);
        assert(rule);
        if (rule->covers.count > 0 || rule->yields_to.count > 0)
            mark_inside(findings, count, i, rule, covered);
    }
}
