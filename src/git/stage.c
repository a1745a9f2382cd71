/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Changing the index. A file may only be changed both there and in the work tree if both hold the
 * same bytes: otherwise one of them would get changes that its author did not intend for it.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include <git2.h>

#include "base/path.h"
#include "base/unfinished.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

/* The path from the root of the work tree. */
static char *full_path(const Snapshot *snapshot, Str path) {
    return str_to_c(snapshot->arena, str_printf(snapshot->arena, STR_FMT STR_FMT,
                                                STR_ARG(snapshot->prefix), STR_ARG(path)));
}

static Staging refuse(Error *error, const char *why) {
    error_set(error, ERROR_RUN, "%s", why);
    return STAGING_REFUSED;
}

/* The path of the file with which Git and libgit2 lock the index. */
static char *lock_path(const Snapshot *snapshot, git_index *index) {
    return str_to_c(snapshot->arena, str_printf(snapshot->arena, "%s.lock", git_index_path(index)));
}

static Staging check_lock(const Snapshot *snapshot, git_index *index, Error *error) {
    struct stat status;
    char *lock = lock_path(snapshot, index);
    if (lstat(lock, &status) != 0)
        return STAGING_FINE;
    error_set(error, ERROR_RUN, "the index is locked: %s exists", lock);
    return STAGING_REFUSED;
}

/* Whether another process is using the index and, in a hook, whether it is the one that will
   remain. */
static Staging check_index(const Snapshot *snapshot, git_index *index, Error *error) {
    if (git_index_read(index, 0) != 0) {
        error_set(error, ERROR_RUN, STR_FMT, STR_ARG(place_git_error(snapshot->arena)));
        return STAGING_FAILED;
    }
    if (str_starts_with(path_name(str_from_c(git_index_path(index))), STR("next-index-")))
        return refuse(error, "the commit is of named files only; stage them instead");
    return check_lock(snapshot, index, error);
}

/* Whether the index still matches the snapshot for this path. */
static Staging check_staged(const Snapshot *snapshot, git_index *index, Str path, Error *error) {
    const SnapshotEntry *old = snapshot_find(snapshot, path);
    const git_index_entry *now = git_index_get_bypath(index, full_path(snapshot, path), 0);
    bool same = !old == !now && (!now || memcmp(now->id.id, old->id, sizeof old->id) == 0);
    return same ? STAGING_FINE : refuse(error, "it was staged again since it was read");
}

/* Says why the bytes on disk differ from the staged ones. */
static Staging tell_difference(const Snapshot *snapshot, Str path, Error *error) {
    unsigned status = GIT_STATUS_WT_MODIFIED;
    (void)git_status_file(&status, snapshot->repository, full_path(snapshot, path));
    bool changed = status & (GIT_STATUS_WT_MODIFIED | GIT_STATUS_WT_TYPECHANGE);
    return refuse(error, changed ? "it has unstaged changes"
                                 : "Git converts it between the index and the work tree");
}

static Staging check_disk(const Snapshot *snapshot, Str path, Error *error) {
    const SnapshotEntry *entry = snapshot_find(snapshot, path);
    Str staged, found;
    Error why = {0};
    DiskState state = disk_state(snapshot, path);
    if (state == DISK_HAS_NONE && !entry)
        return STAGING_FINE;
    if (state == DISK_HAS_NONE)
        return refuse(error, "it is not in the work tree");
    if (state == DISK_HAS_FILE && !entry)
        return refuse(error, "an untracked file of that name is there");
    if (state == DISK_HAS_OTHER)
        return refuse(error, "in the work tree, something other than a file is in its place");
    if (!snapshot_read(snapshot, entry, &staged, error))
        return STAGING_FAILED;
    if (!disk_read(snapshot, snapshot->arena, path, &found, &why)) {
        error_set(error, ERROR_RUN, "in the work tree: %s", why.message);
        return STAGING_FAILED;
    }
    return str_equal(staged, found) ? STAGING_FINE : tell_difference(snapshot, path, error);
}

Staging snapshot_can_stage(const Snapshot *snapshot, Str path, Error *error) {
    git_index *index = index_open_staged(snapshot->arena, snapshot->repository, path, error);
    if (!index)
        return STAGING_FAILED;
    Staging can = check_index(snapshot, index, error);
    if (can == STAGING_FINE)
        can = check_staged(snapshot, index, path, error);
    if (can == STAGING_FINE)
        can = check_disk(snapshot, path, error);
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
    if (old) { /* keep what somebody set with "git update-index" */
        entry.flags = old->flags & GIT_INDEX_ENTRY_VALID;
        entry.flags_extended = old->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
    }
    return git_blob_create_from_buffer(&entry.id, snapshot->repository,
                                       file->bytes.len ? file->bytes.ptr : "",
                                       file->bytes.len) == 0 &&
           git_index_add(index, &entry) == 0;
}

/* Writes the index. libgit2's lock file is removed even if memory runs out on the way. */
static bool write_index(const Snapshot *snapshot, git_index *index, Error *error) {
    if (check_lock(snapshot, index, error) != STAGING_FINE)
        return false;
    unfinished_begin(AT_FDCWD, lock_path(snapshot, index));
    bool ok = git_index_write(index) == 0;
    unfinished_end();
    return ok || error_set(error, ERROR_RUN, STR_FMT, STR_ARG(place_git_error(snapshot->arena)));
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
    if (!ok)
        error_set(error, ERROR_RUN, STR_FMT, STR_ARG(place_git_error(snapshot->arena)));
    ok = ok && write_index(snapshot, index, error);
    git_index_free(index);
    return ok;
}
