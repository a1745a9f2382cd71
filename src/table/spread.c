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

unsigned table_def_parts(const TableDef *def) {
    return def->reader->parts;
}

bool table_def_reads_text(const TableDef *def) {
    return def->reader->parts & (DOCUMENT_MARKDOWN | DOCUMENT_HTML | DOCUMENT_LIQUID);
}

bool table_def_is_of_endings(const TableDef *def) {
    return is_read_by(def, read_endings);
}

bool table_def_is_of_links(const TableDef *def) {
    return is_read_by(def, read_links);
}

const TableDef *table_def_source(const TableDef *def, size_t index) {
    if (index < def->cell_count)
        return def->cells[index].table;
    index -= def->cell_count;
    if (index < def->source_count)
        return def->sources[index];
    return index == def->source_count ? def->parent : NULL;
}

bool table_def_is_of_one_file(const TableDef *def) {
    if (table_def_is_of_files(def))
        return def->one_file || (def->files.count == 1 &&
                                 str_find(def->files.items[0].str, STR("*"), 0) == SIZE_MAX &&
                                 str_find(def->files.items[0].str, STR("?"), 0) == SIZE_MAX);
    const TableDef *first = table_def_source(def, 0);
    const TableDef *source;
    for (size_t i = 1; (source = table_def_source(def, i)); i++)
        if (source != first)
            return false;
    return table_def_is_of_one_file(first);
}

/* Whether a table, or any that it is read from, is read with this function. */
static bool comes_from(const TableDef *def, void (*read)(Reading *)) {
    bool found = is_read_by(def, read);
    const TableDef *source;
    for (size_t i = 0; !found && (source = table_def_source(def, i)); i++)
        found = comes_from(source, read);
    return found;
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

/* Built-in columns whose text contains the repository and the path of the row. */
bool table_def_parts_files(const TableDef *def, size_t column) {
    Str name = def->columns[column].name;
    bool built_in = def->columns[column].of == COLUMN_NONE;
    return built_in && ((is_read_by(def, read_keys) &&
                         (str_equal(name, STR("mapping")) || str_equal(name, STR("entry")))) ||
                        (is_read_by(def, read_html) && str_equal(name, STR("branch"))));
}

/* Links cannot be gathered, as their targets point into the document. */
bool table_def_can_be_gathered(const TableDef *def) {
    return table_def_is_spread(def) && !comes_from(def, read_endings) &&
           !comes_from(def, read_links);
}

bool table_def_names_any(const TableDef *def) {
    return text_list_has(&def->repositories, STR("any"));
}

bool table_def_names_repository(const TableDef *def, Str name) {
    return table_def_names_any(def) || text_list_has(&def->repositories, name);
}

Str reason_not_given(Arena *arena, const Repository *repository) {
    return str_printf(arena, "the repository '" STR_FMT "' was not given",
                      STR_ARG(repository->name));
}
