/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Shared by the files of this folder: the inside of a Snapshot, the place where one is opened, and
 * the ways to list and read it.
 *
 *     memory.c     libgit2's memory
 *     objects.c    reads objects: see objects_internal.h
 *     place.c      path → Place: resolves it, opens its repository
 *     worktree.c   which files on disk belong to a work tree; uses disk.c to find them
 *     disk.c       walks and reads folders on disk; knows nothing of Git
 *     index.c      lists what the index holds, once index_file.c has checked it (binary.h)
 *     stage.c      changes the index
 *     revision.c   lists the tree of a revision and reads blobs
 *     history.c    finds where two lines of history meet
 *     commits.c    lists the commits of a range
 *     travel.c     a snapshot that moves from commit to commit
 *     remote.c     the URL of the remote, and its name on GitHub
 *     fetch.c      brings a remote repository into the cache: see fetch_internal.h
 *     overlay.c    lays files in memory over a snapshot
 *     snapshot.c   opens a snapshot and answers questions about its entries
 *
 * hooks.c and patch.c stand alone: see their headers.
 */
#ifndef GOVLINT_GIT_SNAPSHOT_INTERNAL_H
#define GOVLINT_GIT_SNAPSHOT_INTERNAL_H

#include <sys/stat.h>

#include "base/array.h"
#include "git/snapshot.h"

struct git_index;
struct git_index_entry;
struct git_object;
struct git_oid;
struct git_repository;
struct git_tree;
struct git_tree_entry;

/* More entries or a longer path are a sign of an error or an attack: see snapshot_add. */
enum { SNAPSHOT_MAX_ENTRIES = 180000, SNAPSHOT_MAX_PATH = 4095 };
/* So are more parts of a tree that cannot be listed. */
enum { SNAPSHOT_MAX_PROBLEMS = 10000 };

/* The remotes of a repository; members are empty where there is none. */
typedef struct RemoteInfo {
    Str url;      /* of "origin", else of the only remote, without a password */
    Str branch;   /* the default branch of "origin" */
    bool main;    /* if `branch` is known: whether "origin" has a branch "main" … */
    bool master;  /* … and "master", as far as the clone knows */
    Str upstream; /* OWNER/REPO on GitHub of the remote "upstream" */
} RemoteInfo;

struct Snapshot {
    Arena *arena;
    SnapshotKind kind;
    Str label;
    bool named; /* see snapshot_has_name */
    Str root;
    Str prefix; /* see snapshot_prefix */
    RemoteInfo remotes;
    const Snapshot *base; /* the snapshot that files are laid over, or NULL */
    ARRAY_OF(SnapshotEntry) entries;
    Arena *listing; /* holds the entries until they are sorted, or NULL */
    ARRAY_OF(SnapshotProblem) problems;
    struct git_repository *repository; /* owned; NULL for a folder or files in memory */
    int folder;                        /* descriptor of the root folder, or -1 */
    const SnapshotWatch *watch;        /* or NULL */
};

Snapshot *snapshot_new(Arena *arena, SnapshotKind kind);

/* Appends an entry. False with ERROR_RUN when there are too many. */
bool snapshot_add(Snapshot *snapshot, SnapshotEntry entry, Error *error);
void snapshot_add_problem(Snapshot *snapshot, Str path, const char *format, ...) PRINTF_LIKE(3, 4);
/* Compares two SnapshotEntry by path, for qsort and bsearch. */
int snapshot_compare_entries(const void *a, const void *b);
/* Sorts the entries by path. Call it after adding all of them. */
void snapshot_sort(Snapshot *snapshot);

/* The place where a snapshot is to be opened. */
typedef struct Place {
    Str named;                         /* as the user named it */
    Str path;                          /* absolute and resolved, with a NUL after it */
    struct git_repository *repository; /* owned; NULL if the place is in no repository */
    bool bare;
    Str prefix; /* path inside the work tree, with a final "/"; "" for its root or if bare */
} Place;

/* Makes libgit2 allocate through base/memory.h. Call it before libgit2 starts. */
void place_set_allocator(void);
/* Starts libgit2 if it is not running yet; false if that fails. */
bool place_start_library(void);
/* The path without symbolic links, "." and "..", with a NUL after it; on failure false, with
   errno. */
bool place_resolve(Arena *arena, Str path, Str *out);
/* The same for the path in an environment variable; false if it names none. */
bool place_resolve_named(Arena *arena, const char *variable, Str *out);
/* On failure ERROR_RUN, and the caller owns nothing. */
bool place_open(Arena *arena, Str path, Place *out, Error *error);
/* The same, but also fails if the place is in no repository. */
bool place_open_repository(Arena *arena, Str path, Place *out, Error *error);
/* The place's name as the start of a path: with a final "/", or empty for ".". */
Str place_folder_label(Arena *arena, const Place *place);
/* libgit2's message for the call that just failed: one line, lower case. */
Str place_git_error(Arena *arena);

/* What to do with something found on disk. */
typedef enum DiskVerdict {
    DISK_SKIP,
    DISK_LIST,      /* a file or symbolic link */
    DISK_ENTER,     /* a folder */
    DISK_SUBMODULE, /* a folder that is listed instead of entered */
} DiskVerdict;

/* Something found on disk: a file, a symbolic link or a folder. */
typedef struct DiskItem {
    int folder;       /* descriptor of the folder that contains it */
    const char *name; /* in that folder */
    Str path;         /* from the root; with a NUL after it */
    const struct stat *stat;
} DiskItem;

typedef DiskVerdict DiskJudge(void *context, const DiskItem *item);

/*
 * Adds everything below the root folder that `judge` accepts (NULL: every file). Never follows a
 * symbolic link; skips `.git`, pipes, sockets and devices. What cannot be read becomes a problem;
 * false only if snapshot_add fails.
 */
bool disk_walk(Snapshot *snapshot, DiskJudge *judge, void *context, Error *error);
typedef enum DiskState {
    DISK_HAS_NONE,
    DISK_HAS_FILE,  /* or something that cannot be examined */
    DISK_HAS_OTHER, /* a folder, a symbolic link or the like, at the path or on the way to it */
} DiskState;

/* What is at the path. */
DiskState disk_state(const Snapshot *snapshot, Str path);
/* The bytes of a regular file below the root, whose path must not contain a symbolic link. */
bool disk_read(const Snapshot *snapshot, Arena *arena, Str path, Str *out, Error *error);

/* Lists the files of a work tree below `place`. */
bool worktree_list(Snapshot *snapshot, const Place *place, Error *error);

/* The index of a work tree, owned by the caller; NULL with ERROR_RUN. */
struct git_index *index_open(Arena *arena, struct git_repository *repository, Str named,
                             Error *error);
/* The same, but in a hook the index that is about to be committed. */
struct git_index *index_open_staged(Arena *arena, struct git_repository *repository, Str named,
                                    Error *error);
/*
 * Why an index file is not valid in versions 2 to 4 as described by gitformat-index(5); NULL if
 * nothing is wrong, there is none, or libgit2 itself reports it. Checks what libgit2 must rely on
 * so as not to use memory and stack without bounds. `count` is the number of entries that the file
 * claims.
 */
const char *index_file_problem(const char *path, uint32_t *count);
/* The entry for a file as the index describes it. */
SnapshotEntry index_entry(Arena *arena, Str path, const struct git_index_entry *from);

/* Opens the tree of `revision`. Takes ownership of what `place` owns, even on failure. */
Snapshot *revision_open(Arena *arena, Place *place, Str revision, Error *error);
/* The kind of object that a revision is looked up as. */
typedef enum RevisionKind { REVISION_COMMIT, REVISION_TREE } RevisionKind;

#define REVISION_FETCH_ADVICE                                                                      \
    "fetch more of the history: git fetch --deepen=100 (with actions/checkout: fetch-depth: 0)"

/* The object that the revision names, owned by the caller; on failure NULL with ERROR_RUN and
   advice. */
struct git_object *revision_look_up(Arena *arena, const Place *place, Str revision,
                                    RevisionKind kind, Error *error);
/* The id of the commit that the revision names. */
bool revision_find_commit(Arena *arena, const Place *place, Str revision, struct git_oid *out,
                          Error *error);
Str revision_id_text(Arena *arena, const struct git_oid *id);
bool revision_read_blob(const Snapshot *snapshot, Arena *arena, const SnapshotEntry *entry,
                        Str *out, Error *error);
/* The id of the tree of the place's folder; sets `found` to false if the revision has no such
   folder. */
bool revision_find_folder(const Place *place, Arena *arena, const struct git_tree *root,
                          struct git_oid *out, bool *found, Error *error);
/* Describes an item of a tree; false if it is a folder. The path is borrowed. */
bool revision_entry(const struct git_tree_entry *item, Str path, SnapshotEntry *out);
/* Whether a file may have this name, taken from a tree. */
bool revision_is_safe_name(Str name);

RemoteInfo remote_read(Arena *arena, struct git_repository *repository);
/* The URL as rewritten by the user's "insteadOf" configuration. */
Str remote_rewrite_url(Arena *arena, struct git_repository *repository, Str url);
/* The URL without a password; web URLs lose "USER:PASSWORD@" altogether. */
Str remote_without_password(Arena *arena, Str url);

#endif
