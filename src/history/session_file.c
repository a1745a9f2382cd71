/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rules that keep to one file: finding out which these are, and running them over each file.
 */
#include "history/session_internal.h"
#include "rule/locality.h"

/* which rules */

static bool same_texts(const TextList *a, const TextList *b) {
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++)
        if (!str_equal(a->items[i].str, b->items[i].str))
            return false;
    return true;
}

/* The index of the chooser for a definition's globs; definitions with the same globs share one. */
static size_t chooser_of(Session *session, const TableDef *def) {
    for (size_t i = 0; i < session->spread_count; i++) {
        const TableDef *other = session->spread[i].def;
        if (same_texts(&def->files, &other->files) && same_texts(&def->exclude, &other->exclude))
            return session->spread[i].chooser;
    }
    session->choosers[session->chooser_count] = chooser_new(session->arena, def);
    return session->chooser_count++;
}

static void add_spread(Session *session, const TableDef *def) {
    SpreadTable *table = &session->spread[session->spread_count];
    *table = (SpreadTable){.def = def, .chooser = chooser_of(session, def)};
    if (table_def_is_of_endings(def))
        table->tallies =
            arena_new_array(session->arena, session->options.repository_count, EndingsTally);
    session->chooser_parts[table->chooser] |= table_def_parts(def);
    session->spread_count++;
    def_map_put(&session->spread_of, def, table);
}

/* Marks the choosers of all files that rows of the table come from. */
static void mark_choosers(Session *session, const TableDef *def, bool *choosers) {
    for (size_t i = 0; i < def->cell_count; i++)
        mark_choosers(session, def->cells[i].table, choosers);
    for (size_t i = 0; i < def->source_count; i++)
        mark_choosers(session, def->sources[i], choosers);
    const SpreadTable *table = session_spread(session, def);
    if (table)
        choosers[table->chooser] = true;
}

static void find_clauses(Session *session, SessionRule *out, const Rule *rule) {
    *out = (SessionRule){.rule = rule};
    arena_init_for(&out->memory, 0);
    arena_init_for(&out->ties_memory, 0);
    out->by_ties = true;
    out->choosers = arena_new_array(session->arena, session->chooser_count, bool);
    out->spread = arena_new_array(session->arena, rule->clause_count, bool);
    out->whole = arena_new_array(session->arena, rule->clause_count, bool);
    for (size_t i = 0; i < rule->clause_count; i++) {
        out->spread[i] = clause_keeps_with_others(rule, &rule->clauses[i], clause_keeps_to_file);
        out->whole[i] = !out->spread[i];
        out->any_spread = out->any_spread || out->spread[i];
        out->any_whole = out->any_whole || out->whole[i];
        out->by_ties =
            out->by_ties && (out->spread[i] || session_clause_has_ties(&rule->clauses[i]));
        out->looks_further = out->looks_further || rule->clauses[i].check.kind->looks_further;
        out->looks_at_rows =
            out->looks_at_rows || rule->clauses[i].check.kind->scope != SCOPE_TABLES;
        if (out->spread[i])
            mark_choosers(session, rule->clauses[i].table, out->choosers);
    }
}

void session_find_rules(Session *session) {
    const Pack *pack = session->options.pack;
    session->spread = arena_new_array(session->arena, pack->tables.count, SpreadTable);
    session->choosers = arena_new_array(session->arena, pack->tables.count, Chooser *);
    session->chooser_parts = arena_new_array(session->arena, pack->tables.count, unsigned);
    for (size_t i = 0; i < pack->tables.count; i++) {
        const TableDef *def = pack->tables.items[i];
        if (table_def_is_spread(def) && table_def_is_of_files(def))
            add_spread(session, def);
    }
    session->rules = arena_new_array(session->arena, pack->rule_count, SessionRule);
    for (size_t i = 0; i < pack->rule_count; i++) {
        find_clauses(session, &session->rules[i], pack->rules[i]);
        session->rules_of_day = session->rules_of_day || rule_is_of_day(pack->rules[i]);
    }
}

/* which files */

static void remove_file(FileNode *file, FileNode **items, size_t *count) {
    for (size_t i = 0; i < *count; i++)
        if (items[i] == file) {
            items[i] = items[--*count];
            return;
        }
}

static void on_stale(void *context, TraceNode *node) {
    Session *session = context;
    FileNode *file = (FileNode *)(void *)node;
    if (!file->present || file->listed)
        return;
    file->listed = true;
    array_push(session->arena, &session->stale_files, file);
}

static FileNode *file_of(Session *session, size_t repository, Str path) {
    FileNode *file = map_get(&session->files[repository], path);
    if (file)
        return file;
    file = arena_new(session->arena, FileNode);
    *file = (FileNode){.node = {.on_stale = on_stale}, .path = path, .repository = repository};
    arena_init_for(&file->memory, 0);
    arena_init_for(&file->segment_memory, 0);
    file->chosen = arena_new_array(session->arena, session->chooser_count, bool);
    for (size_t i = 0; i < session->chooser_count; i++)
        file->chosen[i] = chooser_chooses(session->choosers[i], &session->scratch, path);
    file->endings = arena_new_array(session->arena, session->spread_count, EndingsKind);
    map_put(&session->files[repository], path, file);
    array_push(session->arena, &session->all_files, file);
    return file;
}

unsigned session_file_parts(Session *session, size_t repository, Str path) {
    const FileNode *file = file_of(session, repository, path);
    unsigned parts = 0;
    for (size_t i = 0; i < session->chooser_count; i++)
        parts |= file->chosen[i] ? session->chooser_parts[i] : 0;
    return parts;
}

/* line endings */

/* What the lines of a file end in; ENDINGS_NONE if the table of line endings does not count it. */
static EndingsKind kind_now(Session *session, const FileNode *file, const SpreadTable *table) {
    const Repository *repository = &session->repositories[file->repository];
    if (!file->present || !file->chosen[table->chooser] ||
        !table_def_names_repository(table->def, repository->name))
        return ENDINGS_NONE;
    const Document *document = documents_get(session->documents, repository, file->path);
    return document->state == DOCUMENT_OK ? endings_kind(document->source->bytes) : ENDINGS_NONE;
}

static bool says_the_same(EndingsTally a, EndingsTally b) {
    for (EndingsKind kind = ENDINGS_ALL_LF; kind <= ENDINGS_MIXED; kind++)
        if (!str_equal(endings_of_others(a, kind), endings_of_others(b, kind)))
            return false;
    return true;
}

static void count_endings(Session *session, FileNode *file) {
    for (size_t i = 0; i < session->spread_count; i++) {
        SpreadTable *table = &session->spread[i];
        if (!table->tallies)
            continue;
        EndingsTally *tally = &table->tallies[file->repository];
        EndingsTally before = *tally;
        endings_count(tally, file->endings[i], false);
        file->endings[i] = kind_now(session, file, table);
        endings_count(tally, file->endings[i], true);
        if (!says_the_same(before, *tally))
            trace_changed(&session->tracer, trace_dep(&session->tracer, DEP_ENDINGS,
                                                      file->repository, table->def->name.str));
    }
}

/* files that come, change or go */

static bool has_failed(const FileNode *file) {
    for (size_t i = 0; i < file->outcome_count; i++)
        if (file->outcomes[i].failed.len > 0)
            return true;
    return false;
}

/* Takes back all that was found in the file. */
static void clear(Session *session, FileNode *file) {
    if (file->finding_count > 0) {
        remove_file(file, session->finders.items, &session->finders.len);
        session->changed = true;
    }
    if (has_failed(file)) {
        remove_file(file, session->failed.items, &session->failed.len);
        session->changed = true;
    }
    for (size_t i = 0; i < file->outcome_count; i++)
        file->outcomes[i].table->read -= file->outcomes[i].read;
    arena_reset(&file->memory);
    file->findings = NULL;
    file->outcomes = NULL;
    file->finding_count = file->outcome_count = 0;
}

void session_file_set(Session *session, size_t repository, Str path, bool present) {
    FileNode *file = file_of(session, repository, path);
    file->present = present;
    trace_set_stale(&session->tracer, &file->node);
    if (!present) {
        session_drop_segments(session, file);
        trace_drop(&file->node);
        file->node.stale = false;
        file->listed = false;
        remove_file(file, session->stale_files.items, &session->stale_files.len);
        clear(session, file);
        count_endings(session, file);
    }
}

/* running */

static bool any_chooses(const FileNode *file, const bool *choosers, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (choosers[i] && file->chosen[i])
            return true;
    return false;
}

static void keep_outcomes(Session *session, FileNode *file, const Tables *tables) {
    size_t count = 0;
    const TableOutcome *outcomes = tables_outcomes(tables, &count);
    file->outcomes = arena_new_array(&file->memory, count, FileOutcome);
    for (size_t i = 0; i < count; i++) {
        SpreadTable *table = session_spread(session, outcomes[i].table->def);
        if (!table || outcomes[i].places_read + outcomes[i].places_failed == 0)
            continue;
        FileOutcome *outcome = &file->outcomes[file->outcome_count++];
        outcome->table = table;
        outcome->read = outcomes[i].places_read > 0;
        if (outcomes[i].places_failed > 0)
            outcome->failed = str_copy(&file->memory, outcomes[i].table->reason);
        table->read += outcome->read;
    }
}

static void keep(Session *session, FileNode *file, const Engine *engine) {
    clear(session, file);
    keep_outcomes(session, file, engine->tables);
    if (has_failed(file)) {
        array_push(session->arena, &session->failed, file);
        session->changed = true;
    }
    if (engine->findings.len == 0)
        return;
    file->findings = findings_copy(&file->memory, engine->findings.items, engine->findings.len);
    file->finding_count = engine->findings.len;
    array_push(session->arena, &session->finders, file);
    session->changed = true;
}

static void run_file(Session *session, FileNode *file) {
    Arena *scratch = &session->scratch;
    arena_reset(scratch);
    trace_begin(&session->tracer, &file->node);
    Tables *tables = tables_new_of_part(
        scratch, session->tables,
        (TablesPart){&session->repositories[file->repository], file->path, file->path});
    tables_set_memory(tables, scratch);
    Engine engine = {.arena = scratch, .options = &session->options, .tables = tables};
    for (size_t i = 0; i < session->options.pack->rule_count; i++) {
        const SessionRule *rule = &session->rules[i];
        engine.left_out = rule->whole;
        engine.found = 0;
        if (rule->on && rule->any_spread &&
            any_chooses(file, rule->choosers, session->chooser_count))
            engine_run_rule(&engine, rule->rule, rule->severity);
    }
    trace_end(&session->tracer);
    keep(session, file, &engine);
}

void session_run_files(Session *session) {
    for (size_t i = 0; i < session->stale_files.len; i++)
        count_endings(session, session->stale_files.items[i]);
    for (size_t i = 0; i < session->stale_files.len; i++) {
        session->stale_files.items[i]->listed = false;
        run_file(session, session->stale_files.items[i]);
    }
    session->stale_files.len = 0;
}
