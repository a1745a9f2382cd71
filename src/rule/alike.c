/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings that differ only in their order, such as trailing blanks on lines with the same text.
 * Their fingerprints are numbered from the top of the file. So if a change adds one above the
 * others, the number that the base does not have is that of the last one, on a line that was not
 * touched. This exchanges the fingerprints of such findings so that those on lines of the base are
 * numbered first.
 */
#include "rule/result.h"

#include "base/array.h"
#include "base/map.h"
#include "rule/added.h"

/* Findings of one identity. */
typedef struct Alike {
    ARRAY_OF(Finding *) findings; /* from the top of the file */
    const Source *base;
    size_t base_count;
} Alike;

typedef struct Settling {
    Arena *arena;
    Map by_identity;
    ARRAY_OF(Alike *) all;
    AddedLines *added;
} Settling;

static void collect_base(Settling *settling, const LintResult *base) {
    for (size_t i = 0; i < base->finding_count; i++) {
        Str identity = finding_identity(settling->arena, &base->findings[i]);
        Alike *alike = map_get(&settling->by_identity, identity);
        if (!alike) {
            alike = arena_new(settling->arena, Alike);
            alike->base = base->findings[i].at.source;
            map_put(&settling->by_identity, identity, alike);
            array_push(settling->arena, &settling->all, alike);
        }
        alike->base_count++;
    }
}

static void collect(Settling *settling, LintResult *result) {
    for (size_t i = 0; i < result->finding_count; i++) {
        Finding *finding = &result->findings[i];
        Alike *alike = map_get(&settling->by_identity, finding_identity(settling->arena, finding));
        if (alike)
            array_push(settling->arena, &alike->findings, finding);
    }
}

static void settle(Settling *settling, const Alike *alike) {
    size_t count = alike->findings.len;
    Finding *const *findings = alike->findings.items;
    Str *fingerprints = arena_new_array(settling->arena, count, Str);
    for (size_t i = 0; i < count; i++)
        fingerprints[i] = findings[i]->fingerprint;
    size_t next = 0;
    for (int behind = 0; behind <= 1; behind++)
        for (size_t i = 0; i < count; i++)
            if (added_lines_have(settling->added, alike->base->bytes, findings[i]->at) == behind)
                findings[i]->fingerprint = fingerprints[next++];
}

void result_settle_alike(Arena *arena, const LintResult *base, LintResult *result) {
    Settling settling = {.arena = arena, .added = added_lines_new(arena)};
    map_init(&settling.by_identity, arena);
    collect_base(&settling, base);
    collect(&settling, result);
    for (size_t i = 0; i < settling.all.len; i++)
        if (settling.all.items[i]->findings.len > settling.all.items[i]->base_count)
            settle(&settling, settling.all.items[i]);
}
