/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files of this folder share: the inside of a Snapshot, the place that one is opened
 * at, and the ways to list and read it.
 *
 *     memory.c     libgit2's memory
 *     objects.c    reads objects: see objects_internal.h
 *     place.c      path → Place: resolved, its repository opened, its folder in there
 *     worktree.c   which files on disk belong to a work tree; uses disk.c to find them
 *     disk.c       walks and reads folders on disk; knows nothing of Git
 *     index.c      what the index holds
 *     stage.c      changes the index
 *     revision.c   lists the tree of a revision and reads blobs
 *     history.c    where two lines of history meet
 *     commits.c    the commits of a range
 *     travel.c     a snapshot that goes from commit to commit
 *     remote.c     the URL of the remote, and its name on GitHub
 *     fetch.c      brings a remote repository into the cache: see fetch_internal.h
 *     overlay.c    lays files in memory over a snapshot
 *     snapshot.c   opens one of them and answers questions about what was listed
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

/* More entries or a longer path mean that something is wrong, or hostile: see snapshot_add. */
enum { SNAPSHOT_MAX_ENTRIES = 180000, SNAPSHOT_MAX_PATH = 4095 };
/* So do more parts of a tree that cannot be listed. */
enum { SNAPSHOT_MAX_PROBLEMS = 10000 };

/* Of a repository's remotes; empty where there is none. */
typedef struct RemoteInfo {
    Str url;      /* of "origin", else of the only one, without a password */
    Str branch;   /* that "origin" has as its default */
    bool main;    /* where that is known, whether "origin" has a branch of this name … */
    bool master;  /* … and of this one, as far as the clone knows */
    Str upstream; /* of the one that is called so: OWNER/REPO on GitHub */
} RemoteInfo;

struct Snapshot {
    Arena *arena;
    SnapshotKind kind;
    Str label;
    bool named; /* as snapshot_has_name */
    Str root;
    Str prefix; /* as snapshot_prefix */
    RemoteInfo remotes;
    const Snapshot *base; /* what files are laid over; else NULL */
    ARRAY_OF(SnapshotEntry) entries;
    Arena *listing; /* memory of the entries until they are sorted, or NULL */
    ARRAY_OF(SnapshotProblem) problems;
    struct git_repository *repository; /* owned; NULL for a folder and in memory */
    int folder;                        /* descriptor of the root folder, or -1 */
    const SnapshotWatch *watch;        /* or NULL */
};

Snapshot *snapshot_new(Arena *arena, SnapshotKind kind);

/* Appends an entry. False with ERROR_RUN when there are too many. */
bool snapshot_add(Snapshot *snapshot, SnapshotEntry entry, Error *error);
void snapshot_add_problem(Snapshot *snapshot, Str path, const char *format, ...) PRINTF_LIKE(3, 4);
/* Of two of SnapshotEntry by their paths, for qsort and bsearch. */
int snapshot_compare_entries(const void *a, const void *b);
/* Sorts what was added by path; to be called once all is. */
void snapshot_sort(Snapshot *snapshot);

/* Where a snapshot is to be opened. */
typedef struct Place {
    Str named;                         /* as the user named it */
    Str path;                          /* absolute and resolved, NUL behind it */
    struct git_repository *repository; /* owned; NULL where it lies in none */
    bool bare;
    Str prefix; /* path inside the work tree, with a final "/"; "" for its root or a bare one */
} Place;

/* Has libgit2 take its memory by base/memory.h; before it starts. */
void place_set_allocator(void);
/* Starts libgit2 where that has not happened yet; false where it cannot be. */
bool place_start_library(void);
/* The path without symbolic links, "." and "..", NUL behind it; false with errno. */
bool place_resolve(Arena *arena, Str path, Str *out);
/* The same of the path that an environment variable names; false where it names none. */
bool place_resolve_named(Arena *arena, const char *variable, Str *out);
/* False with ERROR_RUN; then nothing is owned. */
bool place_open(Arena *arena, Str path, Place *out, Error *error);
/* The same; also false where it lies in no repository. */
bool place_open_repository(Arena *arena, Str path, Place *out, Error *error);
/* The place's name in front of a path: with a final "/", or empty for ".". */
Str place_folder_label(Arena *arena, const Place *place);
/* libgit2's message for the call that just failed: one line, lower case. */
Str place_git_error(Arena *arena);

/* What is to be done with something that was found on disk. */
typedef enum DiskVerdict {
    DISK_SKIP,
    DISK_LIST,      /* a file or symbolic link */
    DISK_ENTER,     /* a folder */
    DISK_SUBMODULE, /* a folder that is listed instead of entered */
} DiskVerdict;

/* Something found on disk: a file, a symbolic link or a folder. */
typedef struct DiskItem {
    int folder;       /* descriptor of the folder that it is in */
    const char *name; /* in that folder */
    Str path;         /* from the root; NUL behind it */
    const struct stat *stat;
} DiskItem;

typedef DiskVerdict DiskJudge(void *context, const DiskItem *item);

/*
 * Adds what lies below the root folder and `judge` lets through (NULL: every file). Never follows
 * a symbolic link; passes over `.git`, pipes, sockets and devices. What cannot be read becomes a
 * problem; false only as snapshot_add.
 */
bool disk_walk(Snapshot *snapshot, DiskJudge *judge, void *context, Error *error);
typedef enum DiskState {
    DISK_HAS_NONE,
    DISK_HAS_FILE,  /* or what cannot be looked at */
    DISK_HAS_OTHER, /* a folder, a symbolic link or the like, there or on the way */
} DiskState;

/* What is at the path. */
DiskState disk_state(const Snapshot *snapshot, Str path);
/* The bytes of a regular file below the root, whose path leads over no symbolic link. */
bool disk_read(const Snapshot *snapshot, Arena *arena, Str path, Str *out, Error *error);

/* Lists the files of a work tree below `place`. */
bool worktree_list(Snapshot *snapshot, const Place *place, Error *error);

/* The index of a work tree, owned by the caller; NULL with ERROR_RUN. */
struct git_index *index_open(Arena *arena, struct git_repository *repository, Str named,
                             Error *error);
/* The same, or in a hook the one that is about to be committed. */
struct git_index *index_open_staged(Arena *arena, struct git_repository *repository, Str named,
                                    Error *error);
/*
 * Why an index is not one as gitformat-index(5) describes it, in versions 2 to 4; NULL where
 * nothing is wrong, there is none, or libgit2 can tell. That is what its reader must rely on so as
 * not to take memory and stack without bounds. `count` is how many entries it says that it has.
 */
const char *index_file_problem(const char *path, uint32_t *count);
/* What the index says of a file. */
SnapshotEntry index_entry(Arena *arena, Str path, const struct git_index_entry *from);

/* Opens the tree of `revision`; takes over what `place` owns, also on failure. */
Snapshot *revision_open(Arena *arena, Place *place, Str revision, Error *error);
/* What a revision is looked up as. */
typedef enum RevisionKind { REVISION_COMMIT, REVISION_TREE } RevisionKind;

#define REVISION_FETCH_ADVICE                                                                      \
    "fetch more of the history: git fetch --deepen=100 (with actions/checkout: fetch-depth: 0)"

/* What the revision names, owned by the caller; NULL with ERROR_RUN and advice. */
struct git_object *revision_look_up(Arena *arena, const Place *place, Str revision,
                                    RevisionKind kind, Error *error);
/* The id of the commit that the revision names. */
bool revision_find_commit(Arena *arena, const Place *place, Str revision, struct git_oid *out,
                          Error *error);
Str revision_id_text(Arena *arena, const struct git_oid *id);
bool revision_read_blob(const Snapshot *snapshot, Arena *arena, const SnapshotEntry *entry,
                        Str *out, Error *error);
/* The id of the tree of the place's folder; false in `found` where the revision has none. */
bool revision_find_folder(const Place *place, Arena *arena, const struct git_tree *root,
                          struct git_oid *out, bool *found, Error *error);
/* What a tree's item is; false where it is a folder. The path is borrowed. */
bool revision_entry(const struct git_tree_entry *item, Str path, SnapshotEntry *out);
/* Whether a name in a tree can be that of a file. */
bool revision_is_safe_name(Str name);

RemoteInfo remote_read(Arena *arena, struct git_repository *repository);
/* The URL as "insteadOf" of the user's configuration rewrites it. */
Str remote_rewrite_url(Arena *arena, struct git_repository *repository, Str url);
/* The URL without "USER:PASSWORD@" of the web, or without the password of another one. */
Str remote_without_password(Arena *arena, Str url);

#endif
