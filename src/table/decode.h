/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Strict decoding of YAML mappings into C structs, driven by tables of fields: packs, rules and
 * configuration are all read this way. An unknown, missing or repeated key, or a value of the wrong
 * type, is an error with path, line, column and, for an unknown word, the nearest valid one.
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

/* A text from a pack or a configuration, and the place to report when it is wrong. */
typedef struct Text {
    Str str;
    const YamlNode *node; /* NULL if it was not written */
} Text;

typedef struct TextList {
    Text *items;
    size_t count;
} TextList;

bool text_list_has(const TextList *list, Str text);

typedef enum FieldKind {
    FIELD_TEXT,    /* Text: any scalar */
    FIELD_FILLED,  /* Text: any scalar but null and blanks */
    FIELD_DAY,     /* Text: a day such as 2026-12-31 */
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
    const Shape *of;            /* FIELD_NODE: the value's shape, for the schema; NULL: any */
} Field;

/*
 * The shape of a value that its owner decodes by hand, built from the same tables that it is
 * decoded with. The JSON Schemas of packs, rules and configuration are generated from shapes.
 */
typedef enum ShapeKind {
    SHAPE_VALUE,   /* a value of the one field in `fields` */
    SHAPE_MAPPING, /* the keys in `fields`, or just the value of the field `short_key` */
    SHAPE_ONE_KEY, /* a mapping with exactly one of the keys that `keys` returns */
    SHAPE_MAP,     /* any keys, each with a value of the shape `items` */
    SHAPE_LIST,    /* a list of `items` */
    SHAPE_SOME,    /* one of `items`, or a list of them */
} ShapeKind;

struct Shape {
    ShapeKind kind;
    const char *name; /* defines it once in the schema, to be referred to; or NULL */
    const Field *fields;
    const char *short_key;
    const Shape *items;
    const Field *(*keys)(Arena *arena); /* terminated like `fields` */
    const char *const *some_of;         /* at least one of these keys is required; or NULL */
};

extern const Shape text_shape;  /* any scalar */
extern const Shape texts_shape; /* one scalar or several */

#define DECODE_COUNT_MAX 1000000

typedef struct Decoder {
    Arena *arena;
    PatternSet *patterns;
    const Source *source; /* the file being decoded, for places in messages */
} Decoder;

/*
 * Parses the decoder's source, which must be UTF-8 and hold at most one YAML document. `*root` is
 * NULL if it holds none.
 */
bool decode_source(const Decoder *decoder, const YamlNode **root, Error *error);

/*
 * Decodes a mapping. `fields` ends with a row whose key is NULL; `what` names the mapping in
 * messages ("a rule"). A key that is absent leaves its member of the struct unchanged.
 */
bool decode_mapping(const Decoder *decoder, const YamlNode *node, const Field *fields,
                    const char *what, void *out, Error *error);

/* Decodes a single value as one of this field. */
bool decode_value(const Decoder *decoder, const YamlNode *node, const Field *field, void *out,
                  Error *error);

/* Whether the text is a day of the calendar, such as 2026-12-31. */
bool day_is_valid(Str text);

/* Rejects paths and globs that are not relative to the root of a repository: one that begins with
   "/", "./" or "../" matches nothing in it. */
bool decode_rooted(const Decoder *decoder, const TextList *paths, Error *error);

/* The same for plain paths; `key` is the key that they were given under. */
bool decode_paths(const Decoder *decoder, const char *key, const TextList *paths, Error *error);

/* Compiles a glob. A malformed one gives NULL and an error at its place. */
const Pattern *decode_glob(const Decoder *decoder, Text glob, Error *error);

/* Sets ERROR_USAGE, with the node's "path:line:column: " before the message; returns false. */
bool decode_error(const Decoder *decoder, const YamlNode *node, Error *error, const char *format,
                  ...) PRINTF_LIKE(4, 5);

/* The same for "unknown WHAT 'word'", followed by OF (" of a rule", or "") and by "did you mean"
   with the nearest candidate. */
bool decode_unknown(const Decoder *decoder, const YamlNode *node, const char *what, Str word,
                    const char *of, const Str *candidates, size_t count, Error *error);

#endif
