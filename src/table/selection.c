/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Globs are patterns. The literal text that every matching path must have is compared first, as
 * that rules out almost all paths.
 */
#include "table/selection.h"

#include <stdint.h>

#include "base/array.h"
#include "base/escape.h"
#include "base/pattern_glob.h"

/* A glob, and its literal text: what every path that it matches … */
typedef struct Glob {
    const Pattern *pattern;
    Str prefix; /* … begins with */
    Str suffix; /* … ends with: in the last name, as `**` and a `/` may match nothing */
    Str inside; /* … contains */
    bool plain; /* it has no wildcards */
    bool any;   /* it is only ANYTHING and the suffix, so it matches all paths that end with that */
} Glob;

typedef struct Globs {
    Glob *items;
    size_t count;
} Globs;

/* Bytes of scratch memory, enough for most selections. */
#define SCRATCH ((size_t)2 * 1024)

static const Str ANYTHING = STR_INIT("**/*");

/* The documents opened so far, by the index of their entry. */
typedef struct Opened {
    const Repository *repository;
    const Document **documents;
} Opened;

/* A list of globs, which tables may share, and its compiled form, shared by all equal lists. */
typedef struct Known {
    const Text *list;
    const Globs *globs;
} Known;

struct Selections {
    Arena *arena;
    Arena *scratch; /* used while a selection is made */
    Documents *documents;
    Map globs;    /* compiled lists, by their text */
    Map by_globs; /* selections, by Chosen … */
    Map by_asked; /* … and by Asked */
    ARRAY_OF(Known) known;
    ARRAY_OF(Opened) opened;
};

/* The request for a selection. */
typedef struct Asked {
    const TableDef *def;
    const Repository *repository;
    size_t kind;
} Asked;

struct Chooser {
    const Globs *files;
    const Globs *exclude;
};

/* The key of a selection: those with equal keys are the same. */
typedef struct Chosen {
    Chooser chooser;
    const Repository *repository;
    size_t kind;
} Chosen;

/* A selection in progress. */
typedef struct Selecting {
    Arena *scratch;
    const Snapshot *snapshot;
    Chooser chooser;
    ARRAY_OF(Selected) found;
} Selecting;

Selections *selections_new(Arena *arena, Documents *documents) {
    Selections *selections = arena_new(arena, Selections);
    selections->arena = arena;
    selections->scratch = arena_child_for(arena, SCRATCH);
    selections->documents = documents;
    map_init(&selections->globs, arena);
    map_init(&selections->by_globs, arena);
    map_init(&selections->by_asked, arena);
    return selections;
}

static bool is_wildcard(char c) {
    return c == '*' || c == '?' || c == '[' || c == ']';
}

static Str literal_prefix(Str glob) {
    size_t length = 0;
    while (length < glob.len && !is_wildcard(glob.ptr[length]))
        length++;
    return str_slice(glob, 0, length);
}

static Str literal_suffix(Str glob) {
    size_t start = glob.len;
    while (start > 0 && glob.ptr[start - 1] != '/' && !is_wildcard(glob.ptr[start - 1]))
        start--;
    return str_slice(glob, start, glob.len);
}

/* The globs were validated when the pack was loaded or, if it is built in, by its tests. */
static Globs *compile(Arena *arena, PatternSet *set, const TextList *list) {
    Globs *globs = arena_new(arena, Globs);
    *globs = (Globs){arena_new_array(arena, list->count, Glob), list->count};
    bool trusted = pattern_set_trust(set, true);
    for (size_t i = 0; i < list->count; i++) {
        Error error = {0};
        Str glob = list->items[i].str;
        globs->items[i] = (Glob){.pattern = pattern_compile_glob(set, glob, &error),
                                 .prefix = literal_prefix(glob),
                                 .suffix = literal_suffix(glob),
                                 .inside = pattern_glob_literal(glob)};
        globs->items[i].plain = globs->items[i].prefix.len == glob.len;
        globs->items[i].any = glob.len - globs->items[i].suffix.len == ANYTHING.len &&
                              str_starts_with(glob, ANYTHING);
    }
    (void)pattern_set_trust(set, trusted);
    return globs;
}

static bool has_inside(const Glob *glob, Str path) {
    return glob->inside.len == 0 || str_find(path, glob->inside, 0) != SIZE_MAX;
}

static bool glob_matches(const Glob *glob, Str path) {
    if (!str_starts_with(path, glob->prefix) || !str_ends_with(path, glob->suffix))
        return false;
    if (glob->plain)
        return glob->prefix.len == path.len;
    if (glob->any)
        return true;
    return has_inside(glob, path) && pattern_matches(glob->pattern, path);
}

static bool any_matches(const Globs *globs, Str path) {
    for (size_t i = 0; i < globs->count; i++)
        if (glob_matches(&globs->items[i], path))
            return true;
    return false;
}

/* Whether a path or a folder above it is excluded. Tests the literals first: a folder cannot
   contain what the path does not. */
static bool is_excluded(const Globs *exclude, Str path) {
    bool may_be = false;
    for (size_t i = 0; i < exclude->count && !may_be; i++)
        may_be = has_inside(&exclude->items[i], path);
    for (size_t end = 0; may_be && end <= path.len; end++)
        if ((end == path.len || path.ptr[end] == '/') &&
            any_matches(exclude, str_slice(path, 0, end)))
            return true;
    return false;
}

static Str joined(Arena *arena, const TextList *list) {
    StrBuf all;
    strbuf_init(&all, arena);
    for (size_t i = 0; i < list->count; i++) {
        strbuf_append(&all, list->items[i].str);
        strbuf_append_char(&all, '\n');
    }
    return strbuf_str(&all);
}

static const Globs *globs_of(Selections *selections, PatternSet *set, const TextList *list) {
    for (size_t i = 0; i < selections->known.len; i++)
        if (selections->known.items[i].list == list->items)
            return selections->known.items[i].globs;
    void **globs = map_place(&selections->globs, joined(selections->arena, list));
    if (!*globs)
        *globs = compile(selections->arena, set, list);
    Known known = {list->items, *globs};
    array_push(selections->arena, &selections->known, known);
    return known.globs;
}

Chooser *chooser_new(Arena *arena, const TableDef *def) {
    Chooser *chooser = arena_new(arena, Chooser);
    *chooser = (Chooser){compile(arena, def->patterns, &def->files),
                         compile(arena, def->patterns, &def->exclude)};
    return chooser;
}

/* Globs do not match invalid UTF-8, so they are matched against the escaped path. */
bool chooser_chooses(const Chooser *chooser, Arena *scratch, Str path) {
    Str seen = escape_utf8(scratch, path);
    return any_matches(chooser->files, seen) && !is_excluded(chooser->exclude, seen);
}

/* Both length and entry fit in 32 bits: no path has 4 GiB, and no snapshot as many entries. */
static void select_path(Selecting *selecting, Str path, size_t entry) {
    if (chooser_chooses(&selecting->chooser, selecting->scratch, path))
        array_push(selecting->scratch, &selecting->found,
                   (Selected){path.ptr, (uint32_t)path.len, (uint32_t)entry});
}

static void select_entries(Selecting *selecting, bool only_files) {
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(selecting->snapshot, &count);
    for (size_t i = 0; i < count; i++)
        if (!only_files || entries[i].kind == ENTRY_FILE)
            select_path(selecting, entries[i].path, i);
}

/* Selects the folders of an entry that the previous entry, by path, is not in. */
static void select_folders_of(Selecting *selecting, const SnapshotEntry *entries, size_t entry) {
    Str path = entries[entry].path;
    size_t common = entry > 0 ? str_common(path, entries[entry - 1].path) : 0;
    for (size_t end = 1; end < path.len; end++)
        if (path.ptr[end] == '/' && end >= common)
            select_path(selecting, str_slice(path, 0, end), entry);
}

static void select_folders(Selecting *selecting) {
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(selecting->snapshot, &count);
    for (size_t i = 0; i < count; i++)
        select_folders_of(selecting, entries, i);
}

/* The result is copied when all paths are found, so that it takes no more memory than needed. */
static Selection *make(Selections *selections, const Chosen *chosen) {
    Selecting selecting = {.scratch = selections->scratch,
                           .snapshot = chosen->repository->snapshot,
                           .chooser = chosen->chooser};
    if (chosen->kind == SELECT_FOLDERS)
        select_folders(&selecting);
    else
        select_entries(&selecting, chosen->kind == SELECT_FILES);
    Selection *selection = arena_new(selections->arena, Selection);
    *selection =
        (Selection){array_copy(selections->arena, &selecting.found), selecting.found.len, 0};
    arena_reset(selections->scratch);
    return selection;
}

static Selection *find_or_make(Selections *selections, const TableDef *def,
                               const Repository *repository, SelectionKind kind) {
    const Chosen chosen = {{globs_of(selections, def->patterns, &def->files),
                            globs_of(selections, def->patterns, &def->exclude)},
                           repository,
                           kind};
    Str key = {(const char *)&chosen, sizeof chosen};
    Selection *selection = map_get(&selections->by_globs, key);
    if (!selection) {
        selection = make(selections, &chosen);
        map_put(&selections->by_globs, str_copy(selections->arena, key), selection);
    }
    return selection;
}

Selection *selection_of(Selections *selections, const TableDef *def, const Repository *repository,
                        SelectionKind kind) {
    const Asked asked = {def, repository, kind};
    Str key = {(const char *)&asked, sizeof asked};
    Selection *selection = map_get(&selections->by_asked, key);
    snapshot_tell(repository->snapshot, ASPECT_ALL, (Str){0}); /* even for a cached selection */
    if (!selection) {
        selection = find_or_make(selections, def, repository, kind);
        map_put(&selections->by_asked, str_copy(selections->arena, key), selection);
    }
    return selection;
}

/* The number of paths before the given one, or up to and including it. */
static size_t count_before(const Selection *selection, Str path, bool with_it) {
    size_t low = 0;
    size_t high = selection->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(selected_path(&selection->items[middle]), path);
        if (order < 0 || (order == 0 && with_it))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

Selection selection_between(const Selection *selection, Str first, Str last) {
    if (selection->count == 0)
        return *selection;
    size_t start = count_before(selection, first, false);
    size_t end = count_before(selection, last, true);
    return (Selection){selection->items + start, end - start, selection->parts};
}

static const Document **documents_of(Selections *selections, const Repository *repository) {
    for (size_t i = 0; i < selections->opened.len; i++)
        if (selections->opened.items[i].repository == repository)
            return selections->opened.items[i].documents;
    size_t count = 0;
    (void)snapshot_entries(repository->snapshot, &count);
    Opened opened = {repository, arena_new_array(selections->arena, count, const Document *)};
    array_push(selections->arena, &selections->opened, opened);
    return opened.documents;
}

const Document *selected_document(Selections *selections, const Repository *repository,
                                  const Selected *selected) {
    const Document **document = documents_of(selections, repository) + selected->entry;
    if (!*document)
        *document = documents_get(selections->documents, repository, selected_path(selected));
    return *document;
}
