/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Decoding the tables of a pack. All names are entered first, so that tables may refer to others
 * in any order; each is then decoded when it is first referred to.
 */
#include "table/definition.h"

#include "base/array.h"
#include "table/reader.h"

/* What `read:` holds, before it is known which reader it is for. */
typedef struct ReadParams {
    TextList repository, file, files, folders, paths, exclude, list_under, table_under, fields;
    Text yaml, yaml_keys, parent;
    const YamlNode *cells;
    const Pattern *split, *lines;
    int depth, headings, texts;
    bool outside_scalars;
} ReadParams;

static const char *const heading_choices[] = {"all", "first", NULL};
static const char *const text_choices[] = {"all", NULL};

static const Field read_fields[] = {
    {"repository", FIELD_TEXTS, offsetof(ReadParams, repository), .doc = "roles, or any"},
    {"file", FIELD_TEXTS, offsetof(ReadParams, file), .doc = "a path; of several, the first there"},
    {"files", FIELD_TEXTS, offsetof(ReadParams, files), .doc = "globs of paths"},
    {"folders", FIELD_TEXTS, offsetof(ReadParams, folders), .doc = "globs of folders"},
    {"paths", FIELD_TEXTS, offsetof(ReadParams, paths), .doc = "globs of files and folders alike"},
    {"exclude", FIELD_TEXTS, offsetof(ReadParams, exclude), .doc = "globs of what is left out"},
    {"list-under", FIELD_TEXTS, offsetof(ReadParams, list_under), .doc = "headings of lists"},
    {"table-under", FIELD_TEXTS, offsetof(ReadParams, table_under), .doc = "headings of tables"},
    {"headings", FIELD_CHOICE, offsetof(ReadParams, headings), .choices = heading_choices,
     .doc = "which"},
    {"texts", FIELD_CHOICE, offsetof(ReadParams, texts), .choices = text_choices, .doc = "which"},
    {"depth", FIELD_COUNT, offsetof(ReadParams, depth), .doc = "of list items, 1 the outermost"},
    {"parent", FIELD_TEXT, offsetof(ReadParams, parent), .doc = "the table of the rows around"},
    {"yaml", FIELD_TEXT, offsetof(ReadParams, yaml), .doc = "a path: $[*], $.key[*], $.*"},
    {"yaml-keys", FIELD_TEXT, offsetof(ReadParams, yaml_keys), .doc = "all, or a path"},
    {"fields", FIELD_TEXTS, offsetof(ReadParams, fields),
     .doc = "keys, or headings of a Markdown table, that become columns"},
    {"lines", FIELD_PATTERN, offsetof(ReadParams, lines), .doc = "a pattern of lines"},
    {"outside-block-scalars", FIELD_BOOL, offsetof(ReadParams, outside_scalars),
     .doc = "whether lines inside YAML block scalars are left out"},
    {"cells", FIELD_NODE, offsetof(ReadParams, cells), .doc = "columns of other tables",
     .of = &texts_shape},
    {"split", FIELD_PATTERN, offsetof(ReadParams, split), .doc = "what stands between values"},
    {0}};

typedef struct ColumnParams {
    Text of;
    const Pattern *match;
    const Pattern *drop;
    int form;
    TextList year;
    int order;
} ColumnParams;

static const char *const forms[] = {"written", "folded", "case-folded", "words", "date", NULL};
static const char *const orders[] = {"unsettled", "month-first", "day-first", NULL};

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
    {0}};

typedef struct TableParams {
    Text summary;
    const YamlNode *read;
    TextList entry;
    const YamlNode *columns;
    TextList key;
    const Pattern *except;
    bool optional;
} TableParams;

static const Shape read_shape = {SHAPE_MAPPING, .fields = read_fields};
static const Shape column_shape = {SHAPE_MAPPING, .fields = column_fields};
static const Shape columns_shape = {SHAPE_MAP, .items = &column_shape};

static const Field table_fields[] = {
    {"summary", FIELD_TEXT, offsetof(TableParams, summary), .doc = "what its rows are"},
    {"read", FIELD_NODE, offsetof(TableParams, read), .required = true, .doc = "where rows are",
     .of = &read_shape},
    {"entry", FIELD_TEXTS, offsetof(TableParams, entry), .doc = "patterns of a row's text"},
    {"columns", FIELD_NODE, offsetof(TableParams, columns), .doc = "columns from other columns",
     .of = &columns_shape},
    {"key", FIELD_TEXTS, offsetof(TableParams, key), .doc = "columns that name a row"},
    {"except", FIELD_PATTERN, offsetof(TableParams, except), .doc = "rows that are none"},
    {"optional", FIELD_BOOL, offsetof(TableParams, optional), .doc = "may be absent"},
    {0}};

const Shape table_shape = {SHAPE_MAPPING, "table", .fields = table_fields};

enum { PROGRESS_NAMED, PROGRESS_DECODING, PROGRESS_DONE };

/* What decoding one table needs. */
typedef struct Context {
    const Decoder *decoder;
    const TextList *repositories;
    TableDefs *defs;
} Context;

static bool define(const TextList *repositories, TableDefs *defs, TableDef *def, Error *error);

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

bool table_def_find_column(Decoder *decoder, const TableDef *def, Text name, size_t *out,
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

bool table_defs_find(Decoder *decoder, const TableDefs *defs, Text name, const TableDef **out,
                     Error *error) {
    *out = map_get(&defs->by_name, name.str);
    if (*out)
        return true;
    Str *names = arena_new_array(decoder->arena, defs->count, Str);
    for (size_t i = 0; i < defs->count; i++)
        names[i] = defs->items[i]->name.str;
    return decode_unknown(decoder, name.node, "table", name.str, "", names, defs->count, error);
}

bool column_ref_decode(Decoder *decoder, const TableDefs *defs, Text text, ColumnRef *out,
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

static void add_column(Arena *arena, TableDef *def, Str name, size_t *capacity) {
    if (table_def_column(def, name) != COLUMN_NONE)
        return;
    def->columns =
        array_reserve(arena, def->columns, sizeof *def->columns, def->column_count, capacity);
    def->columns[def->column_count++] = (Column){.name = name, .of = COLUMN_NONE};
}

static Str reader_names(Arena *arena) {
    StrBuf names;
    strbuf_init(&names, arena);
    for (const Reader *reader = readers; reader->key; reader++)
        strbuf_printf(&names, "%s%s", reader == readers ? "" : ", ", reader->key);
    return strbuf_str(&names);
}

/* The reader whose own key is there. */
static bool choose_reader(const Context *context, TableDef *def, const YamlNode *read,
                          Error *error) {
    for (const Reader *reader = readers; reader->key && !def->reader; reader++)
        if (yaml_lookup(yaml_resolve(read), str_from_c(reader->key)))
            def->reader = reader;
    if (!def->reader)
        return decode_error(context->decoder, read, error, "'read' needs one of the keys " STR_FMT,
                            STR_ARG(reader_names(context->decoder->arena)));
    const YamlNode *mapping = yaml_resolve(read);
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlNode *key = mapping->as.pairs[i].key;
        bool known = false;
        for (const char *const *name = def->reader->keys; *name; name++)
            known = known || str_equal(key->text, str_from_c(*name));
        if (!known)
            return decode_error(context->decoder, key, error, "'" STR_FMT "' does not go with '%s'",
                                STR_ARG(key->text), def->reader->key);
    }
    return true;
}

static bool check_repositories(const Context *context, const TableDef *def, Error *error) {
    const TextList *roles = context->repositories;
    for (size_t i = 0; i < def->repositories.count; i++) {
        Text name = def->repositories.items[i];
        bool known = str_equal(name.str, STR("any"));
        Str *names = arena_new_array(context->decoder->arena, roles->count, Str);
        for (size_t j = 0; j < roles->count; j++) {
            names[j] = roles->items[j].str;
            known = known || str_equal(name.str, names[j]);
        }
        if (!known)
            return decode_unknown(context->decoder, name.node, "repository", name.str, "", names,
                                  roles->count, error);
    }
    return true;
}

static bool check_globs(const Context *context, const TextList *globs, Error *error) {
    for (size_t i = 0; i < globs->count; i++) {
        Error why = {0};
        if (!pattern_compile_glob(context->decoder->patterns, globs->items[i].str, &why))
            return decode_error(context->decoder, globs->items[i].node, error,
                                "the glob '" STR_FMT "' is malformed: %s",
                                STR_ARG(globs->items[i].str), why.message);
    }
    return true;
}

/* "$" and then steps ".key", ".*" or "[*]". */
static bool check_yaml_path(const Context *context, Text path, Error *error) {
    if (str_equal(path.str, STR("all")))
        return true;
    Str rest = path.str;
    bool valid = rest.len > 0 && rest.ptr[0] == '$';
    rest = str_slice(rest, 1, rest.len);
    while (valid && rest.len > 0) {
        size_t end = 1;
        while (end < rest.len && rest.ptr[end] != '.' && rest.ptr[end] != '[')
            end++;
        valid = str_equal(str_slice(rest, 0, end), STR("[*]")) || (rest.ptr[0] == '.' && end > 1);
        rest = str_slice(rest, end, rest.len);
    }
    return valid || decode_error(context->decoder, path.node, error,
                                 "the path '" STR_FMT "' must be '$' and then '.key', '.*' or "
                                 "'[*]'",
                                 STR_ARG(path.str));
}

/* The definition of another table, decoded first. */
static bool refer(const Context *context, Text name, const TableDef **out, Error *error) {
    Decoder decoder = *context->decoder;
    const TableDef *found;
    if (!table_defs_find(&decoder, context->defs, name, &found, error))
        return false;
    TableDef *def = map_get(&context->defs->by_name, name.str);
    if (def->progress == PROGRESS_DECODING)
        return decode_error(context->decoder, name.node, error,
                            "the table '" STR_FMT "' is read from itself", STR_ARG(name.str));
    *out = def;
    return def->progress == PROGRESS_DONE ||
           define(context->repositories, context->defs, def, error);
}

static bool decode_cells(const Context *context, TableDef *def, const YamlNode *node,
                         Error *error) {
    static const Field field = {.key = "cells", .kind = FIELD_TEXTS};
    Decoder decoder = *context->decoder;
    TextList list = {0};
    if (!decode_value(&decoder, node, &field, &list, error))
        return false;
    ColumnRef *cells = arena_new_array(decoder.arena, list.count, ColumnRef);
    for (size_t i = 0; i < list.count; i++) {
        Text name = list.items[i];
        name.str = str_slice(name.str, 0, str_find(name.str, STR("."), 0));
        const TableDef *table;
        if (!refer(context, name, &table, error) ||
            !column_ref_decode(&decoder, context->defs, list.items[i], &cells[i], error))
            return false;
    }
    def->cells = cells;
    def->cell_count = list.count;
    return true;
}

static bool decode_read(const Context *context, TableDef *def, const YamlNode *read,
                        size_t *capacity, Error *error) {
    ReadParams params = {0};
    if (!decode_mapping(context->decoder, read, read_fields, "'read'", &params, error) ||
        !choose_reader(context, def, read, error))
        return false;
    def->repositories = params.repository;
    def->one_file = params.file.count > 0;
    def->files = def->one_file          ? params.file
                 : params.folders.count ? params.folders
                 : params.paths.count   ? params.paths
                                        : params.files;
    def->exclude = params.exclude;
    def->under = params.list_under.count ? params.list_under : params.table_under;
    def->depth = params.depth;
    def->first_heading = params.headings > 0;
    def->yaml = params.yaml.node ? params.yaml : params.yaml_keys;
    def->fields = params.fields;
    def->split = params.split;
    def->lines = params.lines;
    def->outside_scalars = params.outside_scalars;
    if (params.table_under.count && !params.fields.count)
        return decode_error(context->decoder, read, error, "'table-under' needs 'fields'");
    if (!params.cells && (!params.repository.count || !def->files.count))
        return decode_error(context->decoder, read, error, "'read' needs 'repository' and '%s'",
                            def->files.count ? "a role" : "file' or 'files");
    for (const char *const *name = def->reader->columns; *name; name++)
        add_column(context->decoder->arena, def, str_from_c(*name), capacity);
    for (size_t i = 0; i < def->fields.count; i++)
        add_column(context->decoder->arena, def, def->fields.items[i].str, capacity);
    for (size_t i = 0; def->lines && i < pattern_name_count(def->lines); i++)
        add_column(context->decoder->arena, def, pattern_name(def->lines, i), capacity);
    return check_repositories(context, def, error) && check_globs(context, &def->files, error) &&
           check_globs(context, &def->exclude, error) &&
           (!def->yaml.node || check_yaml_path(context, def->yaml, error)) &&
           (!params.parent.node || refer(context, params.parent, &def->parent, error)) &&
           (!params.cells || decode_cells(context, def, params.cells, error));
}

static bool decode_entries(const Context *context, TableDef *def, const TextList *entries,
                           size_t *capacity, Error *error) {
    static const Field field = {.key = "entry", .kind = FIELD_PATTERN};
    def->entries = arena_new_array(context->decoder->arena, entries->count, const Pattern *);
    def->entry_count = entries->count;
    for (size_t i = 0; i < entries->count; i++) {
        if (!decode_value(context->decoder, entries->items[i].node, &field, &def->entries[i],
                          error))
            return false;
        for (size_t j = 0; j < pattern_name_count(def->entries[i]); j++)
            add_column(context->decoder->arena, def, pattern_name(def->entries[i], j), capacity);
    }
    return true;
}

/* `of: name`, or `of: parent.name` for the row around: of the parent table, or of all tables that
   the cells come from. */
static bool decode_source_column(const Context *context, const TableDef *def, Text of,
                                 Column *column, Error *error) {
    Decoder decoder = *context->decoder;
    if (!str_starts_with(of.str, STR("parent.")))
        return table_def_find_column(&decoder, def, of, &column->of, error);
    column->of_parent = true;
    of.str = str_slice(of.str, 7, of.str.len);
    const TableDef *parent = def->parent       ? def->parent
                             : def->cell_count ? def->cells[0].table
                                               : NULL;
    if (!parent)
        return decode_error(&decoder, of.node, error, "rows of this table have no parent");
    return table_def_find_column(&decoder, parent, of, &column->of, error);
}

/* What `as: date` takes besides. */
static bool decode_date(const Context *context, const TableDef *def, const YamlNode *node,
                        const ColumnParams *params, Column *column, Error *error) {
    Decoder decoder = *context->decoder;
    if (params->form != COLUMN_DATE && (params->year.count || params->order))
        return decode_error(&decoder, node, error, "'year' and 'order' go with 'as: date' alone");
    column->order = (DateOrder)params->order;
    column->years = arena_new_array(decoder.arena, params->year.count, size_t);
    column->year_count = params->year.count;
    for (size_t i = 0; i < params->year.count; i++)
        if (!table_def_find_column(&decoder, def, params->year.items[i], &column->years[i], error))
            return false;
    return true;
}

static bool decode_columns(const Context *context, TableDef *def, const YamlNode *node,
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
        ColumnParams params = {0};
        Column column = {.name = key->text};
        if (!decode_mapping(context->decoder, mapping->as.pairs[i].value, column_fields, "a column",
                            &params, error) ||
            !decode_source_column(context, def, params.of, &column, error) ||
            !decode_date(context, def, key, &params, &column, error))
            return false;
        column.match = params.match;
        column.drop = params.drop;
        column.form = (ColumnForm)params.form;
        add_column(context->decoder->arena, def, key->text, capacity);
        def->columns[def->column_count - 1] = column;
    }
    return true;
}

static bool decode_key(const Context *context, TableDef *def, const TextList *key, Error *error) {
    Decoder decoder = *context->decoder;
    def->key = arena_new_array(decoder.arena, key->count, size_t);
    def->key_count = key->count;
    for (size_t i = 0; i < key->count; i++)
        if (!table_def_find_column(&decoder, def, key->items[i], &def->key[i], error))
            return false;
    return true;
}

static bool define(const TextList *repositories, TableDefs *defs, TableDef *def, Error *error) {
    Context own = {def->decoder, repositories, defs};
    const Context *context = &own;
    TableParams params = {0};
    size_t capacity = 0;
    def->progress = PROGRESS_DECODING;
    def->patterns = context->decoder->patterns;
    if (!decode_mapping(context->decoder, def->node, table_fields, "a table", &params, error))
        return false;
    def->summary = params.summary.str;
    def->except = params.except;
    def->optional = params.optional;
    if (!decode_read(context, def, params.read, &capacity, error) ||
        !decode_entries(context, def, &params.entry, &capacity, error) ||
        (params.columns && !decode_columns(context, def, params.columns, &capacity, error)) ||
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
        if (map_get(&defs->by_name, key->text))
            return decode_error(decoder, key, error, "there is a table '" STR_FMT "' already",
                                STR_ARG(key->text));
        TableDef *def = arena_new(decoder->arena, TableDef);
        def->name = (Text){key->text, key};
        def->node = mapping->as.pairs[i].value;
        def->decoder = own;
        items[defs->count++] = def;
        map_put(&defs->by_name, key->text, def);
    }
    return true;
}

bool table_defs_define(const TextList *repositories, TableDefs *defs, Error *error) {
    for (size_t i = 0; i < defs->count; i++)
        if (defs->items[i]->progress == PROGRESS_NAMED &&
            !define(repositories, defs, defs->items[i], error))
            return false;
    return true;
}
