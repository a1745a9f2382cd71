/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of cells: columns of other tables as rows of their own, several to a row where a
 * pattern splits them. The row that a cell comes from is the parent.
 */
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH };

static bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* A piece [start, end) of the cell, trimmed; nothing where it is empty. */
static void add_piece(Reading *reading, const Row *parent, const Cell *cell, size_t start,
                      size_t end) {
    while (start < end && is_space(cell->text.ptr[start]))
        start++;
    while (end > start && is_space(cell->text.ptr[end - 1]))
        end--;
    if (start == end)
        return;
    Location at = cell->at;
    if (cell_is_verbatim(cell)) {
        at.span.start = cell->at.span.start + start;
        at.span.end = cell->at.span.start + end;
    }
    Row *row = row_new(reading, at, at);
    row->parent = parent;
    row_set(row, COLUMN_TEXT, str_slice(cell->text, start, end), at);
    row_set(row, COLUMN_PATH, at.source->path, at);
    row_finish(reading, row);
}

static void add_cell(Reading *reading, const Row *parent, const Cell *cell) {
    const Pattern *split = reading->def->split;
    size_t start = 0;
    PatternGroup separator;
    while (split && start < cell->text.len &&
           pattern_find(split, cell->text, start, &separator, 1) &&
           separator.end > separator.start) {
        add_piece(reading, parent, cell, start, separator.start);
        start = separator.end;
    }
    add_piece(reading, parent, cell, start, cell->text.len);
}

void read_cells(Reading *reading) {
    for (size_t i = 0; i < reading->def->cell_count; i++) {
        ColumnRef ref = reading->def->cells[i];
        const Table *table = tables_get(reading->tables, ref.table);
        if (table->state != TABLE_KNOWN) {
            reading_failed(reading, table->reason);
            if (reading->places_failed == 1)
                reading->table->missing = table->missing;
        }
        if (table->state == TABLE_UNKNOWN)
            continue;
        reading->places_read++;
        if (!reading->table->at.source)
            reading->table->at = table->at;
        for (size_t j = 0; j < table->row_count; j++)
            if (table->rows[j]->cells[ref.column].present)
                add_cell(reading, table->rows[j], &table->rows[j]->cells[ref.column]);
    }
}
