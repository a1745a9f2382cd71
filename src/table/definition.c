/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Decoding the tables of a pack. All names are entered first, so that tables may refer to each
 * other in any order; each is then decoded when something first refers to it.
 */
#include <stdint.h>

#include "base/array.h"
#include "table/definition_internal.h"

enum { NO_ORDER = -1 };

typedef struct ColumnParams {
    Text of;
    const Pattern *match;
    const Pattern *drop;
    int form;
    TextList year;
    int order; /* in orders, or NO_ORDER */
    Text zone;
} ColumnParams;

static const char *const forms[] = {"written", "folded", "case-folded", "words",
                                    "person",  "date",   "number",      NULL};
/* The values of DateOrder except the first, which is the default. */
static const char *const orders[] = {"month-first", "day-first", NULL};

static const Field column_fields[] = {
    {"of", FIELD_TEXT, offsetof(ColumnParams, of), .required = true,
     .doc = "the column it is from"},
    {"match", FIELD_PATTERN, offsetof(ColumnParams, match), .doc = "keeps its first group"},
    {"drop", FIELD_PATTERN, offsetof(ColumnParams, drop), .doc = "drops its matches"},
    {"as", FIELD_CHOICE, offsetof(ColumnParams, form), .choices = forms, .doc = "how to compare"},
    {"year", FIELD_TEXTS, offsetof(ColumnParams, year),
     .doc = "of dates that say none: the first of these columns that is one"},
    {"order", FIELD_CHOICE, offsetof(ColumnParams, order), .choices = orders,
     .doc = "of numbers that may be read in two ways as a date"},
    {"zone", FIELD_TEXT, offsetof(ColumnParams, zone),
     .doc = "of a date with a time: the date where clocks are so far ahead of UTC: +02:00"},
    {0}};

typedef struct TableParams {
    Text summary;
    const YamlNode *read;
    TextList entry;
    const YamlNode *columns;
    TextList key;
    const Pattern *except;
    const YamlNode *only;
    bool optional;
} TableParams;

static const Shape column_shape = {SHAPE_MAPPING, .fields = column_fields};
static const Shape only_shape = {SHAPE_MAP, .items = &text_shape};
static const Shape columns_shape = {SHAPE_MAP, .items = &column_shape};

static const Field table_fields[] = {
    {"summary", FIELD_TEXT, offsetof(TableParams, summary), .doc = "what its rows are"},
    {"read", FIELD_NODE, offsetof(TableParams, read), .required = true, .doc = "where rows are",
     .of = &table_read_shape},
    {"entry", FIELD_TEXTS, offsetof(TableParams, entry), .doc = "patterns of a row's text"},
    {"columns", FIELD_NODE, offsetof(TableParams, columns), .doc = "columns from other columns",
     .of = &columns_shape},
    {"key", FIELD_TEXTS, offsetof(TableParams, key), .doc = "columns that name a row"},
    {"except", FIELD_PATTERN, offsetof(TableParams, except), .doc = "rows that are none"},
    {"only", FIELD_NODE, offsetof(TableParams, only),
     .doc = "columns and patterns: rows that do not match are none", .of = &only_shape},
    {"optional", FIELD_BOOL, offsetof(TableParams, optional), .doc = "may be absent"},
    {0}};

static const Shape table_shape = {SHAPE_MAPPING, "table", .fields = table_fields};
const Shape tables_shape = {SHAPE_MAP, .items = &table_shape};

enum { PROGRESS_NAMED, PROGRESS_DECODING, PROGRESS_DONE };

static bool define(const TableContext *context, Error *error);

void table_defs_init(TableDefs *defs, Arena *arena) {
    *defs = (TableDefs){0};
    map_init(&defs->by_name, arena);
}

size_t table_def_column(const TableDef *def, Str name) {
    for (size_t i = 0; i < def->column_count; i++)
        if (str_equal(def->columns[i].name, name))
            return i;
    return COLUMN_NONE;
}

bool table_def_find_column(const Decoder *decoder, const TableDef *def, Text name, size_t *out,
                           Error *error) {
    *out = table_def_column(def, name.str);
    if (*out != COLUMN_NONE)
        return true;
    Str *names = arena_new_array(decoder->arena, def->column_count, Str);
    for (size_t i = 0; i < def->column_count; i++)
        names[i] = def->columns[i].name;
    Str of = str_printf(decoder->arena, " of table '" STR_FMT "'", STR_ARG(def->name.str));
    return decode_unknown(decoder, name.node, "column", name.str, str_to_c(decoder->arena, of),
                          names, def->column_count, error);
}

bool table_defs_find(const Decoder *decoder, const TableDefs *defs, Text name, const TableDef **out,
                     Error *error) {
    *out = map_get(&defs->by_name, name.str);
    if (*out)
        return true;
    Str *names = arena_new_array(decoder->arena, defs->count, Str);
    for (size_t i = 0; i < defs->count; i++)
        names[i] = defs->items[i]->name.str;
    return decode_unknown(decoder, name.node, "table", name.str, "", names, defs->count, error);
}

bool column_ref_decode(const Decoder *decoder, const TableDefs *defs, Text text, ColumnRef *out,
                       Error *error) {
    size_t dot = str_find(text.str, STR("."), 0);
    if (dot == SIZE_MAX)
        return decode_error(decoder, text.node, error, "'" STR_FMT "' must be TABLE.COLUMN",
                            STR_ARG(text.str));
    Text table = {str_slice(text.str, 0, dot), text.node};
    Text column = {str_slice(text.str, dot + 1, text.str.len), text.node};
    return table_defs_find(decoder, defs, table, &out->table, error) &&
           table_def_find_column(decoder, out->table, column, &out->column, error);
}

bool table_add_column(const TableContext *context, Str name, size_t *capacity, Error *error) {
    TableDef *def = context->def;
    if (table_def_column(def, name) != COLUMN_NONE)
        return true;
    if (def->column_count == TABLE_MAX_COLUMNS)
        return decode_error(context->decoder, def->name.node, error,
                            "the table '" STR_FMT "' has more than %d columns",
                            STR_ARG(def->name.str), TABLE_MAX_COLUMNS);
    def->columns = array_reserve(context->decoder->arena, def->columns, sizeof *def->columns,
                                 def->column_count, capacity);
    def->columns[def->column_count++] = (Column){.name = name, .of = COLUMN_NONE};
    return true;
}

bool table_refer(const TableContext *context, Text name, const TableDef **out, Error *error) {
    const TableDef *found;
    if (!table_defs_find(context->decoder, context->defs, name, &found, error))
        return false;
    TableDef *def = map_get(&context->defs->by_name, name.str);
    if (def->progress == PROGRESS_DECODING)
        return decode_error(context->decoder, name.node, error,
                            "the table '" STR_FMT "' is read from itself", STR_ARG(name.str));
    const TableContext inner = {def->decoder, context->repositories, context->defs, def,
                                context->nesting + 1};
    if (inner.nesting + def->height > (size_t)TABLE_MAX_HEIGHT)
        return decode_error(context->decoder, name.node, error,
                            "tables are read from each other more than %d times in a row",
                            TABLE_MAX_HEIGHT);
    if (def->progress == PROGRESS_NAMED && !define(&inner, error))
        return false;
    if (context->def->height <= def->height)
        context->def->height = def->height + 1;
    context->def->below += def->below + 1;
    if (context->def->below > TABLE_MAX_BELOW)
        return decode_error(context->decoder, name.node, error,
                            "the table '" STR_FMT "' is read from more than %d others, counting "
                            "those that they are read from in turn",
                            STR_ARG(context->def->name.str), TABLE_MAX_BELOW);
    *out = def;
    return true;
}

static bool decode_entries(const TableContext *context, TableDef *def, const TextList *entries,
                           size_t *capacity, Error *error) {
    static const Field field = {.key = "entry", .kind = FIELD_PATTERN};
    def->entries = arena_new_array(context->decoder->arena, entries->count, const Pattern *);
    def->entry_count = entries->count;
    for (size_t i = 0; i < entries->count; i++) {
        if (!decode_value(context->decoder, entries->items[i].node, &field, &def->entries[i],
                          error))
            return false;
        if (!table_add_groups(context, def->entries[i], entries->items[i].node, capacity, error))
            return false;
    }
    return true;
}

/* `of: name`, or `of: parent.name` for a column of the parent row, which is in the parent table or
   in all tables that the cells come from. */
static bool decode_source_column(const TableContext *context, const TableDef *def, Text of,
                                 Column *column, Error *error) {
    const Decoder *decoder = context->decoder;
    if (!str_starts_with(of.str, STR("parent.")))
        return table_def_find_column(decoder, def, of, &column->of, error);
    of.str = str_slice(of.str, 7, of.str.len);
    column->of_parent = of.str;
    if (def->parent)
        return table_def_find_column(decoder, def->parent, of, &column->of, error);
    for (size_t i = 0; i < def->cell_count; i++)
        if (!table_def_find_column(decoder, def->cells[i].table, of, &column->of, error))
            return false;
    return def->cell_count > 0 ||
           decode_error(decoder, of.node, error, "rows of this table have no parent");
}

/* Decodes the additional keys of `as: date`. */
static bool decode_date(const TableContext *context, const TableDef *def, const YamlNode *node,
                        const ColumnParams *params, Column *column, Error *error) {
    const Decoder *decoder = context->decoder;
    bool dated = params->year.count || params->order != NO_ORDER || params->zone.node;
    if (params->form != COLUMN_DATE && dated)
        return decode_error(decoder, node, error,
                            "'year', 'order' and 'zone' go only with 'as: date'");
    column->zoned = params->zone.node != NULL;
    if (column->zoned && !date_offset(params->zone.str, &column->zone))
        return decode_error(decoder, params->zone.node, error,
                            "the zone '" STR_FMT "' must be written as +02:00",
                            STR_ARG(params->zone.str));
    column->order = (DateOrder)(params->order - NO_ORDER);
    column->years = arena_new_array(decoder->arena, params->year.count, size_t);
    column->year_count = params->year.count;
    for (size_t i = 0; i < params->year.count; i++)
        if (!table_def_find_column(decoder, def, params->year.items[i], &column->years[i], error))
            return false;
    return true;
}

static bool decode_columns(const TableContext *context, TableDef *def, const YamlNode *node,
                           size_t *capacity, Error *error) {
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(context->decoder, node, error,
                            "'columns' must be a mapping of names to columns");
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlNode *key = mapping->as.pairs[i].key;
        if (table_def_column(def, key->text) != COLUMN_NONE)
            return decode_error(context->decoder, key, error,
                                "there is a column '" STR_FMT "' already", STR_ARG(key->text));
        ColumnParams params = {.order = NO_ORDER};
        Column column = {.name = key->text};
        if (!decode_mapping(context->decoder, mapping->as.pairs[i].value, column_fields, "a column",
                            &params, error) ||
            !decode_source_column(context, def, params.of, &column, error) ||
            !decode_date(context, def, key, &params, &column, error))
            return false;
        column.match = params.match;
        column.drop = params.drop;
        column.form = (ColumnForm)params.form;
        if (!table_add_column(context, key->text, capacity, error))
            return false;
        def->columns[def->column_count - 1] = column;
    }
    return true;
}

static bool decode_only(const TableContext *context, TableDef *def, const YamlNode *node,
                        Error *error) {
    static const Field field = {.key = "only", .kind = FIELD_PATTERN};
    const Decoder *decoder = context->decoder;
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, node, error,
                            "'only' must be a mapping of columns to patterns");
    def->only = arena_new_array(decoder->arena, mapping->count, ColumnPattern);
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlPair *pair = &mapping->as.pairs[i];
        ColumnPattern *only = &def->only[def->only_count++];
        if (!table_def_find_column(decoder, def, (Text){pair->key->text, pair->key}, &only->column,
                                   error) ||
            !decode_value(decoder, pair->value, &field, &only->pattern, error))
            return false;
    }
    return true;
}

static bool decode_key(const TableContext *context, TableDef *def, const TextList *key,
                       Error *error) {
    const Decoder *decoder = context->decoder;
    def->key = arena_new_array(decoder->arena, key->count, size_t);
    def->key_count = key->count;
    for (size_t i = 0; i < key->count; i++)
        if (!table_def_find_column(decoder, def, key->items[i], &def->key[i], error))
            return false;
    return true;
}

static bool define(const TableContext *context, Error *error) {
    TableDef *def = context->def;
    TableParams params = {0};
    size_t capacity = 0;
    def->progress = PROGRESS_DECODING;
    def->patterns = context->decoder->patterns;
    if (!decode_mapping(context->decoder, def->node, table_fields, "a table", &params, error))
        return false;
    def->summary = params.summary.str;
    def->except = params.except;
    def->optional = params.optional;
    if (!table_decode_read(context, def, params.read, &capacity, error) ||
        !decode_entries(context, def, &params.entry, &capacity, error))
        return false;
    if (def->paragraphs && def->entry_count == 0)
        return decode_error(context->decoder, params.read, error, "'paragraphs' needs 'entry'");
    if ((params.columns && !decode_columns(context, def, params.columns, &capacity, error)) ||
        (params.only && !decode_only(context, def, params.only, error)) ||
        !decode_key(context, def, &params.key, error))
        return false;
    def->progress = PROGRESS_DONE;
    return true;
}

bool table_defs_declare(const Decoder *decoder, const YamlNode *tables, TableDefs *defs,
                        Error *error) {
    const YamlNode *mapping = yaml_resolve(tables);
    if (mapping->kind != YAML_KIND_MAPPING)
        return decode_error(decoder, tables, error,
                            "'tables' must be a mapping of names to tables");
    TableDef **items = arena_new_array(decoder->arena, defs->count + mapping->count, TableDef *);
    for (size_t i = 0; i < defs->count; i++)
        items[i] = defs->items[i];
    defs->items = items;
    Decoder *own = arena_new(decoder->arena, Decoder);
    *own = *decoder;
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlNode *key = mapping->as.pairs[i].key;
        const TableDef *known = map_get(&defs->by_name, key->text);
        if (known)
            return decode_error(decoder, key, error,
                                "there is a table '" STR_FMT "' already, in " STR_FMT
                                ": give this one another name",
                                STR_ARG(key->text), STR_ARG(known->decoder->source->path));
        TableDef *def = arena_new(decoder->arena, TableDef);
        def->name = (Text){key->text, key};
        def->node = mapping->as.pairs[i].value;
        def->decoder = own;
        def->number = defs->count;
        items[defs->count++] = def;
        map_put(&defs->by_name, key->text, def);
    }
    return true;
}

bool table_defs_define(const TextList *repositories, TableDefs *defs, Error *error) {
    for (size_t i = 0; i < defs->count; i++) {
        TableDef *def = defs->items[i];
        const TableContext context = {def->decoder, repositories, defs, def, 0};
        if (def->progress == PROGRESS_NAMED && !define(&context, error))
            return false;
    }
    return true;
}
