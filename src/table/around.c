/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rows inside of rows: items of a list with lists of their own, in one table.
 */
#include "table/table.h"

static bool is_inside(const Row *row, const Row *outer) {
    return row->at.source == outer->at.source && span_contains(outer->at.span, row->at.span) &&
           !span_equal(outer->at.span, row->at.span);
}

size_t *table_rows_around(Arena *arena, const Table *table) {
    size_t *around = arena_new_array(arena, table->row_count, size_t);
    for (size_t i = 0; i < table->row_count; i++) {
        size_t outer = i > 0 ? i - 1 : ROW_NONE;
        while (outer != ROW_NONE && !is_inside(table->rows[i], table->rows[outer]))
            outer = around[outer];
        around[i] = outer;
    }
    return around;
}
