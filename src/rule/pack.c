/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Loading packs. Those built into the binary and those in a folder on disk use the same code; they
 * differ only in where the texts of their files come from.
 */
#include "rule/pack.h"

#include "base/nearest.h"
#include "base/path.h"
#include "git/snapshot.h"
#include "rule/embedded.h"
#include "rule/pack_internal.h"
#include "rule/pack_unread.h"

static const char *const builtin_names[] = {"bytecode-alliance", "common"};

enum { BUILTIN_COUNT = sizeof builtin_names / sizeof *builtin_names };

#define MAX_EXTENDS 16

const char *const *pack_builtin_names(size_t *count) {
    *count = BUILTIN_COUNT;
    return builtin_names;
}

bool pack_is_builtin(Str name) {
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        if (str_equal_c(name, builtin_names[i]))
            return true;
    return false;
}

static bool define_tables(PackLoading *loading, Error *error) {
    Pack *pack = loading->pack;
    TextList roles = {arena_new_array(loading->arena, pack->repository_count, Text),
                      pack->repository_count};
    for (size_t i = 0; i < pack->repository_count; i++)
        roles.items[i] = pack->repositories[i].name;
    return table_defs_define(&roles, &pack->tables, error);
}

/* Makes room for one rule in each of the files. */
static void make_room(const PackLoading *loading) {
    Pack *pack = loading->pack;
    Rule **rules = arena_new_array(loading->arena, pack->rule_count + loading->file_count, Rule *);
    for (size_t i = 0; i < pack->rule_count; i++)
        rules[i] = pack->rules[i];
    pack->rules = rules;
}

static bool holds_tables(const PackFile *file) {
    return path_folder(file->name).len > 0;
}

static bool load_files(PackLoading *loading, Error *error) {
    const PackFile *pack_file = NULL;
    for (size_t i = 0; i < loading->file_count; i++)
        if (str_equal(loading->files[i].name, STR("pack.yml")))
            pack_file = &loading->files[i];
    if (!pack_file)
        return error_set(error, ERROR_USAGE, STR_FMT ": there is no pack.yml in this folder",
                         STR_ARG(loading->folder));
    if (!pack_file_decode_pack(loading, pack_file, error))
        return false;
    if (loading->outline)
        return true;
    for (size_t i = 0; i < loading->file_count; i++)
        if (holds_tables(&loading->files[i]) &&
            !pack_file_declare_tables(loading, &loading->files[i], error))
            return false;
    if (!define_tables(loading, error))
        return false;
    make_room(loading);
    for (size_t i = 0; i < loading->file_count; i++)
        if (&loading->files[i] != pack_file && !holds_tables(&loading->files[i]) &&
            !pack_file_decode_rule(loading, &loading->files[i], error))
            return false;
    return pack_file_check_names(loading, error);
}

/* Adds the file at a path to the pack's files if it is in its folder or in tables/ below that. */
static PackFile *add_file(PackLoading *loading, Str folder, Str path) {
    static const Str tables = STR_INIT("tables/");
    if (!path_take_folder(&path, folder))
        return NULL;
    Str name = str_starts_with(path, tables) ? str_slice(path, tables.len, path.len) : path;
    if (name.len == 0 || name.ptr[0] == '.' || str_find_last(name, '/') != SIZE_MAX ||
        !str_equal(path_extension(name), STR(".yml")) ||
        (loading->outline && !str_equal(name, STR("pack.yml"))))
        return NULL;
    PackFile *file = &loading->files[loading->file_count++];
    file->name = path;
    return file;
}

static bool check_builtin_name(Arena *arena, Str name, Error *error) {
    if (pack_is_builtin(name))
        return true;
    Str nearest = nearest_of(arena, name, builtin_names, BUILTIN_COUNT);
    if (nearest.len)
        return error_set(error, ERROR_USAGE,
                         "there is no built-in pack '" STR_FMT "'; did you mean '" STR_FMT "'?",
                         STR_ARG(name), STR_ARG(nearest));
    return error_set(error, ERROR_USAGE, "there is no built-in pack '" STR_FMT "'", STR_ARG(name));
}

static void list_builtin(PackLoading *loading, Str name) {
    loading->folder = str_printf(loading->arena, "rules/" STR_FMT, STR_ARG(name));
    loading->files = arena_new_array(loading->arena, embedded_file_count, PackFile);
    for (size_t i = 0; i < embedded_file_count; i++) {
        PackFile *file = add_file(loading, loading->folder, embedded_files[i].path);
        if (file) {
            file->bytes = embedded_files[i].bytes;
            file->image = embedded_files[i].image;
        }
    }
}

bool pack_extend(PackLoading *outer, Str name, Error *error) {
    PackLoading loading = {.arena = outer->arena,
                           .patterns = outer->patterns,
                           .pack = outer->pack,
                           .examples = outer->examples,
                           .outline = outer->outline,
                           .depth = outer->depth + 1};
    if (loading.depth > MAX_EXTENDS)
        return error_set(error, ERROR_USAGE, STR_FMT ": packs extend each other in a circle",
                         STR_ARG(outer->folder));
    if (!check_builtin_name(loading.arena, name, error))
        return false;
    list_builtin(&loading, name);
    /* If examples are loaded, they are going to be run, so patterns are checked too. */
    bool before = pattern_set_trust(loading.patterns, !loading.examples);
    bool ok = load_files(&loading, error);
    pattern_set_trust(loading.patterns, before);
    return ok;
}

static Pack *pack_new(Arena *arena, PatternSet *patterns) {
    Pack *pack = arena_new(arena, Pack);
    pack->patterns = patterns;
    table_defs_init(&pack->tables, arena);
    return pack;
}

static bool load_builtin(PackLoading *loading, Str name, Pack **out, Error *error) {
    loading->pack = pack_new(loading->arena, loading->patterns);
    if (!pack_extend(loading, name, error))
        return false;
    loading->pack->folder = str_printf(loading->arena, "rules/" STR_FMT, STR_ARG(name));
    *out = loading->pack;
    return true;
}

bool pack_load_builtin(Arena *arena, PatternSet *patterns, Str name, bool examples, Pack **out,
                       Error *error) {
    PackLoading loading = {.arena = arena, .patterns = patterns, .examples = examples};
    return load_builtin(&loading, name, out, error);
}

bool pack_outline_builtin(Arena *arena, PatternSet *patterns, Str name, Pack **out, Error *error) {
    PackLoading loading = {.arena = arena, .patterns = patterns, .outline = true};
    return load_builtin(&loading, name, out, error);
}

static bool list_folder(PackLoading *loading, const Snapshot *snapshot, Str folder, Error *error) {
    size_t count = 0;
    const SnapshotEntry *entries = snapshot_entries(snapshot, &count);
    loading->files = arena_new_array(loading->arena, count, PackFile);
    for (size_t i = 0; i < count; i++) {
        PackFile *file =
            entries[i].kind == ENTRY_FILE ? add_file(loading, folder, entries[i].path) : NULL;
        Error why = {0};
        if (!file && !pack_check_unread(loading->arena, loading->folder, snapshot, folder,
                                        &entries[i], error))
            return false;
        if (file && !snapshot_read(snapshot, &entries[i], &file->bytes, &why))
            return error_set(error, ERROR_USAGE, STR_FMT "/" STR_FMT ": %s",
                             STR_ARG(loading->folder), STR_ARG(file->name), why.message);
        if (file)
            file->bytes = str_copy(loading->arena, file->bytes);
    }
    return true;
}

bool pack_load_folder(Arena *arena, PatternSet *patterns, Str folder, bool examples, Pack **out,
                      Error *error) {
    Error why = {0};
    Snapshot *snapshot = snapshot_open(arena, folder, &why);
    if (!snapshot)
        return error_set(error, ERROR_USAGE, "the pack cannot be opened: %s", why.message);
    PackLoading loading = {.arena = arena,
                           .patterns = patterns,
                           .folder = folder,
                           .pack = pack_new(arena, patterns),
                           .examples = examples};
    loading.pack->folder = folder;
    bool loaded = list_folder(&loading, snapshot, (Str){0}, error) && load_files(&loading, error);
    snapshot_close(snapshot);
    *out = loading.pack;
    return loaded;
}

bool pack_load_inside(Arena *arena, PatternSet *patterns, const Snapshot *snapshot, Str folder,
                      bool examples, Pack **out, Error *error) {
    PackLoading loading = {.arena = arena,
                           .patterns = patterns,
                           .pack = pack_new(arena, patterns),
                           .examples = examples};
    Str label = snapshot_label(snapshot);
    loading.folder = str_printf(arena, STR_FMT STR_FMT, STR_ARG(label), STR_ARG(folder));
    loading.pack->folder = loading.folder;
    *out = loading.pack;
    return list_folder(&loading, snapshot, folder, error) && load_files(&loading, error);
}

const Rule *pack_rule(const Pack *pack, Str id) {
    size_t low = 0;
    size_t high = pack->rule_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(id, pack->rules[middle]->id);
        if (order == 0)
            return pack->rules[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}

Str pack_nearest_rule(Arena *arena, const Pack *pack, Str word) {
    Nearest nearest;
    nearest_init(&nearest, arena, word);
    for (size_t i = 0; i < pack->rule_count; i++)
        nearest_offer(&nearest, pack->rules[i]->id);
    return nearest.text;
}

bool pack_unknown_rule(const Decoder *decoder, const Pack *pack, Text id, Error *error) {
    Str nearest = pack_nearest_rule(decoder->arena, pack, id.str);
    return decode_unknown(decoder, id.node, "rule", id.str, "", &nearest, nearest.len > 0, error);
}
