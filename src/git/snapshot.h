/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Snapshots: the files of a repository at one moment, read with libgit2.
 *
 * A Snapshot is opened from a place on disk and then only read. It lists its entries once, sorted
 * by path (byte order), and hands out the bytes of single files when asked. Five kinds:
 *
 *   work tree   tracked files and untracked ones that are not ignored, as they are on disk.
 *               A tracked file that is deleted on disk is not listed; one that a sparse checkout
 *               leaves out is, with the bytes of its blob.
 *   index       what would be committed, from the index's blobs. A path with a merge conflict is a
 *               problem; one that is only intended to be added is not listed.
 *   revision    the tree of a commit; also from a bare or shallow repository.
 *   folder      every file below a plain folder that is in no repository, except `.git` folders.
 *   memory      files given by the caller (examples, the demo, fuzzing).
 *
 * Over any of them files in memory can be laid, as a fix that is not written yet: it stays of its
 * kind. What a killed run left behind while it wrote (`.govlint-….tmp`) is not listed from disk.
 *
 * A place that is a subfolder of a work tree gives a snapshot rooted at that subfolder: paths are
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
    Str bytes; /* of a memory snapshot's file, or of one laid over; else empty */
    EntryKind kind;
    unsigned char id[20]; /* of the blob; 0 for a file on disk or in memory */
    bool executable;
    bool laid_over; /* by snapshot_overlay */
} SnapshotEntry;

/* What somebody wanted to know of a snapshot. */
typedef enum SnapshotAspect {
    ASPECT_ALL,     /* which entries there are */
    ASPECT_ENTRY,   /* whether there is an entry of this path, and of what kind */
    ASPECT_FOLDER,  /* whether there is a folder of this path */
    ASPECT_CONTENT, /* the bytes of the file */
} SnapshotAspect;

/* Hears of everything that is asked of a snapshot. */
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
 * Initialises and shuts down libgit2: once each, around all other calls. The first is free:
 * libgit2 takes some 5 ms to start, which is put off until a call needs it (opening a place on
 * disk, hashing).
 */
void snapshot_library_init(void);
void snapshot_library_shutdown(void);

/*
 * Opens the work tree or plain folder at `path` (relative to the current folder or absolute); a
 * bare repository gives the revision HEAD.
 * ERROR_RUN where the path does not exist, is no folder, or Git refuses it (safe.directory: the
 * message says how to allow it). An unborn branch is an ordinary work tree; a bare repository
 * without any commit is an error.
 */
Snapshot *snapshot_open(Arena *arena, Str path, Error *error);

/*
 * Opens the tree of `revision` (anything `git rev-parse` takes) of the repository at `path`; a
 * `path` below the work tree's root gives that subfolder of the tree, empty where the revision
 * does not have it.
 * ERROR_RUN where there is no repository, no such revision (in a shallow clone the message says
 * that it may be beyond its depth), or the commit's root tree is missing. Other missing trees
 * become problems of the snapshot.
 */
Snapshot *snapshot_open_revision(Arena *arena, Str path, Str revision, Error *error);

/*
 * Opens the index of the repository at `path`, or of its subfolder. In a hook that is the one that
 * GIT_INDEX_FILE names, where that lies in the repository's Git folder, or the current folder in
 * the repository. ERROR_RUN where there is no work tree.
 */
Snapshot *snapshot_open_index(Arena *arena, Str path, Error *error);

typedef enum Staging {
    STAGING_FINE,
    STAGING_REFUSED, /* it would be wrong: somebody has changed it */
    STAGING_FAILED,  /* it cannot be known: something cannot be read */
} Staging;

/*
 * Whether a file of an index, or one to create, can be changed both there and in the work tree:
 * both still hold what the snapshot does. ERROR_RUN, with the message alone, where not.
 */
Staging snapshot_can_stage(const Snapshot *snapshot, Str path, Error *error);

/*
 * Puts files into the index that the snapshot is of, and writes it. Only their paths and bytes
 * count, and for new ones whether they are executable. ERROR_RUN, with the message alone; then
 * nothing has changed.
 */
bool snapshot_stage(const Snapshot *snapshot, const SnapshotEntry *files, size_t count,
                    Error *error);

/* Whether the repository at `path` has the commit that the revision names. */
bool snapshot_has_commit(Arena *arena, Str path, Str revision);

/* Whether the branch that is checked out at `path` has no commit yet. */
bool snapshot_is_unborn(Arena *arena, Str path);

/*
 * The id, 40 hexadecimal digits, of the best commit that both `since` and `revision` (HEAD where
 * empty) come from. ERROR_RUN where a revision is not there, or they have no commit in common; in
 * a shallow clone, which may only lack it, the message says how to fetch more.
 */
bool snapshot_merge_base(Arena *arena, Str path, Str since, Str revision, Str *out, Error *error);

/* A snapshot of `count` files in memory; the paths and bytes are borrowed, sorted by this call. */
Snapshot *snapshot_of_memory(Arena *arena, SnapshotEntry *entries, size_t count);

/*
 * A snapshot of the base in which `count` files, sorted by this call, replace or add to its own.
 * Only their paths and bytes are looked at, and borrowed. Everything else is the base's, which
 * must stay open and is not closed with this one.
 */
Snapshot *snapshot_overlay(Arena *arena, const Snapshot *base, SnapshotEntry *files, size_t count);

/* Releases what belongs to libgit2; NULL is fine. What the arena holds stays valid. */
void snapshot_close(Snapshot *snapshot);

/* Tells the watch, or from now on nobody (NULL), what is asked. It is borrowed. */
void snapshot_set_watch(Snapshot *snapshot, const SnapshotWatch *watch);
/* Tells the watch, where there is one. */
void snapshot_tell(const Snapshot *snapshot, SnapshotAspect aspect, Str path);

SnapshotKind snapshot_kind(const Snapshot *snapshot);

/*
 * Where the snapshot was opened, as it should be shown before a path: the place as the user named
 * it, ended by "/" ("../governance/"; "" for "."), or by "@REVISION:" for a revision.
 */
Str snapshot_label(const Snapshot *snapshot);

/*
 * Labels the snapshot "NAME@REVISION:": a fetched companion lies in a cache, and nobody knows it by
 * that path.
 */
void snapshot_set_name(Snapshot *snapshot, Str name, Str revision);

/* Whether the label is such a name, and no path. */
bool snapshot_has_name(const Snapshot *snapshot);

/* Absolute path of the root folder on disk, without a final "/"; empty without a work tree. */
Str snapshot_root(const Snapshot *snapshot);

/* Path of the snapshot's root inside of its work tree, with a final "/"; empty for the whole. */
Str snapshot_prefix(const Snapshot *snapshot);

/*
 * The URL of the remote "origin", else of the only remote, as "insteadOf" rewrites it and without
 * any password; empty where there is none.
 */
Str snapshot_remote(const Snapshot *snapshot);

/* What the remote "upstream" is on GitHub, OWNER/REPO: by custom what a fork's clone is a fork of.
   Empty where there is none. */
Str snapshot_upstream(const Snapshot *snapshot);

/*
 * The default branch of the remote "origin", as `git clone` noted it (refs/remotes/origin/HEAD);
 * empty where that is not known, as after `actions/checkout`.
 */
Str snapshot_remote_branch(const Snapshot *snapshot);

/* Whether "main" or "master" is a branch of "origin" beside its default one, as that of releases is
   beside "develop". */
bool snapshot_has_other_branch(const Snapshot *snapshot, Str branch);

/* The entries in order of their paths' bytes. */
const SnapshotEntry *snapshot_entries(const Snapshot *snapshot, size_t *count);

/* The entry of exactly this path, or NULL. Folders are not entries. */
const SnapshotEntry *snapshot_find(const Snapshot *snapshot, Str path);

/* Whether a folder of this name exists: whether any entry lies below it. The root always does. */
bool snapshot_has_folder(const Snapshot *snapshot, Str path);

/* How many entries lie below a folder. */
size_t snapshot_count_below(const Snapshot *snapshot, Str folder);

/* What could not be listed. */
const SnapshotProblem *snapshot_problems(const Snapshot *snapshot, size_t *count);

/* A larger file is not read; its `snapshot_read` fails. */
#define SNAPSHOT_MAX_FILE_SIZE ((size_t)32 * 1024 * 1024)

/* Files that libgit2 reads as a whole, and holds as many small parts: ignore rules, .git/config. */
#define SNAPSHOT_MAX_IGNORE_SIZE ((size_t)256 * 1024)
#define SNAPSHOT_MAX_CONFIG_SIZE ((size_t)4 * 1024 * 1024)

/* Whether the entry's bytes are those of a blob: never so for a file that is on disk. */
bool snapshot_has_blob(const SnapshotEntry *entry);

/*
 * The bytes of an ENTRY_FILE, as they are on disk or in the blob (no filters, no conversions),
 * in the arena of the snapshot. ERROR_RUN, with the message alone (no path), where the object is
 * missing or damaged, the file vanished or cannot be read, or it is too large.
 */
bool snapshot_read(const Snapshot *snapshot, const SnapshotEntry *entry, Str *out, Error *error);
/* The same in another arena. Several threads may read at a time, each into one of its own. */
bool snapshot_read_into(const Snapshot *snapshot, Arena *arena, const SnapshotEntry *entry,
                        Str *out, Error *error);

/*
 * The root of the work tree that `path` lies in, as a path usable from the current folder (or
 * `path` itself where it is the root); false where it lies in none.
 */
bool snapshot_find_work_tree(Arena *arena, Str path, Str *out);

/*
 * The name of the default branch, as far as the clone at `path` knows it: that of "origin", else
 * "main" or "master" where there is one, else the branch that is checked out. "main" where there
 * is none, or its name has other characters than ASCII letters, digits and "._/-".
 */
Str snapshot_default_branch(Arena *arena, Str path);

/*
 * "OWNER/REPO" of a GitHub remote in any of its forms (https, ssh, git@, with or without .git);
 * false for any other URL.
 */
bool snapshot_github_name(Str url, Str *out);

/* The id of the blob that an entry is read from, in the same form; empty where there is none. */
Str snapshot_blob_id(Arena *arena, const SnapshotEntry *entry);

/* The Git blob id (SHA-1) of the bytes, as 40 lower-case hexadecimal digits. */
Str snapshot_hash(Arena *arena, Str bytes);

#endif
