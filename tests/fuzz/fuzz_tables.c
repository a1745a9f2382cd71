/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* All tables of both built-in packs from arbitrary files: rows lie in the files they come from. */
#include "fuzz.h"

#include <string.h>

#include "table/spread.h"

static void check_cell(const Cell *cell) {
    if (!cell->present)
        return;
    HOLDS(cell->text.len > 0 ? cell->text.ptr != NULL : true);
    fuzz_check_location(cell->at);
    if (cell_is_verbatim(cell))
        HOLDS(cell->text.len == cell->at.span.end - cell->at.span.start);
}

static void check_row(Arena *arena, const Table *table, size_t index) {
    const Row *row = table->rows[index];
    HOLDS(row->table == table && row->index == index);
    fuzz_check_location(row->at);
    fuzz_check_location(row_label(row));
    fuzz_check_location(row_own_place(row));
    for (size_t i = 0; i < table->def->column_count; i++) {
        const Cell cell = row_cell(row, i);
        check_cell(&cell);
    }
    HOLDS(!row->parent || row->parent->table->rows[row->parent->index] == row->parent);
    HOLDS(!row->link || table_def_is_of_links(table->def) || row->parent);
    row_key(arena, row);
}

/* Unknown is not empty: what is unknown has a reason, and what is wrong is reported. */
static void check_table(Arena *arena, const Table *table) {
    HOLDS((table->state == TABLE_KNOWN) == (table->reason.len == 0));
    HOLDS(table->state != TABLE_UNKNOWN || table->row_count == 0);
    for (size_t i = 0; i < table->row_count; i++)
        check_row(arena, table, i);
    for (size_t i = 0; i < table->problem_count; i++) {
        HOLDS(table->problems[i].message.len > 0);
        fuzz_check_location(table->problems[i].at);
    }
}

static void check_pack(Arena *arena, const Pack *pack, Str text) {
    FuzzSet set;
    fuzz_split(arena, pack, text, &set);
    Tables *tables =
        tables_new(arena, documents_new(arena), set.repositories, set.count, pack->patterns);
    for (size_t i = 0; i < pack->tables.count; i++) {
        const Table *table = tables_get(tables, pack->tables.items[i]);
        HOLDS(table == tables_get(tables, pack->tables.items[i]));
        check_table(arena, table);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Str text = {(const char *)data, size};
    arena_init(&arena);
    check_pack(&arena, fuzz_pack(), text);
    check_pack(&arena, fuzz_common_pack(), text);
    arena_free(&arena);
    return 0;
}
