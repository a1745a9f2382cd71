/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The index: what would be committed, with the bytes of its blobs. Files on disk are not read.
 *
 * A path with an unresolved conflict has no single content, so it is a problem of the snapshot. A
 * path with only an intent to add would not be committed, and is omitted.
 *
 * `git commit -a` and `git commit FILE` run their hooks with a different index, named by
 * GIT_INDEX_FILE. It applies to the repository that the current folder lies in, as in Git, or if it
 * lies in the repository's own Git folder: other repositories of the same run have indexes of their
 * own.
 */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <git2.h>

#include "base/path.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

/* An index may only be missing before the first commit: otherwise nothing would count as
   tracked. */
static bool check_present(Arena *arena, git_repository *repository, git_index *index,
                          Error *error) {
    struct stat status;
    const char *path = git_index_path(index);
    if (!path || stat(path, &status) == 0)
        return true;
    if (errno != ENOENT) {
        return error_set(error, ERROR_RUN, "%s: " STR_FMT, path,
                         STR_ARG(error_of_system(arena, errno)));
    }
    if (git_repository_head_unborn(repository) == 1)
        return true;
    return error_set(error, ERROR_RUN,
                     "%s is missing: nothing is checked out; to rebuild it, run: git reset", path);
}

/* libgit2 treats an index that it cannot access as missing, and thus as empty. */
static bool check_filled(git_index *index, uint32_t promised, Error *error) {
    if (git_index_entrycount(index) > 0 || promised == 0)
        return true;
    return error_set(error, ERROR_RUN, "%s: the index cannot be read", git_index_path(index));
}

/* Says why libgit2 cannot open the index, and what helps if anything does. */
static void explain_index(Arena *arena, Str named, const char *hooked, Error *error) {
    static const char *const extensions[][2] = {
        {"'link'", "; it is a split index, which libgit2 cannot read; to join it, run: "
                   "git update-index --no-split-index"},
        {"'sdir'", "; it is a sparse index, which libgit2 cannot read; to expand it, run: "
                   "git sparse-checkout reapply --no-sparse-index"},
    };
    Str message = place_git_error(arena);
    const char *help = "";
    for (size_t i = 0; i < sizeof extensions / sizeof *extensions; i++)
        if (str_find(message, str_from_c(extensions[i][0]), 0) != SIZE_MAX)
            help = extensions[i][1];
    error_set(error, ERROR_RUN, STR_FMT ": the index%s%s cannot be read: " STR_FMT "%s",
              STR_ARG(named), hooked ? " " : "", hooked ? hooked : "", STR_ARG(message), help);
}

/* Opens the repository's own index, or the one at the path `hooked`. */
static git_index *open_file(Arena *arena, git_repository *repository, Str named, const char *hooked,
                            Error *error) {
    git_index *index = NULL;
    uint32_t promised;
    const char *path =
        hooked ? hooked
               : str_to_c(arena, str_printf(arena, "%sindex", git_repository_path(repository)));
    const char *problem = index_file_problem(path, &promised);
    if (problem) {
        error_set(error, ERROR_RUN,
                  "%s: the index cannot be read: %s; to rebuild it, remove it and run: git reset",
                  path, problem);
        return NULL;
    }
    /* Opened on its own, not as the repository's: with core.ignoreCase libgit2 would take tracked
       paths that differ only in letter case for one, and then write a damaged index. */
    int code = git_index_open(&index, path);
    if (code != 0)
        explain_index(arena, named, hooked, error);
    else if (check_filled(index, promised, error) &&
             (hooked || check_present(arena, repository, index, error)))
        return index;
    git_index_free(index);
    return NULL;
}

git_index *index_open(Arena *arena, git_repository *repository, Str named, Error *error) {
    return open_file(arena, repository, named, NULL, error);
}

/* Whether the current folder lies in the repository. */
static bool is_current(git_repository *repository) {
    git_buf found = {0};
    bool current = git_repository_discover(&found, ".", 0, NULL) == 0 &&
                   strcmp(found.ptr, git_repository_path(repository)) == 0;
    git_buf_dispose(&found);
    return current;
}

/* The path of GIT_INDEX_FILE if that is an index of the repository, otherwise NULL. */
static const char *hook_index(Arena *arena, git_repository *repository) {
    Str path;
    Str home;
    if (!place_resolve_named(arena, "GIT_INDEX_FILE", &path) ||
        !place_resolve(arena, str_from_c(git_repository_path(repository)), &home))
        return NULL;
    bool own = str_equal(path_folder(path), home) || is_current(repository);
    return own ? path.ptr : NULL;
}

git_index *index_open_staged(Arena *arena, git_repository *repository, Str named, Error *error) {
    return open_file(arena, repository, named, hook_index(arena, repository), error);
}

SnapshotEntry index_entry(Arena *arena, Str path, const git_index_entry *from) {
    SnapshotEntry entry = {.path = str_copy(arena, path)};
    entry.kind = from->mode == GIT_FILEMODE_LINK     ? ENTRY_SYMLINK
                 : from->mode == GIT_FILEMODE_COMMIT ? ENTRY_SUBMODULE
                                                     : ENTRY_FILE;
    entry.executable = from->mode == GIT_FILEMODE_BLOB_EXECUTABLE;
    memcpy(entry.id, from->id.id, sizeof entry.id);
    return entry;
}

static void add_conflict(Snapshot *snapshot, Str path) {
    size_t count = snapshot->problems.len;
    if (count > 0 && str_equal(snapshot->problems.items[count - 1].path, path))
        return; /* another side of the same conflict */
    snapshot_add_problem(snapshot, str_copy(snapshot->arena, path),
                         "it has an unresolved merge conflict");
}

static bool list(Snapshot *snapshot, git_index *index, Error *error) {
    size_t count = git_index_entrycount(index);
    for (size_t i = 0; i < count; i++) {
        const git_index_entry *from = git_index_get_byindex(index, i);
        Str path = str_from_c(from->path);
        if (!str_starts_with(path, snapshot->prefix))
            continue;
        path = str_slice(path, snapshot->prefix.len, path.len);
        if (git_index_entry_is_conflict(from))
            add_conflict(snapshot, path);
        else if (!(from->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD) &&
                 !snapshot_add(snapshot, index_entry(snapshot->arena, path, from), error))
            return false;
    }
    snapshot_sort(snapshot);
    return true;
}

/* Takes ownership of what `place` owns, even on failure. */
static Snapshot *open_staged(Arena *arena, Place *place, Error *error) {
    Snapshot *snapshot = snapshot_new(arena, SNAPSHOT_INDEX);
    git_index *index = NULL;
    bool ok = false;
    snapshot->repository = place->repository;
    snapshot->label = place_folder_label(arena, place);
    snapshot->root = place->path;
    snapshot->prefix = place->prefix;
    if (place->bare) {
        error_set(error, ERROR_RUN, STR_FMT ": a bare repository has no index",
                  STR_ARG(place->named));
        goto out;
    }
    snapshot->remotes = remote_read(arena, place->repository);
    /* For fixes only; nothing is listed or linted from disk. */
    snapshot->folder = open(place->path.ptr, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (snapshot->folder < 0) {
        error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(place->named),
                  STR_ARG(error_of_system(arena, errno)));
        goto out;
    }
    index = index_open_staged(arena, place->repository, place->named, error);
    ok = index && list(snapshot, index, error);

out:
    git_index_free(index);
    if (ok)
        return snapshot;
    snapshot_close(snapshot);
    return NULL;
}

Snapshot *snapshot_open_index(Arena *arena, Str path, Error *error) {
    Place place;
    if (!place_open(arena, path, &place, error))
        return NULL;
    if (place.repository)
        return open_staged(arena, &place, error);
    error_set(error, ERROR_RUN, "'" STR_FMT "' is not in a Git repository, so it has no index",
              STR_ARG(place.named));
    return NULL;
}
