/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finds out which documents tables will be read from, so that these can be read and parsed on
 * several threads.
 */
#include "table/reader.h"
#include "table/spread.h"

/* The documents of a repository that some table needs. */
typedef struct Needed {
    const Repository *repository;
    Selection *selection;
} Needed;

typedef struct Preparing {
    Tables *tables;
    Arena *arena;
    DefMap seen;
    ARRAY_OF(Needed) selections;
    ARRAY_OF(DocumentNeed) needs;
} Preparing;

static void need_documents(Preparing *preparing, const TableDef *def,
                           const Repository *repository) {
    unsigned parts = def->reader->parts;
    if (def->one_file) {
        Str path = reading_file(def, repository);
        if (path.len > 0)
            array_push(preparing->arena, &preparing->needs,
                       (DocumentNeed){repository, path, parts});
        return;
    }
    Selection *selection =
        selection_of(tables_selections(preparing->tables), def, repository, SELECT_FILES);
    if (selection->parts == 0)
        array_push(preparing->arena, &preparing->selections, (Needed){repository, selection});
    selection->parts |= parts;
}

/* Many tables share documents, so those of a selection are added once for all of these tables. */
static void need_selections(Preparing *preparing) {
    const TablesPart *part = tables_part(preparing->tables);
    for (size_t i = 0; i < preparing->selections.len; i++) {
        const Needed *needed = &preparing->selections.items[i];
        Selection selection = *needed->selection;
        needed->selection->parts = 0;
        if (part)
            selection = selection_between(&selection, part->first, part->last);
        for (size_t j = 0; j < selection.count; j++)
            array_push(preparing->arena, &preparing->needs,
                       (DocumentNeed){needed->repository, selected_path(&selection.items[j]),
                                      selection.parts});
    }
}

size_t tables_count_documents(Tables *tables, const TableDef *def) {
    size_t count;
    size_t documents = 0;
    const Repository *repositories = tables_repositories(tables, &count);
    for (size_t i = 0; def->reader->parts && i < count; i++) {
        if (!repositories[i].snapshot || !table_def_names_repository(def, repositories[i].name))
            continue;
        documents += def->one_file ? 1
                                   : selection_of(tables_selections(tables), def, &repositories[i],
                                                  SELECT_FILES)
                                         ->count;
    }
    return documents;
}

/* The recursion ends because no table is read from itself. */
static void need_table(Preparing *preparing, const TableDef *def) {
    if (def_map_get(&preparing->seen, def))
        return;
    def_map_put(&preparing->seen, def, preparing);
    if (tables_gathers(preparing->tables, def))
        return; /* it is gathered from parts */
    size_t count;
    const Repository *repositories = tables_repositories(preparing->tables, &count);
    const TablesPart *part = tables_part(preparing->tables);
    for (size_t i = 0; def->reader->parts && i < count; i++)
        if (repositories[i].snapshot && (!part || part->repository == &repositories[i]) &&
            table_def_names_repository(def, repositories[i].name))
            need_documents(preparing, def, &repositories[i]);
    const TableDef *source;
    for (size_t i = 0; (source = table_def_source(def, i)); i++)
        need_table(preparing, source);
}

void tables_prepare(Tables *tables, const TableDef *const *defs, size_t count, size_t jobs) {
    Arena scratch;
    arena_init(&scratch);
    Preparing preparing = {.tables = tables, .arena = &scratch};
    def_map_init(&preparing.seen, &scratch);
    for (size_t i = 0; i < count; i++)
        need_table(&preparing, defs[i]);
    need_selections(&preparing);
    (tables_part(tables) ? documents_begin_pass : documents_prepare)(
        tables_documents(tables), preparing.needs.items, preparing.needs.len, jobs);
    arena_free(&scratch);
}
