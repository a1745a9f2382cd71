/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/spread.h"

#include "table/reader.h"

static bool is_read_by(const TableDef *def, void (*read)(Reading *)) {
    return def->reader->read == read;
}

bool table_def_is_of_files(const TableDef *def) {
    return def->cell_count == 0 && def->source_count == 0;
}

bool table_def_reads_bytes(const TableDef *def) {
    return table_def_is_of_files(def) && !is_read_by(def, read_files);
}

bool table_def_reads_text(const TableDef *def) {
    return def->reader->parts & (DOCUMENT_MARKDOWN | DOCUMENT_HTML | DOCUMENT_LIQUID);
}

bool table_def_is_of_endings(const TableDef *def) {
    return is_read_by(def, read_endings);
}

bool table_def_looks_at_endings(const TableDef *def) {
    bool looks =
        table_def_is_of_endings(def) || (def->parent && table_def_looks_at_endings(def->parent));
    for (size_t i = 0; i < def->cell_count; i++)
        looks = looks || table_def_looks_at_endings(def->cells[i].table);
    for (size_t i = 0; i < def->source_count; i++)
        looks = looks || table_def_looks_at_endings(def->sources[i]);
    return looks;
}

bool table_def_is_spread(const TableDef *def) {
    if (table_def_is_of_files(def))
        return def->reader->by_file && !def->one_file &&
               (!def->parent || table_def_is_spread(def->parent));
    bool spread = !def->parent; /* else its rows are joined with those of other files */
    for (size_t i = 0; i < def->cell_count; i++)
        spread = spread && table_def_is_spread(def->cells[i].table);
    for (size_t i = 0; i < def->source_count; i++)
        spread = spread && table_def_is_spread(def->sources[i]);
    return spread;
}

/* Built-in columns that say in which file of which repository the row is. */
bool table_def_parts_files(const TableDef *def, size_t column) {
    Str name = def->columns[column].name;
    bool built_in = def->columns[column].of == COLUMN_NONE;
    return built_in && ((is_read_by(def, read_yaml_keys) && str_equal(name, STR("mapping"))) ||
                        (is_read_by(def, read_html) && str_equal(name, STR("branch"))));
}

static bool is_of_links(const TableDef *def) {
    bool links = is_read_by(def, read_links);
    for (size_t i = 0; i < def->cell_count; i++)
        links = links || is_of_links(def->cells[i].table);
    for (size_t i = 0; i < def->source_count; i++)
        links = links || is_of_links(def->sources[i]);
    return links;
}

/* A link's target points into the document. */
bool table_def_can_be_gathered(const TableDef *def) {
    return table_def_is_spread(def) && !table_def_looks_at_endings(def) && !is_of_links(def);
}
