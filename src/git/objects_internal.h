/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files that read objects share.
 *
 *     objects.c      the database of a repository, in the folders of objects that it has
 *     packs.c        objects in packs, by libgit2 behind pack_index.c
 *     pack_index.c   whether libgit2 can be given the index of a pack
 *     loose.c        loose objects
 *
 * By itself libgit2 also reads a multi-pack-index and a commit-graph. They say again, for speed,
 * what the packs say, and its readers of them (in 1.5) can be led out of the file by numbers of
 * objects whose bytes do not fit 32 bits. So they are left aside.
 */
#ifndef GOVLINT_GIT_OBJECTS_INTERNAL_H
#define GOVLINT_GIT_OBJECTS_INTERNAL_H

#include "base/arena.h"
#include "base/str.h"

struct git_odb_backend;
struct git_oid;
struct git_repository;

/* Folders of objects: the repository's own, those that info/alternates lead to, and what a push
   brings. */
enum { OBJECT_FOLDERS_MAX = 64 };
typedef struct ObjectFolders {
    Str items[OBJECT_FOLDERS_MAX]; /* NUL behind each */
    size_t count;
} ObjectFolders;

/* Gives the repository its database, before anything is read of it. */
void objects_open(struct git_repository *repository);
void objects_find_folders(Arena *arena, struct git_repository *repository, ObjectFolders *out);

/* What reading an object over SNAPSHOT_MAX_FILE_SIZE returns, also a tree or a commit. */
#define OBJECT_TOO_LARGE GIT_EBUFS
int object_too_large(const struct git_oid *id);

/* What reads packs and loose objects, for the database that takes it over. */
struct git_odb_backend *packs_new(struct git_repository *repository);
struct git_odb_backend *loose_new(struct git_repository *repository);

/* The end of a run, which looks at each index once: the next one looks again. */
void packs_forget(void);

/*
 * Why the index of a pack, PATH.idx, is not one as gitformat-pack(5) describes it, in versions 1
 * and 2, for the PATH.pack beside it; NULL where nothing is wrong, or one of the two is not there.
 * That is what a reader must rely on so as not to leave the files: counts, sizes and offsets. The
 * names of objects, in order or not, and checksums are not looked at.
 */
const char *pack_index_problem(const char *path);

#endif
