/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rows inside other rows: items of nested lists, and nested YAML nodes; and lines below other
 * lines.
 */
#include <stdint.h>
#include <stdlib.h>

#include "table/reader.h"

static bool is_inside(const Row *row, const Row *outer) {
    return row->at.source == outer->at.source && span_contains(outer->at.span, row->at.span) &&
           !span_equal(outer->at.span, row->at.span);
}

size_t *rows_around(Arena *arena, Row *const *rows, size_t count) {
    size_t *around = arena_new_array(arena, count, size_t);
    for (size_t i = 0; i < count; i++) {
        size_t outer = i > 0 ? i - 1 : ROW_NONE;
        while (outer != ROW_NONE && !is_inside(rows[i], rows[outer]))
            outer = around[outer];
        around[i] = outer;
    }
    return around;
}

/* The range of one source's rows among the parents. */
typedef struct RowRange {
    size_t first;
    size_t end;
} RowRange;

static Str source_key(const Source *const *source) {
    return (Str){(const char *)source, sizeof *source};
}

/* By source, then by place; an enclosing row comes before the rows inside it. */
static int compare_places(const void *left, const void *right) {
    const Row *a = *(Row *const *)left;
    const Row *b = *(Row *const *)right;
    uintptr_t source_a = (uintptr_t)a->at.source, source_b = (uintptr_t)b->at.source;
    if (source_a != source_b)
        return source_a < source_b ? -1 : 1;
    if (a->at.span.start != b->at.span.start)
        return a->at.span.start < b->at.span.start ? -1 : 1;
    if (a->at.span.end != b->at.span.end)
        return a->at.span.end > b->at.span.end ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

/* Needed because rows of other tables, and the targets of YAML aliases, may come in any order. */
static Row *const *sort_rows(Arena *arena, const Table *table) {
    Row **rows = arena_new_array(arena, table->row_count, Row *);
    for (size_t i = 0; i < table->row_count; i++)
        rows[i] = table->rows[i];
    if (table->row_count > 1)
        qsort(rows, table->row_count, sizeof *rows, compare_places);
    return rows;
}

void reading_take_parent(Reading *reading) {
    if (!reading->def->parent)
        return;
    const Table *table = tables_get(reading->tables, reading->def->parent);
    if (table->state != TABLE_KNOWN)
        reading_failed(reading, table->reason);
    map_init(&reading->parent_rows, reading->arena);
    reading->parents = sort_rows(reading->arena, table);
    reading->around = rows_around(reading->arena, reading->parents, table->row_count);
    for (size_t i = 0; i < table->row_count; i++) {
        const Source *const *source = &reading->parents[i]->at.source;
        RowRange *range = map_get(&reading->parent_rows, source_key(source));
        if (!range) {
            range = arena_new(reading->arena, RowRange);
            range->first = i;
            map_put(&reading->parent_rows, source_key(source), range);
        }
        range->end = i + 1;
    }
}

/* The range of the parents in a place's source; NULL if there are none. */
static const RowRange *range_of(const Reading *reading, Location at) {
    return reading->def->parent ? map_get(&reading->parent_rows, source_key(&at.source)) : NULL;
}

/* The last parent in the range that begins before an offset, or ROW_NONE. */
static size_t last_before(const Reading *reading, const RowRange *range, size_t offset) {
    size_t low = range->first;
    size_t high = range->end;
    while (low < high) { /* find the first row that does not begin before it */
        size_t middle = low + (high - low) / 2;
        if (reading->parents[middle]->at.span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > range->first ? low - 1 : ROW_NONE;
}

const Row *reading_parent(Reading *reading, Location at, bool or_there) {
    const RowRange *range = range_of(reading, at);
    Row *const *rows = reading->parents;
    size_t row = range ? last_before(reading, range, at.span.start + or_there) : ROW_NONE;
    while (row != ROW_NONE && !span_contains(rows[row]->at.span, at.span))
        row = reading->around[row];
    return row != ROW_NONE ? rows[row] : NULL;
}

const Row *reading_above(Reading *reading, Location at) {
    const RowRange *range = range_of(reading, at);
    size_t row = range ? last_before(reading, range, at.span.start + 1) : ROW_NONE;
    return row != ROW_NONE ? reading->parents[row] : NULL;
}
