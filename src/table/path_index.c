/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/path_index.h"

#include <string.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/budget.h"
#include "base/map.h"
#include "base/nearest.h"
#include "base/path.h"
#include "base/unicode.h"

/* How many bytes of names all searches together may compare. */
#define SEARCH_BUDGET ((size_t)32 << 20)

typedef struct PathNode PathNode;
typedef ARRAY_OF(PathNode *) PathNodes;

/* A file or folder. */
struct PathNode {
    Str path;
    Str folded;         /* its name, letter case folded */
    PathNode *twin;     /* another whose path differs only in letter case, or NULL */
    PathNode *parent;   /* NULL for the root */
    PathNodes children; /* of a folder */
    size_t cost;        /* bytes of the children's names */
};

/* All nodes with the same name, ignoring letter case. */
typedef struct Namesakes {
    PathNodes nodes;
    size_t cost; /* bytes of their paths */
} Namesakes;

struct PathIndex {
    Arena *arena;
    PathNode *root;
    Map by_folded; /* by path, letter case folded: the first node, which links to its twins */
    Map by_name;   /* Namesakes */
    size_t budget;
};

static void add_by_name(PathIndex *index, PathNode *node) {
    Namesakes *namesakes = map_get_or_new(&index->by_name, node->folded, Namesakes);
    array_push(index->arena, &namesakes->nodes, node);
    namesakes->cost += node->path.len;
}

static PathNode *add_node(PathIndex *index, PathNode *parent, Str path) {
    PathNode *node = arena_new(index->arena, PathNode);
    node->path = path;
    Str folded = unicode_fold_case(index->arena, path); /* adds and removes no slash */
    node->folded = path_name(folded);
    node->parent = parent;
    PathNode *first = map_get(&index->by_folded, folded);
    if (first) {
        node->twin = first->twin;
        first->twin = node;
    } else {
        map_put(&index->by_folded, folded, node);
    }
    add_by_name(index, node);
    array_push(index->arena, &parent->children, node);
    parent->cost += node->folded.len + 1;
    return node;
}

static bool lies_in(Str path, const PathNode *folder) {
    return path_take_folder(&path, folder->path);
}

/* Adds an entry, and those of its folders that the previous entry is not in. As entries are sorted
   by path, those of a folder come together. Returns the folder that the entry is in. */
static PathNode *add_entry(PathIndex *index, PathNode *folder, Str path) {
    while (!lies_in(path, folder))
        folder = folder->parent;
    for (size_t end = folder->path.len + 1; end < path.len; end++)
        if (path.ptr[end] == '/')
            folder = add_node(index, folder, str_slice(path, 0, end));
    add_node(index, folder, path);
    return folder;
}

PathIndex *path_index_new(Arena *arena, const Snapshot *snapshot) {
    PathIndex *index = arena_new(arena, PathIndex);
    index->arena = arena;
    index->budget = SEARCH_BUDGET;
    index->root = arena_new(arena, PathNode);
    map_init(&index->by_folded, arena);
    map_init(&index->by_name, arena);
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(snapshot, &count);
    PathNode *folder = index->root;
    for (size_t i = 0; i < count; i++)
        if (utf8_valid(entries[i].path, NULL))
            folder = add_entry(index, folder, entries[i].path);
    return index;
}

bool path_index_find_case(const PathIndex *index, Str path, Str *out) {
    const PathNode *node = map_get(&index->by_folded, unicode_fold_case(index->arena, path));
    if (!node || node->twin)
        return false;
    *out = node->path;
    return true;
}

/* The end of a name that may denote the language: "README.ja.md", "joining-fr.md". */
static Str language_of(Str name) {
    Str stem = path_stem(name);
    size_t start = stem.len;
    while (start > 0 && ascii_is_lower(stem.ptr[start - 1]))
        start--;
    bool behind = start > 0 && strchr("._-", stem.ptr[start - 1]);
    return behind && stem.len - start == 2 ? str_slice(stem, start, stem.len) : (Str){0};
}

/* Whether the names seem to be translations of one text, and so are not typos of each other. */
static bool is_other_language(Arena *arena, Str a, Str b) {
    return !str_equal(language_of(a), language_of(b)) &&
           !str_equal(unicode_fold(arena, a), unicode_fold(arena, b));
}

/* The child that the name is a typo of; NULL if there is none, or if two are equally near. */
static const PathNode *nearest_child(PathIndex *index, const PathNode *folder, Str name) {
    Str folded = unicode_fold_case(index->arena, name);
    size_t least = unicode_typo_limit(utf8_count(folded)) + 1;
    const PathNode *best = NULL;
    if (!budget_spend(&index->budget, folder->cost + folder->children.len * folded.len))
        return NULL;
    for (size_t i = 0; i < folder->children.len; i++) {
        const PathNode *child = folder->children.items[i];
        size_t distance = unicode_distance(folded, child->folded, least);
        if (distance > least || !nearest_has_marks_of(folded, child->folded) ||
            is_other_language(index->arena, folded, child->folded))
            continue;
        best = distance < least ? child : NULL;
        least = distance;
    }
    return best;
}

static const PathNode *child_of(PathIndex *index, const PathNode *folder, Str name) {
    if (!budget_spend(&index->budget, folder->path.len + name.len))
        return NULL;
    Str path = folder == index->root ? name : path_join(index->arena, folder->path, name);
    const PathNode *node = map_get(&index->by_folded, unicode_fold_case(index->arena, path));
    while (node && !str_equal(node->path, path))
        node = node->twin;
    return node;
}

/* Follows the path from the root, name by name, allowing for other letter case and one typo. */
static const PathNode *walk_down(PathIndex *index, Str path) {
    const PathNode *node = index->root;
    size_t typos = 0;
    Str name;
    while (node && typos < 2 && str_split_next(&path, '/', &name)) {
        const PathNode *child = child_of(index, node, name);
        node = child ? child : nearest_child(index, node, name);
        typos += !child && node && !str_equal(node->folded, unicode_fold_case(index->arena, name));
    }
    return typos < 2 ? node : NULL;
}

/* How many names at the end of the paths are the same. */
static size_t shared_names(Str a, Str b) {
    size_t count = 0;
    while (a.len > 0 && b.len > 0 && str_equal_nocase(path_name(a), path_name(b))) {
        count++;
        a = path_folder(a);
        b = path_folder(b);
    }
    return count;
}

static const Namesakes *namesakes_of(PathIndex *index, Str path) {
    return map_get(&index->by_name, unicode_fold_case(index->arena, path_name(path)));
}

/* The only node that shares the most names with the path, and more than just the last one. */
static const PathNode *most_alike(PathIndex *index, Str path) {
    const Namesakes *namesakes = namesakes_of(index, path);
    const PathNode *best = NULL;
    size_t most = 1;
    if (!namesakes || !budget_spend(&index->budget, namesakes->cost))
        return NULL;
    for (size_t i = 0; i < namesakes->nodes.len; i++) {
        const PathNode *node = namesakes->nodes.items[i];
        size_t shared = shared_names(path, node->path);
        if (shared == most && most > 1)
            best = NULL;
        if (shared > most) {
            best = node;
            most = shared;
        }
    }
    return best;
}

static const PathNode *with_extension(PathIndex *index, Str path) {
    Str name = str_printf(index->arena, STR_FMT ".md", STR_ARG(path));
    const PathNode *node = map_get(&index->by_folded, unicode_fold_case(index->arena, name));
    return node && !node->twin ? node : NULL;
}

/* Whether any folder may have this name, which then says nothing. Years are such names, too. */
static bool is_common(Str stem) {
    static const char *const names[] = {"README",   "index",  "archive",  "archived", "assets",
                                        "charter",  "docs",   "images",   "img",      "notes",
                                        "proposal", "slides", "template", "templates"};
    size_t digits = 0;
    while (digits < stem.len && ascii_is_digit(stem.ptr[digits]))
        digits++;
    bool common = digits == stem.len;
    for (size_t i = 0; i < sizeof names / sizeof *names && !common; i++)
        common = str_equal_nocase(stem, str_from_c(names[i]));
    return common;
}

/* Whether it is one of the files that describe how a project works, but of a part of the repository
   or of a template:
   https://docs.github.com/en/communities/setting-up-your-project-for-healthy-contributions
 */
static bool is_of_part(Str path) {
    static const char *const names[] = {"CHANGELOG",    "CODEOWNERS", "CODE_OF_CONDUCT",
                                        "CONTRIBUTING", "GOVERNANCE", "LICENSE",
                                        "MAINTAINERS",  "SECURITY",   "SUPPORT"};
    Str folder = path_folder(path);
    bool whole =
        folder.len == 0 || str_equal(folder, STR("docs")) || str_equal(folder, STR(".github"));
    for (size_t i = 0; i < sizeof names / sizeof *names && !whole; i++)
        if (str_equal_nocase(path_stem(path), str_from_c(names[i])))
            return true;
    return false;
}

static const PathNode *only_namesake(PathIndex *index, Str path) {
    const Namesakes *namesakes = namesakes_of(index, path);
    if (!namesakes || namesakes->nodes.len != 1 || is_common(path_stem(path)) ||
        is_of_part(namesakes->nodes.items[0]->path))
        return NULL;
    return namesakes->nodes.items[0];
}

bool path_index_find_near(PathIndex *index, Str path, Str *out) {
    typedef const PathNode *Search(PathIndex * index, Str path);
    static Search *const searches[] = {with_extension, only_namesake, walk_down, most_alike};
    const PathNode *found = NULL;
    for (size_t i = 0; i < sizeof searches / sizeof *searches && !found; i++)
        found = searches[i](index, path);
    if (found)
        *out = found->path;
    return found != NULL;
}
