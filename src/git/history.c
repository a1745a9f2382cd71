/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where two lines of history meet.
 *
 * A shallow clone ends at commits whose parents it lacks. These confuse libgit2 1.5 even if the
 * answer comes before them, so both histories of a shallow clone are walked here, as far as they
 * go.
 */
#include <git2.h>

#include "base/map.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

/* A walk over a commit and all its ancestors, in no particular order. */
typedef struct Walk {
    Arena *arena;
    git_repository *repository;
    Map seen; /* ids */
    ARRAY_OF(git_oid) pending;
} Walk;

static void walk_push(Walk *walk, const git_oid *id) {
    Str key = {(const char *)id->id, sizeof id->id};
    if (map_get(&walk->seen, key))
        return;
    map_put(&walk->seen, str_copy(walk->arena, key), walk);
    array_push(walk->arena, &walk->pending, *id);
}

static void walk_start(Walk *walk, Arena *arena, git_repository *repository, const git_oid *id) {
    *walk = (Walk){.arena = arena, .repository = repository};
    map_init(&walk->seen, arena);
    walk_push(walk, id);
}

/* The next commit that the clone has, owned by the caller; NULL after the last. */
static git_commit *walk_next(Walk *walk) {
    git_commit *commit = NULL;
    while (!commit && walk->pending.len > 0) {
        git_oid id = walk->pending.items[--walk->pending.len];
        if (git_commit_lookup(&commit, walk->repository, &id) != 0)
            commit = NULL;
    }
    return commit;
}

static void walk_parents(Walk *walk, const git_commit *commit) {
    for (unsigned i = 0; i < git_commit_parentcount(commit); i++)
        walk_push(walk, git_commit_parent_id(commit, i));
}

/* The newest commit in the clone that is an ancestor of both. */
static bool find_shallow_base(Arena *arena, git_repository *repository, const git_oid *one,
                              const git_oid *other, git_oid *out) {
    Walk first, second;
    git_commit *commit;
    git_time_t newest = 0;
    bool found = false;
    walk_start(&first, arena, repository, one);
    while ((commit = walk_next(&first))) {
        walk_parents(&first, commit);
        git_commit_free(commit);
    }
    walk_start(&second, arena, repository, other);
    while ((commit = walk_next(&second))) {
        const git_oid *id = git_commit_id(commit);
        bool common = map_get(&first.seen, (Str){(const char *)id->id, sizeof id->id}) != NULL;
        if (!common)
            walk_parents(&second, commit);
        if (common && (!found || git_commit_time(commit) > newest)) {
            found = true;
            newest = git_commit_time(commit);
            *out = *id;
        }
        git_commit_free(commit);
    }
    return found;
}

static bool find_base(Arena *arena, const Place *place, Str since, Str revision, git_oid *out,
                      Error *error) {
    git_oid one, other;
    if (!revision_find_commit(arena, place, since, &one, error) ||
        !revision_find_commit(arena, place, revision, &other, error))
        return false;
    if (git_repository_is_shallow(place->repository) == 1) {
        if (find_shallow_base(arena, place->repository, &one, &other, out))
            return true;
        return error_set(error, ERROR_RUN,
                         STR_FMT
                         ": where " STR_FMT " and " STR_FMT
                         " meet is beyond the depth of this shallow clone: " REVISION_FETCH_ADVICE,
                         STR_ARG(place->named), STR_ARG(since), STR_ARG(revision));
    }
    int code = git_merge_base(out, place->repository, &one, &other);
    if (code == 0)
        return true;
    if (code == GIT_ENOTFOUND)
        return error_set(error, ERROR_RUN,
                         STR_FMT ": " STR_FMT " and " STR_FMT " have no commit in common",
                         STR_ARG(place->named), STR_ARG(since), STR_ARG(revision));
    return error_set(error, ERROR_RUN, STR_FMT ": the history cannot be read: " STR_FMT,
                     STR_ARG(place->named), STR_ARG(place_git_error(arena)));
}

bool snapshot_has_commit(Arena *arena, Str path, Str revision) {
    Place place;
    Error ignored = {0};
    git_oid id;
    if (!place_open(arena, path, &place, &ignored))
        return false;
    bool has = place.repository && revision_find_commit(arena, &place, revision, &id, &ignored);
    git_repository_free(place.repository);
    return has;
}

bool snapshot_is_unborn(Arena *arena, Str path) {
    Place place;
    Error ignored = {0};
    if (!place_open(arena, path, &place, &ignored))
        return false;
    bool unborn = place.repository && git_repository_head_unborn(place.repository) == 1;
    git_repository_free(place.repository);
    return unborn;
}

bool snapshot_merge_base(Arena *arena, Str path, Str since, Str revision, Str *out, Error *error) {
    Place place;
    git_oid id;
    if (!place_open_repository(arena, path, &place, error))
        return false;
    bool found =
        find_base(arena, &place, since, revision.len > 0 ? revision : STR("HEAD"), &id, error);
    git_repository_free(place.repository);
    if (!found)
        return false;
    *out = revision_id_text(arena, &id);
    return true;
}
