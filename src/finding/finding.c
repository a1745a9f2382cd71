/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The order and the fingerprints of findings. The order makes two runs over the same files print
 * the same bytes; the fingerprints identify findings in later runs.
 */
#include "finding/finding.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "git/snapshot.h"

static const char *const severity_names[] = {
    [SEVERITY_OFF] = "off",
    [SEVERITY_NOTE] = "note",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};
#define SEVERITY_COUNT (sizeof severity_names / sizeof *severity_names)
_Static_assert(SEVERITY_COUNT == SEVERITY_ERROR + 1, "each severity has a name");

const char *severity_name(Severity severity) {
    return severity_names[severity];
}

bool severity_from_name(Str name, Severity *out) {
    for (size_t i = 0; i < SEVERITY_COUNT; i++) {
        if (str_equal_c(name, severity_names[i])) {
            *out = (Severity)i;
            return true;
        }
    }
    return false;
}

static int compare_sizes(size_t a, size_t b) {
    return (a > b) - (a < b);
}

int finding_compare(const Finding *a, const Finding *b) {
    int order = str_compare(a->at.source->repository, b->at.source->repository);
    if (!order)
        order = str_compare(a->at.source->path, b->at.source->path);
    if (!order)
        order = compare_sizes(a->at.span.start, b->at.span.start);
    if (!order)
        order = compare_sizes(a->at.span.end, b->at.span.end);
    if (!order)
        order = str_compare(a->rule, b->rule);
    return order ? order : str_compare(a->message, b->message);
}

/* Of equal findings, the one that was made first comes first, as qsort is not stable. */
static int compare_findings(const void *left, const void *right) {
    const Finding *a = *(const Finding *const *)left;
    const Finding *b = *(const Finding *const *)right;
    int order = finding_compare(a, b);
    return order ? order : (a > b) - (a < b);
}

/* Sorts and drops duplicates; returns how many are left. */
static size_t sort_findings(Arena *arena, Finding *findings, size_t count) {
    const Finding **order = arena_new_array(arena, count, const Finding *);
    for (size_t i = 0; i < count; i++)
        order[i] = &findings[i];
    qsort(order, count, sizeof *order, compare_findings);
    Finding *sorted = arena_new_array(arena, count, Finding);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || finding_compare(order[i], &sorted[kept - 1]) != 0)
            sorted[kept++] = *order[i];
    memcpy(findings, sorted, kept * sizeof *findings);
    return kept;
}

Str finding_identity(Arena *arena, const Finding *finding) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    const Str parts[] = {finding->rule, finding->at.source->repository, finding->at.source->path,
                         finding->key};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        strbuf_append(&buf, parts[i]);
        strbuf_append_char(&buf, '\0');
    }
    return strbuf_str(&buf);
}

static void set_fingerprint(Arena *arena, Map *seen, Finding *finding) {
    Str same = finding_identity(arena, finding);
    size_t *count = map_get_or_new(seen, same, size_t);
    StrBuf text;
    strbuf_init(&text, arena);
    strbuf_append(&text, same);
    strbuf_printf(&text, "%zu", (*count)++);
    finding->fingerprint = str_slice(snapshot_hash(arena, strbuf_str(&text)), 0, 32);
}

size_t findings_finish(Arena *arena, Finding *findings, size_t count) {
    if (count == 0)
        return 0;
    size_t kept = sort_findings(arena, findings, count);
    Map seen;
    map_init(&seen, arena);
    for (size_t i = 0; i < kept; i++)
        set_fingerprint(arena, &seen, &findings[i]);
    return kept;
}

static Fix *copy_fix(Arena *arena, const Fix *fix) {
    Fix *copy = arena_new(arena, Fix);
    *copy = *fix;
    copy->title = str_copy(arena, fix->title);
    copy->edits = arena_new_array(arena, fix->edit_count, Edit);
    for (size_t i = 0; i < fix->edit_count; i++) {
        copy->edits[i] = fix->edits[i];
        copy->edits[i].text = str_copy(arena, fix->edits[i].text);
    }
    return copy;
}

Finding *findings_copy(Arena *arena, const Finding *findings, size_t count) {
    Finding *copies = arena_new_array(arena, count, Finding);
    for (size_t i = 0; i < count; i++) {
        const Finding *finding = &findings[i];
        Finding *copy = &copies[i];
        *copy = *finding;
        copy->message = str_copy(arena, finding->message);
        copy->help = str_copy(arena, finding->help);
        copy->key = str_copy(arena, finding->key);
        copy->related = arena_new_array(arena, finding->related_count, Related);
        for (size_t k = 0; k < finding->related_count; k++)
            copy->related[k] =
                (Related){finding->related[k].at, str_copy(arena, finding->related[k].message)};
        if (i > 0 && finding->fix == findings[i - 1].fix)
            copy->fix = copies[i - 1].fix;
        else if (finding->fix)
            copy->fix = copy_fix(arena, finding->fix);
    }
    return copies;
}
