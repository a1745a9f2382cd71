/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Decoding where a table's rows come from: the keys under `read:`, one of which chooses the reader.
 */
#include <stdint.h>

#include "document/html.h"
#include "table/definition_internal.h"
#include "table/reader.h"

/* The content of `read:`, before its reader is known. */
typedef struct ReadParams {
    TextList repository, file, files, folders, paths, exclude, list_under, table_under, fields,
        as_written;
    Text yaml; /* shared by the four YAML readers, each of which has its own key for it */
    Text parent;
    const YamlNode *cells;
    const Pattern *split, *each, *lines, *prose;
    TextList rows_of;
    Text for_each;
    TextList by;
    int depth, headings, texts, links, line_endings;
    bool outside_scalars, paragraphs, misspelt;
    TextList html;
    int printed;
} ReadParams;

static const char *const heading_choices[] = {"all", "first", NULL};
static const char *const all_choices[] = {"all", NULL};

static const char *const printed_choices[] = {"outputs", "entries", NULL};

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
    {"texts", FIELD_CHOICE, offsetof(ReadParams, texts), .choices = all_choices, .doc = "which"},
    {"links", FIELD_CHOICE, offsetof(ReadParams, links), .choices = all_choices, .doc = "which"},
    {"depth", FIELD_COUNT, offsetof(ReadParams, depth), .doc = "of list items, 1 the outermost"},
    {"paragraphs", FIELD_BOOL, offsetof(ReadParams, paragraphs),
     .doc = "whether lines of paragraphs are rows too, where any of them fits an entry pattern"},
    {"parent", FIELD_TEXT, offsetof(ReadParams, parent),
     .doc = "the table of the rows around; of lines, of those above"},
    {"yaml", FIELD_TEXT, offsetof(ReadParams, yaml), .doc = "a path: $[*], $.key[*], $.*"},
    {"front-matter", FIELD_TEXT, offsetof(ReadParams, yaml), .doc = "a path, as of yaml"},
    {"yaml-keys", FIELD_TEXT, offsetof(ReadParams, yaml), .doc = "all, or a path"},
    {"front-matter-keys", FIELD_TEXT, offsetof(ReadParams, yaml), .doc = "all, or a path"},
    {"fields", FIELD_TEXTS, offsetof(ReadParams, fields),
     .doc = "keys, headings of a Markdown table, or columns of other tables, that become columns"},
    {"as-written", FIELD_TEXTS, offsetof(ReadParams, as_written),
     .doc = "fields whose quotes are part of the text"},
    {"prose", FIELD_PATTERN, offsetof(ReadParams, prose),
     .doc = "a pattern of what stands in the text of Markdown"},
    {"misspelt", FIELD_BOOL, offsetof(ReadParams, misspelt),
     .doc = "whether a field that is not there is read from a key that is one slip away"},
    {"lines", FIELD_PATTERN, offsetof(ReadParams, lines), .doc = "a pattern of lines"},
    {"outside-block-scalars", FIELD_BOOL, offsetof(ReadParams, outside_scalars),
     .doc = "whether lines inside YAML block scalars are left out"},
    {"html", FIELD_TEXTS, offsetof(ReadParams, html), .doc = "attributes: href, src, id, name"},
    {"line-endings", FIELD_CHOICE, offsetof(ReadParams, line_endings), .choices = all_choices,
     .doc = "of which lines"},
    {"printed", FIELD_CHOICE, offsetof(ReadParams, printed), .choices = printed_choices,
     .doc = "the outputs of fields of data files, or the entries that they print"},
    {"cells", FIELD_NODE, offsetof(ReadParams, cells), .doc = "columns of other tables",
     .of = &texts_shape},
    {"rows-of", FIELD_TEXTS, offsetof(ReadParams, rows_of), .doc = "other tables"},
    {"split", FIELD_PATTERN, offsetof(ReadParams, split), .doc = "what stands between values"},
    {"each", FIELD_PATTERN, offsetof(ReadParams, each), .doc = "a pattern: every match is a row"},
    {"for-each", FIELD_TEXT, offsetof(ReadParams, for_each),
     .doc = "a table: the cells are there once for each of its rows, which is their parent"},
    {"by", FIELD_TEXTS, offsetof(ReadParams, by),
     .doc = "columns in which the rows of both tables are the same"},
    {0}};

const Shape table_read_shape = {SHAPE_MAPPING, .fields = read_fields};

static Str reader_names(Arena *arena) {
    StrBuf names;
    strbuf_init(&names, arena);
    for (const Reader *reader = readers; reader->key; reader++)
        strbuf_printf(&names, "%s%s", reader == readers ? "" : ", ", reader->key);
    return strbuf_str(&names);
}

/* Chooses the first reader whose own key is given. */
static bool choose_reader(const TableContext *context, TableDef *def, const YamlNode *read,
                          Error *error) {
    const YamlNode *mapping = yaml_resolve(read);
    for (const Reader *reader = readers; reader->key && !def->reader; reader++)
        for (size_t i = 0; i < mapping->count; i++)
            if (str_equal_c(mapping->as.pairs[i].key->text, reader->key))
                def->reader = reader;
    if (!def->reader)
        return decode_error(context->decoder, read, error, "'read' needs one of the keys " STR_FMT,
                            STR_ARG(reader_names(context->decoder->arena)));
    for (size_t i = 0; i < mapping->count; i++) {
        const YamlNode *key = mapping->as.pairs[i].key;
        bool known = false;
        for (const char *const *name = def->reader->keys; *name; name++)
            known = known || str_equal_c(key->text, *name);
        if (!known)
            return decode_error(context->decoder, key, error, "'" STR_FMT "' does not go with '%s'",
                                STR_ARG(key->text), def->reader->key);
    }
    return true;
}

/* Checks that a name is one of `known`; `what` tells in the message what it names. */
static bool check_name(const TableContext *context, const char *what, Text name,
                       const TextList *known, Error *error) {
    if (text_list_has(known, name.str))
        return true;
    Str *names = arena_new_array(context->decoder->arena, known->count, Str);
    for (size_t i = 0; i < known->count; i++)
        names[i] = known->items[i].str;
    return decode_unknown(context->decoder, name.node, what, name.str, "", names, known->count,
                          error);
}

static bool check_repositories(const TableContext *context, const TableDef *def, Error *error) {
    for (size_t i = 0; i < def->repositories.count; i++) {
        Text name = def->repositories.items[i];
        if (!str_equal(name.str, STR("any")) &&
            !check_name(context, "repository", name, context->repositories, error))
            return false;
    }
    return true;
}

static bool expand_globs(const TableContext *context, TextList *globs, Error *error) {
    return glob_lists_expand(context->decoder, &context->defs->globs, globs, error);
}

static bool check_attributes(const TableContext *context, const TextList *attributes,
                             Error *error) {
    for (size_t i = 0; i < attributes->count; i++) {
        Text name = attributes->items[i];
        bool known = false;
        for (size_t j = 0; j < HTML_NAME_COUNT; j++)
            known = known || str_equal(name.str, html_names[j]);
        if (!known)
            return decode_unknown(context->decoder, name.node, "attribute", name.str, "",
                                  html_names, HTML_NAME_COUNT, error);
    }
    return true;
}

/* Checks that the names given for a key that is about fields are fields. */
static bool check_fields(const TableContext *context, const TextList *names, const TextList *fields,
                         Error *error) {
    for (size_t i = 0; i < names->count; i++)
        if (!check_name(context, "field", names->items[i], fields, error))
            return false;
    return true;
}

bool table_path_next(Str *rest, Str *step) {
    size_t end = 1;
    while (end < rest->len && rest->ptr[end] != '.' && rest->ptr[end] != '[')
        end++;
    *step = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end, rest->len);
    return step->len > 0;
}

/* A path is "$" followed by steps ".key", ".*" or "[*]". */
static bool check_yaml_path(const TableContext *context, const Reader *reader, Text path,
                            Error *error) {
    if (reader->read == read_keys && str_equal(path.str, STR("all")))
        return true;
    Str rest = path.str;
    Str step;
    bool valid = table_path_next(&rest, &step) && str_equal(step, STR("$"));
    while (valid && table_path_next(&rest, &step)) {
        bool to_all = str_equal(step, STR("[*]")) || str_equal(step, STR(".*"));
        valid = to_all || (step.len > 1 && step.ptr[0] == '.' && step.ptr[1] != '*');
    }
    return valid || decode_error(context->decoder, path.node, error,
                                 "the path '" STR_FMT "' must be '$' and then '.key', '.*' or "
                                 "'[*]'",
                                 STR_ARG(path.str));
}

/* Whether nodes at one path can be inside nodes at the other. */
static bool can_be_inside(Str inner, Str outer) {
    static const Str any_key = STR_INIT(".*");
    Str step, around;
    while (table_path_next(&outer, &around)) {
        bool keys = table_path_next(&inner, &step) && step.ptr[0] == '.' && around.ptr[0] == '.';
        bool any = keys && (str_equal(step, any_key) || str_equal(around, any_key));
        if (!any && !str_equal(step, around))
            return false;
    }
    return inner.len > 0;
}

/* A parent that can enclose no row is an error; it would go unnoticed, as no row needs a parent. */
static bool check_parent(const TableContext *context, const TableDef *def, Text name,
                         Error *error) {
    const TableDef *parent = def->parent;
    bool both_yaml = def->reader->read == read_yaml && parent->reader->read == read_yaml;
    return !both_yaml || can_be_inside(def->yaml.str, parent->yaml.str) ||
           decode_error(context->decoder, name.node, error,
                        "nothing at '" STR_FMT "' is inside of a row of '" STR_FMT
                        "', which are at '" STR_FMT "'",
                        STR_ARG(def->yaml.str), STR_ARG(name.str), STR_ARG(parent->yaml.str));
}

static bool decode_cells(const TableContext *context, TableDef *def, const YamlNode *node,
                         Error *error) {
    static const Field field = {.key = "cells", .kind = FIELD_TEXTS};
    const Decoder *decoder = context->decoder;
    TextList list = {0};
    if (!decode_value(decoder, node, &field, &list, error))
        return false;
    ColumnRef *cells = arena_new_array(decoder->arena, list.count, ColumnRef);
    for (size_t i = 0; i < list.count; i++) {
        Text name = list.items[i];
        name.str = str_slice(name.str, 0, str_find(name.str, STR("."), 0));
        const TableDef *table;
        if (!table_refer(context, name, &table, error) ||
            !column_ref_decode(decoder, context->defs, list.items[i], &cells[i], error))
            return false;
    }
    def->cells = cells;
    def->cell_count = list.count;
    return true;
}

/* `for-each: TABLE` and `by: COLUMNS`, which must be in that table and in those of all cells. */
static bool decode_for_each(const TableContext *context, TableDef *def, const ReadParams *params,
                            Error *error) {
    const Decoder *decoder = context->decoder;
    if (!params->by.count)
        return decode_error(decoder, params->for_each.node, error, "'for-each' needs 'by'");
    if (!table_refer(context, params->for_each, &def->parent, error))
        return false;
    def->by = params->by;
    size_t ignored;
    for (size_t i = 0; i < params->by.count; i++) {
        if (!table_def_find_column(decoder, def->parent, params->by.items[i], &ignored, error))
            return false;
        for (size_t k = 0; k < def->cell_count; k++)
            if (!table_def_find_column(decoder, def->cells[k].table, params->by.items[i], &ignored,
                                       error))
                return false;
    }
    return true;
}

/* `rows-of: TABLES` and `fields: COLUMNS`; each column must be in at least one of the tables. */
static bool decode_rows_of(const TableContext *context, TableDef *def, const ReadParams *params,
                           Error *error) {
    def->source_count = params->rows_of.count;
    def->sources = arena_new_array(context->decoder->arena, def->source_count, const TableDef *);
    for (size_t i = 0; i < def->source_count; i++)
        if (!table_refer(context, params->rows_of.items[i], &def->sources[i], error))
            return false;
    for (size_t i = 0; i < params->fields.count; i++) {
        Text field = params->fields.items[i];
        size_t tables = 0;
        for (size_t k = 0; k < def->source_count; k++)
            tables += table_def_column(def->sources[k], field.str) != COLUMN_NONE;
        if (tables == 0)
            return decode_error(context->decoder, field.node, error,
                                "none of the tables has a column '" STR_FMT "'",
                                STR_ARG(field.str));
    }
    return true;
}

bool table_add_groups(const TableContext *context, const Pattern *pattern, const YamlNode *node,
                      size_t *capacity, Error *error) {
    for (size_t i = 0; pattern && i < pattern_name_count(pattern); i++) {
        Str name = pattern_name(pattern, i);
        if (str_equal(name, STR("text")) || str_equal(name, STR("path")))
            return decode_error(context->decoder, node, error,
                                "every table has a column '" STR_FMT
                                "' already: call the group otherwise",
                                STR_ARG(name));
        if (!table_add_column(context, name, capacity, error))
            return false;
    }
    return true;
}

/* Adds the columns that the reader fills: its own, the fields, and the groups of its pattern. For
   rows of other tables they are found by name, otherwise by their order. */
static bool add_read_columns(const TableContext *context, TableDef *def, const YamlNode *read,
                             size_t *capacity, Error *error) {
    bool by_order = def->reader->read != read_rows;
    for (const char *const *name = def->reader->columns; *name; name++)
        if (!table_add_column(context, str_from_c(*name), capacity, error))
            return false;
    for (size_t i = 0; i < def->fields.count; i++) {
        Text field = def->fields.items[i];
        if (by_order && table_def_column(def, field.str) != COLUMN_NONE)
            return decode_error(context->decoder, field.node, error,
                                "there is a column '" STR_FMT "' already", STR_ARG(field.str));
        if (!table_add_column(context, field.str, capacity, error))
            return false;
    }
    def->keyed = (def->reader->read == read_yaml || def->reader->read == read_front_matter) &&
                 str_find(def->yaml.str, STR(".*"), 0) != SIZE_MAX &&
                 table_def_column(def, STR("under")) == COLUMN_NONE;
    if (def->keyed && !table_add_column(context, STR("under"), capacity, error))
        return false;
    const Pattern *patterns[] = {def->prose, def->lines, def->each};
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
        if (!table_add_groups(context, patterns[i], read, capacity, error))
            return false;
    def->read_columns = def->column_count;
    return true;
}

static void take_params(TableDef *def, const ReadParams *params) {
    def->repositories = params->repository;
    def->one_file = params->file.count > 0;
    def->files = def->one_file           ? params->file
                 : params->folders.count ? params->folders
                 : params->paths.count   ? params->paths
                                         : params->files;
    def->exclude = params->exclude;
    def->under = params->list_under.count ? params->list_under : params->table_under;
    def->depth = params->depth;
    def->first_heading = params->headings > 0;
    def->yaml = params->yaml;
    def->fields = params->fields;
    def->as_written = params->as_written;
    def->misspelt = params->misspelt;
    def->split = params->split;
    def->each = params->each;
    def->lines = params->lines;
    def->prose = params->prose;
    def->outside_scalars = params->outside_scalars;
    def->paragraphs = params->paragraphs;
    def->attributes = params->html;
    def->printed_entries = params->printed == 1;
}

/* Checks that the given keys are allowed together. */
static bool check_params(const TableContext *context, const TableDef *def, const YamlNode *read,
                         const ReadParams *params, Error *error) {
    if (params->table_under.count && !params->fields.count)
        return decode_error(context->decoder, read, error, "'table-under' needs 'fields'");
    bool of_tables = params->cells || params->rows_of.count;
    if (!of_tables && (!params->repository.count || !def->files.count))
        return decode_error(context->decoder, read, error, "'read' needs %s",
                            def->files.count ? "'repository'" : "'file' or 'files'");
    if (params->file.count && params->files.count)
        return decode_error(context->decoder, params->files.items->node, error,
                            "'files' does not go with 'file'");
    if (params->file.count && params->exclude.count)
        return decode_error(context->decoder, params->exclude.items->node, error,
                            "'exclude' does not go with 'file'");
    if (params->split && params->each)
        return decode_error(context->decoder, read, error, "'split' does not go with 'each'");
    return true;
}

bool table_decode_read(const TableContext *context, TableDef *def, const YamlNode *read,
                       size_t *capacity, Error *error) {
    ReadParams params = {0};
    if (!decode_mapping(context->decoder, read, read_fields, "'read'", &params, error) ||
        !choose_reader(context, def, read, error))
        return false;
    take_params(def, &params);
    return check_params(context, def, read, &params, error) &&
           add_read_columns(context, def, read, capacity, error) &&
           check_repositories(context, def, error) &&
           (def->one_file ? decode_paths(context->decoder, "file", &def->files, error)
                          : expand_globs(context, &def->files, error)) &&
           expand_globs(context, &def->exclude, error) &&
           check_attributes(context, &def->attributes, error) &&
           check_fields(context, &def->as_written, &def->fields, error) &&
           (!def->yaml.node || check_yaml_path(context, def->reader, def->yaml, error)) &&
           (!params.parent.node || (table_refer(context, params.parent, &def->parent, error) &&
                                    check_parent(context, def, params.parent, error))) &&
           (!params.cells || decode_cells(context, def, params.cells, error)) &&
           (!params.for_each.node || decode_for_each(context, def, &params, error)) &&
           (!params.rows_of.count || decode_rows_of(context, def, &params, error));
}
