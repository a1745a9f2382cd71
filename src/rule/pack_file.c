/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Decoding the files of a pack: pack.yml, files of tables, and rules. */
#include "base/ascii.h"
#include "base/path.h"
#include "git/snapshot.h"
#include "rule/pack_internal.h"

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

/* Parses a file of the pack, which holds one YAML document. */
static bool parse_file(const PackLoading *loading, const PackFile *file, Decoder *decoder,
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

/* Checks for OWNER/REPO: the name of a remote never has another form. */
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

static bool decode_repositories(PackLoading *loading, const Decoder *decoder, const YamlNode *node,
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

/* The names of packs are known, so an unknown one is reported at its place before loading it. */
static bool extend(PackLoading *loading, const Decoder *decoder, Text name, Error *error) {
    size_t count = 0;
    const char *const *builtin = pack_builtin_names(&count);
    if (pack_is_builtin(name.str))
        return pack_extend(loading, name.str, error);
    Str *names = arena_new_array(loading->arena, count, Str);
    for (size_t i = 0; i < count; i++)
        names[i] = str_from_c(builtin[i]);
    return decode_unknown(decoder, name.node, "built-in pack", name.str, "", names, count, error);
}

bool pack_file_decode_pack(PackLoading *loading, const PackFile *file, Error *error) {
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

bool pack_file_declare_tables(PackLoading *loading, const PackFile *file, Error *error) {
    Decoder decoder;
    const YamlNode *root;
    return parse_file(loading, file, &decoder, &root, error) &&
           table_defs_declare(&decoder, root, &loading->pack->tables, error);
}

/* Ids are used on the command line, in lists with commas and globs, and in comments. */
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
                                      "digits, '-', '_' and '.' only",
                              STR_ARG(source->path));
}

bool pack_file_decode_rule(PackLoading *loading, const PackFile *file, Error *error) {
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
                            "there is a rule '" STR_FMT "' already, in " STR_FMT
                            ": give this file another name",
                            STR_ARG(rule->id), STR_ARG(known->source->path));
    size_t at = pack->rule_count++;
    for (; at > 0 && str_compare(pack->rules[at - 1]->id, rule->id) > 0; at--)
        pack->rules[at] = pack->rules[at - 1];
    pack->rules[at] = rule;
    return true;
}

/* Rules may refer to rules in any file of the pack or of those that it extends. */
static bool check_rule(const PackLoading *loading, const Source *source, Text name, Error *error) {
    Decoder decoder = {loading->arena, loading->patterns, source};
    return pack_rule(loading->pack, name.str) ||
           pack_unknown_rule(&decoder, loading->pack, name, error);
}

static bool check_others(const PackLoading *loading, const Rule *rule, const TextList *names,
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

/* A glob need not match any rule, as it may be for future ones. */
static bool check_subject(const PackLoading *loading, const TextList *names, Error *error) {
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

bool pack_file_check_names(const PackLoading *loading, Error *error) {
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
