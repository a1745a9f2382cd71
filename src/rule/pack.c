/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Loading packs: the same code for those built into the binary and for a folder on disk, which
 * differ only in where the texts of their files come from.
 */
#include "rule/pack.h"

#include "base/ascii.h"
#include "base/nearest.h"
#include "base/path.h"
#include "git/snapshot.h"
#include "rule/embedded.h"
#include "rule/pack_unread.h"
#include "rule/subject.h"

static const char *const builtin_names[] = {"bytecode-alliance", "common"};

enum { BUILTIN_COUNT = sizeof builtin_names / sizeof *builtin_names };

#define MAX_EXTENDS 16

typedef struct PackFile {
    Str name; /* from the pack's folder: "pack.yml", "tables/people.yml", "sig-without-chair.yml" */
    Str bytes;
    const YamlImage *image; /* of what is built in */
} PackFile;

/* The files of one pack folder and the pack that they are loaded into. */
typedef struct Loading {
    Arena *arena;
    PatternSet *patterns;
    Str folder;
    PackFile *files;
    size_t file_count;
    Pack *pack;
    const Source *source; /* this folder's pack.yml … */
    Subjects subjects;    /* … and what it says */
    bool examples;        /* whether those of built-in rules are wanted */
    bool outline;         /* only the pack.yml is */
    int depth;            /* of extensions */
} Loading;

typedef struct PackParams {
    Text name;
    Text summary;
    TextList extends;
    const YamlNode *repositories;
    const YamlNode *globs;
    const YamlNode *tables;
    const YamlNode *subjects;
} PackParams;

static const Field repository_fields[] = {
    {"github", FIELD_TEXT, offsetof(RepositoryDef, github), .doc = "OWNER/REPO"},
    {"branch", FIELD_TEXT, offsetof(RepositoryDef, branch), .doc = "its default branch"},
    {"known-by", FIELD_TEXTS, offsetof(RepositoryDef, known_by), .doc = "paths that tell it"},
    {0}};

static const Shape repository_shape = {SHAPE_MAPPING, .fields = repository_fields};
static const Shape repositories_shape = {SHAPE_MAP, .items = &repository_shape};
const Shape tables_shape = {SHAPE_MAP, .items = &table_shape};

static const Field pack_fields[] = {
    {"name", FIELD_FILLED, offsetof(PackParams, name), .required = true, .doc = "as its folder"},
    {"summary", FIELD_TEXT, offsetof(PackParams, summary), .doc = "what it is for"},
    {"extends", FIELD_TEXTS, offsetof(PackParams, extends), .doc = "built-in packs"},
    {"repositories", FIELD_NODE, offsetof(PackParams, repositories), .doc = "its roles",
     .of = &repositories_shape},
    {"globs", FIELD_NODE, offsetof(PackParams, globs), .doc = "lists of globs that tables share",
     .of = &glob_lists_shape},
    {"tables", FIELD_NODE, offsetof(PackParams, tables), .doc = "its tables", .of = &tables_shape},
    {"subjects", FIELD_NODE, offsetof(PackParams, subjects),
     .doc = "what its rules are about: globs of their ids", .of = &subjects_shape},
    {0}};

const Shape pack_shape = {SHAPE_MAPPING, .fields = pack_fields};

static bool load_builtin_into(Loading *outer, Str name, Error *error);

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

/* The one YAML document of a file of the pack. */
static bool parse_file(const Loading *loading, const PackFile *file, Decoder *decoder,
                       const YamlNode **root, Error *error) {
    Str path = path_join(loading->arena, loading->folder, file->name);
    const Source *source = source_new(loading->arena, (Str){0}, (Str){0}, path, file->bytes);
    *decoder = (Decoder){loading->arena, loading->patterns, source};
    if (file->image) {
        Str without = loading->examples ? (Str){0} : STR("examples");
        *root = yaml_image_read(loading->arena, file->image, file->bytes, without);
        return true;
    }
    if (!decode_source(decoder, root, error))
        return false;
    if (!*root)
        return error_set(error, ERROR_USAGE, STR_FMT ":1:1: there is no YAML in this file",
                         STR_ARG(path));
    return true;
}

/* OWNER/REPO: nothing else is ever the name of a remote. */
static bool check_github(const Decoder *decoder, Text github, Error *error) {
    Str name = {0};
    Str url = str_printf(decoder->arena, "https://github.com/" STR_FMT, STR_ARG(github.str));
    if (!github.node || (snapshot_github_name(url, &name) && str_equal(name, github.str)))
        return true;
    Str hint = snapshot_github_name(github.str, &name)
                   ? str_printf(decoder->arena, "; did you mean '" STR_FMT "'?", STR_ARG(name))
                   : (Str){0};
    return decode_error(decoder, github.node, error,
                        "'github' must be OWNER/REPO, not '" STR_FMT "'" STR_FMT,
                        STR_ARG(github.str), STR_ARG(hint));
}

static bool decode_repositories(Loading *loading, Decoder *decoder, const YamlNode *node,
                                Error *error) {
    Pack *pack = loading->pack;
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "'repositories' must be a mapping of names to repositories");
    RepositoryDef *all =
        arena_new_array(loading->arena, pack->repository_count + mapping->count, RepositoryDef);
    for (size_t i = 0; i < pack->repository_count; i++)
        all[i] = pack->repositories[i];
    pack->repositories = all;
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlPair *pair = &mapping->as.pairs[i];
        RepositoryDef *def = &all[pack->repository_count++];
        def->name = (Text){pair->key->text, pair->key};
        if (str_equal(def->name.str, STR("any")))
            return decode_error(decoder, pair->key, error, "'any' stands for all repositories");
        for (const RepositoryDef *known = all; known < def; known++)
            if (str_equal(known->name.str, def->name.str))
                return decode_error(decoder, pair->key, error,
                                    "there is a repository '" STR_FMT "' already",
                                    STR_ARG(def->name.str));
        if (!decode_mapping(decoder, pair->value, repository_fields, "a repository", def, error) ||
            !check_github(decoder, def->github, error) ||
            !decode_paths(decoder, "known-by", &def->known_by, error))
            return false;
    }
    return true;
}

/* The names of packs are few, so an unknown one is told at its place before it is looked for. */
static bool extend(Loading *loading, const Decoder *decoder, Text name, Error *error) {
    Str names[BUILTIN_COUNT];
    if (pack_is_builtin(name.str))
        return load_builtin_into(loading, name.str, error);
    for (size_t i = 0; i < BUILTIN_COUNT; i++)
        names[i] = str_from_c(builtin_names[i]);
    return decode_unknown(decoder, name.node, "built-in pack", name.str, "", names, BUILTIN_COUNT,
                          error);
}

static bool decode_pack_file(Loading *loading, const PackFile *file, Error *error) {
    Decoder decoder;
    const YamlNode *root;
    PackParams params = {0};
    if (!parse_file(loading, file, &decoder, &root, error) ||
        !decode_mapping(&decoder, root, pack_fields, "a pack", &params, error))
        return false;
    for (size_t i = 0; i < params.extends.count; i++)
        if (!extend(loading, &decoder, params.extends.items[i], error))
            return false;
    loading->source = decoder.source;
    Pack *pack = loading->pack;
    pack->name = params.name.str;
    pack->summary = params.summary.str;
    return (!params.repositories ||
            decode_repositories(loading, &decoder, params.repositories, error)) &&
           (!params.subjects ||
            subjects_decode(&decoder, params.subjects, &loading->subjects, error)) &&
           (loading->outline ||
            ((!params.globs ||
              glob_lists_declare(&decoder, params.globs, &pack->tables.globs, error)) &&
             (!params.tables ||
              table_defs_declare(&decoder, params.tables, &pack->tables, error))));
}

/* A file of the folder tables/: a mapping of names to tables, as under `tables:` of pack.yml. */
static bool declare_tables(Loading *loading, const PackFile *file, Error *error) {
    Decoder decoder;
    const YamlNode *root;
    return parse_file(loading, file, &decoder, &root, error) &&
           table_defs_declare(&decoder, root, &loading->pack->tables, error);
}

static bool define_tables(Loading *loading, Error *error) {
    Pack *pack = loading->pack;
    TextList roles = {arena_new_array(loading->arena, pack->repository_count, Text),
                      pack->repository_count};
    for (size_t i = 0; i < pack->repository_count; i++)
        roles.items[i] = pack->repositories[i].name;
    return table_defs_define(&roles, &pack->tables, error);
}

/* An id is named on the command line, in lists with commas and globs, and in comments. */
static bool is_of_id(char c) {
    return ascii_is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || (unsigned char)c >= 0x80;
}

static bool check_id(const PackFile *file, const Source *source, Error *error) {
    Str id = path_stem(file->name);
    bool valid = true;
    for (size_t i = 0; i < id.len && valid; i++)
        valid = is_of_id(id.ptr[i]);
    return valid || error_set(error, ERROR_USAGE,
                              STR_FMT ": the name of a rule's file is its id, and has letters, "
                                      "digits, '-', '_' and '.' alone",
                              STR_ARG(source->path));
}

static bool decode_rule_file(Loading *loading, const PackFile *file, Error *error) {
    Decoder *decoder = arena_new(loading->arena, Decoder);
    const YamlNode *root;
    Rule *rule;
    if (!parse_file(loading, file, decoder, &root, error) ||
        !check_id(file, decoder->source, error) ||
        !rule_decode(decoder, path_stem(file->name), root, &loading->pack->tables, &rule, error))
        return false;
    rule->pack = loading->pack->name;
    rule->pack_summary = loading->pack->summary;
    subjects_assign(&loading->subjects, rule);
    Pack *pack = loading->pack;
    const Rule *known = pack_rule(pack, rule->id);
    if (known)
        return decode_error(decoder, NULL, error,
                            "there is a rule '" STR_FMT "' already, in " STR_FMT, STR_ARG(rule->id),
                            STR_ARG(known->source->path));
    size_t at = pack->rule_count++;
    for (; at > 0 && str_compare(pack->rules[at - 1]->id, rule->id) > 0; at--)
        pack->rules[at] = pack->rules[at - 1];
    pack->rules[at] = rule;
    return true;
}

/* Room for a rule in each of the files. */
static void make_room(const Loading *loading) {
    Pack *pack = loading->pack;
    Rule **rules = arena_new_array(loading->arena, pack->rule_count + loading->file_count, Rule *);
    for (size_t i = 0; i < pack->rule_count; i++)
        rules[i] = pack->rules[i];
    pack->rules = rules;
}

static bool holds_tables(const PackFile *file) {
    return path_folder(file->name).len > 0;
}

/* Rules refer to others, of any file of the pack or of those that it extends. */
static bool check_rule(const Loading *loading, const Source *source, Text name, Error *error) {
    const Pack *pack = loading->pack;
    Decoder decoder = {loading->arena, loading->patterns, source};
    if (pack_rule(pack, name.str))
        return true;
    Str *ids = arena_new_array(loading->arena, pack->rule_count, Str);
    for (size_t i = 0; i < pack->rule_count; i++)
        ids[i] = pack->rules[i]->id;
    return decode_unknown_alone(&decoder, name.node, "rule", name.str, ids, pack->rule_count,
                                error);
}

static bool check_others(const Loading *loading, const Rule *rule, const TextList *names,
                         Error *error) {
    Decoder decoder = {loading->arena, loading->patterns, rule->source};
    for (size_t i = 0; i < names->count; i++) {
        if (str_equal(names->items[i].str, rule->id))
            return decode_error(&decoder, names->items[i].node, error,
                                "'" STR_FMT "' is this rule itself", STR_ARG(rule->id));
        if (!check_rule(loading, rule->source, names->items[i], error))
            return false;
    }
    return true;
}

/* A glob may be for rules to come. */
static bool check_subject(const Loading *loading, const TextList *names, Error *error) {
    for (size_t i = 0; i < names->count; i++) {
        Str glob = names->items[i].str;
        bool plain = true;
        for (size_t k = 0; k < glob.len && plain; k++)
            plain = is_of_id(glob.ptr[k]);
        if (plain && !check_rule(loading, loading->source, names->items[i], error))
            return false;
    }
    return true;
}

static bool load_files(Loading *loading, Error *error) {
    const PackFile *pack_file = NULL;
    for (size_t i = 0; i < loading->file_count; i++)
        if (str_equal(loading->files[i].name, STR("pack.yml")))
            pack_file = &loading->files[i];
    if (!pack_file)
        return error_set(error, ERROR_USAGE, STR_FMT ": there is no pack.yml in this folder",
                         STR_ARG(loading->folder));
    if (!decode_pack_file(loading, pack_file, error))
        return false;
    if (loading->outline)
        return true;
    for (size_t i = 0; i < loading->file_count; i++)
        if (holds_tables(&loading->files[i]) && !declare_tables(loading, &loading->files[i], error))
            return false;
    if (!define_tables(loading, error))
        return false;
    make_room(loading);
    for (size_t i = 0; i < loading->file_count; i++)
        if (&loading->files[i] != pack_file && !holds_tables(&loading->files[i]) &&
            !decode_rule_file(loading, &loading->files[i], error))
            return false;
    for (size_t i = 0; i < loading->pack->rule_count; i++) {
        const Rule *rule = loading->pack->rules[i];
        if (!check_others(loading, rule, &rule->covers, error) ||
            !check_others(loading, rule, &rule->yields_to, error))
            return false;
    }
    for (size_t i = 0; i < loading->subjects.count; i++)
        if (!check_subject(loading, &loading->subjects.items[i].rules, error))
            return false;
    return true;
}

/* Adds the file at this path to the pack's, where it lies in its folder or in tables/ below it. */
static PackFile *add_file(Loading *loading, Str folder, Str path) {
    static const Str tables = STR_INIT("tables/");
    bool below = folder.len > 0;
    if (!str_starts_with(path, folder) ||
        (below && (path.len <= folder.len || path.ptr[folder.len] != '/')))
        return NULL;
    Str inside = str_slice(path, folder.len + below, path.len);
    Str name = str_starts_with(inside, tables) ? str_slice(inside, tables.len, inside.len) : inside;
    if (name.len == 0 || name.ptr[0] == '.' || str_find_last(name, '/') != SIZE_MAX ||
        !str_equal(path_extension(name), STR(".yml")) ||
        (loading->outline && !str_equal(name, STR("pack.yml"))))
        return NULL;
    PackFile *file = &loading->files[loading->file_count++];
    file->name = inside;
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

static void list_builtin(Loading *loading, Str name) {
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

static bool load_builtin_into(Loading *outer, Str name, Error *error) {
    Loading loading = {.arena = outer->arena,
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
    /* With the examples, which are to be run, its patterns are tested. */
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

static bool load_builtin(Loading *loading, Str name, Pack **out, Error *error) {
    loading->pack = pack_new(loading->arena, loading->patterns);
    if (!load_builtin_into(loading, name, error))
        return false;
    loading->pack->folder = str_printf(loading->arena, "rules/" STR_FMT, STR_ARG(name));
    *out = loading->pack;
    return true;
}

bool pack_load_builtin(Arena *arena, PatternSet *patterns, Str name, bool examples, Pack **out,
                       Error *error) {
    Loading loading = {.arena = arena, .patterns = patterns, .examples = examples};
    return load_builtin(&loading, name, out, error);
}

bool pack_outline_builtin(Arena *arena, PatternSet *patterns, Str name, Pack **out, Error *error) {
    Loading loading = {.arena = arena, .patterns = patterns, .outline = true};
    return load_builtin(&loading, name, out, error);
}

static bool list_folder(Loading *loading, const Snapshot *snapshot, Str folder, Error *error) {
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
    Loading loading = {.arena = arena,
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
    Loading loading = {.arena = arena,
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
