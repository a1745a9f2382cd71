/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is made as a whole: tables that are asked for, and rules that compare files.
 *
 * A table may have changed and still say the same: after an edit of a file it has the rows that it
 * had, but at other places. A rule that found nothing in it, or only in files that have not
 * changed, would find the same again, so it does not run. Rows whose places are out of date are
 * read anew before anything looks at them.
 */
#include "history/session_internal.h"

/* The table of files, perhaps this table itself, from whose rows its rows are made one by one and
   in the same order; NULL if they are made in another way. */
static const TableDef *leaf_of(const TableDef *def) {
    if (!table_def_is_spread(def))
        return NULL;
    while (!table_def_is_of_files(def)) {
        if (def->cell_count + def->source_count != 1)
            return NULL; /* it has the rows of one source and then those of another */
        def = def->cell_count > 0 ? def->cells[0].table : def->sources[0];
    }
    return table_def_is_of_endings(def) ? NULL : def;
}

WholeTable *session_whole(Session *session, const TableDef *def) {
    WholeTable *whole = def_map_get(&session->whole, def);
    if (whole)
        return whole;
    whole = arena_new(session->arena, WholeTable);
    *whole = (WholeTable){.def = def, .leaf = leaf_of(def)};
    whole->node.self.of = &whole->node;
    arena_init_for(&whole->memory, 0);
    arena_init_for(&whole->memory_before, 0);
    def_map_put(&session->whole, def, whole);
    array_push(session->arena, &session->all_whole, whole);
    return whole;
}

/* Extends the print by how much is known of the table, and why not more. */
static uint64_t print_known(const Table *table, uint64_t print) {
    print = row_print_number(print, table->state);
    print = row_print_number(print, table->given_up > 0);
    print = row_print_text(print + table->problem_count, table->reason);
    for (size_t i = 0; i < table->problem_count; i++)
        print = row_print_text(print, table->problems[i].message);
    return print;
}

uint64_t session_print(Session *session, WholeTable *whole, const Table *table, RowPrints *prints) {
    RowPrints before = *prints;
    *prints = session->prints;
    uint64_t print = row_prints_set(session->arena, prints, table->rows, table->row_count);
    arena_reset(&session->scratch);
    row_changes_add(session->arena, &session->scratch, &whole->next_changes, &before, prints);
    session->prints = before;
    return print;
}

/* The table as it was before, if its rows can still be read; else NULL. Documents that changed in
   this step are kept until it ends, but those of a table that became stale in an earlier step may
   be gone. */
static const Table *readable_before(const Session *session, const WholeTable *whole) {
    bool readable = whole->table && !whole->hollow && whole->table->given_up == 0 &&
                    whole->node.self.changed == session->tracer.step;
    return readable && table_def_reads_bytes(whole->def) ? whole->table : NULL;
}

static void read_as_a_whole(Session *session, WholeTable *whole) {
    const Table *before = readable_before(session, whole);
    Arena memory = whole->memory;
    if (before) {
        whole->memory = whole->memory_before;
        whole->memory_before = memory;
    }
    arena_reset(&whole->memory);
    trace_begin(&session->tracer, &whole->node);
    Table *table = whole->table = tables_read(session->tables, &whole->memory, whole->def, before);
    trace_end(&session->tracer);
    whole->next_print = print_known(table, session_print(session, whole, table, &whole->prints));
}

/* Copies the reason, as it may belong to another table whose memory is given back earlier. */
static void keep_reason(WholeTable *whole) {
    whole->table->reason = str_copy(&whole->memory, whole->table->reason);
}

/* Notes that the table says something else from this step on. */
static void say_other(Session *session, WholeTable *whole, bool first) {
    RowChanges changes = whole->changes;
    whole->changes = whole->next_changes;
    whole->next_changes = changes;
    whole->said_before = first ? session->tracer.step : whole->said;
    whole->said = session->tracer.step;
}

static void read_whole(Session *session, WholeTable *whole) {
    bool first = !whole->table;
    uint64_t known_before = whole->known_print;
    if (whole->leaf)
        session_read_segments(session, whole);
    else
        read_as_a_whole(session, whole);
    keep_reason(whole);
    whole->known_print = print_known(whole->table, 0);
    if (first || whole->next_print != whole->print)
        say_other(session, whole, first);
    whole->next_changes.came.len = whole->next_changes.gone.len = 0;
    if (first || whole->known_print != known_before)
        whole->known = session->tracer.step;
    whole->print = whole->next_print;
    whole->hollow = false;
}

void session_settle(Session *session, WholeTable *whole) {
    if (whole->table && !whole->node.stale)
        return;
    bool changed = !whole->table || whole->stale.len > 0 || trace_has_changed(&whole->node);
    for (size_t i = 0; i < whole->node.deps.len && !changed; i++) {
        WholeTable *source = (WholeTable *)(void *)whole->node.deps.items[i]->of;
        if (!source)
            continue;
        session_settle(session, source);
        changed = source->said > whole->node.made;
    }
    if (changed) {
        read_whole(session, whole);
        return;
    }
    whole->hollow = !whole->leaf;
    whole->node.stale = false;
    whole->node.made = session->tracer.step;
}

void session_refresh(Session *session, WholeTable *whole) {
    if (!whole->table || whole->node.stale || whole->hollow)
        read_whole(session, whole);
    if (whole->leaf && !whole->flat)
        session_flatten(session, whole);
}

const Table *session_get_table(void *context, const TableDef *def) {
    Session *session = context;
    WholeTable *whole = session_whole(session, def);
    session_refresh(session, whole);
    if (whole->leaf && !whole->numbered)
        session_number_rows(whole);
    trace_note(&session->tracer, &whole->node.self);
    return whole->table;
}

/* rules */

/* Whether a place still holds because its file has not changed since the rule ran. */
static bool place_stays(Session *session, const SessionRule *rule, Location at) {
    if (!at.source)
        return true;
    size_t repository = ignores_repository(&session->options, at.source);
    return trace_dep(&session->tracer, DEP_CONTENT, repository, at.source->path)->changed <=
           rule->node.made;
}

bool session_findings_stay(Session *session, const SessionRule *rule) {
    for (size_t i = 0; i < rule->finding_count; i++) {
        const Finding *finding = &rule->findings[i];
        bool stays =
            place_stays(session, rule, finding->at) && place_stays(session, rule, finding->row);
        for (size_t k = 0; k < finding->related_count; k++)
            stays = stays && place_stays(session, rule, finding->related[k].at);
        for (size_t k = 0; finding->fix && k < finding->fix->edit_count; k++)
            stays = stays && place_stays(session, rule, finding->fix->edits[k].at);
        if (!stays)
            return false;
    }
    return true;
}

/* The step in which a table last changed in a way that matters to the rule, which may look only at
   how much is known of it. */
static size_t changed_for(const SessionRule *rule, const WholeTable *whole) {
    return rule->looks_at_rows ? whole->said : whole->known;
}

static bool says_the_same(Session *session, const SessionRule *rule) {
    if (rule->node.generation == 0 || rule->must_run || trace_has_changed(&rule->node) ||
        !session_findings_stay(session, rule))
        return false;
    for (size_t i = 0; i < rule->node.deps.len; i++) {
        WholeTable *whole = (WholeTable *)(void *)rule->node.deps.items[i]->of;
        if (!whole)
            continue;
        session_settle(session, whole);
        if (changed_for(rule, whole) > rule->node.made)
            return false;
    }
    return true;
}

static uint64_t print_skipped(size_t clauses_run, const Skipped *skipped, size_t count) {
    uint64_t print = row_print_number(row_print_start(), clauses_run);
    for (size_t i = 0; i < count; i++)
        print = row_print_text(row_print_number(print, skipped[i].clause), skipped[i].reason);
    return print;
}

bool session_skips_others(const SessionRule *rule, const Engine *engine) {
    return print_skipped(rule->clauses_run, rule->skipped, rule->skipped_count) !=
           print_skipped(engine->clauses_run, engine->skipped.items, engine->skipped.len);
}

void session_take_run(Session *session, SessionRule *rule, const Engine *engine) {
    session->changed = session->changed || rule->finding_count > 0 || engine->findings.len > 0 ||
                       session_skips_others(rule, engine);
    arena_reset(&rule->memory);
    rule->findings = findings_copy(&rule->memory, engine->findings.items, engine->findings.len);
    rule->finding_count = engine->findings.len;
    rule->skipped = skipped_copy(&rule->memory, engine->skipped.items, engine->skipped.len);
    rule->skipped_count = engine->skipped.len;
    rule->clauses_run = engine->clauses_run;
}

static void run_whole_rule(Session *session, SessionRule *rule) {
    arena_reset(&session->running);
    Engine engine = {.arena = &session->running,
                     .options = &session->options,
                     .tables = session->tables,
                     .left_out = rule->spread};
    trace_begin(&session->tracer, &rule->node);
    tables_set_memory(session->tables, &session->running);
    engine_run_rule(&engine, rule->rule, rule->severity);
    if (rule->by_ties)
        session_note_roots(session, rule);
    trace_end(&session->tracer);
    rule->must_run = false;
    session_take_run(session, rule, &engine);
    if (rule->by_ties)
        session_learn(session, rule, &engine);
}

void session_run_whole_rules(Session *session) {
    for (size_t i = 0; i < session->options.pack->rule_count; i++) {
        SessionRule *rule = &session->rules[i];
        bool whole = rule->on && rule->any_whole && !rule_is_of_ignores(rule->rule);
        if (!whole || (!rule->node.stale && rule->node.generation > 0))
            continue;
        bool done = rule->by_ties ? session_run_tied(session, rule) : says_the_same(session, rule);
        if (!done)
            run_whole_rule(session, rule);
        rule->node.stale = false;
        rule->node.made = session->tracer.step;
    }
}

void session_free_whole(Session *session) {
    for (size_t i = 0; i < session->all_whole.len; i++)
        arena_free(&session->all_whole.items[i]->memory),
            arena_free(&session->all_whole.items[i]->memory_before);
    for (size_t i = 0; i < session->options.pack->rule_count; i++)
        arena_free(&session->rules[i].memory), arena_free(&session->rules[i].ties_memory);
}
