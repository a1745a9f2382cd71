/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Strict decoding. Each kind of field is one function in a table; decode_mapping looks up the keys
 * of the mapping among the fields and passes their values on.
 */
#include "table/decode.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>

#include "base/ascii.h"
#include "base/date.h"
#include "base/nearest.h"
#include "base/unicode.h"

static const Field text_field = {.key = "text", .kind = FIELD_TEXT};
static const Field texts_field = {.key = "texts", .kind = FIELD_TEXTS};
const Shape text_shape = {SHAPE_VALUE, .fields = &text_field};
const Shape texts_shape = {SHAPE_VALUE, .fields = &texts_field};

bool text_list_has(const TextList *list, Str text) {
    for (size_t i = 0; i < list->count; i++)
        if (str_equal(list->items[i].str, text))
            return true;
    return false;
}

static bool place_error(const Decoder *decoder, size_t offset, Str message, Error *error) {
    const Source *source = decoder->source;
    Position at = source_position(source, offset);
    return error_set(error, ERROR_USAGE, STR_FMT STR_FMT ":%zu:%zu: " STR_FMT,
                     STR_ARG(source->label), STR_ARG(source->path), at.line, at.column,
                     STR_ARG(message));
}

bool decode_error(const Decoder *decoder, const YamlNode *node, Error *error, const char *format,
                  ...) {
    va_list args;
    va_start(args, format);
    Str message = str_vprintf(decoder->arena, format, args);
    va_end(args);
    return place_error(decoder, node ? node->span.start : 0, message, error);
}

bool decode_source(const Decoder *decoder, const YamlNode **root, Error *error) {
    Str bytes = decoder->source->bytes;
    size_t bad = 0;
    if (!utf8_valid(bytes, &bad))
        return place_error(decoder, bad, STR("the file is not UTF-8"), error);
    const YamlStream *stream =
        yaml_parse(decoder->arena, decoder->source, span_between(0, bytes.len));
    if (stream->failed)
        return place_error(decoder, stream->problem_span.start, stream->problem, error);
    if (stream->count > 1)
        return place_error(decoder, 0,
                           str_printf(decoder->arena,
                                      "the file must hold one YAML document, not %zu",
                                      stream->count),
                           error);
    *root = stream->count == 1 ? stream->documents[0] : NULL;
    return true;
}

bool decode_unknown(const Decoder *decoder, const YamlNode *node, const char *what, Str word,
                    const char *of, const Str *candidates, size_t count, Error *error) {
    StrBuf hint;
    strbuf_init(&hint, decoder->arena);
    Nearest nearest;
    nearest_init(&nearest, decoder->arena, word);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, candidates[i]);
    if (nearest.found)
        strbuf_printf(&hint, "; did you mean '" STR_FMT "'?", STR_ARG(nearest.text));
    for (size_t i = 0; i < count && !nearest.found; i++)
        strbuf_printf(&hint, "%s" STR_FMT, i ? ", " : "; choose from ", STR_ARG(candidates[i]));
    Str text = strbuf_str(&hint);
    return decode_error(decoder, node, error, "unknown %s '" STR_FMT "'%s" STR_FMT, what,
                        STR_ARG(word), of, STR_ARG(text));
}

bool decode_rooted(const Decoder *decoder, const TextList *paths, Error *error) {
    for (size_t i = 0; i < paths->count; i++) {
        Str path = paths->items[i].str;
        if (str_starts_with(path, STR("/")) || str_starts_with(path, STR("./")) ||
            str_starts_with(path, STR("../")))
            return decode_error(decoder, paths->items[i].node, error,
                                "'" STR_FMT "' must be from the root of the repository, without "
                                "'/', './' or '../' first",
                                STR_ARG(path));
    }
    return true;
}

bool decode_paths(const Decoder *decoder, const char *key, const TextList *paths, Error *error) {
    for (size_t i = 0; i < paths->count; i++)
        if (str_find(paths->items[i].str, STR("*"), 0) != SIZE_MAX)
            return decode_error(decoder, paths->items[i].node, error,
                                "'%s' takes paths, and '" STR_FMT "' is a glob", key,
                                STR_ARG(paths->items[i].str));
    return decode_rooted(decoder, paths, error);
}

const Pattern *decode_glob(const Decoder *decoder, Text glob, Error *error) {
    Error why = {0};
    const Pattern *pattern = pattern_compile_glob(decoder->patterns, glob.str, &why);
    if (!pattern)
        decode_error(decoder, glob.node, error, "the glob '" STR_FMT "' is malformed: %s",
                     STR_ARG(glob.str), why.message);
    return pattern;
}

static bool decode_text(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                        Error *error) {
    const YamlNode *scalar = yaml_resolve(node);
    if (scalar->kind != YAML_KIND_SCALAR)
        return decode_error(decoder, node, error, "'%s' must be a string", field->key);
    *(Text *)out = (Text){scalar->text, node};
    return true;
}

static bool decode_filled(const Decoder *decoder, const YamlNode *node, const Field *field,
                          void *out, Error *error) {
    Text *text = out;
    if (!decode_text(decoder, node, field, text, error))
        return false;
    if (str_trim(text->str).len > 0 && !yaml_is_null(yaml_resolve(node)))
        return true;
    return decode_error(decoder, node, error, "'%s' must not be empty", field->key);
}

bool day_is_valid(Str text) {
    int parts[3] = {0, 0, 0};
    size_t part = 0;
    if (text.len != 10)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        bool dash = i == 4 || i == 7;
        if (dash ? text.ptr[i] != '-' : !ascii_is_digit(text.ptr[i]))
            return false;
        if (dash)
            part++;
        else
            parts[part] = parts[part] * 10 + (text.ptr[i] - '0');
    }
    return parts[1] >= 1 && parts[1] <= 12 && parts[2] >= 1 &&
           parts[2] <= date_days_in(parts[0], parts[1]);
}

static bool decode_day(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                       Error *error) {
    Text *text = out;
    if (!decode_text(decoder, node, field, text, error))
        return false;
    return day_is_valid(text->str) ||
           decode_error(decoder, node, error,
                        "'%s' must be a day such as 2026-12-31, not '" STR_FMT "'", field->key,
                        STR_ARG(text->str));
}

static bool is_scalar(const YamlNode *node) {
    return yaml_resolve(node)->kind == YAML_KIND_SCALAR;
}

static bool decode_texts(const Decoder *decoder, const YamlNode *node, const Field *field,
                         void *out, Error *error) {
    const YamlNode *list = yaml_resolve(node);
    TextList *texts = out;
    const YamlNode *wrong = list->kind == YAML_KIND_MAPPING ? node : NULL;
    for (size_t i = 0; list->kind == YAML_KIND_SEQUENCE && i < list->count && !wrong; i++)
        wrong = is_scalar(list->as.items[i]) ? NULL : list->as.items[i];
    if (wrong)
        return decode_error(decoder, wrong, error, "'%s' must be a string or a list of strings",
                            field->key);
    if (list->kind != YAML_KIND_SEQUENCE) {
        texts->items = arena_new(decoder->arena, Text);
        texts->count = 1;
        return decode_text(decoder, node, field, texts->items, error);
    }
    if (list->count == 0)
        return decode_error(decoder, node, error, "'%s' must not be an empty list", field->key);
    texts->items = arena_new_array(decoder->arena, list->count, Text);
    texts->count = list->count;
    for (size_t i = 0; i < list->count; i++)
        if (!decode_text(decoder, list->as.items[i], field, &texts->items[i], error))
            return false;
    return true;
}

static bool decode_bool(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                        Error *error) {
    Text text = {0};
    if (!decode_text(decoder, node, field, &text, error))
        return false;
    bool yes = str_equal(text.str, STR("true"));
    if (!yes && !str_equal(text.str, STR("false")))
        return decode_error(decoder, node, error, "'%s' must be true or false, not '" STR_FMT "'",
                            field->key, STR_ARG(text.str));
    *(bool *)out = yes;
    return true;
}

static bool decode_count(const Decoder *decoder, const YamlNode *node, const Field *field,
                         void *out, Error *error) {
    Text text = {0};
    if (!decode_text(decoder, node, field, &text, error))
        return false;
    size_t value;
    if (!str_to_number(text.str, DECODE_COUNT_MAX, &value))
        return decode_error(decoder, node, error,
                            "'%s' must be a whole number from 0 to %d, not '" STR_FMT "'",
                            field->key, DECODE_COUNT_MAX, STR_ARG(text.str));
    *(int *)out = (int)value;
    return true;
}

static bool decode_choice(const Decoder *decoder, const YamlNode *node, const Field *field,
                          void *out, Error *error) {
    Text text = {0};
    if (!decode_text(decoder, node, field, &text, error))
        return false;
    size_t count = 0;
    for (; field->choices[count]; count++)
        if (str_equal_c(text.str, field->choices[count])) {
            *(int *)out = (int)count;
            return true;
        }
    Str *names = arena_new_array(decoder->arena, count, Str);
    for (size_t i = 0; i < count; i++)
        names[i] = str_from_c(field->choices[i]);
    return decode_unknown(decoder, node, field->key, text.str, "", names, count, error);
}

static bool decode_pattern(const Decoder *decoder, const YamlNode *node, const Field *field,
                           void *out, Error *error) {
    Text text = {0};
    if (!decode_text(decoder, node, field, &text, error))
        return false;
    Error why = {0};
    size_t offset = 0;
    const Pattern *pattern = pattern_compile(decoder->patterns, text.str, &offset, &why);
    if (!pattern)
        return decode_error(decoder, node, error,
                            "'%s': the pattern does not compile: %s, at its "
                            "character %zu",
                            field->key, why.message, offset + 1);
    *(const Pattern **)out = pattern;
    return true;
}

static bool decode_node(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                        Error *error) {
    (void)decoder, (void)field, (void)error;
    *(const YamlNode **)out = node;
    return true;
}

typedef bool (*DecodeFn)(const Decoder *, const YamlNode *, const Field *, void *, Error *);

static const DecodeFn decoders[] = {
    [FIELD_TEXT] = decode_text,     [FIELD_FILLED] = decode_filled,   [FIELD_DAY] = decode_day,
    [FIELD_TEXTS] = decode_texts,   [FIELD_BOOL] = decode_bool,       [FIELD_COUNT] = decode_count,
    [FIELD_CHOICE] = decode_choice, [FIELD_PATTERN] = decode_pattern, [FIELD_NODE] = decode_node,
};

bool decode_value(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                  Error *error) {
    return decoders[field->kind](decoder, node, field, out, error);
}

static const Field *find_field(const Field *fields, Str key) {
    for (const Field *field = fields; key.len > 0 && field->key; field++)
        if (field->key[0] == key.ptr[0] && str_equal_c(key, field->key))
            return field;
    return NULL;
}

static bool unknown_key(const Decoder *decoder, const YamlNode *key, const Field *fields,
                        const char *what, Error *error) {
    size_t count = 0;
    while (fields[count].key)
        count++;
    Str *names = arena_new_array(decoder->arena, count, Str);
    for (size_t i = 0; i < count; i++)
        names[i] = str_from_c(fields[i].key);
    const char *of = str_to_c(decoder->arena, str_printf(decoder->arena, " of %s", what));
    return decode_unknown(decoder, key, "key", key->text, of, names, count, error);
}

bool decode_mapping(const Decoder *decoder, const YamlNode *node, const Field *fields,
                    const char *what, void *out, Error *error) {
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error, "%s must be a mapping of keys to values", what);
    uint64_t given = 0; /* a bit for each field */
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlNode *key = yaml_resolve(mapping->as.pairs[i].key);
        const Field *field = find_field(fields, key->text);
        if (!field)
            return unknown_key(decoder, key, fields, what, error);
        assert(field - fields < 64);
        uint64_t bit = UINT64_C(1) << (field - fields);
        if (given & bit)
            return decode_error(decoder, key, error, "'%s' is given twice", field->key);
        given |= bit;
        if (!decode_value(decoder, mapping->as.pairs[i].value, field, (char *)out + field->offset,
                          error))
            return false;
    }
    for (const Field *field = fields; field->key; field++)
        if (field->required && !(given >> (field - fields) & 1))
            return decode_error(decoder, node, error, "%s needs the key '%s'", what, field->key);
    return true;
}
