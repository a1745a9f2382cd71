/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Snapshots: the files of a repository at one moment, read with libgit2.
 *
 * A Snapshot is opened from a place on disk and then only read. It lists its entries once, sorted
 * by path (byte order), and returns the bytes of individual files on request. There are five kinds:
 *
 *   work tree   tracked files and untracked ones that are not ignored, as they are on disk.
 *               A tracked file that is deleted on disk is not listed; one that a sparse checkout
 *               leaves out is listed, with the bytes of its blob.
 *   index       what would be committed, from the index's blobs. A path with a merge conflict is a
 *               problem; one with only an intent to add is not listed.
 *   revision    the tree of a commit; also from a bare or shallow repository.
 *   folder      every file below a plain folder that is in no repository, except `.git` folders.
 *   memory      files given by the caller (examples, the demo, fuzzing).
 *
 * Files in memory can be laid over any of them, such as a fix that is not written yet, without
 * changing its kind. Files left behind by a killed run while it was writing (`.govlint-….tmp`) are
 * not listed from disk.
 *
 * If the place is a subfolder of a work tree, the snapshot is rooted at that subfolder: paths are
 * relative to it and nothing above it is listed.
 *
 * Symbolic links and submodules are listed as such and never followed or entered.
 */
#ifndef GOVLINT_GIT_SNAPSHOT_H
#define GOVLINT_GIT_SNAPSHOT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef enum SnapshotKind {
    SNAPSHOT_WORK_TREE,
    SNAPSHOT_INDEX,
    SNAPSHOT_REVISION,
    SNAPSHOT_FOLDER,
    SNAPSHOT_MEMORY,
} SnapshotKind;

typedef enum EntryKind {
    ENTRY_FILE,
    ENTRY_SYMLINK,
    ENTRY_SUBMODULE,
} EntryKind;

typedef struct SnapshotEntry {
    Str path;  /* relative to the snapshot's root */
    Str bytes; /* of a file in memory, whether the snapshot's own or laid over; otherwise empty */
    EntryKind kind;
    unsigned char id[20]; /* of the blob; 0 for a file on disk or in memory */
    bool executable;
    bool laid_over; /* it comes from snapshot_overlay */
} SnapshotEntry;

/* What somebody asked about a snapshot. */
typedef enum SnapshotAspect {
    ASPECT_ALL,     /* which entries there are */
    ASPECT_ENTRY,   /* whether there is an entry of this path, and of what kind */
    ASPECT_FOLDER,  /* whether there is a folder of this path */
    ASPECT_CONTENT, /* the bytes of the file */
} SnapshotAspect;

/* Is notified of everything that is asked of a snapshot. */
typedef struct SnapshotWatch {
    void *context;
    void (*asked)(void *context, SnapshotAspect aspect, Str path);
} SnapshotWatch;

/* A part of the snapshot that could not be listed or read, and why; the rest is unaffected. */
typedef struct SnapshotProblem {
    Str path;    /* of the file or folder; empty for the whole */
    Str message; /* one line, lower case */
} SnapshotProblem;

typedef struct Snapshot Snapshot;

/*
 * Initialises and shuts down libgit2: once each, around all other calls. Initialising costs
 * nothing: libgit2 takes about 5 ms to start, which is deferred until a call needs it (opening a
 * place on disk, hashing).
 */
void snapshot_library_init(void);
void snapshot_library_shutdown(void);

/*
 * Opens the work tree or plain folder at `path` (relative to the current folder or absolute); for a
 * bare repository, opens the revision HEAD.
 * ERROR_RUN if the path does not exist, is not a folder, or Git refuses it (safe.directory: the
 * message says how to allow it). An unborn branch is an ordinary work tree; a bare repository
 * without any commit is an error. NULL on failure, here and below.
 */
Snapshot *snapshot_open(Arena *arena, Str path, Error *error);

/*
 * Opens the tree of `revision` (anything `git rev-parse` accepts) in the repository at `path`. If
 * `path` is below the root of the work tree, opens that subfolder of the tree; it is empty if the
 * revision does not have it.
 * ERROR_RUN if there is no repository, no such revision (in a shallow clone the message says that
 * it may be beyond its depth), or the commit's root tree is missing. Other missing trees become
 * problems of the snapshot.
 */
Snapshot *snapshot_open_revision(Arena *arena, Str path, Str revision, Error *error);

/*
 * Opens the index of the repository at `path`, or of its subfolder. In a hook this is the index
 * that GIT_INDEX_FILE names, provided that it lies in the repository's Git folder or the current
 * folder lies in the repository. ERROR_RUN if there is no work tree.
 */
Snapshot *snapshot_open_index(Arena *arena, Str path, Error *error);

typedef enum Staging {
    STAGING_FINE,
    STAGING_REFUSED, /* staging would be wrong: somebody has changed the file */
    STAGING_FAILED,  /* unknown, because something cannot be read */
} Staging;

/*
 * Whether a file of an index, or one to create, can be changed both there and in the work tree:
 * both must still match the snapshot. If not, ERROR_RUN with just the reason as message.
 */
Staging snapshot_can_stage(const Snapshot *snapshot, Str path, Error *error);

/*
 * Puts files into the index that the snapshot was made from, and writes it. Uses only their paths
 * and bytes and, for new files, whether they are executable. On failure ERROR_RUN with just the
 * reason as message, and nothing has changed.
 */
bool snapshot_stage(const Snapshot *snapshot, const SnapshotEntry *files, size_t count,
                    Error *error);

/* Whether the repository at `path` has the commit that the revision names. */
bool snapshot_has_commit(Arena *arena, Str path, Str revision);

/* Whether the branch that is checked out at `path` has no commit yet. */
bool snapshot_is_unborn(Arena *arena, Str path);

/*
 * The id, 40 hexadecimal digits, of the best common ancestor of `since` and `revision` (HEAD if
 * empty). ERROR_RUN if a revision does not exist or they have no common ancestor. A shallow clone
 * may merely lack it; the message then says how to fetch more.
 */
bool snapshot_merge_base(Arena *arena, Str path, Str since, Str revision, Str *out, Error *error);

/* A snapshot of `count` files in memory. The entries are borrowed, and sorted by this call. */
Snapshot *snapshot_of_memory(Arena *arena, SnapshotEntry *entries, size_t count);

/*
 * A snapshot of the base in which `count` files replace or add to its own. The files are sorted by
 * this call; only their paths and bytes are used, and borrowed. Everything else comes from the
 * base, which must stay open and is not closed with this one.
 */
Snapshot *snapshot_overlay(Arena *arena, const Snapshot *base, SnapshotEntry *files, size_t count);

/* Releases what belongs to libgit2; NULL is allowed. Data in the arena stays valid. */
void snapshot_close(Snapshot *snapshot);

/* Reports everything that is asked from now on to the watch, which is borrowed; NULL stops that. */
void snapshot_set_watch(Snapshot *snapshot, const SnapshotWatch *watch);
/* Notifies the watch, if there is one. */
void snapshot_tell(const Snapshot *snapshot, SnapshotAspect aspect, Str path);

SnapshotKind snapshot_kind(const Snapshot *snapshot);

/*
 * The snapshot's place as shown before a path: the place as the user named it, followed by "/"
 * ("../governance/"; "" for "."), or by "@REVISION:" for a revision.
 */
Str snapshot_label(const Snapshot *snapshot);

/*
 * Changes the snapshot's label to "NAME@REVISION:": a fetched companion lies in a cache, and nobody
 * knows it by that path.
 */
void snapshot_set_name(Snapshot *snapshot, Str name, Str revision);

/* Whether the label is such a name rather than a path. */
bool snapshot_has_name(const Snapshot *snapshot);

/* Absolute path of the root folder on disk, without a final "/"; empty without a work tree. */
Str snapshot_root(const Snapshot *snapshot);

/* Path of the snapshot's root inside its work tree, with a final "/"; empty for the whole work
   tree. */
Str snapshot_prefix(const Snapshot *snapshot);

/*
 * The URL of the remote "origin", or else of the only remote, as rewritten by "insteadOf" and
 * without a password; empty if there is none.
 */
Str snapshot_remote(const Snapshot *snapshot);

/* OWNER/REPO of the remote "upstream" on GitHub, which in a clone of a fork is by convention the
   original repository. Empty if there is none. */
Str snapshot_upstream(const Snapshot *snapshot);

/*
 * The default branch of the remote "origin", as `git clone` recorded it (refs/remotes/origin/HEAD);
 * empty if unknown, as after `actions/checkout`.
 */
Str snapshot_remote_branch(const Snapshot *snapshot);

/* Whether `branch`, "main" or "master", is a branch of "origin" besides its default one; such as a
   release branch besides "develop". */
bool snapshot_has_other_branch(const Snapshot *snapshot, Str branch);

/* The entries, sorted by the bytes of their paths. */
const SnapshotEntry *snapshot_entries(const Snapshot *snapshot, size_t *count);

/* The entry of exactly this path, or NULL. Folders are not entries. */
const SnapshotEntry *snapshot_find(const Snapshot *snapshot, Str path);

/* Whether a folder of this path exists, that is, whether any entry lies below it. The root always
   does. */
bool snapshot_has_folder(const Snapshot *snapshot, Str path);

/* The entries below a folder, sorted in the same way. */
const SnapshotEntry *snapshot_below(const Snapshot *snapshot, Str folder, size_t *count);

/* What could not be listed. */
const SnapshotProblem *snapshot_problems(const Snapshot *snapshot, size_t *count);

/* A larger file is not read: `snapshot_read` fails. */
#define SNAPSHOT_MAX_FILE_SIZE ((size_t)32 * 1024 * 1024)

/* Limits for files that libgit2 reads as a whole and keeps as many small parts: ignore rules and
   .git/config. */
#define SNAPSHOT_MAX_IGNORE_SIZE ((size_t)256 * 1024)
#define SNAPSHOT_MAX_CONFIG_SIZE ((size_t)4 * 1024 * 1024)

/* Whether the entry's bytes come from a blob; never for a file on disk. */
bool snapshot_has_blob(const SnapshotEntry *entry);

/*
 * The bytes of an ENTRY_FILE, as they are on disk or in the blob (no filters, no conversions), in
 * the arena of the snapshot. ERROR_RUN, with just the reason as message (no path), if the object is
 * missing or damaged, the file has vanished or cannot be read, or it is too large.
 */
bool snapshot_read(const Snapshot *snapshot, const SnapshotEntry *entry, Str *out, Error *error);
/* The same in another arena. Several threads may read at the same time, each into an arena of its
   own. */
bool snapshot_read_into(const Snapshot *snapshot, Arena *arena, const SnapshotEntry *entry,
                        Str *out, Error *error);

/*
 * The root of the work tree that `path` lies in, as a path usable from the current folder (or
 * `path` itself if it is the root); false if it is in no work tree.
 */
bool snapshot_find_work_tree(Arena *arena, Str path, Str *out);

/*
 * The name of the default branch, as far as the clone at `path` knows it: that of "origin", else
 * "main" or "master" if one exists, else the branch that is checked out. "main" if there is none,
 * or if its name has characters other than ASCII letters, digits and "._/-".
 */
Str snapshot_default_branch(Arena *arena, Str path);

/*
 * "OWNER/REPO" of a GitHub remote in any of its forms (https, ssh, git@, with or without .git);
 * false for any other URL.
 */
bool snapshot_github_name(Str url, Str *out);

/* The id of the blob that an entry is read from, as hexadecimal digits; empty if there is none. */
Str snapshot_blob_id(Arena *arena, const SnapshotEntry *entry);

/* The Git blob id (SHA-1) of the bytes, as 40 lower-case hexadecimal digits. */
Str snapshot_hash(Arena *arena, Str bytes);

#endif
