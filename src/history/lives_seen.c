/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "history/lives_seen.h"

Seen *seen_new(Arena *arena, const Finding *finding) {
    const Source *source = finding->at.source;
    Seen *seen = arena_new(arena, Seen);
    *seen = (Seen){.rule = finding->rule,
                   .severity = finding->severity,
                   .repository = str_copy(arena, source->repository),
                   .path = str_copy(arena, source->path),
                   .placed = source->bytes.len > 0,
                   .start = source_position(source, finding->at.span.start),
                   .end = source_position(source, finding->at.span.end),
                   .key = str_copy(arena, finding->key),
                   .message = str_copy(arena, finding->message),
                   .fingerprint = str_copy(arena, finding->fingerprint)};
    return seen;
}

static bool same_position(Position a, Position b) {
    return a.line == b.line && a.column == b.column && a.offset == b.offset;
}

/* Compares only what the fingerprint does not cover. */
bool seen_holds(const Seen *seen, const Finding *finding) {
    const Source *source = finding->at.source;
    return seen->severity == finding->severity && str_equal(seen->message, finding->message) &&
           seen->placed == (source->bytes.len > 0) &&
           same_position(seen->start, source_position(source, finding->at.span.start)) &&
           same_position(seen->end, source_position(source, finding->at.span.end));
}

const SeenSkips *seen_skips(Map *known, const LintResult *result) {
    Arena *arena = known->arena;
    StrBuf key;
    strbuf_init(&key, arena);
    for (size_t i = 0; i < result->skipped_count; i++)
        strbuf_printf(&key, STR_FMT "\n" STR_FMT "\n", STR_ARG(result->skipped[i].rule),
                      STR_ARG(result->skipped[i].reason));
    SeenSkips *skips = map_get(known, strbuf_str(&key));
    if (skips)
        return skips;
    skips = arena_new(arena, SeenSkips);
    *skips = (SeenSkips){skipped_copy(arena, result->skipped, result->skipped_count),
                         result->skipped_count};
    map_put(known, strbuf_str(&key), skips);
    return skips;
}

bool seen_is_out_of_sight(const Seen *seen, const SeenSkips *then, const SeenSkips *now) {
    return then != now &&
           skipped_besides(now->items, now->count, then->items, then->count, seen->rule);
}
