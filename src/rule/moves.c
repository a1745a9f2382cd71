/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files are matched by their bytes first; the remaining ones by name, and then by folder.
 */
#include "rule/moves.h"

#include "base/map.h"
#include "base/path.h"
#include "git/patch.h"
#include "rule/result.h"

/* Once so much of a folder has been read, only the names of its other files count. */
#define FOLDER_MOST ((size_t)1024 * 1024)

/* How many files with the same bytes are searched for one with the same name. */
#define SAME_MOST 64

/* A file that the other side does not have. */
typedef struct Side {
    const Source *source;
    struct Side *match; /* on the other side */
    struct Side *next;  /* with the same bytes, name or folder */
    struct Side *left;  /* only in the first of these: the first that may still have no match */
} Side;

typedef struct Sides {
    Side *items;
    size_t len;
} Sides;

struct Moves {
    Map by_path; /* the new source, by repository and old path */
};

const Source *moves_folder(Arena *arena, const Snapshot *snapshot, Str repository, Str path) {
    size_t count;
    const SnapshotEntry *entries = snapshot_below(snapshot, path, &count);
    StrBuf all;
    strbuf_init(&all, arena);
    for (size_t i = 0, read = 0; i < count; i++) {
        Str bytes = {0};
        Error error = {0};
        if (read < FOLDER_MOST)
            (void)snapshot_read_into(snapshot, arena, &entries[i], &bytes, &error);
        read += bytes.len;
        strbuf_append(&all, str_slice(entries[i].path, path.len, entries[i].path.len));
        strbuf_append_char(&all, '\n');
        strbuf_append(&all, bytes);
    }
    return source_new(arena, repository, STR(""), path, strbuf_str(&all));
}

static Sides new_sides(Arena *arena, Sources sources) {
    Sides sides = {arena_new_array(arena, sources.len, Side), sources.len};
    for (size_t i = 0; i < sources.len; i++)
        sides.items[i] = (Side){.source = sources.items[i]};
    return sides;
}

static Str bytes_of(const Side *side) {
    return side->source->bytes;
}

static Str name_of(const Side *side) {
    return path_name(side->source->path);
}

static Str folder_of(const Side *side) {
    return path_folder(side->source->path);
}

/* The unmatched files by a key; those with the same key are linked. */
static Map index_of(Arena *arena, Sides sides, Str (*key_of)(const Side *side)) {
    Map map;
    map_init(&map, arena);
    for (size_t i = sides.len; i > 0; i--) {
        Side *side = &sides.items[i - 1];
        if (side->match)
            continue;
        void **place = map_place(&map, key_of(side));
        side->next = *place;
        side->left = side;
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

/* The file that is left with the same name, or else the first one. Files that have been matched are
   unlinked on the way. */
static Side *choose(const Side *gone, Side **left) {
    Side *best = NULL;
    for (size_t seen = 0; seen < SAME_MOST; seen++) {
        while (*left && (*left)->match)
            *left = (*left)->next;
        Side *side = *left;
        if (!side)
            break;
        left = &side->next;
        if (!is_free(gone, side))
            continue;
        if (str_equal(name_of(gone), name_of(side)))
            return side;
        best = best ? best : side;
    }
    return best;
}

static void match_bytes(Arena *arena, Sides gone, Sides there) {
    Map by_bytes = index_of(arena, there, bytes_of);
    for (size_t i = 0; i < gone.len; i++) {
        Side *first = map_get(&by_bytes, bytes_of(&gone.items[i]));
        Side *best = first ? choose(&gone.items[i], &first->left) : NULL;
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

/* Matches files that are alike and are the only ones with the same key on either side. */
static void match_only(Arena *arena, Sides gone, Sides there, Str (*key_of)(const Side *side)) {
    Map of_gone = index_of(arena, gone, key_of);
    Map of_there = index_of(arena, there, key_of);
    for (size_t i = 0; i < gone.len; i++) {
        const Side *first = map_get(&of_gone, key_of(&gone.items[i]));
        Side *side = map_get(&of_there, key_of(&gone.items[i]));
        if (first == &gone.items[i] && !first->next && side && !side->next &&
            is_free(&gone.items[i], side) && is_alike(arena, gone.items[i].source, side->source))
            match(&gone.items[i], side);
    }
}

static Str place_of(Arena *arena, Str repository, Str path) {
    return str_printf(arena, STR_FMT "\n" STR_FMT, STR_ARG(repository), STR_ARG(path));
}

Moves *moves_find(Arena *arena, Sources gone, Sources there) {
    Moves *moves = arena_new(arena, Moves);
    Sides from = new_sides(arena, gone);
    Sides to = new_sides(arena, there);
    map_init(&moves->by_path, arena);
    match_bytes(arena, from, to);
    match_only(arena, from, to, name_of);
    match_only(arena, from, to, folder_of);
    for (size_t i = 0; i < from.len; i++)
        if (from.items[i].match)
            map_put(&moves->by_path,
                    place_of(arena, gone.items[i]->repository, gone.items[i]->path),
                    (void *)from.items[i].match->source);
    return moves;
}

const Source *moves_to(const Moves *moves, Str repository, Str path) {
    return map_get(&moves->by_path, place_of(moves->by_path.arena, repository, path));
}

Str moves_key(Arena *arena, Str key, Str from, Str to) {
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

/* the findings of a result */

static bool is_folder_only_in(const Snapshot *one, const Snapshot *other, Str path) {
    return snapshot_has_folder(one, path) && !snapshot_has_folder(other, path);
}

/* The files and folders with findings that do not exist in the other result's repositories. */
static Sources only_in(Arena *arena, const LintResult *one, const LintResult *other) {
    Sources sources = {0};
    const Source *last = NULL;
    for (size_t i = 0; i < one->finding_count; i++) {
        const Source *source = one->findings[i].at.source;
        const Snapshot *here = result_snapshot(one, source->repository);
        const Snapshot *elsewhere = result_snapshot(other, source->repository);
        if (!here || !elsewhere || (last && source_is_same(source, last)))
            continue;
        last = source;
        if (source->bytes.len == 0 && is_folder_only_in(here, elsewhere, source->path))
            array_push(arena, &sources,
                       moves_folder(arena, here, source->repository, source->path));
        else if (source->bytes.len > 0 && !snapshot_find(elsewhere, source->path))
            array_push(arena, &sources, source);
    }
    return sources;
}

static void move_finding(Arena *arena, Finding *finding, const Source *to) {
    Source *moved = arena_new(arena, Source);
    *moved = *finding->at.source;
    moved->path = to->path;
    finding->key = moves_key(arena, finding->key, finding->at.source->path, to->path);
    finding->at.source = moved;
}

LintResult result_moved(Arena *arena, const LintResult *base, const LintResult *result) {
    LintResult moved = *base;
    Sources gone = only_in(arena, base, result);
    Sources there = only_in(arena, result, base);
    if (gone.len == 0 || there.len == 0)
        return moved;
    const Moves *moves = moves_find(arena, gone, there);
    moved.findings = arena_new_array(arena, base->finding_count, Finding);
    for (size_t i = 0; i < base->finding_count; i++) {
        moved.findings[i] = base->findings[i];
        const Source *source = base->findings[i].at.source;
        const Source *to = moves_to(moves, source->repository, source->path);
        if (to)
            move_finding(arena, &moved.findings[i], to);
    }
    moved.finding_count = findings_finish(arena, moved.findings, base->finding_count);
    return moved;
}
