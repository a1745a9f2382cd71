/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that a change moved: what the base found in them is told of where they are now, so that it
 * is not new there.
 *
 * A file that is gone was moved to a new one with its bytes; else to the new one with its name,
 * where no other of either side has it and most of the lines there are its own. Only files in which
 * something was found matter, on both sides.
 */
#include "base/array.h"
#include "base/map.h"
#include "base/path.h"
#include "git/patch.h"
#include "rule/result.h"

/* A file that the other side does not have. */
typedef struct Side {
    const Source *source;
    struct Side *match; /* on the other side */
    struct Side *next;  /* of the same bytes, or name */
} Side;

typedef ARRAY_OF(Side) Sides;

static const Snapshot *snapshot_of(const LintResult *result, Str repository) {
    for (size_t i = 0; i < result->repository_count; i++)
        if (str_equal(result->repositories[i].name, repository))
            return result->repositories[i].snapshot;
    return NULL;
}

static Sides only_in(Arena *arena, const LintResult *one, const LintResult *other) {
    Sides sides = {0};
    const Source *last = NULL;
    for (size_t i = 0; i < one->finding_count; i++) {
        const Source *source = one->findings[i].at.source;
        const Snapshot *elsewhere = snapshot_of(other, source->repository);
        if (source != last && source->bytes.len > 0 && elsewhere &&
            !snapshot_find(elsewhere, source->path))
            array_push(arena, &sides, (Side){.source = source});
        last = source;
    }
    return sides;
}

static Str bytes_of(const Side *side) {
    return side->source->bytes;
}

static Str name_of(const Side *side) {
    return path_name(side->source->path);
}

/* Those without a match, by their bytes or name; each with the others of the same behind it. */
static Map index_of(Arena *arena, Sides sides, Str (*key_of)(const Side *side)) {
    Map map;
    map_init(&map, arena);
    for (size_t i = sides.len; i > 0; i--) {
        Side *side = &sides.items[i - 1];
        if (side->match)
            continue;
        void **place = map_place(&map, key_of(side));
        side->next = *place;
        *place = side;
    }
    return map;
}

static bool is_free(const Side *gone, const Side *there) {
    return !there->match && str_equal(gone->source->repository, there->source->repository);
}

static void match(Side *gone, Side *there) {
    gone->match = there;
    there->match = gone;
}

/* Of several the one with the same name comes first. */
static void match_bytes(Arena *arena, Sides gone, Sides there) {
    Map by_bytes = index_of(arena, there, bytes_of);
    for (size_t i = 0; i < gone.len; i++) {
        Side *best = NULL;
        for (Side *side = map_get(&by_bytes, bytes_of(&gone.items[i])); side; side = side->next) {
            if (!is_free(&gone.items[i], side))
                continue;
            bool same_name = str_equal(name_of(&gone.items[i]), name_of(side));
            if (!best || same_name)
                best = side;
            if (same_name)
                break;
        }
        if (best)
            match(&gone.items[i], best);
    }
}

static bool is_alike(Arena *arena, const Source *before, const Source *now) {
    size_t count;
    size_t added = 0;
    const PatchLines *lines = patch_added_lines(arena, before->bytes, now->bytes, &count);
    for (size_t i = 0; i < count; i++)
        added += lines[i].count;
    return added * 2 < source_line_count(now);
}

static void match_names(Arena *arena, Sides gone, Sides there) {
    Map of_gone = index_of(arena, gone, name_of);
    Map of_there = index_of(arena, there, name_of);
    for (size_t i = 0; i < gone.len; i++) {
        const Side *first = map_get(&of_gone, name_of(&gone.items[i]));
        Side *side = map_get(&of_there, name_of(&gone.items[i]));
        if (first == &gone.items[i] && !first->next && side && !side->next &&
            is_free(&gone.items[i], side) && is_alike(arena, gone.items[i].source, side->source))
            match(&gone.items[i], side);
    }
}

/* A key may have the path in it, in a line of its own. */
static Str moved_key(Arena *arena, Str key, Str from, Str to) {
    StrBuf moved;
    strbuf_init(&moved, arena);
    for (size_t start = 0; start < key.len;) {
        size_t end = str_find(key, STR("\n"), start);
        end = end == SIZE_MAX ? key.len : end;
        Str line = str_slice(key, start, end);
        strbuf_append(&moved, str_equal(line, from) ? to : line);
        start = end + 1;
        if (end < key.len)
            strbuf_append_char(&moved, '\n');
    }
    return strbuf_str(&moved);
}

static void move_finding(Arena *arena, Finding *finding, const Source *to) {
    Source *moved = arena_new(arena, Source);
    *moved = *finding->at.source;
    moved->path = to->path;
    finding->key = moved_key(arena, finding->key, finding->at.source->path, to->path);
    finding->at.source = moved;
}

LintResult result_moved(Arena *arena, const LintResult *base, const LintResult *result) {
    LintResult moved = *base;
    Sides gone = only_in(arena, base, result);
    Sides there = only_in(arena, result, base);
    if (gone.len == 0 || there.len == 0)
        return moved;
    match_bytes(arena, gone, there);
    match_names(arena, gone, there);
    Map by_source;
    map_init(&by_source, arena);
    for (size_t i = 0; i < gone.len; i++)
        if (gone.items[i].match)
            map_put(&by_source, (Str){(const char *)&gone.items[i].source, sizeof(Source *)},
                    &gone.items[i]);
    moved.findings = arena_new_array(arena, base->finding_count, Finding);
    for (size_t i = 0; i < base->finding_count; i++) {
        moved.findings[i] = base->findings[i];
        const Source *const *source = &base->findings[i].at.source;
        const Side *side = map_get(&by_source, (Str){(const char *)source, sizeof *source});
        if (side)
            move_finding(arena, &moved.findings[i], side->match->source);
    }
    moved.finding_count = findings_finish(arena, moved.findings, base->finding_count);
    return moved;
}
