/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Decoding `.govlint.yml` in two steps. Its form is checked when it is read, as it may name the
 * pack to use; the names in it are checked once the pack is known.
 */
#include "rule/config.h"

#include "base/array.h"
#include "base/path.h"
#include "rule/embedded.h"

/* A file of this name would not be read, which would surprise its author. */
#define MISTAKEN_NAME ".govlint.yaml"

typedef struct ConfigParams {
    Text pack;
    const YamlNode *repositories;
    const YamlNode *rules;
    const YamlNode *ignore;
} ConfigParams;

typedef struct IgnoreParams {
    TextList rules;
    Text path;
    Text row;
    Text reason;
    Text until;
} IgnoreParams;

static const Field severity_field = {
    .key = "severity", .kind = FIELD_CHOICE, .choices = severity_choices};
static const Shape severity_shape = {SHAPE_VALUE, .fields = &severity_field};
static const Shape severities_shape = {SHAPE_MAP, .items = &severity_shape};
static const Field place_field = {.key = "a repository", .kind = FIELD_FILLED};
static const Shape place_shape = {SHAPE_VALUE, .fields = &place_field};
static const Shape places_shape = {SHAPE_MAP, .items = &place_shape};

static const Field ignore_fields[] = {
    {"rule", FIELD_TEXTS, offsetof(IgnoreParams, rules), .required = true,
     .doc = "whose findings are held back"},
    {"path", FIELD_FILLED, offsetof(IgnoreParams, path),
     .doc = "a glob: only those in these files"},
    {"row", FIELD_FILLED, offsetof(IgnoreParams, row), .doc = "only those of the row of this name"},
    {"reason", FIELD_FILLED, offsetof(IgnoreParams, reason), .required = true,
     .doc = "why that is right"},
    {"until", FIELD_DAY, offsetof(IgnoreParams, until), .doc = "the last day, as 2026-12-31"},
    {0}};

static const char *const ignore_places[] = {"path", "row", NULL};
static const Shape ignore_shape = {SHAPE_MAPPING, .fields = ignore_fields,
                                   .some_of = ignore_places};
static const Shape ignores_shape = {SHAPE_LIST, .items = &ignore_shape};

static const Field config_fields[] = {
    {"pack", FIELD_FILLED, offsetof(ConfigParams, pack),
     .doc = "a built-in pack, or a folder of this repository"},
    {"repositories", FIELD_NODE, offsetof(ConfigParams, repositories),
     .doc = "where the pack's other repositories are: name: path or URL", .of = &places_shape},
    {"rules", FIELD_NODE, offsetof(ConfigParams, rules),
     .doc = "severities of rules in this repository", .of = &severities_shape},
    {"ignore", FIELD_NODE, offsetof(ConfigParams, ignore),
     .doc = "findings that are held back, each with the reason", .of = &ignores_shape},
    {0}};

const Shape config_shape = {SHAPE_MAPPING, .fields = config_fields};

Str key_text(Arena *arena, Str key) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < key.len; i++) {
        bool last = i + 1 == key.len;
        if (key.ptr[i] != '\n')
            strbuf_append_char(&out, key.ptr[i]);
        else if (!last)
            strbuf_append_c(&out, " / ");
    }
    return strbuf_str(&out);
}

static bool check_count(const Decoder *decoder, const YamlNode *node, size_t count,
                        const char *what, Error *error) {
    return count <= CONFIG_MAX_ENTRIES ||
           decode_error(decoder, node, error, "there are more than %d %s", CONFIG_MAX_ENTRIES,
                        what);
}

/* Messages name the key of the mapping, as that is what the user wrote. */
static bool check_scalar(const Decoder *decoder, const YamlPair *pair, const char *what,
                         Error *error) {
    const YamlNode *value = yaml_resolve(pair->value);
    return (value->kind == YAML_KIND_SCALAR && !yaml_is_null(value) &&
            str_trim(value->text).len > 0) ||
           decode_error(decoder, pair->value, error, "'" STR_FMT "' must be %s",
                        STR_ARG(yaml_resolve(pair->key)->text), what);
}

static bool decode_repositories(Config *config, const YamlNode *node, Error *error) {
    const Decoder *decoder = &config->decoder;
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "'repositories' must be a mapping of names to paths or URLs");
    if (!check_count(decoder, node, mapping->count, "repositories", error))
        return false;
    ARRAY_OF(ConfigRepository) all = {0};
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlPair *pair = &mapping->as.pairs[i];
        ConfigRepository repository = {.name = {yaml_resolve(pair->key)->text, pair->key}};
        for (size_t k = 0; k < all.len; k++)
            if (str_equal(all.items[k].name.str, repository.name.str))
                return decode_error(decoder, pair->key, error, "'" STR_FMT "' is given twice",
                                    STR_ARG(repository.name.str));
        if (!check_scalar(decoder, pair, "a path or a URL", error) ||
            !decode_value(decoder, pair->value, &place_field, &repository.place, error))
            return false;
        array_push(decoder->arena, &all, repository);
    }
    config->repositories = all.items;
    config->repository_count = all.len;
    return true;
}

static bool decode_rules(Config *config, const YamlNode *node, Error *error) {
    const Decoder *decoder = &config->decoder;
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "'rules' must be a mapping of rules to severities");
    if (!check_count(decoder, node, mapping->count, "rules", error))
        return false;
    ARRAY_OF(ConfigRule) all = {0};
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlPair *pair = &mapping->as.pairs[i];
        int severity = SEVERITY_OFF;
        if (!check_scalar(decoder, pair, "off, note, warning or error", error) ||
            !decode_value(decoder, pair->value, &severity_field, &severity, error))
            return false;
        array_push(decoder->arena, &all,
                   (ConfigRule){{yaml_resolve(pair->key)->text, pair->key}, (Severity)severity});
    }
    config->rules = all.items;
    config->rule_count = all.len;
    return true;
}

static bool check_ignore(const Decoder *decoder, const YamlNode *node, const IgnoreParams *params,
                         Error *error) {
    Str path = params->path.str;
    if (!params->path.node && !params->row.node)
        return decode_error(decoder, node, error,
                            "an ignore needs 'path' or 'row'; 'rules' switches all of a rule off");
    if (str_starts_with(path, STR("/")) || str_starts_with(path, STR("./")))
        return decode_error(decoder, params->path.node, error,
                            "'path' is from the root of the repository, without '/' or './' first");
    return true;
}

typedef ARRAY_OF(Ignore) Ignores;

/* Adds one ignore for each rule that the entry names. */
static bool decode_ignore(const Decoder *decoder, const YamlNode *node, Ignores *out,
                          Error *error) {
    IgnoreParams params = {0};
    if (!decode_mapping(decoder, node, ignore_fields, "an ignore", &params, error) ||
        !check_ignore(decoder, node, &params, error))
        return false;
    Ignore ignore = {.reason = str_trim(params.reason.str),
                     .has_row = params.row.node != NULL,
                     .row = params.row.str,
                     .until = params.until.str};
    if (params.path.node && !(ignore.path = decode_glob(decoder, params.path, error)))
        return false;
    for (size_t i = 0; i < params.rules.count; i++) {
        ignore.rule = params.rules.items[i].str;
        ignore.at = (Location){decoder->source, yaml_resolve(params.rules.items[i].node)->span};
        array_push(decoder->arena, out, ignore);
    }
    return check_count(decoder, node, out->len, "ignores", error);
}

static bool decode_ignores(Config *config, const YamlNode *node, Error *error) {
    const YamlNode *list = yaml_resolve(node);
    if (list->kind != YAML_KIND_SEQUENCE)
        return decode_error(&config->decoder, node, error, "'ignore' must be a list");
    Ignores all = {0};
    for (size_t i = 0; i < list->count; i++)
        if (!decode_ignore(&config->decoder, list->as.items[i], &all, error))
            return false;
    config->ignores = all.items;
    config->ignore_count = all.len;
    return true;
}

static bool decode_config(Config *config, Error *error) {
    const YamlNode *root = NULL;
    ConfigParams params = {0};
    if (!decode_source(&config->decoder, &root, error))
        return false;
    if (!root || yaml_is_null(root))
        return true;
    if (!decode_mapping(&config->decoder, root, config_fields, "the configuration", &params, error))
        return false;
    config->pack = params.pack;
    return (!params.repositories || decode_repositories(config, params.repositories, error)) &&
           (!params.rules || decode_rules(config, params.rules, error)) &&
           (!params.ignore || decode_ignores(config, params.ignore, error));
}

static bool refuse(const Snapshot *snapshot, const char *why, Error *error) {
    return error_set(error, ERROR_USAGE, STR_FMT CONFIG_NAME ": %s",
                     STR_ARG(snapshot_label(snapshot)), why);
}

bool config_load(Arena *arena, PatternSet *patterns, const Repository *repository,
                 const Config **out, Error *error) {
    const Snapshot *snapshot = repository->snapshot;
    const SnapshotEntry *entry = snapshot ? snapshot_find(snapshot, STR(CONFIG_NAME)) : NULL;
    Str bytes;
    Error why = {0};
    *out = NULL;
    if (!entry && snapshot && snapshot_find(snapshot, STR(MISTAKEN_NAME)))
        return error_set(error, ERROR_USAGE,
                         STR_FMT MISTAKEN_NAME ": a configuration is called " CONFIG_NAME,
                         STR_ARG(snapshot_label(snapshot)));
    if (!entry && !(snapshot && snapshot_has_folder(snapshot, STR(CONFIG_NAME))))
        return true;
    if (!entry || entry->kind != ENTRY_FILE)
        return refuse(snapshot, "the configuration must be a regular file", error);
    if (!snapshot_read(snapshot, entry, &bytes, &why))
        return refuse(snapshot, why.message, error);
    if (bytes.len >= CONFIG_MAX_SIZE)
        return refuse(snapshot, "the configuration must be smaller than 1 MiB", error);
    Config *config = arena_new(arena, Config);
    config->decoder =
        (Decoder){arena, patterns,
                  repository_source(arena, repository, STR(CONFIG_NAME), str_copy(arena, bytes))};
    *out = config;
    return decode_config(config, error);
}

bool config_knows_rule(const Pack *pack, Str id) {
    if (pack_rule(pack, id))
        return true;
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str path = embedded_files[i].path;
        Str name = path_name(path);
        if (str_equal(path_folder(path_folder(path)), STR("rules")) &&
            str_equal(path_stem(name), id) && !str_equal(name, STR("pack.yml")))
            return true;
    }
    return false;
}

bool config_has_other_pack(const Config *config, const Pack *pack) {
    return config && config->pack.node && !str_equal(config->pack.str, pack->name) &&
           !str_ends_with(pack->folder, config->pack.str);
}

/* A run with another pack cannot know the rules of a pack that only this repository uses. */
static bool check_rule(const Config *config, const Pack *pack, Text id, Error *error) {
    if (config_knows_rule(pack, id.str) || config_has_other_pack(config, pack))
        return true;
    return pack_unknown_rule(&config->decoder, pack, id, error);
}

static bool check_ignored_rule(const Config *config, const Pack *pack, const Ignore *ignore,
                               Error *error) {
    const YamlNode at = {.span = ignore->at.span};
    const Rule *rule = pack_rule(pack, ignore->rule);
    if (rule && rule_is_of_ignores(rule))
        return decode_error(&config->decoder, &at, error,
                            "'" STR_FMT "' cannot be ignored; it can be switched off under 'rules'",
                            STR_ARG(ignore->rule));
    return check_rule(config, pack, (Text){ignore->rule, &at}, error);
}

/* The names of the repositories of all built-in packs, as one of these may be chosen once there are
   enough files to recognise it by. */
static bool builtin_roles(const Decoder *decoder, TextList *out, Error *error) {
    size_t count = 0;
    const char *const *names = pack_builtin_names(&count);
    ARRAY_OF(Text) roles = {0};
    for (size_t i = 0; i < count; i++) {
        Pack *outline;
        if (!pack_outline_builtin(decoder->arena, decoder->patterns, str_from_c(names[i]), &outline,
                                  error))
            return false;
        for (size_t k = 0; k < outline->repository_count; k++)
            array_push(decoder->arena, &roles, outline->repositories[k].name);
    }
    *out = (TextList){roles.items, roles.len};
    return true;
}

/* A pack without repositories accepts any that are given, so no name has a meaning for it. */
static bool check_unbound(const Config *config, const Pack *pack, Text name, Error *error) {
    TextList roles;
    if (config_has_other_pack(config, pack))
        return true;
    if (config->pack.node)
        return decode_error(&config->decoder, name.node, error,
                            "unknown repository '" STR_FMT "': the pack '" STR_FMT "' names none",
                            STR_ARG(name.str), STR_ARG(pack->name));
    if (!builtin_roles(&config->decoder, &roles, error))
        return false;
    Str *names = arena_new_array(config->decoder.arena, roles.count, Str);
    for (size_t i = 0; i < roles.count; i++) {
        names[i] = roles.items[i].str;
        if (str_equal(names[i], name.str))
            return true;
    }
    return decode_unknown(&config->decoder, name.node, "repository", name.str, "", names,
                          roles.count, error);
}

static bool check_repository(const Config *config, const Pack *pack, Text name, Error *error) {
    const Decoder *decoder = &config->decoder;
    if (pack->repository_count == 0)
        return check_unbound(config, pack, name, error);
    Str *names = arena_new_array(decoder->arena, pack->repository_count, Str);
    for (size_t i = 0; i < pack->repository_count; i++) {
        names[i] = pack->repositories[i].name.str;
        if (str_equal(names[i], name.str))
            return true;
    }
    return decode_unknown(decoder, name.node, "repository", name.str, "", names,
                          pack->repository_count, error);
}

bool config_check(const Config *config, const Pack *pack, Error *error) {
    for (size_t i = 0; i < config->repository_count; i++)
        if (!check_repository(config, pack, config->repositories[i].name, error))
            return false;
    for (size_t i = 0; i < config->rule_count; i++) {
        Text id = config->rules[i].id;
        if (!check_rule(config, pack, id, error))
            return false;
        if (config_rule(config, id.str) != &config->rules[i])
            return decode_error(&config->decoder, id.node, error, "'" STR_FMT "' is given twice",
                                STR_ARG(id.str));
    }
    for (size_t i = 0; i < config->ignore_count; i++)
        if (!check_ignored_rule(config, pack, &config->ignores[i], error))
            return false;
    return true;
}

const ConfigRule *config_rule(const Config *config, Str id) {
    for (size_t i = 0; config && i < config->rule_count; i++)
        if (str_equal(config->rules[i].id.str, id))
            return &config->rules[i];
    return NULL;
}

bool configs_load(Arena *arena, PatternSet *patterns, const Pack *pack,
                  const Repository *repositories, size_t count, const Config ***out, Error *error) {
    *out = arena_new_array(arena, count, const Config *);
    for (size_t i = 0; i < count; i++)
        if (!config_load(arena, patterns, &repositories[i], &(*out)[i], error) ||
            ((*out)[i] && !config_check((*out)[i], pack, error)))
            return false;
    return true;
}
