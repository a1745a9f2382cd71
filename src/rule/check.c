/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The table of checks, how a check is decoded, and what checks share.
 */
#include "rule/check.h"

#include <string.h>

#include "base/unicode.h"

static const CheckKind *const kinds[] = {
    &check_well_formed, &check_present, &check_absent,       &check_sorted,   &check_matches,
    &check_one_of,      &check_same,    &check_canonical,    &check_unique,   &check_refers_to,
    &check_count,       &check_parses,  &check_read,         &check_ignores,  &check_finds_path,
    &check_named_by,    &check_agrees,  &check_spelled_like, &check_resolves, &check_in_order,
    &check_has_each,
};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

const char *const fold_names[] = {"nothing", "case", NULL};

static const char *const scope_names[] = {
    [SCOPE_ROWS] = "", [SCOPE_TABLES] = "every-table", [SCOPE_IGNORES] = "every-ignore"};

CheckScope check_scope_of(Str name) {
    for (CheckScope scope = SCOPE_TABLES; scope <= SCOPE_IGNORES; scope++)
        if (str_equal_c(name, scope_names[scope]))
            return scope;
    return SCOPE_ROWS;
}

/* One key for each kind, with its parameters. */
static const Field *kind_fields(Arena *arena) {
    static const Field only_true = {.key = "true", .kind = FIELD_BOOL};
    static const Shape none = {SHAPE_VALUE, .fields = &only_true};
    Field *fields = arena_new_array(arena, KIND_COUNT + 1, Field);
    for (size_t i = 0; i < KIND_COUNT; i++) {
        Shape *shape = arena_new(arena, Shape);
        *shape =
            (Shape){SHAPE_MAPPING, .fields = kinds[i]->fields, .short_key = kinds[i]->short_key};
        fields[i] = (Field){kinds[i]->name, FIELD_NODE, 0, .doc = kinds[i]->summary,
                            .of = kinds[i]->fields ? shape : &none};
    }
    return fields;
}

const Shape check_shape = {SHAPE_ONE_KEY, "check", .keys = kind_fields};

static bool unknown_check(const Decoder *decoder, const YamlNode *node, Error *error) {
    Str names[KIND_COUNT];
    for (size_t i = 0; i < KIND_COUNT; i++)
        names[i] = str_from_c(kinds[i]->name);
    return decode_unknown(decoder, node, "check", node->text, "", names, KIND_COUNT, error);
}

static const CheckKind *find_kind(Str name) {
    for (size_t i = 0; i < KIND_COUNT; i++)
        if (str_equal_c(name, kinds[i]->name))
            return kinds[i];
    return NULL;
}

/* `true` for a check without parameters, a plain value for the short key, else a mapping. */
static bool decode_params(const Decoder *decoder, const CheckKind *kind, const YamlNode *node,
                          void *params, Error *error) {
    const YamlNode *value = yaml_resolve(node);
    if (!kind->fields) {
        if (value->kind == YAML_KIND_SCALAR && str_equal(value->text, STR("true")))
            return true;
        return decode_error(decoder, node, error, "'%s' takes only the value true", kind->name);
    }
    if (value->kind == YAML_KIND_MAPPING || !kind->short_key)
        return decode_mapping(decoder, node, kind->fields, kind->name, params, error);
    const Field *field = kind->fields;
    while (strcmp(field->key, kind->short_key) != 0)
        field++;
    return decode_value(decoder, node, field, (char *)params + field->offset, error);
}

bool check_decode(const Binding *binding, const YamlNode *node, Check *out, Error *error) {
    const Decoder *decoder = binding->decoder;
    const YamlNode *mapping = yaml_resolve(node);
    if (mapping->kind != YAML_KIND_MAPPING || mapping->count != 1)
        return decode_error(decoder, node, error,
                            "a check must be a mapping with one key, the name of the check; "
                            "several are a list of such, as 'when' takes and 'checks'");
    const YamlNode *key = mapping->as.pairs[0].key;
    const YamlNode *value = mapping->as.pairs[0].value;
    const CheckKind *kind = find_kind(key->text);
    if (!kind)
        return unknown_check(decoder, key, error);
    if (kind->scope != binding->scope)
        return decode_error(decoder, key, error, "'%s' %s 'for: %s'", kind->name,
                            kind->scope ? "needs" : "does not go with",
                            scope_names[kind->scope ? kind->scope : binding->scope]);
    *out =
        (Check){.kind = kind, .params = arena_alloc(decoder->arena, kind->size), .node = mapping};
    return decode_params(decoder, kind, value, out->params, error) &&
           (!kind->bind || kind->bind(binding, out, value, error));
}

bool check_keeps_to_row(const Check *check, const TableDef *table) {
    (void)check, (void)table;
    return true;
}

bool binding_column(const Binding *binding, Text name, size_t *out, Error *error) {
    return table_def_find_column(binding->decoder, binding->table, name, out, error);
}

bool binding_columns(const Binding *binding, const TextList *names, size_t **out, Error *error) {
    *out = arena_new_array(binding->decoder->arena, names->count, size_t);
    for (size_t i = 0; i < names->count; i++)
        if (!binding_column(binding, names->items[i], &(*out)[i], error))
            return false;
    return true;
}

bool binding_pairs(const Binding *binding, const YamlNode *node, const TextList *by,
                   TextList *column, Error *error) {
    if (column->count == 0)
        *column = *by;
    return column->count == by->count ||
           decode_error(binding->decoder, node, error,
                        "'column' and 'by' must name as many columns");
}

bool binding_there(const Binding *binding, Check *check, Text name, Binding *there, Error *error) {
    check->tables = arena_new_array(binding->decoder->arena, 1, const TableDef *);
    check->table_count = 1;
    *there = *binding;
    if (!table_defs_find(binding->decoder, binding->tables, name, check->tables, error))
        return false;
    there->table = check->tables[0];
    return true;
}

#define OTHER STR("other.")

bool side_is_other(Str name) {
    return str_starts_with(name, OTHER);
}

bool binding_side(const Binding *binding, Text name, Error *error) {
    size_t column = COLUMN_NONE;
    if (!side_is_other(name.str))
        return binding_column(binding, name, &column, error);
    Str there = str_slice(name.str, OTHER.len, name.str.len);
    for (size_t i = 0; i < binding->other_count && column == COLUMN_NONE; i++)
        column = table_def_column(binding->others[i], there);
    return column != COLUMN_NONE ||
           decode_error(binding->decoder, name.node, error,
                        "no condition before refers to a table with a column '" STR_FMT "'",
                        STR_ARG(there));
}

Cell row_side(const Row *row, const Row *other, Str name) {
    if (side_is_other(name)) {
        row = other;
        name = str_slice(name, OTHER.len, name.len);
    }
    size_t column = row ? table_def_column(row->table->def, name) : COLUMN_NONE;
    return column == COLUMN_NONE ? (Cell){0} : row_cell(row, column);
}

void failure_relate(const CheckRun *run, Failure *failure, Location at, const char *message) {
    Related *related = arena_new_array(run->arena, failure->related_count + 1, Related);
    for (size_t i = 0; i < failure->related_count; i++)
        related[i] = failure->related[i];
    related[failure->related_count++] = (Related){at, str_from_c(message)};
    failure->related = related;
}

Str fold_text(Arena *arena, Str text, Fold fold) {
    return fold == FOLD_CASE ? unicode_fold_case(arena, text) : text;
}

bool row_join(Arena *arena, const Row *row, const size_t *columns, size_t count, Fold fold,
              Str *out) {
    if (count == 1) { /* the usual case needs no copy */
        const Cell cell = row_cell(row, columns[0]);
        *out = fold_text(arena, cell.text, fold);
        return cell.present;
    }
    StrBuf joined;
    strbuf_init(&joined, arena);
    for (size_t i = 0; i < count; i++) {
        const Cell cell = row_cell(row, columns[i]);
        if (!cell.present)
            return false;
        strbuf_append(&joined, fold_text(arena, cell.text, fold));
        strbuf_append_char(&joined, '\0');
    }
    *out = strbuf_str(&joined);
    return true;
}

const size_t *row_lists(const CheckRun *run) {
    typedef struct List {
        const Table *table;
        const Source *source;
    } List;
    Map numbers;
    map_init(&numbers, run->arena);
    size_t *lists = arena_new_array(run->arena, run->table->row_count, size_t);
    for (size_t i = 0; i < run->table->row_count; i++) {
        const Row *row = run->table->rows[i];
        while (row->table->def->source_count > 0)
            row = row->parent;
        const List list = {row->table, row->at.source};
        Str key = {(const char *)&list, sizeof list};
        const size_t *number = map_get(&numbers, key);
        lists[i] = number ? *number : i;
        if (!number)
            map_put(&numbers, str_copy(run->arena, key), &lists[i]);
    }
    return lists;
}
