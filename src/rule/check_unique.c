/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The check "unique": no other row of the table has the same texts in the columns. */

#include "rule/check.h"
#include "table/spread.h"

typedef struct Unique {
    TextList names;
    TextList once_names;
    size_t *columns;
    size_t *once;
    int fold;
} Unique;

static const Field unique_fields[] = {
    {"columns", FIELD_TEXTS, offsetof(Unique, names), .required = true, .doc = "together"},
    {"fold", FIELD_CHOICE, offsetof(Unique, fold), .choices = fold_names, .doc = "what is ignored"},
    {"once-per", FIELD_TEXTS, offsetof(Unique, once_names),
     .doc = "columns: of rows that fail only the first with the same texts in these does"},
    {0}};

/* An index of the rows that match an entry pattern, or of those that do not; rules see one kind. */
typedef struct UniqueIndex {
    Map first; /* by texts, the first row that has them */
    Map again; /* by the texts of `once`, the first row that repeats another */
} UniqueIndex;

static bool unique_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    (void)node;
    Unique *params = check->params;
    check->found_fails = true;
    return binding_columns(binding, &params->names, &params->columns, error) &&
           binding_columns(binding, &params->once_names, &params->once, error);
}

static bool unique_key(const CheckRun *run, const Row *row, Str *out) {
    const Unique *params = run->check->params;
    return row_join(run->arena, row, params->columns, params->names.count, (Fold)params->fold, out);
}

/* False if each failing row is to be reported. */
static bool unique_once_key(const CheckRun *run, const Row *row, Str *out) {
    const Unique *params = run->check->params;
    return params->once_names.count > 0 &&
           row_join(run->arena, row, params->once, params->once_names.count, FOLD_NONE, out);
}

static void unique_prepare(CheckRun *run) {
    UniqueIndex *indexes = arena_new_array(run->arena, 2, UniqueIndex);
    for (size_t i = 0; i < 2; i++) {
        map_init(&indexes[i].first, run->arena);
        map_init(&indexes[i].again, run->arena);
    }
    for (size_t i = 0; i < run->table->row_count; i++) {
        Row *row = run->table->rows[i];
        UniqueIndex *index = &indexes[row->formed];
        Str key;
        if (!unique_key(run, row, &key))
            continue;
        if (!map_get(&index->first, key))
            map_put(&index->first, key, row);
        else if (unique_once_key(run, row, &key) && !map_get(&index->again, key))
            map_put(&index->again, key, row);
    }
    run->state = indexes;
}

static bool unique_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Unique *params = run->check->params;
    UniqueIndex *index = (UniqueIndex *)run->state + row->formed;
    Str key;
    if (!unique_key(run, row, &key))
        return true;
    const Row *first = map_get(&index->first, key);
    if (first == row || (unique_once_key(run, row, &key) && map_get(&index->again, key) != row))
        return true;
    const Cell cell = row_cell(row, params->columns[0]);
    failure->at = cell.at;
    failure->values.value = cell.text;
    failure->values.other = first;
    failure_relate(run, failure, row_cell(first, params->columns[0]).at, "it appears here first");
    return false;
}

static void unique_ties(const CheckRun *run, const Row *row, size_t there, RowTies *out) {
    Str key;
    (void)there;
    if (unique_key(run, row, &key))
        row_ties_share(out, key);
    if (unique_once_key(run, row, &key))
        row_ties_share(out, str_printf(run->arena, "once " STR_FMT, STR_ARG(key)));
}

static bool any_parts_files(const TableDef *table, const size_t *columns, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (table_def_parts_files(table, columns[i]))
            return true;
    return false;
}

/* If a column never has the same text in two files, duplicates are always in one file. */
static bool unique_keeps_to_file(const Check *check, const TableDef *table) {
    const Unique *params = check->params;
    size_t once = params->once_names.count;
    return any_parts_files(table, params->columns, params->names.count) &&
           (once == 0 || any_parts_files(table, params->once, once));
}

const CheckKind check_unique = {
    .name = "unique",
    .says = "{value}",
    .summary = "no row above has the same text in these columns",
    .fields = unique_fields,
    .size = sizeof(Unique),
    .short_key = "columns",
    .bind = unique_bind,
    .prepare = unique_prepare,
    .holds = unique_holds,
    .keeps_to_file = unique_keeps_to_file,
    .ties = unique_ties,
};
