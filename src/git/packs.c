/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Objects in packs: libgit2 reads each pack once its index has been checked, as an index with wrong
 * offsets would crash it. If any index is damaged, no pack is read at all.
 *
 * The folders are listed when the first object is requested: a lint of a work tree usually needs
 * none. They are listed again, as libgit2 expects, if an object was not found: it may have been
 * packed in the meantime.
 */
#include <dirent.h>
#include <errno.h>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/array.h"
#include "base/memory.h"
#include "git/objects_internal.h"
#include "git/snapshot_internal.h"

typedef struct Pack {
    Str index; /* path of the index */
    git_odb_backend *reader;
} Pack;

typedef struct Packs {
    git_odb_backend backend; /* must be first, as libgit2 only knows this part */
    Arena arena;
    ObjectFolders folders;
    ARRAY_OF(Pack) packs;
    bool listed;
    Str problem; /* why nothing can be read, or empty */
} Packs;

/* An index found to be valid. A run opens a repository several times. */
typedef struct Seen {
    dev_t device;
    ino_t file;
    off_t size;
    time_t changed;
} Seen;

/* One per thread, so that no lock is needed. */
static _Thread_local Seen seen[32];
static _Thread_local size_t seen_next;

static bool was_seen(const struct stat *status) {
    for (size_t i = 0; i < sizeof seen / sizeof *seen; i++)
        if (seen[i].file == status->st_ino && seen[i].device == status->st_dev &&
            seen[i].size == status->st_size && seen[i].changed == status->st_ctime)
            return true;
    return false;
}

void packs_forget(void) {
    memset(seen, 0, sizeof seen);
}

static const char *find_problem(const char *path) {
    struct stat status;
    bool there = stat(path, &status) == 0;
    if (there && was_seen(&status))
        return NULL;
    const char *problem = pack_index_problem(path);
    if (there && !problem) {
        seen[seen_next] = (Seen){status.st_dev, status.st_ino, status.st_size, status.st_ctime};
        seen_next = (seen_next + 1) % (sizeof seen / sizeof *seen);
    }
    return problem;
}

static bool is_known(const Packs *packs, Str index) {
    for (size_t i = 0; i < packs->packs.len; i++)
        if (str_equal(packs->packs.items[i].index, index))
            return true;
    return false;
}

/* An index without a pack, for example one that is just being removed, is skipped. */
static void add_pack(Packs *packs, const char *index) {
    git_odb_backend *reader;
    if (is_known(packs, str_from_c(index)))
        return;
    const char *problem = find_problem(index);
    if (problem)
        packs->problem =
            str_printf(&packs->arena, "the index of a pack is damaged, %s: %s", problem, index);
    else if (git_odb_backend_one_pack(&reader, index) == 0)
        array_push(&packs->arena, &packs->packs,
                   (Pack){str_copy(&packs->arena, str_from_c(index)), reader});
}

static void list_folder(Packs *packs, Str folder) {
    char path[SNAPSHOT_MAX_PATH + 1];
    int length = snprintf(path, sizeof path, STR_FMT "/pack", STR_ARG(folder));
    if (length < 0 || (size_t)length >= sizeof path)
        return; /* such a path cannot be opened */
    DIR *list = opendir(path);
    if (!list && errno != ENOENT && errno != ENOTDIR)
        packs->problem = str_printf(&packs->arena, "%s: " STR_FMT, path,
                                    STR_ARG(error_of_system(&packs->arena, errno)));
    for (struct dirent *entry; list && packs->problem.len == 0 && (entry = readdir(list));) {
        size_t room = sizeof path - (size_t)length;
        if (str_ends_with(str_from_c(entry->d_name), STR(".idx")) &&
            (size_t)snprintf(path + length, room, "/%s", entry->d_name) < room)
            add_pack(packs, path);
    }
    if (list)
        closedir(list);
}

static int refresh(git_odb_backend *backend) {
    Packs *packs = (Packs *)backend;
    packs->listed = true;
    for (size_t i = 0; i < packs->folders.count && packs->problem.len == 0; i++)
        list_folder(packs, packs->folders.items[i]);
    return 0; /* a problem is reported to the next request */
}

/* Lists the packs if that has not happened yet; false if there is a problem. */
static bool packs_ready(Packs *packs) {
    if (!packs->listed)
        (void)refresh(&packs->backend);
    if (packs->problem.len > 0)
        git_error_set_str(GIT_ERROR_ODB, packs->problem.ptr);
    return packs->problem.len == 0;
}

/* The next object is likely to be in the same pack as the last one. */
static void put_first(Packs *packs, size_t i) {
    Pack found = packs->packs.items[i];
    packs->packs.items[i] = packs->packs.items[0];
    packs->packs.items[0] = found;
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend,
                       const git_oid *id) {
    Packs *packs = (Packs *)backend;
    int code = packs_ready(packs) ? GIT_ENOTFOUND : GIT_ERROR;
    for (size_t i = 0; code == GIT_ENOTFOUND && i < packs->packs.len; i++) {
        git_odb_backend *reader = packs->packs.items[i].reader;
        code = reader->read_header(size, type, reader, id);
        if (code == 0)
            put_first(packs, i);
    }
    return code;
}

/* Checks the size in the header first, as libgit2 allocates that much memory. */
static int read_object(void **out, size_t *size, git_object_t *type, git_odb_backend *backend,
                       const git_oid *id) {
    Packs *packs = (Packs *)backend;
    int code = read_header(size, type, backend, id);
    if (code != 0)
        return code;
    if (*size > SNAPSHOT_MAX_FILE_SIZE)
        return object_too_large(id);
    git_odb_backend *reader = packs->packs.items[0].reader;
    return reader->read(out, size, type, reader, id);
}

static int read_prefix(git_oid *id, void **out, size_t *size, git_object_t *type,
                       git_odb_backend *backend, const git_oid *key, size_t length) {
    Packs *packs = (Packs *)backend;
    git_oid found;
    bool any = false;
    if (!packs_ready(packs))
        return GIT_ERROR;
    for (size_t i = 0; i < packs->packs.len; i++) {
        git_odb_backend *reader = packs->packs.items[i].reader;
        int code = reader->exists_prefix(&found, reader, key, length);
        if (code == GIT_ENOTFOUND)
            continue;
        if (code != 0)
            return code;
        if (any && !git_oid_equal(&found, id))
            return GIT_EAMBIGUOUS;
        *id = found;
        any = true;
    }
    return any ? read_object(out, size, type, backend, id) : GIT_ENOTFOUND;
}

static int exists(git_odb_backend *backend, const git_oid *id) {
    Packs *packs = (Packs *)backend;
    if (!packs_ready(packs))
        return 0;
    for (size_t i = 0; i < packs->packs.len; i++)
        if (packs->packs.items[i].reader->exists(packs->packs.items[i].reader, id))
            return 1;
    return 0;
}

static void packs_free(git_odb_backend *backend) {
    Packs *packs = (Packs *)backend;
    for (size_t i = 0; i < packs->packs.len; i++)
        packs->packs.items[i].reader->free(packs->packs.items[i].reader);
    arena_free(&packs->arena);
    free(packs);
}

git_odb_backend *packs_new(git_repository *repository) {
    Packs *packs = memory_take_zeroed(1, sizeof *packs);
    git_odb_init_backend(&packs->backend, GIT_ODB_BACKEND_VERSION);
    packs->backend.read = read_object;
    packs->backend.read_header = read_header;
    packs->backend.read_prefix = read_prefix;
    packs->backend.exists = exists;
    packs->backend.refresh = refresh;
    packs->backend.free = packs_free;
    arena_init(&packs->arena);
    objects_find_folders(&packs->arena, repository, &packs->folders);
    return &packs->backend;
}
