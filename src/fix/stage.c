/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files of an index are fixed in both the index and the work tree, and only if they are the same in
 * both. The work tree comes first, file by file; then each index is written once.
 */
#include "fix/plan.h"

static bool is_staged(const FixedFile *file) {
    return snapshot_kind(file->repository->snapshot) == SNAPSHOT_INDEX;
}

bool stage_any(const FixResult *result) {
    for (size_t i = 0; i < result->file_count; i++)
        if (is_staged(&result->files[i]))
            return true;
    return false;
}

Str stage_obstacle(Arena *arena, const FixedFile *file, bool *refused) {
    Error error = {0};
    Staging can = STAGING_FINE;
    if (is_staged(file))
        can = snapshot_can_stage(file->repository->snapshot, file->path, &error);
    *refused = can == STAGING_REFUSED;
    return str_copy(arena, str_from_c(error.message));
}

/* Adds the files [from, to), which are of one repository, to its index. */
static bool stage_some(Arena *arena, Written *written, size_t from, size_t to) {
    SnapshotEntry *files = arena_new_array(arena, to - from, SnapshotEntry);
    size_t count = 0;
    Error error = {0};
    for (size_t i = from; i < to; i++)
        if (written[i].ok)
            files[count++] = (SnapshotEntry){.path = written[i].file->path,
                                             .bytes = written[i].file->after,
                                             .executable = written[i].file->executable};
    if (count == 0 ||
        snapshot_stage(written[from].file->repository->snapshot, files, count, &error))
        return true;
    for (size_t i = from; i < to; i++)
        if (written[i].ok) {
            written[i].ok = false;
            written[i].reason = str_printf(
                arena, "it is fixed in the work tree, but not in the index: %s", error.message);
        }
    return false;
}

bool stage_written(Arena *arena, Written *written, size_t count) {
    bool all = true;
    for (size_t i = 0; i < count;) {
        size_t next = i + 1;
        while (next < count && written[next].file->repository == written[i].file->repository)
            next++;
        if (is_staged(written[i].file))
            all = stage_some(arena, written, i, next) && all;
        i = next;
    }
    return all;
}
