/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Reusing the rows that a table had before: when one of a thousand list entries changes, the others
 * are the same texts at other places. What follows from a row's text is then taken from the
 * previous row with the same text, and moved to the new place.
 */
#include "table/reader.h"

/* How many rows after the expected one are tried. */
#define ROWS_AHEAD 3

/* Whether a place has the same position in its row as the other place has in the previous row. */
static bool same_place(const Row *row, Location at, const Row *before, Location was) {
    return at.source == row->at.source && was.source == before->at.source &&
           span_contains(before->at.span, was.span) && span_contains(row->at.span, at.span) &&
           at.span.start - row->at.span.start == was.span.start - before->at.span.start &&
           at.span.end - row->at.span.start == was.span.end - before->at.span.start;
}

/* Whether the reader filled the cell with what the previous row has in it. */
static bool same_cell(const Row *row, const Row *before, size_t column) {
    const Cell *cell = &row->cells[column];
    const Cell was = row_cell(before, column);
    return cell->present == was.present && str_equal(cell->text, was.text) &&
           same_place(row, cell->at, before, was.at);
}

/* Whether the reader made both rows from the same text. */
static bool is_same(const Reading *reading, const Row *row, const Row *before) {
    if (!before->packed || before->parent ||
        !str_equal(location_text(row->at), location_text(before->at)) ||
        !same_place(row, row_label(row), before, row_label(before)))
        return false;
    for (size_t i = 0; i < reading->def->read_columns; i++)
        if (!same_cell(row, before, i))
            return false;
    return true;
}

bool row_take_over(Reading *reading, Row *row) {
    const Table *table = reading->before;
    if (!table || row->parent)
        return false;
    for (size_t i = 0; i <= ROWS_AHEAD && reading->row_before + i < table->row_count; i++) {
        const Row *before = table->rows[reading->row_before + i];
        if (!is_same(reading, row, before) || !row_pack_as(reading, row, before))
            continue;
        row->formed = before->formed;
        reading->row_before += i + 1;
        return true;
    }
    return false;
}
