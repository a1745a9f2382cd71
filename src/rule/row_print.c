/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/row_print.h"

#include <string.h>
#include <time.h>

#define PRINT_START UINT64_C(0xcbf29ce484222325)
#define PRINT_PRIME UINT64_C(0x9e3779b97f4a7c15)

uint64_t row_print_number(uint64_t print, uint64_t number) {
    print = (print ^ number) * PRINT_PRIME;
    return print ^ print >> 29;
}

uint64_t row_print_start(void) {
    static uint64_t start;
    struct timespec now = {0};
    if (start == 0 && clock_gettime(CLOCK_REALTIME, &now) == 0)
        start = PRINT_START ^ (uint64_t)now.tv_nsec << 20 ^ (uint64_t)now.tv_sec;
    return start;
}

uint64_t row_print_text(uint64_t print, Str text) {
    uint64_t word;
    size_t at = 0;
    for (; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.ptr + at, sizeof word);
        print = row_print_number(print, word);
    }
    word = 0;
    if (text.len > at)
        memcpy(&word, text.ptr + at, text.len - at);
    return row_print_number(row_print_number(print, word), text.len);
}

/* For a part of the row's text, only its position is added, as the print already has the text. */
static uint64_t print_cell(uint64_t print, const Row *row, size_t column) {
    Span part;
    CellForm form = row_form(row, column, &part);
    print = row_print_number(print, form);
    if (form == CELL_ABSENT)
        return print;
    if (form == CELL_PART)
        return row_print_number(print, (uint64_t)part.start << 32 | part.end);
    const Cell cell = row_cell(row, column);
    return row_print_text(row_print_number(print, cell.present), cell.text);
}

uint64_t row_print(const Row *row, const Row *before) {
    const TableDef *def = row->table->def;
    uint64_t print = row_print_text(row_print_start(), def->name.str);
    print = row_print_text(print, row->at.source->repository);
    print = row_print_text(print, row->at.source->path);
    print = row_print_text(print, location_text(row->at));
    print = row_print_number(print, row->formed);
    print = row_print_number(print, row->parent && before && row->parent == before->parent);
    if (row->parent)
        print = row_print_text(print, row_cell(row->parent, 0).text);
    if (row->link)
        print = row_print_text(row_print_number(print, row->link->state), row->link->path);
    for (size_t i = 0; i < def->column_count; i++) {
        if (def->columns[i].of != COLUMN_NONE && def->columns[i].of_parent.len == 0)
            continue; /* it is derived from another column */
        print = print_cell(print, row, i);
    }
    return print;
}
