/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Tables are read on demand, once each, and remembered by their definition.
 */
#include "table/table.h"

#include "table/reader.h"

struct Tables {
    Arena *arena;
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    Map by_name;
    Links *links;
    Selections *selections;
    DateForms *dates;
};

Tables *tables_new(Arena *arena, Documents *documents, const Repository *repositories,
                   size_t repository_count, PatternSet *patterns) {
    Tables *tables = arena_new(arena, Tables);
    *tables = (Tables){.arena = arena,
                       .documents = documents,
                       .repositories = repositories,
                       .repository_count = repository_count};
    map_init(&tables->by_name, arena);
    tables->links = links_new(arena, documents, repositories, repository_count, patterns);
    tables->selections = selections_new(arena, documents);
    tables->dates = date_forms_new(arena, patterns);
    return tables;
}

DateForms *tables_dates(const Tables *tables) {
    return tables->dates;
}

Selections *tables_selections(const Tables *tables) {
    return tables->selections;
}

Links *tables_links(const Tables *tables) {
    return tables->links;
}

Documents *tables_documents(const Tables *tables) {
    return tables->documents;
}

const Repository *tables_repositories(const Tables *tables, size_t *count) {
    *count = tables->repository_count;
    return tables->repositories;
}

const Repository *tables_repository(const Tables *tables, Str name) {
    size_t index = 0;
    while (!str_equal(tables->repositories[index].name, name))
        index++;
    return &tables->repositories[index];
}

const Document *tables_document(const Tables *tables, const Source *source) {
    return documents_get(tables->documents, tables_repository(tables, source->repository),
                         source->path);
}

/* Where a row would be looked for when the reader did not say: the file, the folder, the root. */
static Location default_place(Reading *reading) {
    const TableDef *def = reading->def;
    for (size_t i = 0; i < reading->repository_count; i++) {
        const Repository *repository = &reading->repositories[i];
        if (!repository->snapshot || def->repositories.count == 0 ||
            !str_equal(def->repositories.items[0].str, repository->name))
            continue;
        if (def->one_file) {
            Str path = reading_file(def, repository);
            if (path.len == 0)
                path = def->files.items[0].str;
            return (Location){documents_get(reading->documents, repository, path)->source, {0, 0}};
        }
        return (Location){documents_folder(reading->documents, repository, (Str){0}), {0, 0}};
    }
    return (Location){0};
}

static Table *read_table(Tables *tables, const TableDef *def) {
    Table *table = arena_new(tables->arena, Table);
    table->def = def;
    Reading reading = {.arena = tables->arena,
                       .tables = tables,
                       .documents = tables->documents,
                       .repositories = tables->repositories,
                       .repository_count = tables->repository_count,
                       .def = def,
                       .table = table};
    size_t given_up = pattern_limit_hits(def->patterns);
    def->reader->read(&reading);
    table->given_up = pattern_limit_hits(def->patterns) - given_up;
    table->rows = reading.rows.items;
    table->row_count = reading.rows.len;
    for (size_t i = 0; i < table->row_count; i++)
        table->rows[i]->index = i;
    table->problems = reading.problems.items;
    table->problem_count = reading.problems.len;
    if (reading.places_failed > 0)
        table->state = reading.places_read > 0 ? TABLE_PARTIAL : TABLE_UNKNOWN;
    if (!table->at.source)
        table->at = default_place(&reading);
    return table;
}

const Table *tables_get(Tables *tables, const TableDef *def) {
    Table *table = map_get(&tables->by_name, def->name.str);
    if (!table) {
        table = read_table(tables, def);
        map_put(&tables->by_name, def->name.str, table);
    }
    return table;
}
