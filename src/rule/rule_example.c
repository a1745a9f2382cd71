/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/rule_example.h"

#include "base/array.h"

static const Shape paths_shape = {SHAPE_MAP, .items = &text_shape};
static const Shape files_shape = {SHAPE_MAP, .items = &paths_shape};

typedef struct ExampleParams {
    const YamlNode *bad, *good, *fixed, *tables;
    TextList finds;
} ExampleParams;

static const Field example_fields[] = {
    {"bad", FIELD_NODE, offsetof(ExampleParams, bad), .doc = "repositories: paths: texts",
     .of = &files_shape},
    {"good", FIELD_NODE, offsetof(ExampleParams, good), .doc = "the same, without a finding",
     .of = &files_shape},
    {"finds", FIELD_TEXTS, offsetof(ExampleParams, finds),
     .doc = "what is found in the bad one: PLACE: MESSAGE"},
    {"fixed", FIELD_NODE, offsetof(ExampleParams, fixed),
     .doc = "the files that the fix changes, as they are then", .of = &files_shape},
    {"tables", FIELD_NODE, offsetof(ExampleParams, tables),
     .doc = "tables of this example alone, as in a pack", .of = &tables_shape},
    {0}};

static const Shape example_shape = {SHAPE_MAPPING, .fields = example_fields};
const Shape examples_shape = {SHAPE_LIST, .items = &example_shape};

typedef ARRAY_OF(ExampleFile) Files;

static bool decode_repository(const Decoder *decoder, const YamlPair *pair, Files *files,
                              Error *error) {
    const YamlNode *paths = yaml_resolve(pair->value);
    if (paths->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, pair->value, error,
                            "a repository of an example must be a mapping of paths to texts");
    for (size_t i = 0; i < paths->count; i++) {
        const YamlNode *text = yaml_resolve(paths->as.pairs[i].value);
        if (text->kind != YAML_KIND_SCALAR)
            return decode_error(decoder, paths->as.pairs[i].value, error,
                                "a file of an example must be a string");
        Text path = {paths->as.pairs[i].key->text, paths->as.pairs[i].key};
        if (!decode_rooted(decoder, &(TextList){&path, 1}, error))
            return false;
        array_push(decoder->arena, files, (ExampleFile){pair->key->text, path.str, text->text});
    }
    return true;
}

static bool decode_files(const Decoder *decoder, const YamlNode *node, ExampleFile **out,
                         size_t *count, Error *error) {
    if (!node)
        return true;
    const YamlNode *repositories = yaml_resolve(node);
    if (repositories->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "an example must be a mapping of repositories to their files");
    Files files = {0};
    for (size_t i = 0; i < repositories->count; i++)
        if (!decode_repository(decoder, &repositories->as.pairs[i], &files, error))
            return false;
    *out = files.items;
    *count = files.len;
    return true;
}

/* An example's own tables read its own repositories. */
static bool decode_example_tables(const Decoder *decoder, const YamlNode *node, Example *out,
                                  Error *error) {
    table_defs_init(&out->tables, decoder->arena);
    TextList roles = {arena_new_array(decoder->arena, out->file_count, Text), out->file_count};
    for (size_t i = 0; i < out->file_count; i++)
        roles.items[i].str = out->files[i].repository;
    return !node || (table_defs_declare(decoder, node, &out->tables, error) &&
                     table_defs_define(&roles, &out->tables, error));
}

static bool decode_example(const Decoder *decoder, const YamlNode *node, Example *out,
                           Error *error) {
    ExampleParams params = {0};
    if (!decode_mapping(decoder, node, example_fields, "an example", &params, error))
        return false;
    if (!params.bad == !params.good)
        return decode_error(decoder, node, error, "an example is either 'bad' or 'good'");
    if (params.good && (params.finds.count || params.fixed))
        return decode_error(decoder, node, error, "in a good example nothing is found or fixed");
    if (params.bad && !params.finds.count)
        return decode_error(decoder, node, error, "a bad example needs 'finds'");
    out->good = params.good != NULL;
    out->finds = params.finds;
    out->node = node;
    return decode_files(decoder, params.good ? params.good : params.bad, &out->files,
                        &out->file_count, error) &&
           decode_files(decoder, params.fixed, &out->fixed, &out->fixed_count, error) &&
           decode_example_tables(decoder, params.tables, out, error);
}

bool examples_decode(const Decoder *decoder, const YamlNode *node, Rule *rule, Error *error) {
    rule->example_count = yaml_some_count(node);
    rule->examples = arena_new_array(decoder->arena, rule->example_count, Example);
    for (size_t i = 0; i < rule->example_count; i++)
        if (!decode_example(decoder, yaml_some_item(node, i), &rule->examples[i], error))
            return false;
    return true;
}
