/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The check that counts the rows of another table that belong to a row, because it is their parent
 * or they have the same text in some columns.
 */
#include "base/unicode.h"
#include "rule/check.h"

/* A number, a share of all rows (`number` of `parts`), or a column whose text is a number. */
typedef struct Bound {
    size_t number;
    size_t parts;
    Text column;
    bool given;
} Bound;

typedef struct Count {
    Text rows_of;
    TextList by_names;
    TextList column_names;
    size_t *by;      /* columns of the other table, as many as by_names */
    size_t *columns; /* of the row */
    int fold;
    const YamlNode *exactly, *least, *most;
    Bound from;
    Bound to;
} Count;

typedef struct Counted {
    Map by_key; /* the number of rows with each key */
    size_t total;
} Counted;

static const Field count_fields[] = {
    {"rows-of", FIELD_TEXT, offsetof(Count, rows_of), .required = true,
     .doc = "the table whose rows are counted"},
    {"by", FIELD_TEXTS, offsetof(Count, by_names),
     .doc = "columns there that have this row's texts; else this row must be the parent"},
    {"column", FIELD_TEXTS, offsetof(Count, column_names),
     .doc = "columns here, where they are named differently"},
    {"fold", FIELD_CHOICE, offsetof(Count, fold), .choices = fold_names, .doc = "what is ignored"},
    {"exactly", FIELD_NODE, offsetof(Count, exactly),
     .doc = "a number, a share, or a column with a number", .of = &text_shape},
    {"least", FIELD_NODE, offsetof(Count, least),
     .doc = "a number, a share, or a column with a number", .of = &text_shape},
    {"most", FIELD_NODE, offsetof(Count, most),
     .doc = "a number, a share, or a column with a number", .of = &text_shape},
    {0}};

/* "1/3", "40%" */
static bool read_share(Str text, Bound *out) {
    size_t slash = str_find(text, STR("/"), 0);
    out->parts = 100;
    if (slash == SIZE_MAX)
        return str_to_number(str_slice(text, 0, text.len - 1), 100, &out->number);
    return str_to_number(str_slice(text, slash + 1, text.len), DECODE_COUNT_MAX, &out->parts) &&
           str_to_number(str_slice(text, 0, slash), out->parts, &out->number) && out->parts > 0;
}

static bool is_share(Str text) {
    return str_ends_with(text, STR("%")) || str_find(text, STR("/"), 0) != SIZE_MAX;
}

static bool bind_bound(const Binding *binding, const YamlNode *node, Bound *out, Error *error) {
    static const Field text = {.key = "a bound", .kind = FIELD_TEXT};
    static const Field number = {.key = "a bound", .kind = FIELD_COUNT};
    int count = 0;
    if (!node)
        return true;
    out->given = true;
    if (!decode_value(binding->decoder, node, &text, &out->column, error))
        return false;
    bool share = is_share(out->column.str);
    if (!share && !str_is_number(out->column.str))
        return binding_side(binding, out->column, error);
    if (share && !read_share(out->column.str, out))
        return decode_error(binding->decoder, node, error,
                            "a share is at most all, and written 1/3 or 40%%");
    out->column.node = NULL;
    if (share)
        return true;
    bool ok = decode_value(binding->decoder, node, &number, &count, error);
    out->number = (size_t)count;
    return ok;
}

static bool bind_bounds(const Binding *binding, Count *params, const YamlNode *node, Error *error) {
    if (!params->exactly && !params->least && !params->most)
        return decode_error(binding->decoder, node, error,
                            "'count' needs one of the keys exactly, least, most");
    const YamlNode *least = params->exactly ? params->exactly : params->least;
    const YamlNode *most = params->exactly ? params->exactly : params->most;
    return bind_bound(binding, least, &params->from, error) &&
           bind_bound(binding, most, &params->to, error);
}

static bool may_have_parent(const TableDef *def, const TableDef *parent) {
    bool may = def->parent == parent;
    for (size_t i = 0; i < def->cell_count; i++)
        may = may || (!def->parent && def->cells[i].table == parent);
    for (size_t i = 0; i < def->source_count; i++)
        may = may || def->sources[i] == parent;
    return may;
}

static bool count_bind(const Binding *binding, Check *check, const YamlNode *node, Error *error) {
    Count *params = check->params;
    Binding there;
    if (!binding_pairs(binding, node, &params->by_names, &params->column_names, error) ||
        !bind_bounds(binding, params, node, error) ||
        !binding_there(binding, check, params->rows_of, &there, error))
        return false;
    if (params->by_names.count == 0 && !may_have_parent(there.table, binding->table))
        return decode_error(binding->decoder, node, error,
                            "no row of '" STR_FMT "' has one of '" STR_FMT
                            "' as parent: 'count' needs 'by'",
                            STR_ARG(there.table->name.str), STR_ARG(binding->table->name.str));
    return binding_columns(&there, &params->by_names, &params->by, error) &&
           binding_columns(binding, &params->column_names, &params->columns, error);
}

/* The key by which rows of the other table are counted for a row here: texts, or the parent's
   address. False if the row has none. */
static bool count_key(const CheckRun *run, const Row *row, const size_t *columns,
                      const Row *const *parent, Str *out) {
    const Count *params = run->check->params;
    if (params->by_names.count > 0)
        return row_join(run->arena, row, columns, params->by_names.count, (Fold)params->fold, out);
    *out = (Str){(const char *)parent, sizeof *parent};
    return true;
}

static void count_prepare(CheckRun *run) {
    const Count *params = run->check->params;
    const Table *table = tables_get(run->tables, run->check->tables[0]);
    Counted *counted = arena_new(run->arena, Counted);
    map_init(&counted->by_key, run->arena);
    counted->total = table->row_count;
    run->state = counted;
    for (size_t i = 0; i < table->row_count; i++) {
        const Row *row = table->rows[i];
        Str key;
        if (count_key(run, row, params->by, &row->parent, &key))
            ++*map_get_or_new(&counted->by_key, key, size_t);
    }
}

/* Parses a number in digits or, up to twelve, in words. */
static bool read_number(Arena *arena, Str text, size_t *out) {
    static const char *const words[] = {"none",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    enum { DIGITS_MOST = 6 };
    Str word = unicode_fold_case(arena, str_trim(text));
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (str_equal_c(word, words[i])) {
            *out = i;
            return true;
        }
    return word.len <= DIGITS_MOST && str_to_number(word, SIZE_MAX, out);
}

/* The bound for a row: a whole number, or for a share that of `parts`. False if there is none: none
   is given, or the column's text is not a number. */
static bool bound_of(const CheckRun *run, const Bound *bound, const Row *row, const Row *other,
                     size_t *out) {
    *out = bound->number;
    if (!bound->given || !bound->column.node)
        return bound->given;
    const Cell cell = row_side(row, other, bound->column.str);
    return cell.present && read_number(run->arena, cell.text, out);
}

/* How the count compares with the bound: below 0, 0 or above. */
static int compare(const Bound *bound, size_t number, size_t count, size_t total) {
    uint64_t one = bound->parts ? (uint64_t)count * bound->parts : count;
    uint64_t other = bound->parts ? (uint64_t)number * total : number;
    return (one > other) - (one < other);
}

static bool count_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const Count *params = run->check->params;
    const Counted *counted = run->state;
    const Row *other = failure->values.other;
    Str key;
    if (!count_key(run, row, params->columns, &row, &key))
        return true;
    const size_t *found = map_get(&counted->by_key, key);
    size_t count = found ? *found : 0;
    size_t bound;
    failure->values.count = str_number(run->arena, count);
    failure->values.detail = str_number(run->arena, counted->total);
    return !((bound_of(run, &params->from, row, other, &bound) &&
              compare(&params->from, bound, count, counted->total) < 0) ||
             (bound_of(run, &params->to, row, other, &bound) &&
              compare(&params->to, bound, count, counted->total) > 0));
}

const CheckKind check_count = {
    .name = "count",
    .says = "{count} {detail}",
    .summary = "another table has so many rows that belong to this row",
    .fields = count_fields,
    .size = sizeof(Count),
    .bind = count_bind,
    .prepare = count_prepare,
    .holds = count_holds,
};
