/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is on both sides is read again, which is cheap enough: few commits move files or folders
 * that have findings.
 */
#include "history/lives_moves.h"

#include "base/map.h"
#include "rule/moves.h"

/* A finding that was brought. The next ones in the list have the same rule, path and key. */
typedef struct Came {
    size_t index;
    struct Came *next;
} Came;

/* Whether a snapshot has the file or folder that a finding was in. */
static bool is_in(const Snapshot *snapshot, const Seen *seen) {
    return seen->placed ? snapshot_find(snapshot, seen->path) != NULL
                        : snapshot_has_folder(snapshot, seen->path);
}

static bool is_gone(const MovesQuestion *question, const Change *ended) {
    return str_equal(ended->seen->repository, question->repository) &&
           !is_in(question->now, ended->seen);
}

static bool any_gone(const MovesQuestion *question) {
    for (size_t i = 0; i < question->ended_count; i++)
        if (is_gone(question, &question->ended[i]))
            return true;
    return false;
}

/* NULL if it cannot be read. */
static const Source *read_place(Arena *arena, const Snapshot *snapshot, const Seen *seen) {
    Str bytes;
    Error error = {0};
    if (!seen->placed)
        return moves_folder(arena, snapshot, seen->repository, seen->path);
    const SnapshotEntry *entry = snapshot_find(snapshot, seen->path);
    if (entry->kind != ENTRY_FILE || !snapshot_read_into(snapshot, arena, entry, &bytes, &error))
        return NULL;
    return source_new(arena, seen->repository, STR(""), seen->path, bytes);
}

/* Reads those files and folders of the changes that are in one snapshot and not in the other. */
static Sources read_places(Arena *arena, const MovesQuestion *question, const Change *changes,
                           size_t count, const Snapshot *in, const Snapshot *not_in) {
    Sources sources = {0};
    Str last = {0};
    for (size_t i = 0; i < count; i++) {
        const Seen *seen = changes[i].seen;
        if (!str_equal(seen->repository, question->repository) || str_equal(seen->path, last))
            continue;
        last = seen->path;
        const Source *source =
            is_in(in, seen) && !is_in(not_in, seen) ? read_place(arena, in, seen) : NULL;
        if (source && source->bytes.len > 0)
            array_push(arena, &sources, source);
    }
    return sources;
}

static Str identity_of(Arena *arena, Str rule, Str path, Str key) {
    return str_printf(arena, STR_FMT "\n" STR_FMT "\n" STR_FMT, STR_ARG(rule), STR_ARG(path),
                      STR_ARG(key));
}

/* Goes from the last to the first, so that lists of the same identity are in their old order. */
static Map index_brought(Arena *arena, const MovesQuestion *question) {
    Map map;
    map_init(&map, arena);
    for (size_t i = question->brought_count; i > 0; i--) {
        const Seen *seen = question->brought[i - 1].seen;
        if (!str_equal(seen->repository, question->repository))
            continue;
        void **place = map_place(&map, identity_of(arena, seen->rule, seen->path, seen->key));
        Came *came = arena_new(arena, Came);
        *came = (Came){i - 1, *place};
        *place = came;
    }
    return map;
}

static const size_t *pair(Arena *arena, const MovesQuestion *question, const Moves *moves) {
    Map brought = index_brought(arena, question);
    size_t *pairs = arena_new_array(arena, question->ended_count, size_t);
    for (size_t i = 0; i < question->ended_count; i++) {
        const Seen *seen = question->ended[i].seen;
        const Source *to = moves_to(moves, seen->repository, seen->path);
        pairs[i] = MOVES_NONE;
        if (!to)
            continue;
        Str key = moves_key(arena, seen->key, seen->path, to->path);
        void **place = map_place(&brought, identity_of(arena, seen->rule, to->path, key));
        const Came *came = *place;
        if (!came)
            continue;
        pairs[i] = came->index;
        *place = came->next;
    }
    return pairs;
}

const size_t *lives_moved(Arena *arena, const MovesQuestion *question) {
    Error error = {0};
    const size_t *pairs = NULL;
    if (question->brought_count == 0 || !any_gone(question))
        return NULL;
    Snapshot *before = snapshot_open_revision(arena, question->path, question->parent, &error);
    if (!before)
        return NULL;
    Sources gone =
        read_places(arena, question, question->ended, question->ended_count, before, question->now);
    Sources there = read_places(arena, question, question->brought, question->brought_count,
                                question->now, before);
    if (gone.len > 0 && there.len > 0)
        pairs = pair(arena, question, moves_find(arena, gone, there));
    snapshot_close(before);
    return pairs;
}
