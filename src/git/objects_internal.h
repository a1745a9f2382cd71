/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Shared by the files that read objects.
 *
 *     objects.c      the database of a repository, over its object folders
 *     packs.c        objects in packs, by libgit2 once their index is checked
 *     pack_index.c   whether the index of a pack is safe for libgit2
 *     loose.c        loose objects
 *
 * By default libgit2 also reads a multi-pack-index and a commit-graph. They only repeat, for speed,
 * what the packs say, and in libgit2 1.5 an object count whose size in bytes overflows 32 bits
 * makes their readers run past the end of the file. So neither is used.
 */
#ifndef GOVLINT_GIT_OBJECTS_INTERNAL_H
#define GOVLINT_GIT_OBJECTS_INTERNAL_H

#include "base/arena.h"
#include "base/str.h"

struct git_odb_backend;
struct git_oid;
struct git_repository;

/* Object folders: the repository's own, those that info/alternates lists, and the quarantine of a
   push. */
enum { OBJECT_FOLDERS_MAX = 64 };
typedef struct ObjectFolders {
    Str items[OBJECT_FOLDERS_MAX]; /* each followed by a NUL */
    size_t count;
} ObjectFolders;

/* Gives the repository its object database. Must be called before anything is read from it. */
void objects_open(struct git_repository *repository);
void objects_find_folders(Arena *arena, struct git_repository *repository, ObjectFolders *out);

/* What reading an object larger than SNAPSHOT_MAX_FILE_SIZE returns, even a tree or a commit. */
#define OBJECT_TOO_LARGE GIT_EBUFS
int object_too_large(const struct git_oid *id);

/* Backends that read packs and loose objects, owned by the database they are added to. */
struct git_odb_backend *packs_new(struct git_repository *repository);
struct git_odb_backend *loose_new(struct git_repository *repository);

/* Ends a run. Each index is checked once per run, so the next run checks them again. */
void packs_forget(void);

/*
 * Why PATH.idx is not a valid pack index for the PATH.pack beside it, as gitformat-pack(5)
 * describes versions 1 and 2; NULL if nothing is wrong or either file is missing. Checks what a
 * reader must rely on to stay within the files: counts, sizes and offsets. Does not check object
 * names, their order or checksums.
 */
const char *pack_index_problem(const char *path);

#endif
