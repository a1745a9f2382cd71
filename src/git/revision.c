/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Revisions: the files of a tree in the object database, listed without touching the disk.
 *
 * Objects may be missing (a damaged or partial clone) or malicious: a missing tree, or a name that
 * no checkout could create a file with, becomes a problem of the snapshot, and the rest is listed.
 * Trees wait in a list instead of being walked recursively. Their number, the number of problems
 * and the length of paths are bounded, since a few small trees that contain each other many times
 * over can stand for any number of files.
 */
#include <pthread.h>
#include <string.h>

#include <git2.h>

#include "base/path.h"
#include "git/objects_internal.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

typedef struct PendingTree {
    Str path;
    git_oid id;
} PendingTree;

typedef struct TreeWalk {
    Snapshot *snapshot;
    ARRAY_OF(PendingTree) pending;
    size_t folders; /* how many have ever been pending */
} TreeWalk;

bool revision_is_safe_name(Str name) {
    if (name.len == 0 || str_find(name, STR("/"), 0) != SIZE_MAX)
        return false;
    return !str_equal(name, STR(".")) && !str_equal(name, STR("..")) &&
           !str_equal(name, STR(".git"));
}

static bool push_folder(TreeWalk *walk, Str path, const git_oid *id, Error *error) {
    if (walk->folders++ == SNAPSHOT_MAX_ENTRIES) {
        return error_set(error, ERROR_RUN, "there are more than %d folders", SNAPSHOT_MAX_ENTRIES);
    }
    array_push(walk->snapshot->arena, &walk->pending, (PendingTree){path, *id});
    return true;
}

bool revision_entry(const git_tree_entry *item, Str path, SnapshotEntry *out) {
    const git_oid *id = git_tree_entry_id(item);
    git_filemode_t mode = git_tree_entry_filemode(item);
    *out = (SnapshotEntry){.path = path, .kind = ENTRY_FILE};
    memcpy(out->id, id->id, sizeof out->id);
    if (mode == GIT_FILEMODE_LINK)
        out->kind = ENTRY_SYMLINK;
    if (mode == GIT_FILEMODE_COMMIT)
        out->kind = ENTRY_SUBMODULE;
    out->executable = mode == GIT_FILEMODE_BLOB_EXECUTABLE;
    return mode != GIT_FILEMODE_TREE;
}

static bool add_item(TreeWalk *walk, Str folder, const git_tree_entry *item, Error *error) {
    Snapshot *snapshot = walk->snapshot;
    Str name = str_from_c(git_tree_entry_name(item));
    if (!revision_is_safe_name(name)) {
        snapshot_add_problem(snapshot, folder,
                             "tree holds a file with a forbidden name, '" STR_FMT "'",
                             STR_ARG(name));
        return true;
    }
    if (folder.len + 1 + name.len > SNAPSHOT_MAX_PATH) {
        snapshot_add_problem(snapshot, folder, "path in the tree is longer than %d bytes",
                             SNAPSHOT_MAX_PATH);
        return true;
    }
    Str path =
        folder.len > 0 ? path_join(snapshot->arena, folder, name) : str_copy(snapshot->arena, name);
    SnapshotEntry entry;
    if (!revision_entry(item, path, &entry))
        return push_folder(walk, path, git_tree_entry_id(item), error);
    return snapshot_add(snapshot, entry, error);
}

static bool list_tree(TreeWalk *walk, const PendingTree *from, Error *error) {
    Snapshot *snapshot = walk->snapshot;
    git_tree *tree = NULL;
    bool ok = true;
    if (git_tree_lookup(&tree, snapshot->repository, &from->id) != 0) {
        snapshot_add_problem(snapshot, from->path, "the folder's tree cannot be read: " STR_FMT,
                             STR_ARG(place_git_error(snapshot->arena)));
        return true;
    }
    size_t count = git_tree_entrycount(tree);
    for (size_t i = 0; ok && i < count; i++) {
        ok = add_item(walk, from->path, git_tree_entry_byindex(tree, i), error);
    }
    git_tree_free(tree);
    return ok;
}

/* Lists everything below the tree. */
static bool list_all(Snapshot *snapshot, const git_oid *id, Error *error) {
    TreeWalk walk = {.snapshot = snapshot};
    if (!push_folder(&walk, (Str){0}, id, error))
        return false;
    while (walk.pending.len > 0) {
        PendingTree next = walk.pending.items[--walk.pending.len];
        if (!list_tree(&walk, &next, error))
            return false;
        if (snapshot->problems.len > SNAPSHOT_MAX_PROBLEMS)
            return error_set(error, ERROR_RUN, "more than %d files and folders cannot be listed",
                             SNAPSHOT_MAX_PROBLEMS);
    }
    snapshot_sort(snapshot);
    return true;
}

/* Drops duplicates in a damaged tree; the entries are sorted. */
static void drop_doubles(Snapshot *snapshot) {
    size_t kept = 0;
    for (size_t i = 0; i < snapshot->entries.len; i++) {
        SnapshotEntry *entry = &snapshot->entries.items[i];
        if (kept > 0 && str_equal(snapshot->entries.items[kept - 1].path, entry->path)) {
            snapshot_add_problem(snapshot, entry->path, "tree holds this name twice");
        } else {
            snapshot->entries.items[kept++] = *entry;
        }
    }
    snapshot->entries.len = kept;
}

/* What to do about a revision that does not exist, as far as that can be known. */
static Str advice(Arena *arena, const Place *place, Str revision) {
    git_object *object = NULL;
    Str remote = str_printf(arena, "origin/" STR_FMT, STR_ARG(revision));
    bool is_remote = git_revparse_single(&object, place->repository, str_to_c(arena, remote)) == 0;
    git_object_free(object);
    if (is_remote)
        return str_printf(arena, " (did you mean '" STR_FMT "'?)", STR_ARG(remote));
    if (git_repository_head_unborn(place->repository) == 1)
        return STR("; the repository has no commit yet");
    if (git_repository_is_shallow(place->repository) == 1)
        return STR("; the clone is shallow and may lack it: " REVISION_FETCH_ADVICE);
    return (Str){0};
}

static int peel_to_commit(git_object **out, git_object *object) {
    return git_object_peel(out, object, GIT_OBJECT_COMMIT);
}

/* Goes through the commit, as git_object_peel does not say why a commit's tree cannot be read. */
static int peel_to_tree(git_object **out, git_object *object) {
    git_object *commit = NULL;
    if (git_object_peel(&commit, object, GIT_OBJECT_COMMIT) != 0)
        return git_object_peel(out, object, GIT_OBJECT_TREE);
    int code = git_commit_tree((git_tree **)out, (git_commit *)commit);
    git_object_free(commit);
    return code;
}

git_object *revision_look_up(Arena *arena, const Place *place, Str revision, RevisionKind kind,
                             Error *error) {
    static const struct {
        int (*peel)(git_object **out, git_object *object);
        const char *name;
    } kinds[] = {[REVISION_COMMIT] = {peel_to_commit, "a commit"},
                 [REVISION_TREE] = {peel_to_tree, "a commit or a folder"}};
    git_object *object = NULL, *found = NULL;
    bool odd = revision.len == 0 || memchr(revision.ptr, '\0', revision.len) != NULL;
    int code = odd ? GIT_ENOTFOUND
                   : git_revparse_single(&object, place->repository, str_to_c(arena, revision));
    if (code == GIT_ENOTFOUND || code == GIT_EINVALIDSPEC) {
        Str what = odd ? (Str){0} : advice(arena, place, revision);
        error_set(error, ERROR_RUN, STR_FMT ": no such revision: " STR_FMT STR_FMT,
                  STR_ARG(place->named), STR_ARG(revision), STR_ARG(what));
        return NULL;
    }
    if (code == 0)
        code = kinds[kind].peel(&found, object);
    git_object_free(object);
    if (code == GIT_EPEEL || code == GIT_EINVALIDSPEC)
        error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT " is not %s", STR_ARG(place->named),
                  STR_ARG(revision), kinds[kind].name);
    else if (code != 0)
        error_set(error, ERROR_RUN, STR_FMT ": revision " STR_FMT " cannot be read: " STR_FMT,
                  STR_ARG(place->named), STR_ARG(revision), STR_ARG(place_git_error(arena)));
    return code == 0 ? found : NULL;
}

bool revision_find_commit(Arena *arena, const Place *place, Str revision, git_oid *out,
                          Error *error) {
    git_object *commit = revision_look_up(arena, place, revision, REVISION_COMMIT, error);
    if (commit)
        *out = *git_object_id(commit);
    git_object_free(commit);
    return commit != NULL;
}

Str revision_id_text(Arena *arena, const git_oid *id) {
    char *text = arena_alloc_bytes(arena, GIT_OID_HEXSZ + 1);
    git_oid_tostr(text, GIT_OID_HEXSZ + 1, id);
    return (Str){text, GIT_OID_HEXSZ};
}

bool revision_find_folder(const Place *place, Arena *arena, const git_tree *root, git_oid *out,
                          bool *found, Error *error) {
    git_tree_entry *entry = NULL;
    *found = true;
    *out = *git_tree_id(root);
    if (place->prefix.len == 0)
        return true;
    char *folder = str_to_c(arena, str_slice(place->prefix, 0, place->prefix.len - 1));
    int code = git_tree_entry_bypath(&entry, root, folder);
    *found = code == 0 && git_tree_entry_type(entry) == GIT_OBJECT_TREE;
    if (*found)
        *out = *git_tree_entry_id(entry);
    git_tree_entry_free(entry);
    if (code == 0 || code == GIT_ENOTFOUND)
        return true;
    return error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(place->named),
                     STR_ARG(place_git_error(arena)));
}

Snapshot *revision_open(Arena *arena, Place *place, Str revision, Error *error) {
    Snapshot *snapshot = snapshot_new(arena, SNAPSHOT_REVISION);
    bool is_here = str_equal(place->named, STR("."));
    git_oid id;
    bool found = false;
    snapshot->repository = place->repository;
    snapshot->label = str_printf(arena, STR_FMT "@" STR_FMT ":",
                                 STR_ARG(is_here ? (Str){0} : place->named), STR_ARG(revision));
    snapshot->remotes = remote_read(arena, place->repository);
    snapshot->prefix = place->prefix;
    if (!place->bare)
        snapshot->root = place->path;
    git_tree *root = (git_tree *)revision_look_up(arena, place, revision, REVISION_TREE, error);
    bool ok = root && revision_find_folder(place, arena, root, &id, &found, error) &&
              (!found || list_all(snapshot, &id, error));
    git_tree_free(root);
    if (ok) {
        drop_doubles(snapshot);
        return snapshot;
    }
    snapshot_close(snapshot);
    return NULL;
}

/* Whether it is "remote.NAME.promisor", set to true. */
static int is_promisor(const git_config_entry *entry, void *payload) {
    (void)payload;
    int value = 0;
    Str name = str_from_c(entry->name);
    bool named = str_starts_with(name, STR("remote.")) && str_ends_with(name, STR(".promisor"));
    return named && git_config_parse_bool(&value, entry->value) == 0 && value ? GIT_EUSER : 0;
}

/* Whether objects may be missing because they were left out when the repository was cloned. (Given
   a pattern, libgit2 1.5 leaks.) */
static bool is_partial(git_repository *repository) {
    git_config *config = NULL;
    bool partial = git_repository_config_snapshot(&config, repository) == 0 &&
                   git_config_foreach(config, is_promisor, NULL) == GIT_EUSER;
    git_config_free(config);
    return partial;
}

static bool unreadable(const Snapshot *snapshot, Arena *arena, int code, Error *error) {
    if (code == OBJECT_TOO_LARGE)
        return error_set(error, ERROR_RUN, "file is larger than %zu MiB",
                         SNAPSHOT_MAX_FILE_SIZE / 1024 / 1024);
    if (code == GIT_ENOTFOUND && is_partial(snapshot->repository))
        return error_set(error, ERROR_RUN,
                         "this partial clone left it out; to fetch everything: "
                         "git fetch --refetch --no-filter");
    return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(place_git_error(arena)));
}

/* Objects are read by one thread at a time. */
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

bool revision_read_blob(const Snapshot *snapshot, Arena *arena, const SnapshotEntry *entry,
                        Str *out, Error *error) {
    git_odb *database = NULL;
    git_odb_object *object = NULL;
    git_oid id;
    bool ok = false;
    memcpy(id.id, entry->id, sizeof entry->id);
    pthread_mutex_lock(&reading);
    int code = git_repository_odb(&database, snapshot->repository);
    if (code == 0)
        code = git_odb_read(&object, database, &id);
    if (code != 0) {
        (void)unreadable(snapshot, arena, code, error);
        goto out;
    }
    ok = git_odb_object_type(object) == GIT_OBJECT_BLOB ||
         error_set(error, ERROR_RUN, "the file's object is not a blob");
    if (ok) {
        *out = str_copy(arena, (Str){git_odb_object_data(object), git_odb_object_size(object)});
    }

out:
    git_odb_object_free(object);
    git_odb_free(database);
    pthread_mutex_unlock(&reading);
    return ok;
}
