/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Strict decoding of YAML mappings into C structs, driven by tables of fields: packs, rules and
 * configuration are all read this way. An unknown key, a missing one, a second one of the same
 * name or a value of the wrong type is an error with path, line, column and the nearest valid word.
 *
 *     static const Field fields[] = {
 *         {"depth", FIELD_COUNT, offsetof(ListParams, depth), .doc = "…"},
 *         {0}};
 *     ListParams params = {0};
 *     decode_mapping(&decoder, node, fields, "a list", &params, error)
 */
#ifndef GOVLINT_TABLE_DECODE_H
#define GOVLINT_TABLE_DECODE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/pattern.h"
#include "document/source.h"
#include "document/yaml.h"

/* A text of a pack or a configuration, and the place to name when it is wrong. */
typedef struct Text {
    Str str;
    const YamlNode *node; /* NULL where it was not written */
} Text;

typedef struct TextList {
    Text *items;
    size_t count;
} TextList;

bool text_list_has(const TextList *list, Str text);

typedef enum FieldKind {
    FIELD_TEXT,    /* Text: any scalar */
    FIELD_FILLED,  /* Text: any scalar but null and blanks */
    FIELD_DAY,     /* Text: a day as 2026-12-31 */
    FIELD_TEXTS,   /* TextList: a scalar or a sequence of scalars, not empty */
    FIELD_BOOL,    /* bool: true or false */
    FIELD_COUNT,   /* int: 0 to 1,000,000 */
    FIELD_CHOICE,  /* int: the index in `choices` */
    FIELD_PATTERN, /* const Pattern *: a regular expression */
    FIELD_NODE,    /* const YamlNode *: any value, decoded by its owner */
} FieldKind;

typedef struct Shape Shape;

typedef struct Field {
    const char *key;
    FieldKind kind;
    size_t offset; /* in the struct */
    bool required;
    const char *const *choices; /* ended by NULL */
    const char *doc;            /* one line, for the reference and the schema */
    const Shape *of;            /* what a FIELD_NODE looks like, for the schema; NULL: anything */
} Field;

/*
 * What a value looks like that its owner decodes by hand, made of the tables that it is decoded
 * by: the JSON Schemas of packs, rules and configuration are written from these.
 */
typedef enum ShapeKind {
    SHAPE_VALUE,   /* as of the one field in `fields` */
    SHAPE_MAPPING, /* the keys in `fields`; or the value of its field `short_key` alone */
    SHAPE_ONE_KEY, /* a mapping with just one of the keys that `keys` gives */
    SHAPE_MAP,     /* any keys, each with a value of the shape `items` */
    SHAPE_LIST,    /* of `items` */
    SHAPE_SOME,    /* one of `items`, or a list of them */
} ShapeKind;

struct Shape {
    ShapeKind kind;
    const char *name; /* defined once in the schema and referred to; or NULL */
    const Field *fields;
    const char *short_key;
    const Shape *items;
    const Field *(*keys)(Arena *arena); /* ended as `fields` */
    const char *const *some_of;         /* keys of which one at least must be there; or NULL */
};

extern const Shape text_shape;  /* any scalar */
extern const Shape texts_shape; /* one or several */

#define DECODE_COUNT_MAX 1000000

typedef struct Decoder {
    Arena *arena;
    PatternSet *patterns;
    const Source *source; /* the file being decoded, for places in messages */
} Decoder;

/*
 * Parses the decoder's source, which must be UTF-8 and hold one YAML document; NULL where it holds
 * none.
 */
bool decode_source(const Decoder *decoder, const YamlNode **root, Error *error);

/*
 * Decodes a mapping. `fields` ends with a row whose key is NULL; `what` names the mapping in
 * messages ("a rule"). Keys that are not there leave the struct as it was.
 */
bool decode_mapping(const Decoder *decoder, const YamlNode *node, const Field *fields,
                    const char *what, void *out, Error *error);

/* A single value, as for a field of this kind. */
bool decode_value(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                  Error *error);

/* Whether the text is a day of the calendar, as 2026-12-31. */
bool day_is_valid(Str text);

/* Refuses paths and globs that are not from the root of a repository: what begins with "/", "./" or
   "../" is the name of nothing in it. */
bool decode_rooted(const Decoder *decoder, const TextList *paths, Error *error);

/* The same for paths that are no globs; `key` is what they stand at. */
bool decode_paths(const Decoder *decoder, const char *key, const TextList *paths, Error *error);

/* Compiles a glob; NULL, and an error at its place, where it is malformed. */
const Pattern *decode_glob(const Decoder *decoder, Text glob, Error *error);

/* Sets ERROR_USAGE with "path:line:column: " of the node before the message; returns false. */
bool decode_error(const Decoder *decoder, const YamlNode *node, Error *error, const char *format,
                  ...) PRINTF_LIKE(4, 5);

/* The same for "unknown WHAT 'word'" and then OF (" of a rule", or ""), with "did you mean" the
   nearest candidate. */
bool decode_unknown(const Decoder *decoder, const YamlNode *node, const char *what, Str word,
                    const char *of, const Str *candidates, size_t count, Error *error);

#endif
