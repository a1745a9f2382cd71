/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Laying files in memory over a snapshot: the two sorted lists of entries are merged, and whatever
 * was not laid over is read from the base. The base may itself be an overlay, as its entries say
 * where their bytes are.
 */
#include <stdlib.h>

#include "git/snapshot.h"
#include "git/snapshot_internal.h"

static SnapshotEntry lay_over(const SnapshotEntry *file, const SnapshotEntry *old) {
    return (SnapshotEntry){.path = file->path,
                           .kind = ENTRY_FILE,
                           .executable = old && old->executable,
                           .bytes = file->bytes,
                           .laid_over = true};
}

/* -1: the base's entry is next, 1: the file is, 0: they have the same path. */
static int next_of(const Snapshot *base, size_t at, const SnapshotEntry *file) {
    if (!file)
        return -1;
    if (at == base->entries.len)
        return 1;
    return str_compare(base->entries.items[at].path, file->path);
}

Snapshot *snapshot_overlay(Arena *arena, const Snapshot *base, SnapshotEntry *files, size_t count) {
    Snapshot *snapshot = snapshot_new(arena, base->kind);
    snapshot->label = base->label;
    snapshot->named = base->named;
    snapshot->root = base->root;
    snapshot->prefix = base->prefix;
    snapshot->remotes = base->remotes;
    snapshot->problems = base->problems;
    snapshot->base = base;
    if (count > 0)
        qsort(files, count, sizeof *files, snapshot_compare_entries);
    size_t size = base->entries.len + count;
    snapshot->entries.items = arena_new_array(arena, size, SnapshotEntry);
    snapshot->entries.capacity = size;
    size_t from = 0;
    for (size_t i = 0; i < count || from < base->entries.len;) {
        int order = next_of(base, from, i < count ? &files[i] : NULL);
        const SnapshotEntry *old = order <= 0 ? &base->entries.items[from++] : NULL;
        const SnapshotEntry *file = order >= 0 ? &files[i++] : NULL;
        snapshot->entries.items[snapshot->entries.len++] = file ? lay_over(file, old) : *old;
    }
    return snapshot;
}
