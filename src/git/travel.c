/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The trees of the last commit that was looked at are kept, by folder. Those of the next commit are
 * compared with them item by item, from the root down, wherever their ids differ. Changes are
 * collected first and applied when all are known: a step is taken as a whole or not at all.
 */
#include "git/travel.h"

#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "base/map.h"
#include "git/snapshot_internal.h"

/* A folder that exists, or did at some commit. */
typedef struct Folder {
    Str path;
    git_tree *tree; /* at the last commit looked at; NULL if it did not exist */
    git_tree *next; /* at the commit being looked at; owned */
} Folder;

struct Travel {
    Arena *arena;
    Place place;
    Snapshot *snapshot;
    size_t entry_count; /* of the last commit looked at */
    Map folders;
    Map paths;                      /* each path once, as a Str */
    ARRAY_OF(SnapshotEntry) other;  /* the other buffer for entries */
    ARRAY_OF(TravelChange) changes; /* of the current step */
    ARRAY_OF(Folder *) touched;     /* … the same */
    ARRAY_OF(Folder *) pending;     /* … the same, still to be compared */
};

Travel *travel_new(Arena *arena, Str path, Error *error) {
    Travel *travel = arena_new(arena, Travel);
    travel->arena = arena;
    if (!place_open_repository(arena, path, &travel->place, error))
        return NULL;
    travel->snapshot = snapshot_new(arena, SNAPSHOT_REVISION);
    travel->snapshot->repository = travel->place.repository;
    travel->snapshot->label = place_folder_label(arena, &travel->place);
    travel->snapshot->prefix = travel->place.prefix;
    travel->snapshot->remotes = remote_read(arena, travel->place.repository);
    if (!travel->place.bare)
        travel->snapshot->root = travel->place.path;
    map_init(&travel->folders, arena);
    map_init(&travel->paths, arena);
    return travel;
}

/* The path, in memory that lives as long as the travel. */
static Str keep_path(Travel *travel, Str folder, Str name) {
    char bytes[SNAPSHOT_MAX_PATH + 1];
    Str path = name;
    if (folder.len > 0) {
        memcpy(bytes, folder.ptr, folder.len);
        bytes[folder.len] = '/';
        memcpy(bytes + folder.len + 1, name.ptr, name.len);
        path = (Str){bytes, folder.len + 1 + name.len};
    }
    Str *kept = map_get(&travel->paths, path);
    if (!kept) {
        kept = arena_new(travel->arena, Str);
        *kept = str_copy(travel->arena, path);
        map_put(&travel->paths, *kept, kept);
    }
    return *kept;
}

static Folder *folder_of(Travel *travel, Str path) {
    Folder *folder = map_get(&travel->folders, path);
    if (!folder) {
        folder = arena_new(travel->arena, Folder);
        folder->path = path;
        map_put(&travel->folders, path, folder);
    }
    return folder;
}

/* Schedules the folder for comparison; NULL if it no longer exists. */
static void touch(Travel *travel, Folder *folder, git_tree *next) {
    folder->next = next;
    array_push(travel->arena, &travel->touched, folder);
    array_push(travel->arena, &travel->pending, folder);
}

/* The step's trees become the current ones if it is taken; otherwise they are freed. */
static void end_step(Travel *travel, bool taken) {
    for (size_t i = 0; i < travel->touched.len; i++) {
        Folder *folder = travel->touched.items[i];
        git_tree_free(taken ? folder->tree : folder->next);
        if (taken)
            folder->tree = folder->next;
        folder->next = NULL;
    }
    travel->touched.len = travel->pending.len = 0;
}

/* Walks two trees in parallel; either may be NULL. */
typedef struct Pairing {
    git_tree *before;
    git_tree *after;
    size_t i;
    size_t j;
} Pairing;

/* The next items with the same name; if only one tree has it, the other item is NULL. */
static bool next_pair(Pairing *pairing, const git_tree_entry **before,
                      const git_tree_entry **after) {
    size_t before_count = pairing->before ? git_tree_entrycount(pairing->before) : 0;
    size_t after_count = pairing->after ? git_tree_entrycount(pairing->after) : 0;
    *before =
        pairing->i < before_count ? git_tree_entry_byindex(pairing->before, pairing->i) : NULL;
    *after = pairing->j < after_count ? git_tree_entry_byindex(pairing->after, pairing->j) : NULL;
    int order = *before && *after ? git_tree_entry_cmp(*before, *after) : 0;
    if (order < 0)
        *after = NULL;
    if (order > 0)
        *before = NULL;
    pairing->i += *before != NULL;
    pairing->j += *after != NULL;
    return *before || *after;
}

static bool is_folder(const git_tree_entry *item) {
    return item && git_tree_entry_filemode(item) == GIT_FILEMODE_TREE;
}

static bool is_same(const git_tree_entry *before, const git_tree_entry *after) {
    return before && after && git_oid_equal(git_tree_entry_id(before), git_tree_entry_id(after)) &&
           git_tree_entry_filemode(before) == git_tree_entry_filemode(after);
}

/* Schedules the folder with this path for comparison; false if its tree is missing. */
static bool compare_folder(Travel *travel, Str path, const git_tree_entry *after) {
    git_tree *next = NULL;
    if (after && git_tree_lookup(&next, travel->place.repository, git_tree_entry_id(after)) != 0)
        return false;
    touch(travel, folder_of(travel, path), next);
    return true;
}

/* Records how two items with the same name differ; false if that is odd. */
static bool compare_items(Travel *travel, Str folder, const git_tree_entry *before,
                          const git_tree_entry *after) {
    Str name = str_from_c(git_tree_entry_name(before ? before : after));
    if (is_same(before, after))
        return true;
    if (!revision_is_safe_name(name) || folder.len + 1 + name.len > SNAPSHOT_MAX_PATH)
        return false;
    Str path = keep_path(travel, folder, name);
    if ((is_folder(before) || is_folder(after)) &&
        !compare_folder(travel, path, is_folder(after) ? after : NULL))
        return false;
    TravelChange change = {0};
    change.was = before && revision_entry(before, path, &change.before);
    change.is = after && revision_entry(after, path, &change.after);
    if (change.was || change.is)
        array_push(travel->arena, &travel->changes, change);
    return true;
}

/* False if a damaged tree has a name twice, or is not sorted. */
static bool is_in_order(const git_tree *tree) {
    size_t count = tree ? git_tree_entrycount(tree) : 0;
    for (size_t i = 1; i < count; i++)
        if (git_tree_entry_cmp(git_tree_entry_byindex(tree, i - 1),
                               git_tree_entry_byindex(tree, i)) >= 0)
            return false;
    return true;
}

static bool compare_trees(Travel *travel, const Folder *folder) {
    Pairing pairing = {folder->tree, folder->next, 0, 0};
    const git_tree_entry *before;
    const git_tree_entry *after;
    if (!is_in_order(folder->next))
        return false;
    while (next_pair(&pairing, &before, &after))
        if (!compare_items(travel, folder->path, before, after))
            return false;
    return true;
}

/* applying */

static int compare_changes(const void *a, const void *b) {
    const TravelChange *one = a;
    const TravelChange *other = b;
    return str_compare(one->is ? one->after.path : one->before.path,
                       other->is ? other->after.path : other->before.path);
}

/* Merges the removal and addition of entries at one path into one change. */
static void sort_changes(Travel *travel) {
    TravelChange *items = travel->changes.items;
    size_t kept = 0;
    if (travel->changes.len > 1)
        qsort(items, travel->changes.len, sizeof *items, compare_changes);
    for (size_t i = 0; i < travel->changes.len; i++) {
        if (kept > 0 && compare_changes(&items[kept - 1], &items[i]) == 0) {
            TravelChange *last = &items[kept - 1];
            if (items[i].was)
                last->before = items[i].before;
            if (items[i].is)
                last->after = items[i].after;
            last->was = last->was || items[i].was;
            last->is = last->is || items[i].is;
        } else {
            items[kept++] = items[i];
        }
    }
    travel->changes.len = kept;
}

/* For changes after which the same paths exist as before. */
static void replace_entries(Travel *travel, TravelChanges changes) {
    for (size_t i = 0; i < changes.count; i++) {
        const SnapshotEntry *entry = snapshot_find(travel->snapshot, changes.items[i].after.path);
        travel->snapshot->entries.items[entry - travel->snapshot->entries.items] =
            changes.items[i].after;
    }
}

/* Merges the changes and the old entries into the other buffer. */
static void merge_entries(Travel *travel, TravelChanges changes) {
    const SnapshotEntry *old = travel->snapshot->entries.items;
    size_t count = travel->snapshot->entries.len;
    travel->other.len = 0;
    for (size_t i = 0, j = 0; i < count || j < changes.count;) {
        const TravelChange *change = j < changes.count ? &changes.items[j] : NULL;
        Str path = change && change->is ? change->after.path
                   : change             ? change->before.path
                                        : STR("");
        int order = !change ? -1 : i == count ? 1 : str_compare(old[i].path, path);
        if (order < 0) {
            array_push(travel->arena, &travel->other, old[i++]);
            continue;
        }
        i += order == 0;
        j++;
        if (change->is)
            array_push(travel->arena, &travel->other, change->after);
    }
    SnapshotEntry *items = travel->other.items;
    size_t len = travel->other.len;
    size_t capacity = travel->other.capacity;
    travel->other.items = travel->snapshot->entries.items;
    travel->other.capacity = travel->snapshot->entries.capacity;
    travel->snapshot->entries.items = items;
    travel->snapshot->entries.len = len;
    travel->snapshot->entries.capacity = capacity;
}

void travel_follow(Travel *travel, TravelChanges changes) {
    for (size_t i = 0; i < changes.count; i++)
        if (changes.items[i].was != changes.items[i].is) {
            merge_entries(travel, changes);
            return;
        }
    replace_entries(travel, changes);
}

/* looking */

/* Counts the entries after the changes. */
static bool count_entries(Travel *travel, Error *error) {
    size_t count = travel->entry_count;
    for (size_t i = 0; i < travel->changes.len; i++) {
        count += travel->changes.items[i].is;
        count -= travel->changes.items[i].was;
    }
    if (count > SNAPSHOT_MAX_ENTRIES)
        return error_set(error, ERROR_RUN, "there are more than %d files", SNAPSHOT_MAX_ENTRIES);
    travel->entry_count = count;
    return true;
}

/* The tree of the folder at the commit; NULL if it has no such folder. */
static bool root_tree(Travel *travel, Str commit, git_tree **out, Error *error) {
    git_oid id;
    bool found = false;
    *out = NULL;
    git_tree *root =
        (git_tree *)revision_look_up(travel->arena, &travel->place, commit, REVISION_TREE, error);
    if (!root || travel->place.prefix.len == 0) {
        *out = root;
        return root != NULL;
    }
    bool ok = revision_find_folder(&travel->place, travel->arena, root, &id, &found, error);
    git_tree_free(root);
    if (!ok || !found)
        return ok;
    return git_tree_lookup(out, travel->place.repository, &id) == 0 ||
           error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(travel->place.named),
                     STR_ARG(place_git_error(travel->arena)));
}

bool travel_look(Travel *travel, Str commit, TravelChanges *changes, bool *odd, Error *error) {
    git_tree *root;
    *odd = false;
    *changes = (TravelChanges){0};
    travel->changes.len = 0;
    if (!root_tree(travel, commit, &root, error))
        return false;
    touch(travel, folder_of(travel, STR("")), root);
    while (travel->pending.len > 0 && !*odd)
        *odd = !compare_trees(travel, travel->pending.items[--travel->pending.len]);
    sort_changes(travel);
    bool ok = *odd || count_entries(travel, error);
    end_step(travel, ok && !*odd);
    if (ok && !*odd)
        *changes = (TravelChanges){travel->changes.items, travel->changes.len};
    return ok;
}

Snapshot *travel_snapshot(const Travel *travel) {
    return travel->snapshot;
}

Snapshot *travel_open_reader(Arena *arena, Str path, Error *error) {
    Place place;
    if (!place_open_repository(arena, path, &place, error))
        return NULL;
    Snapshot *snapshot = snapshot_new(arena, SNAPSHOT_REVISION);
    snapshot->repository = place.repository;
    return snapshot;
}

void travel_close(Travel *travel) {
    if (!travel)
        return;
    touch(travel, folder_of(travel, (Str){0}), NULL);
    while (travel->pending.len > 0)
        (void)compare_trees(travel, travel->pending.items[--travel->pending.len]);
    end_step(travel, true);
    snapshot_close(travel->snapshot);
}
