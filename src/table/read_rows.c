/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of rows: those of several tables as one table, in the order of the tables. Columns are
 * matched by name; the cells keep their places.
 */
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_TABLE };

/* A column of the source table and the one for it here. */
typedef struct Pairing {
    size_t from;
    size_t to;
} Pairing;

static void add_row(Reading *reading, const Row *source, const Pairing *fields) {
    const TableDef *def = source->table->def;
    Row *row = row_new(reading, source->at, row_label(source));
    row->parent = source;
    row->mapping = source->mapping;
    row->cells[COLUMN_TEXT] = row_cell(source, 0);
    row_set(row, COLUMN_PATH, source->at.source->path, row_label(source));
    row_set(row, COLUMN_TABLE, def->name.str, row_label(source));
    for (size_t i = 0; i < reading->def->fields.count; i++)
        if (fields[i].from != COLUMN_NONE)
            row->cells[fields[i].to] = row_cell(source, fields[i].from);
    row_finish(reading, row);
    row->formed = row->formed && source->formed;
}

void read_rows(Reading *reading) {
    const TableDef *def = reading->def;
    Pairing *fields = arena_new_array(reading->arena, def->fields.count, Pairing);
    for (size_t i = 0; i < def->source_count; i++) {
        const Table *table = reading_source(reading, def->sources[i]);
        if (table->state == TABLE_UNKNOWN)
            continue;
        reading->places_read++;
        if (!reading->table->at.source)
            reading->table->at = table->at;
        for (size_t j = 0; j < def->fields.count; j++) {
            Str name = def->fields.items[j].str;
            fields[j] = (Pairing){table_def_column(table->def, name), table_def_column(def, name)};
        }
        for (size_t j = 0; j < table->row_count; j++)
            add_row(reading, table->rows[j], fields);
    }
}
