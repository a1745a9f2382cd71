/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What is made as a whole: tables that are asked for, and rules that compare files.
 *
 * Something may have changed and yet say the same: a file was edited, and the table has the rows
 * that it had, at other places. A rule that found nothing in them, or only in files that stay as
 * they are, finds the same now, so it does not run; rows whose places are out of date are read anew
 * before anybody looks at them.
 */
#include "rule/check.h"
#include "rule/session_internal.h"

/* The table of files that a table's rows come from one by one, in their order; NULL where they do
   not. */
static const TableDef *leaf_of(const TableDef *def) {
    if (!table_def_is_spread(def))
        return NULL;
    while (!table_def_is_of_files(def)) {
        if (def->cell_count + def->source_count != 1)
            return NULL; /* the rows of one source, then those of another */
        def = def->cell_count > 0 ? def->cells[0].table : def->sources[0];
    }
    return table_def_is_of_endings(def) ? NULL : def;
}

static WholeTable *whole_of(Session *session, const TableDef *def) {
    WholeTable *whole = map_get(&session->whole, session_key(&def));
    if (whole)
        return whole;
    whole = arena_new(session->arena, WholeTable);
    *whole = (WholeTable){.def = def, .leaf = leaf_of(def)};
    whole->node.self.of = &whole->node;
    arena_init_for(&whole->memory, 0);
    map_put(&session->whole, session_key((const TableDef *const *)&whole->def), whole);
    array_push(session->arena, &session->all_whole, whole);
    return whole;
}

/* How much is known of a table, and why not more. */
static uint64_t print_known(const Table *table, uint64_t print) {
    print = session_print_text(print + table->state + table->problem_count, table->reason);
    for (size_t i = 0; i < table->problem_count; i++)
        print = session_print_text(print, table->problems[i].message);
    return print;
}

static void read_as_a_whole(Session *session, WholeTable *whole) {
    arena_reset(&whole->memory);
    trace_begin(&session->tracer, &whole->node);
    Table *table = whole->table = tables_read(session->tables, &whole->memory, whole->def);
    trace_end(&session->tracer);
    whole->next_print = print_known(table, session_print_rows(table->rows, table->row_count));
}

/* A reason may be that of another table, whose memory goes before this one's. */
static void keep_reason(WholeTable *whole) {
    whole->table->reason = str_copy(&whole->memory, whole->table->reason);
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
        whole->said = session->tracer.step;
    if (first || whole->known_print != known_before)
        whole->known = session->tracer.step;
    whole->print = whole->next_print;
    whole->hollow = false;
}

/* Finds out whether the table says something else than before, and reads it only if it must. */
static void settle(Session *session, WholeTable *whole) {
    if (whole->table && !whole->node.stale)
        return;
    bool changed = !whole->table || whole->stale.len > 0 || trace_has_changed(&whole->node);
    for (size_t i = 0; i < whole->node.deps.len && !changed; i++) {
        WholeTable *source = (WholeTable *)(void *)whole->node.deps.items[i]->of;
        if (!source)
            continue;
        settle(session, source);
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

const Table *session_get_table(void *context, const TableDef *def) {
    Session *session = context;
    WholeTable *whole = whole_of(session, def);
    if (!whole->table || whole->node.stale || whole->hollow)
        read_whole(session, whole);
    if (whole->leaf && !whole->flat)
        session_flatten(session, whole);
    trace_note(&session->tracer, &whole->node.self);
    return whole->table;
}

/* rules */

/* Whether a place is where it was: its file is as it was when the rule ran. */
static bool place_stays(Session *session, const SessionRule *rule, Location at) {
    if (!at.source)
        return true;
    size_t repository = ignores_repository(&session->options, at.source);
    return trace_dep(&session->tracer, DEP_CONTENT, repository, at.source->path)->changed <=
           rule->node.made;
}

/* Whether all that was found is still there, if the tables say what they said. */
static bool findings_stay(Session *session, const SessionRule *rule) {
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

/* The step in which a table became another for a rule; one about tables does not look at rows. */
static size_t changed_for(const SessionRule *rule, const WholeTable *whole) {
    return rule->looks_at_rows ? whole->said : whole->known;
}

static bool says_the_same(Session *session, const SessionRule *rule) {
    if (rule->node.generation == 0 || rule->must_run || trace_has_changed(&rule->node) ||
        !findings_stay(session, rule))
        return false;
    for (size_t i = 0; i < rule->node.deps.len; i++) {
        WholeTable *whole = (WholeTable *)(void *)rule->node.deps.items[i]->of;
        if (!whole)
            continue;
        settle(session, whole);
        if (changed_for(rule, whole) > rule->node.made)
            return false;
    }
    return true;
}

static bool refers_to_same(Session *session, const SessionRule *rule, const Check *check) {
    for (size_t i = 0; i < check->table_count; i++) {
        WholeTable *whole = whole_of(session, check->tables[i]);
        settle(session, whole);
        if (whole->said > rule->node.made)
            return false;
    }
    return true;
}

/*
 * The rows that a clause has to look at, where those of other segments hold as they did: none where
 * its table says the same. NULL: all rows, as what they are compared with is not as it was.
 */
static const Table *rows_to_try(Session *session, const SessionRule *rule, const Clause *clause) {
    static const Table none = {0};
    bool by_row = clause->check.kind->by_row;
    if (clause->check.kind->scope != SCOPE_ROWS || !refers_to_same(session, rule, &clause->check))
        return NULL;
    for (size_t i = 0; i < clause->when_count; i++) {
        by_row = by_row && clause->when[i].kind->by_row;
        if (!refers_to_same(session, rule, &clause->when[i]))
            return NULL;
    }
    WholeTable *whole = whole_of(session, clause->table);
    settle(session, whole);
    if (whole->said <= rule->node.made)
        return &none;
    if (!by_row || !whole->leaf || whole->known > rule->node.made)
        return NULL;
    return session_changed_rows(&session->scratch, whole, rule->node.made);
}

/* Whether a rule that found nothing finds nothing now, as far as rows that changed can tell. */
static bool finds_nothing_new(Session *session, SessionRule *rule) {
    if (rule->node.generation == 0 || rule->must_run || rule->finding_count > 0 ||
        trace_has_changed(&rule->node))
        return false;
    arena_reset(&session->scratch);
    size_t count = rule->rule->clause_count;
    const Table **rows = arena_new_array(&session->scratch, count, const Table *);
    for (size_t i = 0; i < count; i++) {
        if (rule->spread[i])
            continue;
        rows[i] = rows_to_try(session, rule, &rule->rule->clauses[i]);
        if (!rows[i])
            return false;
    }
    Engine engine = {.arena = &session->scratch,
                     .options = &session->options,
                     .tables = session->tables,
                     .left_out = rule->spread,
                     .instead = rows};
    tables_set_memory(session->tables, &session->scratch);
    engine_run_rule(&engine, rule->rule, rule->severity);
    return engine.findings.len == 0;
}

static uint64_t print_skipped(const SessionRule *rule) {
    uint64_t print = rule->clauses_run;
    for (size_t i = 0; i < rule->skipped_count; i++)
        print = session_print_text(print + rule->skipped[i].clause, rule->skipped[i].reason);
    return print;
}

static void run_whole_rule(Session *session, SessionRule *rule) {
    uint64_t skipped_before = print_skipped(rule);
    bool found_before = rule->finding_count > 0;
    arena_reset(&rule->memory);
    Engine engine = {.arena = &rule->memory,
                     .options = &session->options,
                     .tables = session->tables,
                     .left_out = rule->spread};
    trace_begin(&session->tracer, &rule->node);
    tables_set_memory(session->tables, &rule->memory);
    engine_run_rule(&engine, rule->rule, rule->severity);
    trace_end(&session->tracer);
    rule->must_run = false;
    rule->findings = findings_copy(&rule->memory, engine.findings.items, engine.findings.len);
    rule->finding_count = engine.findings.len;
    rule->skipped = skipped_copy(&rule->memory, engine.skipped.items, engine.skipped.len);
    rule->skipped_count = engine.skipped.len;
    rule->clauses_run = engine.clauses_run;
    session->changed = session->changed || found_before || rule->finding_count > 0 ||
                       skipped_before != print_skipped(rule);
}

void session_run_whole_rules(Session *session) {
    for (size_t i = 0; i < session->options.pack->rule_count; i++) {
        SessionRule *rule = &session->rules[i];
        bool whole = rule->on && rule->any_whole && !rule_is_of_ignores(rule->rule);
        if (!whole || (!rule->node.stale && rule->node.generation > 0))
            continue;
        if (says_the_same(session, rule) || finds_nothing_new(session, rule)) {
            rule->node.stale = false;
            rule->node.made = session->tracer.step;
        } else {
            run_whole_rule(session, rule);
        }
    }
}

void session_free_whole(Session *session) {
    for (size_t i = 0; i < session->all_whole.len; i++)
        arena_free(&session->all_whole.items[i]->memory);
    for (size_t i = 0; i < session->options.pack->rule_count; i++)
        arena_free(&session->rules[i].memory);
}
