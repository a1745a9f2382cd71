/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The files on both sides are read again, which is cheap enough: few commits move files that have
 * findings.
 */
#include "history/lives_moves.h"

#include "base/map.h"
#include "rule/moves.h"

/* A finding that was brought. The next ones in the list have the same rule, path and key. */
typedef struct Came {
    size_t index;
    struct Came *next;
} Came;

static bool is_gone(const MovesQuestion *question, const Change *ended) {
    return str_equal(ended->seen->repository, question->repository) && ended->seen->placed &&
           !snapshot_find(question->now, ended->seen->path);
}

static bool any_gone(const MovesQuestion *question) {
    for (size_t i = 0; i < question->ended_count; i++)
        if (is_gone(question, &question->ended[i]))
            return true;
    return false;
}

/* Reads those files of the changes that are in one snapshot and not in the other. */
static Sources read_files(Arena *arena, const MovesQuestion *question, const Change *changes,
                          size_t count, const Snapshot *in, const Snapshot *not_in) {
    Sources sources = {0};
    Str last = {0};
    for (size_t i = 0; i < count; i++) {
        Str path = changes[i].seen->path;
        Str bytes;
        Error error = {0};
        if (!str_equal(changes[i].seen->repository, question->repository) || str_equal(path, last))
            continue;
        last = path;
        const SnapshotEntry *entry = snapshot_find(in, path);
        if (entry && entry->kind == ENTRY_FILE && !snapshot_find(not_in, path) &&
            snapshot_read_into(in, arena, entry, &bytes, &error) && bytes.len > 0)
            array_push(arena, &sources,
                       source_new(arena, question->repository, STR(""), path, bytes));
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
        read_files(arena, question, question->ended, question->ended_count, before, question->now);
    Sources there = read_files(arena, question, question->brought, question->brought_count,
                               question->now, before);
    if (gone.len > 0 && there.len > 0)
        pairs = pair(arena, question, moves_find(arena, gone, there));
    snapshot_close(before);
    return pairs;
}
