/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of cells: cells of other tables as rows of their own, or pieces of cells that a
 * pattern splits or finds. The parent of a row is the row that its cell comes from. With
 * `for-each`, the parents are instead all rows of a given table that agree with the cell's row in
 * some columns, and there is one row for each of them.
 */
#include "base/ascii.h"
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH };

/* The most pairs of rows in a join; a few thousand bytes of input could otherwise give millions. */
#define MOST_PAIRS ((size_t)200000)

/* A cell that rows are made from, for one parent. */
typedef struct Whole {
    const Row *parent;
    const Cell *cell;
    bool verbatim;
} Whole;

typedef ARRAY_OF(const Row *) Parents;

static Row *piece_new(Reading *reading, const Whole *whole, size_t start, size_t end) {
    Location at = whole->cell->at;
    if (whole->verbatim)
        at.span = span_part(at.span, start, end);
    Row *row = row_new(reading, at, at);
    row->parent = whole->parent;
    row_set(row, COLUMN_TEXT, str_slice(whole->cell->text, start, end), at);
    row_set(row, COLUMN_PATH, at.source->path, at);
    return row;
}

/* Adds the piece [start, end) of the cell, trimmed, unless it is empty. */
static void add_piece(Reading *reading, const Whole *whole, size_t start, size_t end) {
    Str text = whole->cell->text;
    while (start < end && ascii_is_space(text.ptr[start]))
        start++;
    while (end > start && ascii_is_space(text.ptr[end - 1]))
        end--;
    if (start < end)
        row_finish(reading, piece_new(reading, whole, start, end));
}

static void add_between(Reading *reading, const Whole *whole, const Pattern *separators) {
    Str text = whole->cell->text;
    size_t start = 0;
    PatternGroup separator;
    while (separators && start < text.len &&
           pattern_find_some(separators, text, start, &separator, 1)) {
        add_piece(reading, whole, start, separator.start);
        start = separator.end;
    }
    add_piece(reading, whole, start, text.len);
}

static void add_matches(Reading *reading, const Whole *whole, const Pattern *pattern) {
    Str text = whole->cell->text;
    PatternGroup groups[PATTERN_MAX_GROUPS];
    for (size_t from = 0; from < text.len && pattern_find_some(pattern, text, from, groups,
                                                               pattern_group_count(pattern));) {
        from = groups[0].end;
        Row *row = piece_new(reading, whole, groups[0].start, groups[0].end);
        row_fill(row, whole->cell, whole->verbatim, pattern, groups);
        row_finish(reading, row);
    }
}

static void add_cell(Reading *reading, const Row *parent, const Cell *cell) {
    if (!row_has_room(reading, cell->at.source))
        return;
    Whole whole = {parent, cell, cell_is_verbatim(cell)};
    if (reading->def->each)
        add_matches(reading, &whole, reading->def->each);
    else
        add_between(reading, &whole, reading->def->split);
}

/* The row's values in the columns of `by`; false if one is absent. */
static bool by_key(Reading *reading, const Row *row, Str *out) {
    StrBuf key;
    strbuf_init(&key, reading->arena);
    for (size_t i = 0; i < reading->def->by.count; i++) {
        const Cell cell =
            row_cell(row, table_def_column(row->table->def, reading->def->by.items[i].str));
        if (!cell.present)
            return false;
        strbuf_append(&key, cell.text);
        strbuf_append_char(&key, '\0');
    }
    *out = strbuf_str(&key);
    return true;
}

/* The rows of the parent table, by their values in the columns of `by`. */
static Map index_parents(Reading *reading) {
    Map map;
    map_init(&map, reading->arena);
    const Table *table = tables_get(reading->tables, reading->def->parent);
    for (size_t i = 0; i < table->row_count; i++) {
        Str key;
        if (!by_key(reading, table->rows[i], &key))
            continue;
        Parents *parents = map_get_or_new(&map, key, Parents);
        array_push(reading->arena, parents, table->rows[i]);
    }
    return map;
}

/* Adds the cell once for each of its parents. */
static void add_for_each(Reading *reading, const Map *parents, const Row *row, const Cell *cell) {
    Str key;
    const Parents *found = by_key(reading, row, &key) ? map_get(parents, key) : NULL;
    for (size_t i = 0; found && i < found->len; i++) {
        if (reading->rows.len >= MOST_PAIRS) {
            if (reading->places_failed == 0)
                reading_failed(reading, STR("there are too many rows"));
            return;
        }
        add_cell(reading, found->items[i], cell);
    }
}

void read_cells(Reading *reading) {
    Map parents = {0};
    const TableDef *for_each = reading->def->parent;
    if (for_each && reading_source(reading, for_each)->state != TABLE_UNKNOWN)
        parents = index_parents(reading);
    for (size_t i = 0; i < reading->def->cell_count; i++) {
        ColumnRef ref = reading->def->cells[i];
        const Table *table = reading_source(reading, ref.table);
        if (table->state == TABLE_UNKNOWN)
            continue;
        reading->places_read++;
        if (!reading->table->at.source)
            reading->table->at = table->at;
        for (size_t j = 0; j < table->row_count; j++) {
            const Row *row = table->rows[j];
            const Cell cell = row_cell(row, ref.column);
            if (cell.present && for_each)
                add_for_each(reading, &parents, row, &cell);
            else if (cell.present)
                add_cell(reading, row, &cell);
        }
    }
}
