/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Turns fields and shapes into JSON Schemas. What a schema cannot say, such as which keys may be
 * combined or whether a name exists, only govlint checks: a schema allows a little more than it.
 */
#include "report/schema.h"

#include <string.h>

#include "report/json_value.h"

#define DIALECT "http://json-schema.org/draft-07/schema#"

typedef struct Writer {
    Arena *scratch;
    json_t *definitions;
} Writer;

static json_t *shape_schema(const Writer *writer, const Shape *shape);
static json_t *field_schema(const Writer *writer, const Field *field);

static void put_string(json_t *object, const char *key, const char *text) {
    json_put(object, key, json_string(text));
}

static json_t *typed(const char *type) {
    json_t *object = json_new_object();
    put_string(object, "type", type);
    return object;
}

static json_t *either(json_t *one, json_t *other) {
    json_t *object = json_new_object();
    json_t *array = json_new_array();
    json_push(array, one);
    json_push(array, other);
    json_put(object, "anyOf", array);
    return object;
}

static json_t *list_of(json_t *items) {
    json_t *object = typed("array");
    json_put(object, "items", items);
    return object;
}

/* A reference to a schema of this name, which is defined now if it was not before. Takes over the
   schema. */
static json_t *refer(const Writer *writer, const char *name, json_t *schema) {
    if (json_object_get(writer->definitions, name))
        json_decref(schema);
    else
        json_put(writer->definitions, name, schema);
    json_t *object = json_new_object();
    json_put_text(object, writer->scratch, "$ref",
                  str_printf(writer->scratch, "#/definitions/%s", name));
    return object;
}

/* Any scalar: where people mean a text, YAML may see a number or something else. */
static json_t *text_schema(const Writer *writer, const Field *field) {
    static const char *const types[] = {"string", "number", "boolean", "null"};
    json_t *object = json_new_object();
    json_t *array = json_new_array();
    (void)field;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        json_push(array, json_string(types[i]));
    json_put(object, "type", array);
    return refer(writer, "text", object);
}

static json_t *filled_schema(const Writer *writer, const Field *field) {
    static const char *const types[] = {"string", "number", "boolean"};
    json_t *object = json_new_object();
    json_t *array = json_new_array();
    (void)field;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        json_push(array, json_string(types[i]));
    json_put(object, "type", array);
    put_string(object, "pattern", "\\S");
    return refer(writer, "filled", object);
}

static json_t *day_schema(const Writer *writer, const Field *field) {
    json_t *object = typed("string");
    (void)writer, (void)field;
    put_string(object, "format", "date");
    put_string(object, "pattern", "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
    return object;
}

static json_t *texts_schema(const Writer *writer, const Field *field) {
    json_t *list = list_of(text_schema(writer, field));
    json_put(list, "minItems", json_size(1));
    return refer(writer, "texts", either(text_schema(writer, field), list));
}

static json_t *bool_schema(const Writer *writer, const Field *field) {
    (void)writer, (void)field;
    return typed("boolean");
}

static json_t *count_schema(const Writer *writer, const Field *field) {
    json_t *object = typed("integer");
    (void)writer, (void)field;
    json_put(object, "minimum", json_size(0));
    json_put(object, "maximum", json_size(DECODE_COUNT_MAX));
    return object;
}

static json_t *choice_schema(const Writer *writer, const Field *field) {
    json_t *object = json_new_object();
    json_t *array = json_new_array();
    (void)writer;
    for (const char *const *choice = field->choices; *choice; choice++)
        json_push(array, json_string(*choice));
    json_put(object, "enum", array);
    return object;
}

static json_t *node_schema(const Writer *writer, const Field *field) {
    return field->of ? shape_schema(writer, field->of) : json_new_object();
}

typedef json_t *(*FieldFn)(const Writer *, const Field *);

static const FieldFn field_schemas[] = {
    [FIELD_TEXT] = text_schema,     [FIELD_FILLED] = filled_schema, [FIELD_DAY] = day_schema,
    [FIELD_TEXTS] = texts_schema,   [FIELD_BOOL] = bool_schema,     [FIELD_COUNT] = count_schema,
    [FIELD_CHOICE] = choice_schema, [FIELD_PATTERN] = text_schema,  [FIELD_NODE] = node_schema,
};

static json_t *field_schema(const Writer *writer, const Field *field) {
    json_t *object = field_schemas[field->kind](writer, field);
    if (field->doc)
        put_string(object, "description", field->doc);
    return object;
}

/* [{"required": ["one"]}, {"required": ["other"]}] */
static json_t *some_required(const char *const *keys) {
    json_t *array = json_new_array();
    for (; *keys; keys++) {
        json_t *required = json_new_array();
        json_t *object = json_new_object();
        json_push(required, json_string(*keys));
        json_put(object, "required", required);
        json_push(array, object);
    }
    return array;
}

static json_t *mapping_schema(const Writer *writer, const Shape *shape) {
    json_t *object = typed("object");
    json_t *properties = json_new_object();
    json_t *required = json_new_array();
    for (const Field *field = shape->fields; field->key; field++) {
        json_put(properties, field->key, field_schema(writer, field));
        if (field->required)
            json_push(required, json_string(field->key));
    }
    json_put(object, "properties", properties);
    if (json_array_size(required) > 0)
        json_put(object, "required", required);
    else
        json_decref(required);
    json_put(object, "additionalProperties", json_false());
    if (shape->some_of)
        json_put(object, "anyOf", some_required(shape->some_of));
    if (!shape->short_key)
        return object;
    const Field *field = shape->fields;
    while (strcmp(field->key, shape->short_key) != 0)
        field++;
    return either(object, field_schema(writer, field));
}

static json_t *one_key_schema(const Writer *writer, const Shape *shape) {
    const Shape all = {SHAPE_MAPPING, .fields = shape->keys(writer->scratch)};
    json_t *object = mapping_schema(writer, &all);
    json_put(object, "minProperties", json_size(1));
    json_put(object, "maxProperties", json_size(1));
    return object;
}

static json_t *map_schema(const Writer *writer, const Shape *shape) {
    json_t *object = typed("object");
    json_put(object, "additionalProperties", shape_schema(writer, shape->items));
    return object;
}

static json_t *list_schema(const Writer *writer, const Shape *shape) {
    return list_of(shape_schema(writer, shape->items));
}

static json_t *some_schema(const Writer *writer, const Shape *shape) {
    return either(shape_schema(writer, shape->items), list_schema(writer, shape));
}

static json_t *value_schema(const Writer *writer, const Shape *shape) {
    return field_schema(writer, shape->fields);
}

typedef json_t *(*ShapeFn)(const Writer *, const Shape *);

static json_t *own_schema(const Writer *writer, const Shape *shape) {
    static const ShapeFn schemas[] = {
        [SHAPE_VALUE] = value_schema,     [SHAPE_MAPPING] = mapping_schema,
        [SHAPE_ONE_KEY] = one_key_schema, [SHAPE_MAP] = map_schema,
        [SHAPE_LIST] = list_schema,       [SHAPE_SOME] = some_schema,
    };
    return schemas[shape->kind](writer, shape);
}

/* The schema of a shape; a shape that has a name is defined once and referred to. */
static json_t *shape_schema(const Writer *writer, const Shape *shape) {
    if (!shape->name)
        return own_schema(writer, shape);
    if (!json_object_get(writer->definitions, shape->name)) {
        json_put(writer->definitions, shape->name, json_new_object());
        json_put(writer->definitions, shape->name, own_schema(writer, shape));
    }
    json_t *object = json_new_object();
    json_put_text(object, writer->scratch, "$ref",
                  str_printf(writer->scratch, "#/definitions/%s", shape->name));
    return object;
}

void schema_write(const Shape *shape, const char *title, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    Writer writer = {&scratch, json_new_object()};
    json_t *root = json_new_object();
    put_string(root, "$schema", DIALECT);
    put_string(root, "title", title);
    json_t *body = own_schema(&writer, shape);
    (void)json_object_update(root, body);
    json_decref(body);
    if (json_object_size(writer.definitions) > 0)
        json_put(root, "definitions", writer.definitions);
    else
        json_decref(writer.definitions);
    json_finish(root, out);
    arena_free(&scratch);
}
