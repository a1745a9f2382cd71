/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The database of a repository's objects. libgit2 would create one that reads everything in the
 * object folders; this one has readers that expect damage.
 */
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>
#include <stdio.h>

#include "base/path.h"
#include "git/objects_internal.h"
#include "git/snapshot_internal.h"

#define MAX_ALTERNATES 5 /* nesting of alternates, as in libgit2 */

/* Most objects are in packs. libgit2's own loose backend is only there for writing objects. */
enum { PRIORITY_WRITING = 1, PRIORITY_LOOSE, PRIORITY_PACKS };

int object_too_large(const git_oid *id) {
    char message[128];
    char name[GIT_OID_HEXSZ + 1];
    snprintf(message, sizeof message, "the object %s is larger than %zu MiB",
             git_oid_tostr(name, sizeof name, id), SNAPSHOT_MAX_FILE_SIZE / 1024 / 1024);
    git_error_set_str(GIT_ERROR_ODB, message);
    return OBJECT_TOO_LARGE;
}

/* Adds an object folder, and those that its info/alternates names. */
static void add_folder(Arena *arena, ObjectFolders *folders, Str folder, int depth) {
    char line[SNAPSHOT_MAX_PATH + 2];
    if (folders->count == OBJECT_FOLDERS_MAX || depth > MAX_ALTERNATES)
        return;
    folders->items[folders->count++] = folder;
    Str path = str_printf(arena, STR_FMT "/info/alternates", STR_ARG(folder));
    FILE *list = fopen(path.ptr, "r");
    while (list && fgets(line, sizeof line, list)) {
        Str named = str_trim(str_from_c(line));
        if (named.len > 0 && named.ptr[0] != '#')
            add_folder(arena, folders,
                       named.ptr[0] == '/' ? str_printf(arena, STR_FMT, STR_ARG(named))
                                           : str_printf(arena, STR_FMT "/" STR_FMT, STR_ARG(folder),
                                                        STR_ARG(named)),
                       depth + 1);
    }
    if (list)
        fclose(list);
}

/*
 * Until the hook accepts a push, its objects lie in a folder of their own inside the object folder:
 * see "Quarantine environment" in git-receive-pack(1). The variable may refer to another
 * repository, whose objects do not belong to this one.
 */
static void add_quarantine(Arena *arena, ObjectFolders *folders, Str own) {
    Str path;
    Str home;
    if (place_resolve_named(arena, "GIT_OBJECT_DIRECTORY", &path) &&
        place_resolve(arena, own, &home) && str_equal(path_folder(path), home))
        add_folder(arena, folders, path, 0);
}

void objects_find_folders(Arena *arena, git_repository *repository, ObjectFolders *out) {
    Str own = str_printf(arena, "%sobjects", git_repository_commondir(repository));
    out->count = 0;
    add_folder(arena, out, own, 0);
    add_quarantine(arena, out, own);
}

static void add_backend(git_odb *database, git_odb_backend *backend, int priority) {
    if (git_odb_add_backend(database, backend, priority) != 0)
        backend->free(backend);
}

void objects_open(git_repository *repository) {
    git_odb *database;
    git_odb_backend *writing;
    Arena arena;
    if (git_odb_new(&database) != 0)
        return; /* reading an object will report it */
    arena_init(&arena);
    Str own = str_printf(&arena, "%sobjects", git_repository_commondir(repository));
    add_backend(database, packs_new(repository), PRIORITY_PACKS);
    add_backend(database, loose_new(repository), PRIORITY_LOOSE);
    if (git_odb_backend_loose(&writing, own.ptr, -1, 0, 0, 0) == 0)
        add_backend(database, writing, PRIORITY_WRITING);
    git_repository_set_odb(repository, database);
    git_odb_free(database);
    arena_free(&arena);
}
