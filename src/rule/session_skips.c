/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Which rules that keep to one file could not look at everything. What their tables would be if
 * they were read as a whole follows from what became of each file, and which repositories there
 * are.
 */
#include "rule/session_internal.h"

/* As of a Table. */
typedef struct Known {
    size_t read;
    size_t failed;
    Str reason;  /* of the first failure */
    Str missing; /* the repository that was not given, where that is it */
} Known;

static TableState state_of(const Known *known) {
    if (known->failed == 0)
        return TABLE_KNOWN;
    return known->read > 0 ? TABLE_PARTIAL : TABLE_UNKNOWN;
}

static void add_failure(Known *known, Str reason, Str missing) {
    if (known->failed++ > 0)
        return;
    known->reason = reason;
    known->missing = missing;
}

/* The first file of a repository, in the order of paths, that a table could not be read from. */
static const FileOutcome *first_failure(const Session *session, size_t repository, size_t table) {
    const FileNode *first = NULL;
    const FileOutcome *found = NULL;
    for (size_t i = 0; i < session->failed.len; i++) {
        const FileNode *file = session->failed.items[i];
        if (file->repository != repository || (first && str_compare(file->path, first->path) > 0))
            continue;
        for (size_t k = 0; k < file->outcome_count; k++)
            if (file->outcomes[k].table == table && file->outcomes[k].failed.len > 0) {
                first = file;
                found = &file->outcomes[k];
            }
    }
    return found;
}

static Known table_known(Session *session, Arena *arena, const TableDef *def);

/* Of a table that is read from files. */
static void add_files(Session *session, Arena *arena, const TableDef *def, Known *known) {
    const size_t *number = map_get(&session->spread_numbers, session_key(&def));
    const SpreadTable *table = &session->spread[*number - 1];
    bool lists = !table_def_reads_bytes(def); /* a repository is then one place */
    known->read = lists ? 0 : table->read;
    for (size_t i = 0; i < session->options.repository_count; i++) {
        const Repository *repository = &session->repositories[i];
        if (!reading_names_repository(def, repository->name))
            continue;
        const FileOutcome *failed = first_failure(session, i, *number - 1);
        if (repository->snapshot && lists)
            known->read++;
        if (failed)
            add_failure(known, failed->failed, (Str){0});
        if (!repository->snapshot && !reading_names_any(def))
            add_failure(known, reading_not_given(arena, repository), repository->name);
    }
}

static void add_source(Session *session, Arena *arena, const TableDef *def, Known *known) {
    Known source = table_known(session, arena, def);
    if (state_of(&source) != TABLE_KNOWN)
        add_failure(known, source.reason, source.missing);
    known->read += state_of(&source) != TABLE_UNKNOWN;
}

static Known table_known(Session *session, Arena *arena, const TableDef *def) {
    Known known = {0};
    if (def->parent) {
        Known parent = table_known(session, arena, def->parent);
        if (state_of(&parent) != TABLE_KNOWN)
            add_failure(&known, parent.reason, (Str){0});
    }
    if (table_def_is_of_files(def))
        add_files(session, arena, def, &known);
    for (size_t i = 0; i < def->cell_count; i++)
        add_source(session, arena, def->cells[i].table, &known);
    for (size_t i = 0; i < def->source_count; i++)
        add_source(session, arena, def->sources[i], &known);
    return known;
}

/* In the order of clauses, as a run over all of them would tell it. */
void session_skips(Session *session, Engine *engine, const SessionRule *rule) {
    size_t first = engine->skipped.len;
    size_t ran = rule->clauses_run;
    engine->rule = rule->rule;
    for (size_t i = 0; i < rule->rule->clause_count; i++) {
        engine->clause = i;
        for (size_t k = 0; k < rule->skipped_count; k++)
            if (rule->skipped[k].clause == i)
                engine_skip(engine, rule->skipped[k].reason, rule->skipped[k].repository);
        if (!rule->spread[i])
            continue;
        Known known = table_known(session, engine->arena, rule->rule->clauses[i].table);
        if (state_of(&known) != TABLE_KNOWN)
            engine_skip(engine, known.reason, known.missing);
        ran += state_of(&known) != TABLE_UNKNOWN;
    }
    for (size_t i = first; i < engine->skipped.len; i++)
        engine->skipped.items[i].partly = ran > 0;
}
