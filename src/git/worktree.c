/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Work trees: which of the files on disk belong to the repository.
 *
 * Those are the tracked files and the untracked ones that are not ignored, as listed by `git
 * ls-files --cached --others --exclude-standard`. disk.c finds what is there and asks `judge`; the
 * index answers for tracked files and folders that contain some, and only the rest is checked
 * against the ignore rules. Nothing is hashed or compared with the index: git_status would do that
 * too and take several times as long.
 *
 * A tracked file that a sparse checkout leaves out of the disk is listed with its blob.
 */
#include <fcntl.h>

#include <git2.h>

#include "base/path.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

typedef struct Tracked {
    Str path; /* from the snapshot's root */
    const git_index_entry *entry;
    bool seen; /* on disk */
} Tracked;

typedef struct WorkTree {
    Snapshot *snapshot;
    Str prefix;
    Arena *scratch;
    StrBuf asked; /* buffer for a path from the root of the work tree */
    ARRAY_OF(Tracked) tracked;
    bool unreadable; /* some ignore rules are too large for libgit2 to read */
    bool has_answer; /* the last result of is_in_ignored, for the folder `answered` */
    bool answer;
    Str answered;
} WorkTree;

/* The index of the first tracked file that does not sort before `path`. */
static size_t lower_bound(const WorkTree *tree, Str path) {
    size_t low = 0, high = tree->tracked.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(tree->tracked.items[middle].path, path) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static Tracked *find_tracked(const WorkTree *tree, Str path) {
    size_t at = lower_bound(tree, path);
    if (at == tree->tracked.len)
        return NULL;
    Tracked *tracked = &tree->tracked.items[at];
    return str_equal(tracked->path, path) ? tracked : NULL;
}

/* `path` from the root of the work tree, NUL-terminated; valid until the next call. */
static Str full_path(WorkTree *tree, Str path, const char *end) {
    tree->asked.len = 0;
    strbuf_append(&tree->asked, tree->prefix);
    strbuf_append(&tree->asked, path);
    strbuf_append_c(&tree->asked, end);
    strbuf_append_char(&tree->asked, '\0');
    return (Str){tree->asked.ptr, tree->asked.len - 1};
}

static bool holds_tracked(WorkTree *tree, Str folder) {
    Str below = str_slice(full_path(tree, folder, "/"), tree->prefix.len, SIZE_MAX);
    size_t at = lower_bound(tree, below);
    return at < tree->tracked.len && str_starts_with(tree->tracked.items[at].path, below);
}

/* Gives up on ignore rules if a file of them is too large: a problem, reported once. */
static void check_rules(WorkTree *tree, const char *home, const char *folder, const char *name) {
    struct stat status;
    Str path = str_printf(tree->scratch, "%s%s%s", home, folder, name);
    if (tree->unreadable || stat(str_to_c(tree->scratch, path), &status) != 0 ||
        status.st_size <= (off_t)SNAPSHOT_MAX_IGNORE_SIZE)
        return;
    tree->unreadable = true;
    snapshot_add_problem(tree->snapshot, (Str){0},
                         "cannot tell what is ignored: " STR_FMT " is larger than %zu KiB",
                         STR_ARG(path), SNAPSHOT_MAX_IGNORE_SIZE / 1024);
}

/* What libgit2 says about a path from the root of the work tree; that of a folder ends with "/". */
static bool matches_ignore_rule(WorkTree *tree, const char *full) {
    int ignored = 0;
    if (tree->unreadable)
        return false;
    if (git_ignore_path_is_ignored(&ignored, tree->snapshot->repository, full) < 0) {
        snapshot_add_problem(tree->snapshot, (Str){0},
                             "cannot tell whether %s is ignored: " STR_FMT, full,
                             STR_ARG(place_git_error(tree->snapshot->arena)));
    }
    return ignored != 0;
}

/*
 * Whether the folder or one above it is ignored; if so, everything untracked in it is ignored too,
 * whatever later rules say. Unlike Git, libgit2 lets a rule "!NAME" bring files back. Queries come
 * folder by folder, so the last answer is kept.
 */
static bool is_in_ignored(WorkTree *tree, Str folder) {
    if (tree->has_answer && str_equal(folder, tree->answered))
        return tree->answer;
    tree->has_answer = true;
    tree->answered = folder;
    tree->answer = false;
    const char *root = git_repository_workdir(tree->snapshot->repository);
    check_rules(tree, root, "", ".gitignore");
    Str full = full_path(tree, folder, tree->prefix.len + folder.len > 0 ? "/" : "");
    char *text = str_to_c(tree->scratch, full);
    for (size_t i = 0; !tree->answer && i < full.len; i++) {
        if (text[i] != '/')
            continue;
        char next = text[i + 1];
        text[i + 1] = '\0';
        check_rules(tree, root, text, ".gitignore");
        tree->answer = matches_ignore_rule(tree, text);
        text[i + 1] = next;
    }
    return tree->answer;
}

static bool is_ignored(WorkTree *tree, Str path, bool is_folder) {
    if (is_in_ignored(tree, path_folder(path)))
        return true;
    return matches_ignore_rule(tree, full_path(tree, path, is_folder ? "/" : "").ptr);
}

/* Whether the folder is a repository of its own: its `.git` is a file, or a folder that looks like
   one. */
static bool is_repository(WorkTree *tree, const DiskItem *item) {
    static const char *const parts[] = {"/.git/HEAD", "/.git/objects", "/.git/refs"};
    struct stat status;
    Str git = str_printf(tree->scratch, "%s/.git", item->name);
    if (fstatat(item->folder, str_to_c(tree->scratch, git), &status, AT_SYMLINK_NOFOLLOW) != 0) {
        return false;
    }
    for (size_t i = 0; S_ISDIR(status.st_mode) && i < sizeof parts / sizeof *parts; i++) {
        struct stat part;
        Str path = str_printf(tree->scratch, "%s%s", item->name, parts[i]);
        char *text = str_to_c(tree->scratch, path);
        if (fstatat(item->folder, text, &part, AT_SYMLINK_NOFOLLOW) != 0)
            return false;
    }
    return true;
}

static DiskVerdict judge_folder(WorkTree *tree, const DiskItem *item) {
    Tracked *tracked = find_tracked(tree, item->path);
    if (tracked && tracked->entry->mode == GIT_FILEMODE_COMMIT) {
        tracked->seen = true;
        return DISK_SUBMODULE;
    }
    if (holds_tracked(tree, item->path))
        return DISK_ENTER;
    if (is_ignored(tree, item->path, true))
        return DISK_SKIP;
    return is_repository(tree, item) ? DISK_SUBMODULE : DISK_ENTER;
}

static DiskVerdict judge(void *context, const DiskItem *item) {
    WorkTree *tree = context;
    if (S_ISDIR(item->stat->st_mode))
        return judge_folder(tree, item);
    Tracked *tracked = find_tracked(tree, item->path);
    if (tracked) {
        tracked->seen = true;
        return DISK_LIST;
    }
    return is_ignored(tree, item->path, false) ? DISK_SKIP : DISK_LIST;
}

static void load_tracked(WorkTree *tree, git_index *index) {
    size_t count = git_index_entrycount(index);
    for (size_t i = 0; i < count; i++) {
        const git_index_entry *entry = git_index_get_byindex(index, i);
        Str path = str_from_c(entry->path);
        if (!str_starts_with(path, tree->prefix))
            continue;
        path = str_slice(path, tree->prefix.len, path.len);
        size_t len = tree->tracked.len;
        if (len > 0 && str_equal(tree->tracked.items[len - 1].path, path))
            continue; /* another side of a merge conflict */
        array_push(tree->scratch, &tree->tracked, (Tracked){.path = path, .entry = entry});
    }
}

/* Adds the files that are intentionally absent from the disk. */
static bool add_sparse(WorkTree *tree, Error *error) {
    for (size_t i = 0; i < tree->tracked.len; i++) {
        const Tracked *tracked = &tree->tracked.items[i];
        const git_index_entry *from = tracked->entry;
        if (tracked->seen || !(from->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE))
            continue;
        SnapshotEntry entry = index_entry(tree->snapshot->arena, tracked->path, from);
        if (!snapshot_add(tree->snapshot, entry, error))
            return false;
    }
    return true;
}

bool worktree_list(Snapshot *snapshot, const Place *place, Error *error) {
    Arena scratch;
    arena_init(&scratch);
    WorkTree tree = {.snapshot = snapshot, .prefix = place->prefix, .scratch = &scratch};
    strbuf_init(&tree.asked, &scratch);
    git_index *index = index_open(snapshot->arena, snapshot->repository, place->named, error);
    bool ok = false;
    if (!index)
        goto out;
    load_tracked(&tree, index);
    check_rules(&tree, git_repository_commondir(snapshot->repository), "info/", "exclude");
    ok = disk_walk(snapshot, judge, &tree, error) && add_sparse(&tree, error);

out:
    git_index_free(index);
    arena_free(&scratch);
    return ok;
}
