/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The check "refers-to": a row of another table has the same texts in its columns as this row. */
#include <stdint.h>

#include "base/array.h"
#include "base/budget.h"
#include "base/nearest.h"
#include "base/person.h"
#include "base/unicode.h"
#include "rule/check.h"
#include "table/spread.h"

typedef struct RefersTo {
    TextList table_names;
    TextList by_names;
    TextList column_names;
    TextList else_names;
    size_t *columns;   /* of the row */
    size_t *else_here; /* one column, or NULL */
    size_t **by;       /* of each table it refers to */
    size_t **else_by;  /* one column of each, or NULL */
    int fold;
    bool required;
    bool negated;
} RefersTo;

static const Field refers_to_fields[] = {
    {"table", FIELD_TEXTS, offsetof(RefersTo, table_names), .required = true,
     .doc = "one of these"},
    {"by", FIELD_TEXTS, offsetof(RefersTo, by_names), .required = true, .doc = "columns there"},
    {"column", FIELD_TEXTS, offsetof(RefersTo, column_names),
     .doc = "columns here, where they are named differently"},
    {"fold", FIELD_CHOICE, offsetof(RefersTo, fold), .choices = fold_names,
     .doc = "what is ignored"},
    {"else-by", FIELD_TEXTS, offsetof(RefersTo, else_names),
     .doc = "a column, here and there, that tells rows which lack the others, or have other ones"},
    {"required", FIELD_BOOL, offsetof(RefersTo, required),
     .doc = "a row without the columns fails; else it is left to other rules"},
    {"not", FIELD_BOOL, offsetof(RefersTo, negated), .doc = "there must be no such row"},
    {0}};

static bool bind_target(const Binding *binding, Check *check, size_t index, Error *error) {
    RefersTo *params = check->params;
    const TableDef *target;
    if (!table_defs_find(binding->decoder, binding->tables, params->table_names.items[index],
                         &target, error))
        return false;
    check->tables[index] = target;
    Binding there = *binding;
    there.table = target;
    return binding_columns(&there, &params->by_names, &params->by[index], error) &&
           binding_columns(&there, &params->else_names, &params->else_by[index], error);
}

static bool refers_to_bind(const Binding *binding, Check *check, const YamlNode *node,
                           Error *error) {
    RefersTo *params = check->params;
    if (!binding_pairs(binding, node, &params->by_names, &params->column_names, error))
        return false;
    if (params->else_names.count > 1)
        return decode_error(binding->decoder, node, error, "'else-by' takes one column");
    check->found_fails = params->negated;
    check->table_count = params->table_names.count;
    check->tables = arena_new_array(binding->decoder->arena, check->table_count, const TableDef *);
    params->by = arena_new_array(binding->decoder->arena, check->table_count, size_t *);
    params->else_by = arena_new_array(binding->decoder->arena, check->table_count, size_t *);
    for (size_t i = 0; i < check->table_count; i++)
        if (!bind_target(binding, check, i, error))
            return false;
    return binding_columns(binding, &params->column_names, &params->columns, error) &&
           binding_columns(binding, &params->else_names, &params->else_here, error);
}

/* Candidates for the nearest: rows whose keys agree in all but the last column. */
typedef struct Names {
    ARRAY_OF(const Row *) rows;
    size_t cost; /* of searching them once */
} Names;

/* An index over all the tables that may be referred to. */
typedef struct ReferIndex {
    Map rows;                /* by joined key */
    Map names;               /* Names by the joined key without its last column */
    size_t names_budget;     /* left */
    ARRAY_OF(Str) unformed;  /* folded texts of rows that match no entry pattern … */
    const Row *unformed_row; /* … and the last of them */
    size_t unformed_cost;
    size_t unformed_budget;
    Map lacking;   /* rows without the key, by the else-by column */
    Map otherwise; /* rows with it, by the else-by column */
} ReferIndex;

static void index_unformed(CheckRun *run, ReferIndex *index, const Row *row) {
    Str folded = unicode_fold(run->arena, row_cell(row, 0).text);
    array_push(run->arena, &index->unformed, folded);
    index->unformed_row = row;
    index->unformed_cost += folded.len + SEARCH_COST;
}

/* The key columns except the last one, joined. */
static Str row_kin(const CheckRun *run, const Row *row, const size_t *columns) {
    const RefersTo *params = run->check->params;
    size_t width = params->by_names.count - 1;
    Str kin = {0};
    if (width > 0)
        row_join(run->arena, row, columns, width, (Fold)params->fold, &kin);
    return kin;
}

/* The last column of the key of a row of the other table. */
static Cell last_of_key(const CheckRun *run, const Row *row) {
    const RefersTo *params = run->check->params;
    size_t table = 0;
    while (run->check->tables[table] != row->table->def)
        table++;
    return row_cell(row, params->by[table][params->by_names.count - 1]);
}

static void index_name(CheckRun *run, ReferIndex *index, const Row *row, const size_t *columns) {
    const RefersTo *params = run->check->params;
    Str kin = row_kin(run, row, columns);
    Names *names = map_get_or_new(&index->names, kin, Names);
    array_push(run->arena, &names->rows, row);
    names->cost += row_cell(row, columns[params->by_names.count - 1]).text.len + SEARCH_COST;
}

static void index_row(CheckRun *run, ReferIndex *index, size_t table, Row *row) {
    const RefersTo *params = run->check->params;
    size_t width = params->by_names.count;
    Str key, otherwise;
    bool known_otherwise =
        params->else_names.count &&
        row_join(run->arena, row, params->else_by[table], 1, FOLD_NONE, &otherwise);
    if (!row->formed)
        index_unformed(run, index, row);
    if (row_join(run->arena, row, params->by[table], width, (Fold)params->fold, &key)) {
        index_name(run, index, row, params->by[table]);
        if (!map_get(&index->rows, key))
            map_put(&index->rows, key, row);
        if (known_otherwise && !map_get(&index->otherwise, otherwise))
            map_put(&index->otherwise, otherwise, row);
    } else if (known_otherwise) {
        map_put(&index->lacking, otherwise, row);
    }
}

static void refers_to_prepare(CheckRun *run) {
    ReferIndex *index = arena_new(run->arena, ReferIndex);
    index->names_budget = index->unformed_budget = CHECK_BUDGET;
    map_init(&index->rows, run->arena);
    map_init(&index->names, run->arena);
    map_init(&index->lacking, run->arena);
    map_init(&index->otherwise, run->arena);
    for (size_t i = 0; i < run->check->table_count; i++) {
        const Table *table = tables_get(run->tables, run->check->tables[i]);
        for (size_t j = 0; j < table->row_count; j++)
            index_row(run, index, i, table->rows[j]);
    }
    run->state = index;
}

/* Whether a row of the other table that matches no entry pattern or lacks the key may be the one;
   its own finding is then enough. With too many to compare, any may be, and that is reported. */
static bool may_be_there(const CheckRun *run, ReferIndex *index, const Row *row, Str text) {
    const RefersTo *params = run->check->params;
    Str key;
    if (params->else_names.count &&
        row_join(run->arena, row, params->else_here, 1, FOLD_NONE, &key) &&
        map_get(&index->lacking, key))
        return true;
    if (index->unformed.len == 0)
        return false;
    if (!budget_spend(&index->unformed_budget, index->unformed_cost)) {
        document_give_up(tables_document(run->tables, index->unformed_row->at.source),
                         STR("too many rows are looked for among its malformed ones"));
        return true;
    }
    Str folded = unicode_fold(run->arena, text);
    for (size_t i = 0; folded.len && i < index->unformed.len; i++)
        if (str_find(index->unformed.items[i], folded, 0) != SIZE_MAX)
            return true;
    return false;
}

/* Whether a cell consists of a text, or of the words of a name, ignoring folding. */
static bool is_folded_of(Arena *arena, Str cell, Str text) {
    return str_equal(unicode_fold(arena, cell), unicode_fold(arena, text)) ||
           str_equal(person_fold(arena, cell), person_fold(arena, text));
}

/* The text as written at its place, as the cell may be folded. What is not in any text, such as a
   path, has the place of its row. */
static Str text_at_place(Arena *arena, const Row *row, const Cell *cell) {
    Str written = location_text(cell->at);
    bool of_row = false;
    for (; row && !of_row; row = row->parent)
        of_row = span_equal(row_label(row).span, cell->at.span);
    bool stands = written.len > 0 && (!of_row || is_folded_of(arena, cell->text, written));
    return stands ? written : cell->text;
}

static void name_nearest(const CheckRun *run, ReferIndex *index, const Row *row, Failure *failure) {
    const RefersTo *params = run->check->params;
    const Names *names = map_get(&index->names, row_kin(run, row, params->columns));
    Nearest nearest;
    if (!names || !budget_spend(&index->names_budget, names->cost))
        return;
    nearest_init(&nearest, run->arena, failure->values.value);
    for (size_t i = 0; i < names->rows.len; i++)
        nearest_offer(&nearest, last_of_key(run, names->rows.items[i]).text);
    if (!nearest.found)
        return;
    const Row *found = names->rows.items[nearest.index];
    Cell cell = last_of_key(run, found);
    failure->values.nearest = text_at_place(run->arena, found, &cell);
    failure_relate(run, failure, cell.at, "the nearest is here");
}

/* Points at the row of the other table that is the same by another column, else at the nearest
   text, else at the table if it is read from one file; of many, none is the one to look at. */
static void relate(const CheckRun *run, ReferIndex *index, const Row *row, Failure *failure) {
    const RefersTo *params = run->check->params;
    Str key;
    const Row *other = NULL;
    if (params->else_names.count &&
        row_join(run->arena, row, params->else_here, 1, FOLD_NONE, &key))
        other = map_get(&index->otherwise, key);
    if (other) {
        failure_relate(run, failure, last_of_key(run, other).at, "it is another one here");
        return;
    }
    name_nearest(run, index, row, failure);
    const Table *target = tables_get(run->tables, run->check->tables[0]);
    const Source *there = target->at.source;
    if (failure->related_count > 0 || !there)
        return;
    bool in_file = there->bytes.len > 0;
    if (in_file && table_def_is_of_one_file(target->def))
        failure_relate(run, failure, target->at, "it is not listed here");
    else if (!in_file && !str_equal(there->repository, row->at.source->repository)) /* a tree */
        failure_relate(run, failure, target->at, "it is not there");
}

/* What may be there gives no finding, and makes no condition hold. The same applies if a row must
   be there. */
static bool is_nowhere(const CheckRun *run, ReferIndex *index, const Row *row, Str text,
                       Failure *failure) {
    const Row *other = failure->values.other;
    if (!other)
        return !run->condition || !may_be_there(run, index, row, text);
    failure_relate(run, failure, row_label(other), "it is here");
    return false;
}

static bool refers_to_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const RefersTo *params = run->check->params;
    ReferIndex *index = run->state;
    size_t width = params->by_names.count;
    const Cell cell = row_cell(row, params->columns[width - 1]);
    failure->at = cell.at;
    failure->values.value = cell.text;
    Str key;
    if (!row_join(run->arena, row, params->columns, width, (Fold)params->fold, &key)) {
        failure->at = (Location){0};
        return !params->required && (params->negated || !run->condition);
    }
    failure->values.other = map_get(&index->rows, key);
    if (params->negated)
        return is_nowhere(run, index, row, cell.text, failure);
    if (failure->values.other || run->condition)
        return failure->values.other != NULL;
    if (may_be_there(run, index, row, cell.text))
        return true;
    relate(run, index, row, failure);
    return false;
}

/* The tie between rows that may be the same by the else-by column has this text in it … */
#define TIE_ELSE "else"
/* … and a row of the other table that matches no entry pattern tells this one to all rows. */
#define TIE_UNFORMED "unformed"

static void refers_to_ties_by(const CheckRun *run, const Row *row, const size_t *columns,
                              const size_t *else_by, bool here, RowTies *out) {
    const RefersTo *params = run->check->params;
    void (*add)(RowTies *, Str) = here ? row_ties_hear : row_ties_tell;
    Str key;
    if (row_join(run->arena, row, columns, params->by_names.count, (Fold)params->fold, &key))
        add(out, key);
    if (params->else_names.count > 0 && row_join(run->arena, row, else_by, 1, FOLD_NONE, &key))
        add(out, str_printf(run->arena, TIE_ELSE " " STR_FMT, STR_ARG(key)));
    if (here || !row->formed)
        add(out, STR(TIE_UNFORMED));
}

static void refers_to_ties(const CheckRun *run, const Row *row, size_t there, RowTies *out) {
    const RefersTo *params = run->check->params;
    if (there == TIES_HERE)
        refers_to_ties_by(run, row, params->columns, params->else_here, true, out);
    else
        refers_to_ties_by(run, row, params->by[there], params->else_by[there], false, out);
}

const CheckKind check_refers_to = {
    .name = "refers-to",
    .says = "{value} {nearest}",
    .summary = "the columns, where they are there, are those of a row of another table",
    .fields = refers_to_fields,
    .size = sizeof(RefersTo),
    .bind = refers_to_bind,
    .prepare = refers_to_prepare,
    .holds = refers_to_holds,
    .ties = refers_to_ties,
    .looks_further = true,
    .by_row = true,
};
