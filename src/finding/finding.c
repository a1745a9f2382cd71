/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Order and fingerprints of findings.
 */
#include "finding/finding.h"

#include <stdlib.h>

#include "base/map.h"
#include "git/snapshot.h"

static const char *const severity_names[] = {"off", "note", "warning", "error"};

const char *severity_name(Severity severity) {
    return severity_names[severity];
}

bool severity_from_name(Str name, Severity *out) {
    for (size_t i = 0; i < sizeof severity_names / sizeof *severity_names; i++)
        if (str_equal(name, str_from_c(severity_names[i]))) {
            *out = (Severity)i;
            return true;
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

static int compare_findings(const void *a, const void *b) {
    return finding_compare(a, b);
}

/* What stays the same when the finding moves within its file. */
static Str identity(Arena *arena, const Finding *finding) {
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
    Str same = identity(arena, finding);
    size_t *count = map_get(seen, same);
    if (!count) {
        count = arena_new(arena, size_t);
        map_put(seen, same, count);
    }
    StrBuf text;
    strbuf_init(&text, arena);
    strbuf_append(&text, same);
    strbuf_printf(&text, "%zu", (*count)++);
    finding->fingerprint = str_slice(snapshot_hash(arena, strbuf_str(&text)), 0, 32);
}

size_t findings_finish(Arena *arena, Finding *findings, size_t count) {
    if (count == 0)
        return 0;
    qsort(findings, count, sizeof *findings, compare_findings);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++)
        if (finding_compare(&findings[i], &findings[kept - 1]) != 0)
            findings[kept++] = findings[i];
    Map seen;
    map_init(&seen, arena);
    for (size_t i = 0; i < kept; i++)
        set_fingerprint(arena, &seen, &findings[i]);
    return kept;
}
