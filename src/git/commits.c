/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * libgit2 decides which commits are in a range, except in shallow clones, whose ends confuse it
 * (libgit2 1.5): there the history is walked here, as far as it goes. The order is always made
 * here, by a walk from the newest commit along the parents, which does not depend on dates.
 */
#include "git/commits.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <git2.h>

#include "base/map.h"
#include "git/snapshot_internal.h"

typedef struct Node {
    git_oid id;
    bool wanted;   /* in the range */
    bool boundary; /* its parents are missing */
    bool visited;
    size_t next;         /* the parent to visit next */
    struct Node **found; /* parents */
    size_t found_count;
    size_t index; /* in the list */
} Node;

typedef struct Listing {
    Arena *arena;
    const Place *place;
    CommitChoice choice;
    Map nodes;
    Map boundary; /* ids listed in the file `shallow` */
    git_oid to;
    git_oid from;
    bool has_from;
    ARRAY_OF(Node *) order; /* the commits of the range, parents first */
} Listing;

static Str oid_key(const git_oid *id) {
    return (Str){(const char *)id->id, sizeof id->id};
}

static Node *node_of(Listing *listing, const git_oid *id) {
    Node *node = map_get(&listing->nodes, oid_key(id));
    if (!node) {
        node = arena_new(listing->arena, Node);
        node->id = *id;
        node->boundary = map_get(&listing->boundary, oid_key(id)) != NULL;
        map_put(&listing->nodes, oid_key(&node->id), node);
    }
    return node;
}

static bool cannot_read(const Listing *listing, Error *error) {
    return error_set(error, ERROR_RUN, STR_FMT ": the history cannot be read: " STR_FMT,
                     STR_ARG(listing->place->named), STR_ARG(place_git_error(listing->arena)));
}

/* The commits whose parents a shallow clone lacks. */
static void read_boundary(Listing *listing) {
    char line[GIT_OID_HEXSZ + 2];
    Str folder = str_from_c(git_repository_commondir(listing->place->repository));
    Str path = str_printf(listing->arena, STR_FMT "shallow", STR_ARG(folder));
    FILE *file = fopen(str_to_c(listing->arena, path), "r");
    while (file && fgets(line, sizeof line, file)) {
        git_oid *id = arena_new(listing->arena, git_oid);
        if (git_oid_fromstrn(id, line, strcspn(line, "\n")) == 0)
            map_put(&listing->boundary, oid_key(id), id);
    }
    if (file)
        (void)fclose(file);
}

/* the range */

static bool find_ends(Listing *listing, Str range, Error *error) {
    size_t dots = str_find(range, STR(".."), 0);
    Str to = range;
    Str from = {0};
    listing->has_from = dots < range.len;
    if (listing->has_from) {
        from = str_slice(range, 0, dots);
        to = str_slice(range, dots + 2, range.len);
    }
    if (str_starts_with(to, STR(".")))
        return error_set(error, ERROR_USAGE,
                         "'" STR_FMT "' is two lines of history; what one has and the other has "
                         "not is written A..B",
                         STR_ARG(range));
    return (!listing->has_from ||
            revision_find_commit(listing->arena, listing->place, from.len > 0 ? from : STR("HEAD"),
                                 &listing->from, error)) &&
           revision_find_commit(listing->arena, listing->place, to.len > 0 ? to : STR("HEAD"),
                                &listing->to, error);
}

/* Marks a commit and all its ancestors, as far as the clone goes. */
static bool mark_shallow(Listing *listing, const git_oid *from, bool wanted, bool first_parent,
                         Error *error) {
    ARRAY_OF(Node *) pending = {0};
    Map seen;
    map_init(&seen, listing->arena);
    array_push(listing->arena, &pending, node_of(listing, from));
    while (pending.len > 0) {
        Node *node = pending.items[--pending.len];
        git_commit *commit = NULL;
        if (map_get(&seen, oid_key(&node->id)))
            continue;
        map_put(&seen, oid_key(&node->id), node);
        node->wanted = wanted && !node->boundary;
        if (node->boundary)
            continue;
        if (git_commit_lookup(&commit, listing->place->repository, &node->id) != 0)
            return cannot_read(listing, error);
        unsigned count = git_commit_parentcount(commit);
        for (unsigned i = 0; i < (first_parent && count > 0 ? 1 : count); i++)
            array_push(listing->arena, &pending, node_of(listing, git_commit_parent_id(commit, i)));
        git_commit_free(commit);
    }
    return true;
}

static bool mark(Listing *listing, Error *error) {
    git_revwalk *walk = NULL;
    git_oid id;
    int code = git_revwalk_new(&walk, listing->place->repository);
    if (code == 0 && !listing->choice.all_parents)
        code = git_revwalk_simplify_first_parent(walk);
    if (code == 0)
        code = git_revwalk_push(walk, &listing->to);
    if (code == 0 && listing->has_from)
        code = git_revwalk_hide(walk, &listing->from);
    while (code == 0 && (code = git_revwalk_next(&id, walk)) == 0)
        node_of(listing, &id)->wanted = true;
    git_revwalk_free(walk);
    return code == GIT_ITEROVER || cannot_read(listing, error);
}

static bool mark_range(Listing *listing, Error *error) {
    if (git_repository_is_shallow(listing->place->repository) != 1)
        return mark(listing, error);
    read_boundary(listing);
    return mark_shallow(listing, &listing->to, true, !listing->choice.all_parents, error) &&
           (!listing->has_from || mark_shallow(listing, &listing->from, false, false, error));
}

/* order */

static bool begin_visit(Listing *listing, Node *node, Error *error) {
    git_commit *commit = NULL;
    node->visited = true;
    if (git_commit_lookup(&commit, listing->place->repository, &node->id) != 0)
        return cannot_read(listing, error);
    unsigned count = git_commit_parentcount(commit);
    node->found_count = !listing->choice.all_parents && count > 0 ? 1 : count;
    node->found = arena_new_array(listing->arena, node->found_count, Node *);
    for (unsigned i = 0; i < node->found_count; i++)
        node->found[i] = node_of(listing, git_commit_parent_id(commit, i));
    git_commit_free(commit);
    return true;
}

/* Puts the range in order: each commit after its parents, with lines of first parents as long as
   possible. */
static bool put_in_order(Listing *listing, Error *error) {
    ARRAY_OF(Node *) stack = {0};
    Node *first = node_of(listing, &listing->to);
    if (first->wanted)
        array_push(listing->arena, &stack, first);
    while (stack.len > 0) {
        Node *node = stack.items[stack.len - 1];
        if (!node->visited && !begin_visit(listing, node, error))
            return false;
        if (node->next < node->found_count) {
            Node *parent = node->found[node->next++];
            if (parent->wanted && !parent->visited)
                array_push(listing->arena, &stack, parent);
            continue;
        }
        stack.len--;
        array_push(listing->arena, &listing->order, node);
    }
    return true;
}

/* the list */

static bool describe(Listing *listing, const Node *node, Commit *out, Error *error) {
    git_commit *commit = NULL;
    if (git_commit_lookup(&commit, listing->place->repository, &node->id) != 0)
        return cannot_read(listing, error);
    const git_signature *author = git_commit_author(commit);
    const char *subject = git_commit_summary(commit);
    out->id = revision_id_text(listing->arena, &node->id);
    out->author = str_copy(listing->arena, str_from_c(author->name));
    out->subject = str_copy(listing->arena, str_from_c(subject));
    out->authored = author->when.time;
    out->offset = author->when.offset;
    out->committed = git_commit_time(commit);
    git_commit_free(commit);
    return true;
}

/* Adds the parents that are not in the range as bases. */
static bool add_bases(Listing *listing, size_t first, CommitList *list, Error *error) {
    for (size_t i = first; i < listing->order.len; i++)
        for (size_t k = 0; k < listing->order.items[i]->found_count; k++) {
            Node *parent = listing->order.items[i]->found[k];
            if (parent->wanted || parent->index != SIZE_MAX)
                continue;
            Commit *base = &list->items[list->count];
            *base = (Commit){.base = true};
            if (!describe(listing, parent, base, error))
                return false;
            list->shallow = list->shallow || parent->boundary;
            parent->index = list->count++;
        }
    return true;
}

static bool add_range(Listing *listing, size_t first, CommitList *list, Error *error) {
    for (size_t i = first; i < listing->order.len; i++) {
        Node *node = listing->order.items[i];
        Commit *commit = &list->items[list->count];
        if (!describe(listing, node, commit, error))
            return false;
        commit->parent_count = node->found_count;
        commit->parents = arena_new_array(listing->arena, node->found_count, size_t);
        for (size_t k = 0; k < node->found_count; k++)
            commit->parents[k] = node->found[k]->index;
        node->index = list->count++;
    }
    list->in_range = listing->order.len - first;
    return true;
}

static bool make_list(Listing *listing, CommitList *list, Error *error) {
    size_t most = listing->choice.most;
    size_t all = listing->order.len;
    size_t first = most > 0 && most < all ? all - most : 0;
    size_t room = 0;
    list->shallow = node_of(listing, &listing->to)->boundary;
    for (size_t i = 0; i < all; i++) {
        Node *node = listing->order.items[i];
        node->wanted = i >= first;
        node->index = SIZE_MAX;
        room += 1 + node->found_count;
        for (size_t k = 0; k < node->found_count; k++)
            node->found[k]->index = SIZE_MAX;
    }
    list->items = arena_new_array(listing->arena, room, Commit);
    return add_bases(listing, first, list, error) && add_range(listing, first, list, error);
}

bool commits_list(Arena *arena, Str path, Str range, CommitChoice choice, CommitList *out,
                  Error *error) {
    Place place;
    *out = (CommitList){0};
    if (!place_open_repository(arena, path, &place, error))
        return false;
    Listing listing = {.arena = arena, .place = &place, .choice = choice};
    map_init(&listing.nodes, arena);
    map_init(&listing.boundary, arena);
    bool ok = find_ends(&listing, range, error) && mark_range(&listing, error) &&
              put_in_order(&listing, error) && make_list(&listing, out, error);
    git_repository_free(place.repository);
    return ok;
}

/* time */

/* The parts of a point in time; those of the start of 1970 if no calendar has it. */
static struct tm parts_of(int64_t seconds) {
    static const struct tm first = {.tm_year = 70, .tm_mday = 1};
    struct tm parts;
    time_t time = (time_t)seconds;
    return gmtime_r(&time, &parts) ? parts : first;
}

static Str day_of(Arena *arena, int64_t seconds) {
    struct tm parts = parts_of(seconds);
    return str_printf(arena, "%04ld-%02d-%02d", 1900L + parts.tm_year, parts.tm_mon + 1,
                      parts.tm_mday);
}

static int64_t local_time(const Commit *commit) {
    int64_t ahead = (int64_t)commit->offset * 60;
    bool fits =
        ahead < 0 ? commit->authored >= INT64_MIN - ahead : commit->authored <= INT64_MAX - ahead;
    return fits ? commit->authored + ahead : commit->authored;
}

Str commit_day(Arena *arena, const Commit *commit) {
    return day_of(arena, local_time(commit));
}

Str commit_committed_day(Arena *arena, const Commit *commit) {
    return day_of(arena, commit->committed);
}

Str commit_time(Arena *arena, const Commit *commit) {
    int minutes = commit->offset < 0 ? -commit->offset : commit->offset;
    struct tm parts = parts_of(local_time(commit));
    return str_printf(arena, STR_FMT "T%02d:%02d:%02d%c%02d:%02d",
                      STR_ARG(commit_day(arena, commit)), parts.tm_hour, parts.tm_min, parts.tm_sec,
                      commit->offset < 0 ? '-' : '+', minutes / 60 % 100, minutes % 60);
}
