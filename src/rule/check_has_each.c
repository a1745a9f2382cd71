/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check that, for each of some values, another table has a row with it that belongs to this
 * row: the sections that a document must have, the keys of an entry, the offices of a board.
 */
#include "base/array.h"
#include "base/budget.h"
#include "base/nearest.h"
#include "rule/check.h"

typedef struct HasEach {
    Text rows_of;
    TextList by_names;
    TextList column_names;
    Text in_name;
    TextList values;
    size_t *by;      /* columns of the other table, as many as by_names */
    size_t *columns; /* of the row */
    size_t in;       /* the column of the other table that has the values */
    int fold;
} HasEach;

static const Field has_each_fields[] = {
    {"rows-of", FIELD_TEXT, offsetof(HasEach, rows_of), .required = true,
     .doc = "the table that has them"},
    {"by", FIELD_TEXTS, offsetof(HasEach, by_names), .required = true,
     .doc = "columns there that have this row's texts"},
    {"column", FIELD_TEXTS, offsetof(HasEach, column_names),
     .doc = "columns here, where they are named differently"},
    {"in", FIELD_TEXT, offsetof(HasEach, in_name), .required = true,
     .doc = "the column there that has the values"},
    {"values", FIELD_TEXTS, offsetof(HasEach, values), .required = true,
     .doc = "each of which must be there"},
    {"fold", FIELD_CHOICE, offsetof(HasEach, fold), .choices = fold_names,
     .doc = "what is ignored"},
    {0}};

static bool has_each_bind(const Binding *binding, Check *check, const YamlNode *node,
                          Error *error) {
    HasEach *params = check->params;
    Binding there;
    return binding_pairs(binding, node, &params->by_names, &params->column_names, error) &&
           binding_there(binding, check, params->rows_of, &there, error) &&
           binding_columns(&there, &params->by_names, &params->by, error) &&
           binding_column(&there, params->in_name, &params->in, error) &&
           binding_columns(binding, &params->column_names, &params->columns, error);
}

/* What belongs to the rows of one key. */
typedef struct Having {
    Map texts; /* folded, of the column `in` */
    ARRAY_OF(Cell) cells;
    size_t cost; /* of searching them for the nearest text */
    bool unsure; /* a row matches no entry pattern, and may be any of the values */
} Having;

typedef struct HavingIndex {
    Map by_key;
    size_t budget; /* left for the nearest */
} HavingIndex;

static void index_row(const CheckRun *run, HavingIndex *index, Row *row) {
    const HasEach *params = run->check->params;
    Str key;
    if (!row_join(run->arena, row, params->by, params->by_names.count, (Fold)params->fold, &key))
        return;
    Having *having = map_get_or_new(&index->by_key, key, Having);
    if (!having->texts.arena)
        map_init(&having->texts, run->arena);
    const Cell cell = row_cell(row, params->in);
    having->unsure |= !row->formed;
    if (!cell.present)
        return;
    map_put(&having->texts, fold_text(run->arena, cell.text, (Fold)params->fold), row);
    array_push(run->arena, &having->cells, cell);
    having->cost += cell.text.len + SEARCH_COST;
}

static void has_each_prepare(CheckRun *run) {
    HavingIndex *index = arena_new(run->arena, HavingIndex);
    index->budget = CHECK_BUDGET;
    map_init(&index->by_key, run->arena);
    const Table *table = tables_get(run->tables, run->check->tables[0]);
    for (size_t i = 0; i < table->row_count; i++)
        index_row(run, index, table->rows[i]);
    run->state = index;
}

static bool is_value(const CheckRun *run, Str text) {
    const HasEach *params = run->check->params;
    Str folded = fold_text(run->arena, text, (Fold)params->fold);
    for (size_t i = 0; i < params->values.count; i++)
        if (str_equal(folded,
                      fold_text(run->arena, params->values.items[i].str, (Fold)params->fold)))
            return true;
    return false;
}

/* What is there and may be meant to be the missing value: not what is another value itself. */
static void name_nearest(const CheckRun *run, const Having *having, Failure *failure) {
    HavingIndex *index = run->state;
    if (!having || !budget_spend(&index->budget, having->cost))
        return;
    Nearest nearest;
    nearest_init(&nearest, run->arena, failure->values.value);
    for (size_t i = 0; i < having->cells.len; i++)
        nearest_offer(&nearest, is_value(run, having->cells.items[i].text)
                                    ? (Str){0}
                                    : having->cells.items[i].text);
    if (!nearest.found)
        return;
    failure->values.nearest = nearest.text;
    failure_relate(run, failure, having->cells.items[nearest.index].at, "the nearest is here");
}

/* {value} is the first that is missing, {detail} all of them. */
static bool has_each_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const HasEach *params = run->check->params;
    const HavingIndex *index = run->state;
    Str key;
    if (!row_join(run->arena, row, params->columns, params->by_names.count, (Fold)params->fold,
                  &key))
        return true;
    const Having *having = map_get(&index->by_key, key);
    if (having && having->unsure)
        return !run->condition;
    StrBuf missing;
    strbuf_init(&missing, run->arena);
    size_t count = 0;
    for (size_t i = 0; i < params->values.count; i++) {
        Str value = params->values.items[i].str;
        if (having && map_get(&having->texts, fold_text(run->arena, value, (Fold)params->fold)))
            continue;
        if (count++ == 0)
            failure->values.value = value;
        strbuf_printf(&missing, "%s'" STR_FMT "'", count > 1 ? ", " : "", STR_ARG(value));
    }
    if (count == 0)
        return true;
    failure->values.detail = strbuf_str(&missing);
    failure->values.count = str_number(run->arena, count);
    name_nearest(run, having, failure);
    return false;
}

const CheckKind check_has_each = {
    .name = "has-each",
    .says = "{value} {nearest} {count} {detail}",
    .summary = "another table has a row that belongs to this row for each of the values",
    .fields = has_each_fields,
    .size = sizeof(HasEach),
    .bind = has_each_bind,
    .prepare = has_each_prepare,
    .holds = has_each_holds,
    .of_missing = true,
    .looks_further = true,
    .by_row = true,
};
