/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Runs rules only over the rows that changed and the rows tied to them (rule/ties.h).
 *
 * The roots of a rule are the tables from which its own tables are made row by row. The session
 * knows which of their rows came and which went. What the rule says can differ only for rows that
 * came, for rows that hear what a changed row tells or told, and for rows in which it found
 * something. The rule is asked about these, in tables that have only them and the rows that tell
 * what they hear; no other rows are made.
 */
#include "history/session_internal.h"
#include "rule/check.h"

enum {
    MOST_FOUND = 256,      /* a rule with more findings runs over all rows */
    ROWS_FOR_NOTHING = 64, /* a run over this many rows or fewer is always worth it */
    MOST_VERSIONS = 2, /* ties are forgotten if more rows have them than this times the current … */
    FEW_VERSIONS = 1024, /* … rows, plus this */
};

/* Some rows of a root, as a table. */
typedef struct Narrowed {
    Table table;
    uint64_t *prints; /* of each row */
    bool *asked;      /* for each row, whether the rule is asked about it */
} Narrowed;

typedef struct TiedRun {
    Session *session;
    SessionRule *rule;
    Arena *arena;
    Tables *tables;
    Narrowed *roots; /* one for each root of the rule */
} TiedRun;

/* roots */

/* Whether each row of the table is made from one row of another table and nothing else. */
static bool is_derived(const TableDef *def) {
    return !table_def_is_of_files(def) && !def->parent;
}

static void add_root(Session *session, SessionRule *rule, const TableDef *def, bool must_stay) {
    if (is_derived(def)) {
        for (size_t i = 0; i < def->cell_count + def->source_count; i++)
            add_root(session, rule, table_def_source(def, i), must_stay);
        return;
    }
    WholeTable *whole = session_whole(session, def);
    size_t at = 0;
    while (at < rule->roots.len && rule->roots.items[at].whole != whole)
        at++;
    if (at == rule->roots.len)
        array_push(session->arena, &rule->roots, (SessionRoot){.whole = whole});
    rule->roots.items[at].must_stay = rule->roots.items[at].must_stay || must_stay;
}

static const Check *check_at(const Clause *clause, size_t index) {
    return index < clause->when_count ? &clause->when[index] : &clause->check;
}

static void find_roots(Session *session, SessionRule *rule) {
    if (rule->roots.len > 0)
        return;
    for (size_t i = 0; i < rule->rule->clause_count; i++) {
        const Clause *clause = &rule->rule->clauses[i];
        if (rule->spread[i])
            continue;
        add_root(session, rule, clause->table, false);
        for (size_t k = 0; k <= clause->when_count; k++)
            for (size_t t = 0; t < check_at(clause, k)->table_count; t++)
                add_root(session, rule, check_at(clause, k)->tables[t],
                         !check_at(clause, k)->kind->ties);
    }
}

void session_note_roots(Session *session, SessionRule *rule) {
    find_roots(session, rule);
    for (size_t i = 0; i < rule->roots.len; i++)
        trace_note(&session->tracer, &rule->roots.items[i].whole->node.self);
}

bool session_clause_has_ties(const Clause *clause) {
    bool has = clause->check.kind->scope == SCOPE_ROWS;
    for (size_t i = 0; has && i <= clause->when_count; i++)
        has = check_at(clause, i)->kind->ties || check_at(clause, i)->kind->by_row;
    return has;
}

/* rows */

static const Row *root_of(const Row *row) {
    while (is_derived(row->table->def))
        row = row->parent;
    return row;
}

/* The narrowed root that the row comes from; `index` becomes that of its row there. */
static const Narrowed *narrowed_of(const TiedRun *run, const Row *row, size_t *index) {
    const Row *root = root_of(row);
    *index = root->index;
    size_t at = 0;
    while (&run->roots[at].table != root->table)
        at++;
    return &run->roots[at];
}

static void narrow_root(const TiedRun *run, const WholeTable *whole, const RowSet *rows, bool all,
                        const RowSet *asked, Narrowed *out) {
    ARRAY_OF(Row *) kept = {0};
    RowPrints prints = {0};
    *out = (Narrowed){.table = *whole->table};
    for (size_t i = 0; i < whole->prints.len; i++) {
        uint64_t print = whole->prints.items[i];
        if (!all && (!row_set_may_have(rows, print) || !row_set_has(rows, print)))
            continue;
        Row *row = arena_new(run->arena, Row);
        *row = *whole->table->rows[i];
        row->table = &out->table;
        row->index = (uint32_t)kept.len;
        array_push(run->arena, &kept, row);
        array_push(run->arena, &prints, print);
    }
    out->table.rows = kept.items;
    out->table.row_count = kept.len;
    out->prints = prints.items;
    out->asked = arena_new_array(run->arena, kept.len, bool);
    for (size_t i = 0; i < kept.len; i++)
        out->asked[i] = row_set_has(asked, prints.items[i]);
}

/* Makes tables that have only these rows of the roots. If they are made to run the rule, roots that
   must stay keep all rows, as no ties tell which of them a check looks at. */
static void narrow(TiedRun *run, const RowSet *rows, const RowSet *asked, bool to_run) {
    size_t count = run->rule->roots.len;
    run->tables = tables_new_of_rows(run->arena, run->session->tables);
    run->roots = arena_new_array(run->arena, count, Narrowed);
    for (size_t i = 0; i < count; i++) {
        const SessionRoot *root = &run->rule->roots.items[i];
        narrow_root(run, root->whole, rows, to_run && root->must_stay, asked, &run->roots[i]);
        tables_put(run->tables, &run->roots[i].table);
    }
}

/* ties */

static void learn_rows(const TiedRun *run, const Check *check, const TableDef *def, size_t there,
                       uint64_t salt) {
    const Table *table = tables_get(run->tables, def);
    const CheckRun checking = {
        .arena = run->arena, .tables = run->tables, .check = check, .table = table};
    for (size_t i = 0; i < table->row_count; i++) {
        size_t index;
        const Narrowed *root = narrowed_of(run, table->rows[i], &index);
        RowTies ties = {.arena = run->arena, .salt = salt};
        check->kind->ties(&checking, table->rows[i], there, &ties);
        ties_add(run->rule->ties, root->prints[index], &ties);
    }
}

static void learn_check(const TiedRun *run, const Clause *clause, const Check *check,
                        uint64_t salt) {
    if (!check->kind->ties)
        return;
    learn_rows(run, check, clause->table, TIES_HERE, salt);
    for (size_t i = 0; i < check->table_count; i++)
        learn_rows(run, check, check->tables[i], i, salt);
}

/* Learns the ties of those rows whose ties are not known yet. */
static void learn(TiedRun *run, const RowSet *rows) {
    const Rule *rule = run->rule->rule;
    RowSet unknown;
    row_set_init(&unknown, run->arena);
    for (size_t i = 0; i < rows->rows.len; i++)
        if (!row_set_has(&run->rule->ties->known, rows->rows.items[i]))
            row_set_add(&unknown, rows->rows.items[i]);
    if (unknown.rows.len == 0)
        return;
    narrow(run, &unknown, &unknown, false);
    for (size_t i = 0; i < rule->clause_count; i++)
        for (size_t k = 0; !run->rule->spread[i] && k <= rule->clauses[i].when_count; k++)
            learn_check(run, &rule->clauses[i], check_at(&rule->clauses[i], k),
                        row_print_number(row_print_number(row_print_start(), i), k));
    for (size_t i = 0; i < unknown.rows.len; i++)
        row_set_add(&run->rule->ties->known, unknown.rows.items[i]);
}

static size_t count_rows(const SessionRule *rule) {
    size_t count = 0;
    for (size_t i = 0; i < rule->roots.len; i++)
        count += rule->roots.items[i].whole->prints.len;
    return count;
}

/* Ties of rows that are gone are kept, as such rows often come back, until there are too many. */
static bool knows_too_much(const SessionRule *rule) {
    return rule->ties->known.rows.len > MOST_VERSIONS * count_rows(rule) + FEW_VERSIONS;
}

static void add_rows(RowSet *set, const RowPrints *rows) {
    for (size_t i = 0; i < rows->len; i++)
        row_set_add(set, rows->items[i]);
}

static void learn_all(Session *session, SessionRule *rule) {
    TiedRun run = {.session = session, .rule = rule, .arena = &session->scratch};
    RowSet all;
    arena_reset(&session->scratch);
    row_set_init(&all, &session->scratch);
    for (size_t i = 0; i < rule->roots.len; i++)
        add_rows(&all, &rule->roots.items[i].whole->prints);
    learn(&run, &all);
}

/* running */

static void refresh_roots(Session *session, const SessionRule *rule) {
    for (size_t i = 0; i < rule->roots.len; i++)
        session_refresh(session, rule->roots.items[i].whole);
}

void session_learn(Session *session, SessionRule *rule, const Engine *engine) {
    rule->found.len = 0;
    refresh_roots(session, rule);
    for (size_t i = 0; i < engine->found_rows.len; i++) {
        const Row *root = root_of(engine->found_rows.items[i]);
        (void)session_get_table(session, root->table->def); /* sets Row.index */
        const WholeTable *whole = session_whole(session, root->table->def);
        array_push(session->arena, &rule->found, whole->prints.items[root->index]);
    }
    if (!rule->ran) {
        rule->ran = true; /* ties are worth learning only for rules that run more than once */
        return;
    }
    if (!rule->ties || knows_too_much(rule)) {
        arena_reset(&rule->ties_memory);
        rule->ties = ties_new(&rule->ties_memory);
    }
    learn_all(session, rule);
}

/* Whether the recorded changes of a root are all that changed in it since the rule ran. */
static bool is_root_usable(const SessionRule *rule, const SessionRoot *root) {
    const WholeTable *whole = root->whole;
    bool same = whole->said <= rule->node.made;
    return whole->known <= rule->node.made && whole->table->given_up == 0 &&
           (same || (!root->must_stay && whole->said_before <= rule->node.made));
}

static bool are_roots_usable(Session *session, const SessionRule *rule, bool *changed) {
    for (size_t i = 0; i < rule->roots.len; i++) {
        session_settle(session, rule->roots.items[i].whole);
        if (!is_root_usable(rule, &rule->roots.items[i]))
            return false;
        *changed = *changed || rule->roots.items[i].whole->said > rule->node.made;
    }
    return true;
}

/* Finds the rows to ask about, and the rows needed for that. False if these are too many for the
   run to be worth it. */
static bool find_rows(TiedRun *run, RowSet *asked, RowSet *needed) {
    const SessionRule *rule = run->rule;
    RowSet changed;
    row_set_init(asked, run->arena);
    row_set_init(needed, run->arena);
    row_set_init(&changed, run->arena);
    add_rows(asked, &rule->found);
    for (size_t i = 0; i < rule->roots.len; i++) {
        const WholeTable *whole = rule->roots.items[i].whole;
        if (whole->said <= rule->node.made)
            continue;
        add_rows(asked, &whole->changes.came);
        add_rows(&changed, &whole->changes.gone);
    }
    learn(run, asked);
    for (size_t i = 0; i < asked->rows.len; i++)
        row_set_add(&changed, asked->rows.items[i]);
    ties_add_hearers(rule->ties, changed.rows.items, changed.rows.len, asked);
    for (size_t i = 0; i < asked->rows.len; i++)
        row_set_add(needed, asked->rows.items[i]);
    ties_add_tellers(rule->ties, asked->rows.items, asked->rows.len, needed);
    return needed->rows.len <= count_rows(rule) / 2 + ROWS_FOR_NOTHING;
}

static bool asks(void *context, const Row *row) {
    size_t index;
    return narrowed_of(context, row, &index)->asked[index];
}

/* Runs over the narrowed tables. False if what it says may depend on other rows. */
static bool run_narrowed(TiedRun *run) {
    Session *session = run->session;
    SessionRule *rule = run->rule;
    Engine engine = {.arena = run->arena,
                     .options = &session->options,
                     .tables = run->tables,
                     .left_out = rule->spread,
                     .asks = asks,
                     .asks_context = run};
    trace_begin(&session->tracer, &rule->node);
    session_note_roots(session, rule);
    tables_set_memory(session->tables, run->arena);
    engine_run_rule(&engine, rule->rule, rule->severity);
    trace_end(&session->tracer);
    if ((engine.findings.len > 0 && rule->looks_further) || session_skips_others(rule, &engine))
        return false;
    session_take_run(session, rule, &engine);
    rule->found.len = 0;
    for (size_t i = 0; i < engine.found_rows.len; i++) {
        size_t index;
        const Narrowed *root = narrowed_of(run, engine.found_rows.items[i], &index);
        array_push(session->arena, &rule->found, root->prints[index]);
    }
    return true;
}

bool session_run_tied(Session *session, SessionRule *rule) {
    bool changed = false;
    if (rule->node.generation == 0 || rule->must_run || !rule->ties || knows_too_much(rule) ||
        rule->finding_count > MOST_FOUND || trace_has_changed(&rule->node) ||
        !are_roots_usable(session, rule, &changed))
        return false;
    if (!changed && session_findings_stay(session, rule))
        return true;
    refresh_roots(session, rule);
    arena_reset(&session->scratch);
    TiedRun run = {.session = session, .rule = rule, .arena = &session->scratch};
    RowSet asked, needed;
    if (!find_rows(&run, &asked, &needed))
        return false;
    narrow(&run, &needed, &asked, true);
    return run_narrowed(&run);
}
