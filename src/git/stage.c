/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Changing the index. A file may only be changed there and in the work tree at once where both
 * hold the same bytes: else one of them would get what its author did not mean for it.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <git2.h>

#include "base/path.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

/* The path from the root of the work tree. */
static char *full_path(const Snapshot *snapshot, Str path) {
    return str_to_c(snapshot->arena, str_printf(snapshot->arena, STR_FMT STR_FMT,
                                                STR_ARG(snapshot->prefix), STR_ARG(path)));
}

/* Whether another process is at the index; and, in a hook, whether it is the one that remains. */
static bool check_index(const Snapshot *snapshot, git_index *index, Error *error) {
    struct stat status;
    Arena *arena = snapshot->arena;
    Str path = str_from_c(git_index_path(index));
    Str lock = str_printf(arena, STR_FMT ".lock", STR_ARG(path));
    if (lstat(str_to_c(arena, lock), &status) == 0)
        return error_set(error, ERROR_RUN, "the index is locked: " STR_FMT " exists",
                         STR_ARG(lock));
    if (str_starts_with(path_name(path), STR("next-index-")))
        return error_set(error, ERROR_RUN, "the commit is of named files only; stage them instead");
    return true;
}

/* Whether the index still has what the snapshot has of the path. */
static bool check_staged(const Snapshot *snapshot, git_index *index, Str path, Error *error) {
    const SnapshotEntry *old = snapshot_find(snapshot, path);
    const git_index_entry *now = git_index_get_bypath(index, full_path(snapshot, path), 0);
    bool same = !old == !now && (!now || memcmp(now->id.id, old->id, sizeof old->id) == 0);
    return same || error_set(error, ERROR_RUN, "it was staged anew since it was read");
}

/* Why the bytes on disk are others than the staged ones. */
static bool tell_difference(const Snapshot *snapshot, Str path, Error *error) {
    unsigned status = GIT_STATUS_WT_MODIFIED;
    (void)git_status_file(&status, snapshot->repository, full_path(snapshot, path));
    bool changed = status & (GIT_STATUS_WT_MODIFIED | GIT_STATUS_WT_TYPECHANGE);
    return error_set(error, ERROR_RUN, "%s",
                     changed ? "it has unstaged changes"
                             : "Git converts it between the index and the work tree");
}

static bool check_disk(const Snapshot *snapshot, Str path, Error *error) {
    const SnapshotEntry *entry = snapshot_find(snapshot, path);
    Str staged, found;
    Error missing = {0};
    if (!entry) {
        if (disk_read(snapshot, snapshot->arena, path, &found, &missing))
            return error_set(error, ERROR_RUN, "an untracked file of that name is there");
        return true;
    }
    if (!snapshot_read(snapshot, entry, &staged, error))
        return false;
    if (!disk_read(snapshot, snapshot->arena, path, &found, &missing))
        return error_set(error, ERROR_RUN, "in the work tree: %s", missing.message);
    return str_equal(staged, found) || tell_difference(snapshot, path, error);
}

bool snapshot_can_stage(const Snapshot *snapshot, Str path, Error *error) {
    git_index *index = index_open_staged(snapshot->arena, snapshot->repository, path, error);
    if (!index)
        return false;
    bool can = (git_index_read(index, 0) == 0 ||
                error_set(error, ERROR_RUN, STR_FMT, STR_ARG(place_git_error(snapshot->arena)))) &&
               check_index(snapshot, index, error) && check_staged(snapshot, index, path, error) &&
               check_disk(snapshot, path, error);
    git_index_free(index);
    return can;
}

/* Puts one file into the index in memory. */
static bool put(const Snapshot *snapshot, git_index *index, const SnapshotEntry *file) {
    char *path = full_path(snapshot, file->path);
    const git_index_entry *old = git_index_get_bypath(index, path, 0);
    git_index_entry entry = {.path = path};
    entry.mode = old                ? old->mode
                 : file->executable ? GIT_FILEMODE_BLOB_EXECUTABLE
                                    : GIT_FILEMODE_BLOB;
    return git_blob_create_from_buffer(&entry.id, snapshot->repository,
                                       file->bytes.len ? file->bytes.ptr : "",
                                       file->bytes.len) == 0 &&
           git_index_add(index, &entry) == 0;
}

bool snapshot_stage(const Snapshot *snapshot, const SnapshotEntry *files, size_t count,
                    Error *error) {
    git_index *index =
        index_open_staged(snapshot->arena, snapshot->repository, snapshot->root, error);
    if (!index)
        return false;
    bool ok = git_index_read(index, 0) == 0;
    for (size_t i = 0; ok && i < count; i++)
        ok = put(snapshot, index, &files[i]);
    ok = ok && git_index_write(index) == 0;
    if (!ok)
        error_set(error, ERROR_RUN, STR_FMT, STR_ARG(place_git_error(snapshot->arena)));
    git_index_free(index);
    return ok;
}
