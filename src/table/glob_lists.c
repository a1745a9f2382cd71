/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/glob_lists.h"

#include "base/array.h"

const Shape glob_lists_shape = {SHAPE_MAP, .items = &texts_shape};

static const GlobList *find(const GlobLists *lists, Str name) {
    for (size_t i = 0; i < lists->count; i++)
        if (str_equal(lists->items[i].name, name))
            return &lists->items[i];
    return NULL;
}

static bool unknown_list(const Decoder *decoder, const GlobLists *lists, Text glob, Str name,
                         Error *error) {
    Str *names = arena_new_array(decoder->arena, lists->count, Str);
    for (size_t i = 0; i < lists->count; i++)
        names[i] = lists->items[i].name;
    return decode_unknown(decoder, glob.node, "list of globs", name, "", names, lists->count,
                          error);
}

/* Globs of built-in packs are compiled when first needed, like other patterns. */
static bool check_glob(const Decoder *decoder, Text glob, Error *error) {
    TextList alone = {&glob, 1};
    return pattern_set_is_trusted(decoder->patterns) ||
           (decode_rooted(decoder, &alone, error) && decode_glob(decoder, glob, error));
}

/* Adds what a glob stands for: itself, or the globs of the list that it names. */
static bool take(const Decoder *decoder, const GlobLists *lists, Text *glob, TextList *out,
                 Error *error) {
    *out = (TextList){glob, 1};
    if (!str_starts_with(glob->str, STR("$")))
        return check_glob(decoder, *glob, error);
    Str name = str_slice(glob->str, 1, glob->str.len);
    const GlobList *list = find(lists, name);
    if (!list)
        return unknown_list(decoder, lists, *glob, name, error);
    *out = list->globs;
    return true;
}

bool glob_lists_expand(const Decoder *decoder, GlobLists *lists, TextList *globs, Error *error) {
    ARRAY_OF(Text) all = {0};
    TextList some = {0};
    bool one = globs->count == 1; /* a lone `$NAME` uses the list itself, which tables then share */
    for (size_t i = 0; i < globs->count; i++) {
        if (!take(decoder, lists, &globs->items[i], &some, error))
            return false;
        lists->globs += some.count;
        if (lists->globs > GLOB_LISTS_MAX)
            return decode_error(decoder, globs->items[i].node, error,
                                "the tables of this pack have more than %d globs", GLOB_LISTS_MAX);
        for (size_t k = 0; !one && k < some.count; k++)
            array_push(decoder->arena, &all, some.items[k]);
    }
    *globs = one ? some : (TextList){all.items, all.len};
    return true;
}

bool glob_lists_declare(const Decoder *decoder, const YamlNode *node, GlobLists *lists,
                        Error *error) {
    static const Field globs = {.key = "globs", .kind = FIELD_TEXTS};
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "'globs' must be a mapping of names to lists of globs");
    GlobList *items = arena_new_array(decoder->arena, lists->count + mapping->count, GlobList);
    for (size_t i = 0; i < lists->count; i++)
        items[i] = lists->items[i];
    lists->items = items;
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlPair *pair = &mapping->as.pairs[i];
        GlobList list = {.name = pair->key->text};
        if (find(lists, list.name))
            return decode_error(decoder, pair->key, error,
                                "there is a list of globs '" STR_FMT "' already",
                                STR_ARG(list.name));
        if (!decode_value(decoder, pair->value, &globs, &list.globs, error) ||
            !glob_lists_expand(decoder, lists, &list.globs, error))
            return false;
        items[lists->count++] = list;
    }
    return true;
}
