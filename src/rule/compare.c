/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comparison with bases: findings of two runs are the same if their fingerprints are.
 *
 * What a rule found in the base but could not look for now is not fixed, only unknown. Likewise,
 * what it could not look for in the base is not new, unless the change added the line.
 */
#include "base/map.h"
#include "rule/added.h"
#include "rule/moves.h"
#include "rule/result.h"

static Map fingerprints_of(Arena *arena, const LintResult *result) {
    Map map;
    map_init(&map, arena);
    for (size_t i = 0; i < result->finding_count; i++)
        map_put(&map, result->findings[i].fingerprint, &result->findings[i]);
    return map;
}

static bool was_skipped(const LintResult *result, Str rule) {
    for (size_t i = 0; i < result->skipped_count; i++)
        if (str_equal(result->skipped[i].rule, rule))
            return true;
    return false;
}

static size_t count_fixed(Arena *arena, const LintResult *base, const LintResult *result) {
    Map now = fingerprints_of(arena, result);
    size_t count = 0;
    for (size_t i = 0; i < base->finding_count; i++) {
        const Finding *finding = &base->findings[i];
        bool gone = !map_get(&now, finding->fingerprint);
        count += gone && (!was_skipped(result, finding->rule) || was_skipped(base, finding->rule));
    }
    return count;
}

static Str place_of(Arena *arena, const Unread *unread) {
    return str_printf(arena, STR_FMT STR_FMT, STR_ARG(unread->label), STR_ARG(unread->path));
}

/* Adds what could not be read in the base, unless listed already, as it leaves open what is new. */
static void add_unread(Arena *arena, const LintResult *base, LintResult *result) {
    Map places;
    map_init(&places, arena);
    for (size_t i = 0; i < result->unread_count; i++)
        map_put(&places, place_of(arena, &result->unread[i]), result);
    Unread *unread = arena_new_array(arena, result->unread_count + base->unread_count, Unread);
    size_t count = result->unread_count;
    for (size_t i = 0; i < count; i++)
        unread[i] = result->unread[i];
    for (size_t i = 0; i < base->unread_count; i++)
        if (!map_get(&places, place_of(arena, &base->unread[i])))
            unread[count++] = base->unread[i];
    result->unread = unread;
    result->unread_count = count;
}

void lint_count(LintResult *result) {
    result->fixable = result->fixable_unsafe = 0;
    for (Severity severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++)
        result->counts[severity] = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        const Finding *finding = &result->findings[i];
        if (finding->introduced == INTRODUCED_NO)
            continue;
        result->counts[finding->severity]++;
        result->fixable += finding->fix && finding->fix->safe;
        result->fixable_unsafe += finding->fix && !finding->fix->safe;
    }
}

/* Whether a rule could not look at everything in the base, for a reason that no longer applies. */
static bool looks_further(const LintResult *base, const LintResult *result, Str rule) {
    return skipped_besides(base->skipped, base->skipped_count, result->skipped,
                           result->skipped_count, rule);
}

/* Looks up files of the base, and remembers the last one. */
typedef struct Standing {
    Arena *arena;
    const LintResult *base;
    AddedLines *added;
    const Source *now; /* the source looked up last … */
    bool there;        /* … whether the base had this file … */
    Str bytes;         /* … and its bytes there */
} Standing;

static void look_at(Standing *standing, const Source *now) {
    const Snapshot *snapshot = result_snapshot(standing->base, now->repository);
    const SnapshotEntry *entry = snapshot ? snapshot_find(snapshot, now->path) : NULL;
    Error ignored = {0};
    standing->now = now;
    standing->there =
        entry && entry->kind == ENTRY_FILE &&
        snapshot_read_into(snapshot, standing->arena, entry, &standing->bytes, &ignored);
}

/* Whether the line, or the folder, at a place was in the base. */
static bool stood(Standing *standing, Location at) {
    const Snapshot *snapshot = result_snapshot(standing->base, at.source->repository);
    if (at.source->bytes.len == 0)
        return snapshot && (snapshot_find(snapshot, at.source->path) ||
                            snapshot_has_folder(snapshot, at.source->path));
    if (at.source != standing->now)
        look_at(standing, at.source);
    return standing->there && !added_lines_have(standing->added, standing->bytes, at);
}

/* Marks findings that the base has as known, even if it has them elsewhere. */
static void mark_known(Arena *arena, const LintResult *base, bool first, LintResult *result) {
    Standing standing = {.arena = arena, .base = base, .added = added_lines_new(arena)};
    const LintResult moved = result_moved(arena, base, result);
    Map before = fingerprints_of(arena, &moved);
    result_settle_alike(arena, &moved, result);
    if (first)
        result->fixed = count_fixed(arena, &moved, result);
    for (size_t i = 0; i < result->finding_count; i++) {
        Finding *finding = &result->findings[i];
        if (map_get(&before, finding->fingerprint) ||
            (looks_further(base, result, finding->rule) && stood(&standing, finding->at)))
            finding->introduced = INTRODUCED_NO;
    }
}

void lint_compare(Arena *arena, const LintResult *bases, size_t count, bool keep_known,
                  LintResult *result) {
    for (size_t i = 0; i < result->finding_count; i++)
        result->findings[i].introduced = INTRODUCED_YES;
    for (size_t i = 0; i < count; i++)
        mark_known(arena, &bases[i], i == 0, result);
    size_t kept = 0;
    result->compared = true;
    result->introduced = result->known = 0;
    for (size_t i = 0; i < result->finding_count; i++) {
        bool known = result->findings[i].introduced == INTRODUCED_NO;
        if (known)
            result->known++;
        else
            result->introduced++;
        if (!known || keep_known)
            result->findings[kept++] = result->findings[i];
    }
    result->finding_count = kept;
    lint_count(result);
    for (size_t i = 0; i < count; i++)
        add_unread(arena, &bases[i], result);
}
