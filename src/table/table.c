/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Tables are read on demand, once each, and cached by definition.
 */
#include "table/table.h"

#include "table/folds.h"
#include "table/reader.h"

/* Bytes for the list of rows of a table being read, enough for most tables. */
#define LISTING ((size_t)1024)

struct Tables {
    Arena *arena;
    Documents *documents;
    const Repository *repositories;
    size_t repository_count;
    PatternSet *patterns;
    DefMap known;
    DefMap *tallies; /* of each repository: tables_tallies */
    ARRAY_OF(TableOutcome) outcomes;
    Links *links;
    Arena kept_links; /* with a keeper: the cache of links */
    Arena kept_selections;
    Selections *selections;
    DateForms *dates;
    Folds *folds;               /* cached if tables are kept */
    const TablesKeeper *keeper; /* or NULL */
    const TablesPart *part;     /* NULL: all files */
    bool apart;                 /* set by tables_read_apart */
    DefMap gathered;
};

Tables *tables_new(Arena *arena, Documents *documents, const Repository *repositories,
                   size_t repository_count, PatternSet *patterns) {
    Tables *tables = arena_new(arena, Tables);
    *tables = (Tables){.arena = arena,
                       .documents = documents,
                       .repositories = repositories,
                       .repository_count = repository_count,
                       .patterns = patterns};
    def_map_init(&tables->known, arena);
    def_map_init(&tables->gathered, arena);
    tables->tallies = arena_new_array(arena, repository_count, DefMap);
    for (size_t i = 0; i < repository_count; i++)
        def_map_init(&tables->tallies[i], arena);
    tables->links = links_new(arena, documents, repositories, repository_count, patterns);
    tables->selections = selections_new(arena, documents);
    tables->dates = date_forms_new(arena, patterns);
    tables->folds = folds_new(arena);
    return tables;
}

Tables *tables_new_kept(Arena *arena, Documents *documents, const Repository *repositories,
                        size_t repository_count, PatternSet *patterns, const TablesKeeper *keeper) {
    Tables *tables = tables_new(arena, documents, repositories, repository_count, patterns);
    tables->keeper = keeper;
    folds_remember(tables->folds);
    tables_forget_paths(tables);
    return tables;
}

/* Another set of tables over the same repositories, none of which has been read. */
static Tables *new_beside(Arena *arena, const Tables *whole) {
    Tables *tables = arena_new(arena, Tables);
    *tables = *whole;
    tables->arena = arena;
    tables->apart = false;
    def_map_init(&tables->known, arena);
    tables->outcomes.items = NULL;
    tables->outcomes.len = tables->outcomes.capacity = 0;
    return tables;
}

Tables *tables_new_of_part(Arena *arena, const Tables *whole, TablesPart part) {
    Tables *tables = new_beside(arena, whole);
    TablesPart *own = arena_new(arena, TablesPart);
    *own = part;
    tables->part = own;
    return tables;
}

Tables *tables_new_of_rows(Arena *arena, const Tables *whole) {
    Tables *tables = new_beside(arena, whole);
    tables->keeper = NULL;
    return tables;
}

void tables_free_kept(Tables *tables) {
    arena_free(&tables->kept_links);
    arena_free(&tables->kept_selections);
    folds_free(tables->folds);
}

Folds *tables_folds(const Tables *tables) {
    return tables->folds;
}

void tables_forget_paths(Tables *tables) {
    arena_free(&tables->kept_links);
    arena_free(&tables->kept_selections);
    tables->links = links_new(&tables->kept_links, tables->documents, tables->repositories,
                              tables->repository_count, tables->patterns);
    tables->selections = selections_new(&tables->kept_selections, tables->documents);
}

DateForms *tables_dates(const Tables *tables) {
    return tables->dates;
}

Selections *tables_selections(const Tables *tables) {
    return tables->selections;
}

Links *tables_links(const Tables *tables) {
    if (tables->keeper)
        tables->keeper->links_used(tables->keeper->context);
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

/* The table's place if the reader did not set one: the file, or the root of the repository. */
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

/* Copies the list of rows when all are made, so that it takes no more memory than needed. That of a
   part is not copied, as it is freed soon. */
static void take_rows(Table *table, const Reading *reading) {
    bool stays = reading->listing != reading->arena;
    table->rows = stays ? array_copy(reading->arena, &reading->rows) : reading->rows.items;
    table->row_count = reading->rows.len;
    for (size_t i = 0; i < table->row_count; i++)
        table->rows[i]->index = (uint32_t)i;
}

static Table *read_table(Tables *tables, Arena *arena, const TableDef *def, const Table *before) {
    Table *table = arena_new(arena, Table);
    table->def = def;
    Arena listing;
    arena_init_for(&listing, LISTING);
    Reading reading = {.arena = arena,
                       .listing = tables->part ? arena : &listing,
                       .tables = tables,
                       .documents = tables->documents,
                       .repositories = tables->repositories,
                       .repository_count = tables->repository_count,
                       .def = def,
                       .table = table,
                       .before = before};
    size_t given_up = pattern_limit_hits(def->patterns);
    def->reader->read(&reading);
    table->given_up = pattern_limit_hits(def->patterns) - given_up;
    take_rows(table, &reading);
    arena_free(&listing);
    table->problems = reading.problems.items;
    table->problem_count = reading.problems.len;
    if (reading.places_failed > 0)
        table->state = reading.places_read > 0 ? TABLE_PARTIAL : TABLE_UNKNOWN;
    if (!table->at.source)
        table->at = default_place(&reading);
    if (tables->part)
        array_push(tables->arena, &tables->outcomes,
                   (TableOutcome){table, reading.places_read, reading.places_failed});
    return table;
}

void tables_set_memory(const Tables *tables, Arena *arena) {
    (void)links_set_arena(tables->links, arena);
}

bool tables_have_site(const Tables *tables, const Repository *repository) {
    return links_have_site(tables->links, repository);
}

Table *tables_read(Tables *tables, Arena *arena, const TableDef *def, const Table *before) {
    Links *links = tables->links;
    Arena *arena_before = links_set_arena(links, arena);
    Table *table = read_table(tables, arena, def, before);
    links_set_arena(links, arena_before);
    return table;
}

void table_take_place(Table *table, const Table *part) {
    const Source *place = part->at.source;
    const Source *at = table->at.source;
    if (place && (!at || (at->path.len == 0 && place->path.len > 0)))
        table->at = part->at;
}

void tables_gather(Tables *whole, const TableDef *const *defs, size_t count) {
    for (size_t i = 0; i < count; i++)
        def_map_put(&whole->gathered, defs[i], whole);
}

bool tables_gathers(const Tables *tables, const TableDef *def) {
    return !tables->part && def_map_get(&tables->gathered, def);
}

void tables_put(Tables *whole, Table *table) {
    def_map_put(&whole->known, table->def, table);
}

const TableOutcome *tables_outcomes(const Tables *tables, size_t *count) {
    *count = tables->outcomes.len;
    return tables->outcomes.items;
}

const TablesPart *tables_part(const Tables *tables) {
    return tables->part;
}

DefMap *tables_tallies(const Tables *tables, const Repository *repository) {
    return &tables->tallies[repository - tables->repositories];
}

const TablesKeeper *tables_keeper(const Tables *tables) {
    return tables->keeper;
}

static Table *read_apart(Tables *tables, const TableDef *def) {
    Arena *memory = arena_child_for(tables->arena, 0);
    Table *table = tables_read(tables, memory, def, NULL);
    table->memory = memory;
    return table;
}

/* For a part, links are allocated in the part's memory, see tables_set_memory. Those of a whole
   table must not be allocated in memory that a part has just set. */
static Table *read_kept(Tables *tables, const TableDef *def) {
    if (tables->apart)
        return read_apart(tables, def);
    return (tables->part ? read_table : tables_read)(tables, tables->arena, def, NULL);
}

const Table *tables_get(Tables *tables, const TableDef *def) {
    if (tables->keeper && !tables->part)
        return tables->keeper->get(tables->keeper->context, def);
    Table *table = def_map_get(&tables->known, def);
    if (!table) {
        table = read_kept(tables, def);
        def_map_put(&tables->known, def, table);
    }
    return table;
}

void tables_read_apart(Tables *tables) {
    tables->apart = true;
}

/* A table with problems is kept, as these are in its memory. */
void tables_drop_rows(Tables *tables, const TableDef *def) {
    const Table *table = def_map_get(&tables->known, def);
    if (!table || !table->memory || table->state != TABLE_KNOWN || table->problem_count > 0)
        return;
    Arena *memory = table->memory;
    Table *left = arena_new(tables->arena, Table);
    *left = *table;
    left->memory = NULL;
    left->rows = NULL;
    left->row_count = 0;
    def_map_put(&tables->known, def, left);
    arena_free(memory);
}
