/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Snapshots: opening one, and looking things up in what was listed.
 *
 * The entries are listed once, when the snapshot is opened, and then kept sorted; that makes
 * finding a file or a folder a binary search. Listing and reading are the business of disk.c,
 * worktree.c and revision.c.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <git2.h>

#include "git/snapshot.h"
#include "git/snapshot_internal.h"

Snapshot *snapshot_new(Arena *arena, SnapshotKind kind) {
    Snapshot *snapshot = arena_new(arena, Snapshot);
    snapshot->arena = arena;
    snapshot->kind = kind;
    snapshot->folder = -1;
    return snapshot;
}

void snapshot_close(Snapshot *snapshot) {
    if (!snapshot)
        return;
    if (snapshot->folder >= 0)
        close(snapshot->folder);
    git_repository_free(snapshot->repository);
    snapshot->folder = -1;
    snapshot->repository = NULL;
}

bool snapshot_add(Snapshot *snapshot, SnapshotEntry entry, Error *error) {
    if (snapshot->entries.len == SNAPSHOT_MAX_ENTRIES) {
        return error_set(error, ERROR_RUN, "there are more than %d files", SNAPSHOT_MAX_ENTRIES);
    }
    if (!snapshot->listing)
        snapshot->listing = arena_child(snapshot->arena);
    array_push(snapshot->listing, &snapshot->entries, entry);
    return true;
}

void snapshot_add_problem(Snapshot *snapshot, Str path, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str message = str_vprintf(snapshot->arena, format, args);
    va_end(args);
    array_push(snapshot->arena, &snapshot->problems,
               (SnapshotProblem){.path = path, .message = message});
}

int snapshot_compare_entries(const void *a, const void *b) {
    return str_compare(((const SnapshotEntry *)a)->path, ((const SnapshotEntry *)b)->path);
}

/* Copies the entries into an array of exact size, and frees what the list used while it grew. */
static void end_listing(Snapshot *snapshot) {
    snapshot->entries.items = array_copy(snapshot->arena, &snapshot->entries);
    snapshot->entries.capacity = snapshot->entries.len;
    arena_free(snapshot->listing);
}

void snapshot_sort(Snapshot *snapshot) {
    if (snapshot->entries.len > 1)
        qsort(snapshot->entries.items, snapshot->entries.len, sizeof(SnapshotEntry),
              snapshot_compare_entries);
    if (snapshot->listing)
        end_listing(snapshot);
}

/* A work tree or a plain folder. Takes ownership of what `place` owns, even on failure. */
static Snapshot *open_disk(Arena *arena, Place *place, Error *error) {
    Snapshot *snapshot =
        snapshot_new(arena, place->repository ? SNAPSHOT_WORK_TREE : SNAPSHOT_FOLDER);
    snapshot->repository = place->repository;
    snapshot->label = place_folder_label(arena, place);
    snapshot->root = place->path;
    snapshot->prefix = place->prefix;
    snapshot->folder = open(place->path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (snapshot->folder < 0) {
        error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(place->named),
                  STR_ARG(error_of_system(arena, errno)));
        goto failed;
    }
    if (!place->repository) {
        if (!disk_walk(snapshot, NULL, NULL, error))
            goto failed;
    } else {
        snapshot->remotes = remote_read(arena, place->repository);
        if (!worktree_list(snapshot, place, error))
            goto failed;
    }
    snapshot_sort(snapshot);
    return snapshot;

failed:
    snapshot_close(snapshot);
    return NULL;
}

Snapshot *snapshot_open(Arena *arena, Str path, Error *error) {
    Place place;
    if (!place_open(arena, path, &place, error))
        return NULL;
    if (place.bare)
        return revision_open(arena, &place, STR("HEAD"), error);
    return open_disk(arena, &place, error);
}

Snapshot *snapshot_open_revision(Arena *arena, Str path, Str revision, Error *error) {
    Place place;
    if (!place_open_repository(arena, path, &place, error))
        return NULL;
    return revision_open(arena, &place, revision, error);
}

Snapshot *snapshot_of_memory(Arena *arena, SnapshotEntry *entries, size_t count) {
    Snapshot *snapshot = snapshot_new(arena, SNAPSHOT_MEMORY);
    snapshot->entries.items = entries;
    snapshot->entries.len = count;
    snapshot->entries.capacity = count;
    snapshot_sort(snapshot);
    return snapshot;
}

void snapshot_set_watch(Snapshot *snapshot, const SnapshotWatch *watch) {
    snapshot->watch = watch;
}

void snapshot_tell(const Snapshot *snapshot, SnapshotAspect aspect, Str path) {
    if (snapshot->watch)
        snapshot->watch->asked(snapshot->watch->context, aspect, path);
}

SnapshotKind snapshot_kind(const Snapshot *snapshot) {
    return snapshot->kind;
}

Str snapshot_label(const Snapshot *snapshot) {
    return snapshot->label;
}

void snapshot_set_name(Snapshot *snapshot, Str name, Str revision) {
    snapshot->label =
        str_printf(snapshot->arena, STR_FMT "@" STR_FMT ":", STR_ARG(name), STR_ARG(revision));
    snapshot->named = true;
}

bool snapshot_has_name(const Snapshot *snapshot) {
    return snapshot->named;
}

Str snapshot_root(const Snapshot *snapshot) {
    return snapshot->root;
}

Str snapshot_prefix(const Snapshot *snapshot) {
    return snapshot->prefix;
}

Str snapshot_remote_branch(const Snapshot *snapshot) {
    return snapshot->remotes.branch;
}

bool snapshot_has_other_branch(const Snapshot *snapshot, Str branch) {
    const RemoteInfo *remotes = &snapshot->remotes;
    return !str_equal(branch, remotes->branch) &&
           ((remotes->main && str_equal(branch, STR("main"))) ||
            (remotes->master && str_equal(branch, STR("master"))));
}

Str snapshot_remote(const Snapshot *snapshot) {
    return snapshot->remotes.url;
}

Str snapshot_upstream(const Snapshot *snapshot) {
    return snapshot->remotes.upstream;
}

const SnapshotEntry *snapshot_entries(const Snapshot *snapshot, size_t *count) {
    snapshot_tell(snapshot, ASPECT_ALL, (Str){0});
    *count = snapshot->entries.len;
    return snapshot->entries.items;
}

const SnapshotProblem *snapshot_problems(const Snapshot *snapshot, size_t *count) {
    *count = snapshot->problems.len;
    return snapshot->problems.items;
}

const SnapshotEntry *snapshot_find(const Snapshot *snapshot, Str path) {
    snapshot_tell(snapshot, ASPECT_ENTRY, path);
    if (snapshot->entries.len == 0)
        return NULL;
    SnapshotEntry key = {.path = path};
    return bsearch(&key, snapshot->entries.items, snapshot->entries.len, sizeof key,
                   snapshot_compare_entries);
}

/* Whether `path` lies below the folder (0), or sorts before (-1) or after (1) everything that
   does. */
static int compare_to_folder(Str path, Str folder) {
    int order = str_compare(str_slice(path, 0, folder.len), folder);
    if (order != 0)
        return order;
    if (path.len == folder.len)
        return -1;
    int next = (unsigned char)path.ptr[folder.len];
    return (next > '/') - (next < '/');
}

/* The first entry that lies below the folder, or sorts after that. With `behind`, the first entry
   after all that lie below it. */
static size_t first_below(const Snapshot *snapshot, Str folder, bool behind) {
    size_t low = 0, high = snapshot->entries.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_to_folder(snapshot->entries.items[middle].path, folder);
        if (order < 0 || (behind && order == 0))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const SnapshotEntry *snapshot_below(const Snapshot *snapshot, Str folder, size_t *count) {
    size_t first = first_below(snapshot, folder, false);
    *count = first_below(snapshot, folder, true) - first;
    return *count ? &snapshot->entries.items[first] : NULL;
}

bool snapshot_has_folder(const Snapshot *snapshot, Str path) {
    if (path.len == 0)
        return true;
    snapshot_tell(snapshot, ASPECT_FOLDER, path);
    size_t first = first_below(snapshot, path, false);
    return first < snapshot->entries.len &&
           compare_to_folder(snapshot->entries.items[first].path, path) == 0;
}

bool snapshot_has_blob(const SnapshotEntry *entry) {
    static const unsigned char none[sizeof entry->id];
    return memcmp(entry->id, none, sizeof none) != 0;
}

bool snapshot_read(const Snapshot *snapshot, const SnapshotEntry *entry, Str *out, Error *error) {
    return snapshot_read_into(snapshot, snapshot->arena, entry, out, error);
}

bool snapshot_read_into(const Snapshot *snapshot, Arena *arena, const SnapshotEntry *entry,
                        Str *out, Error *error) {
    snapshot_tell(snapshot, ASPECT_CONTENT, entry->path);
    if (entry->kind != ENTRY_FILE)
        return error_set(error, ERROR_RUN, "not a file");
    if (entry->laid_over || (snapshot->kind == SNAPSHOT_MEMORY && !snapshot->base)) {
        *out = entry->bytes;
        return true;
    }
    if (snapshot->base)
        return snapshot_read_into(snapshot->base, arena, entry, out, error);
    if (snapshot_has_blob(entry))
        return revision_read_blob(snapshot, arena, entry, out, error);
    return disk_read(snapshot, arena, entry->path, out, error);
}

Str snapshot_blob_id(Arena *arena, const SnapshotEntry *entry) {
    if (!snapshot_has_blob(entry))
        return (Str){0};
    git_oid id;
    memcpy(id.id, entry->id, sizeof entry->id);
    return revision_id_text(arena, &id);
}

Str snapshot_hash(Arena *arena, Str bytes) {
    place_start_library();
    git_oid id;
    if (git_odb_hash(&id, bytes.len ? bytes.ptr : "", bytes.len, GIT_OBJECT_BLOB) != 0) {
        arena_out_of_memory(); /* a blob can fail in no other way */
    }
    return revision_id_text(arena, &id);
}
