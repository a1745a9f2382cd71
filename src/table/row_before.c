/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rows that a table had before: of a list with a thousand entries one changes, and the others are
 * the same texts at other places. What follows from a row's text is then taken from the row that
 * was made of the same text, moved to where it stands now.
 */
#include "table/reader.h"

/* So many rows behind the one that is expected are looked at. */
#define ROWS_AHEAD 3

/* A row, and the one that it may be. */
typedef struct Pair {
    Row *row;
    const Row *before;
    Str text;        /* of all of the row … */
    Str text_before; /* … and the same of that one */
} Pair;

/* Where a place of that row is in this one; false where it is not within. */
static bool move_place(const Pair *pair, Location at, Location *out) {
    const Row *before = pair->before;
    if (at.source != before->at.source || !span_contains(before->at.span, at.span))
        return false;
    size_t start = before->at.span.start;
    *out = (Location){pair->row->at.source,
                      span_part(pair->row->at.span, at.span.start - start, at.span.end - start)};
    return true;
}

/* Whether what the reader put into the cell is what that row has there. */
static bool same_cell(const Pair *pair, size_t column) {
    const Cell *cell = &pair->row->cells[column];
    const Cell before = row_cell(pair->before, column);
    Location at;
    return cell->present == before.present && str_equal(cell->text, before.text) &&
           move_place(pair, before.at, &at) && location_equal(at, cell->at);
}

static Cell move_cell(Arena *arena, const Pair *pair, Cell before, Location at) {
    Str text = before.text;
    if (text.len > 0 && str_is_part_of(text, pair->text_before))
        text.ptr = pair->text.ptr + (text.ptr - pair->text_before.ptr);
    else if (text.len > 0)
        text = str_copy(arena, text);
    return (Cell){text, at, before.present};
}

/* Whether the rows were made of the same, and all places of that one can be moved. */
static bool is_same(const Reading *reading, const Pair *pair) {
    const TableDef *def = reading->def;
    Location at;
    if (pair->before->parent || !str_equal(pair->text, pair->text_before))
        return false;
    for (size_t i = 0; i < def->column_count; i++)
        if (i < def->read_columns ? !same_cell(pair, i)
                                  : !move_place(pair, row_cell(pair->before, i).at, &at))
            return false;
    return true;
}

bool row_take_over(Reading *reading, Row *row) {
    const Table *before = reading->before;
    if (!before || row->parent)
        return false;
    Pair pair = {.row = row, .text = location_text(row->at)};
    for (size_t i = 0; i <= ROWS_AHEAD && reading->row_before + i < before->row_count; i++) {
        pair.before = before->rows[reading->row_before + i];
        pair.text_before = location_text(pair.before->at);
        if (!is_same(reading, &pair))
            continue;
        for (size_t k = reading->def->read_columns; k < reading->def->column_count; k++) {
            const Cell cell = row_cell(pair.before, k);
            Location at = cell.at;
            (void)move_place(&pair, cell.at, &at);
            row->cells[k] = move_cell(reading->arena, &pair, cell, at);
        }
        row->formed = pair.before->formed;
        reading->row_before += i + 1;
        return true;
    }
    return false;
}
