/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A clause runs part by part if its result for a row depends only on the row's file and on tables
 * of a few documents that are read before. A table that is needed as a whole is read only once, so
 * all clauses about it run over the whole. If its rows come from many documents, they are gathered
 * from the parts, as the parsed documents take several times the memory of the rows, and so may the
 * rows that these are picked from.
 */
#include "rule/lint_plan.h"

#include "rule/locality.h"
#include "table/spread.h"

/* The most documents that are kept for the sake of a table. */
#define FEW_DOCUMENTS 16

typedef struct Planning {
    const Engine *engine;
    Arena *arena;
    LintPlan plan;
    DefMap whole; /* the tables in plan.whole */
} Planning;

static bool has_many(Planning *planning, const TableDef *def) {
    size_t part = planning->engine->options->part;
    size_t few = part > 0 && part < FEW_DOCUMENTS ? part : FEW_DOCUMENTS;
    return tables_count_documents(planning->engine->tables, def) > few;
}

static bool is_of_few(Planning *planning, const TableDef *def) {
    bool few = !table_def_reads_text(def) || !has_many(planning, def);
    const TableDef *source;
    for (size_t i = 0; few && (source = table_def_source(def, i)); i++)
        few = is_of_few(planning, source);
    return few;
}

/* A few parsed documents are kept, so tables of these need not be gathered. */
static bool is_gathered(Planning *planning, const TableDef *def) {
    return !planning->engine->options->at_once && table_def_can_be_gathered(def) &&
           !is_of_few(planning, def);
}

static void add_whole(Planning *planning, const TableDef *def) {
    if (def_map_get(&planning->whole, def))
        return;
    def_map_put(&planning->whole, def, planning);
    array_push(planning->arena, &planning->plan.whole, def);
    if (is_gathered(planning, def)) {
        array_push(planning->arena, &planning->plan.gathered, def);
        return;
    }
    const TableDef *source;
    for (size_t i = 0; (source = table_def_source(def, i)); i++)
        add_whole(planning, source);
}

static void add_references(Planning *planning, const Clause *clause) {
    const TableDef *other;
    for (size_t i = 0; (other = clause_reference(clause, i)); i++)
        add_whole(planning, other);
}

static bool refers_to_few(Planning *planning, const Clause *clause) {
    const TableDef *other;
    for (size_t i = 0; (other = clause_reference(clause, i)); i++)
        if (!is_of_few(planning, other))
            return false;
    return true;
}

static bool can_be_parted(Planning *planning, const Rule *rule, const Clause *clause) {
    return !planning->engine->options->at_once &&
           clause_keeps_with_others(rule, clause, clause_keeps_to_part) &&
           refers_to_few(planning, clause);
}

/* Adds tables of line endings, whose files are counted before any part is read. */
static void add_counted(Planning *planning, const TableDef *def) {
    if (table_def_is_of_endings(def)) {
        array_push(planning->arena, &planning->plan.whole, def);
        array_push(planning->arena, &planning->plan.counted, def);
    }
    const TableDef *source;
    for (size_t i = 0; (source = table_def_source(def, i)); i++)
        add_counted(planning, source);
}

/* If one clause is not parted, none of the rule's clauses over the same table are. */
static void keep_together(PlannedRule *planned, const Rule *rule) {
    for (size_t i = 0; i < rule->clause_count; i++)
        for (size_t k = 0; k < rule->clause_count; k++)
            if (rule->clauses[k].table == rule->clauses[i].table && !planned->parted[k])
                planned->parted[i] = false;
}

static void start_rule(Planning *planning, size_t index) {
    const Rule *rule = planning->engine->options->pack->rules[index];
    PlannedRule *planned = &planning->plan.rules[index];
    planned->parted = arena_new_array(planning->arena, rule->clause_count, bool);
    planned->whole = arena_new_array(planning->arena, rule->clause_count, bool);
    planned->gave_up = arena_new_array(planning->arena, rule->clause_count, bool);
    planned->on = engine_runs(planning->engine->options, index);
    for (size_t i = 0; planned->on && i < rule->clause_count; i++)
        planned->parted[i] = can_be_parted(planning, rule, &rule->clauses[i]);
    keep_together(planned, rule);
}

/* A rule about all tables needs those that may have problems. */
static void add_all_tables(Planning *planning) {
    const TableDefs *defs = &planning->engine->options->pack->tables;
    for (size_t i = 0; i < defs->count; i++)
        if (!table_def_is_spread(defs->items[i]))
            add_whole(planning, defs->items[i]);
}

static void add_whole_tables(Planning *planning, size_t index) {
    const Rule *rule = planning->engine->options->pack->rules[index];
    const PlannedRule *planned = &planning->plan.rules[index];
    for (size_t i = 0; planned->on && i < rule->clause_count; i++) {
        const Clause *clause = &rule->clauses[i];
        add_references(planning, clause);
        if (clause->check.kind->scope == SCOPE_TABLES)
            add_all_tables(planning);
        if (clause->check.kind->scope == SCOPE_ROWS && !planned->parted[i])
            add_whole(planning, clause->table);
    }
}

static void settle_rule(Planning *planning, size_t index) {
    const Rule *rule = planning->engine->options->pack->rules[index];
    PlannedRule *planned = &planning->plan.rules[index];
    for (size_t i = 0; planned->on && i < rule->clause_count; i++) {
        const Clause *clause = &rule->clauses[i];
        bool parted = planned->parted[i] && !def_map_get(&planning->whole, clause->table);
        planned->parted[i] = parted;
        planned->whole[i] = !parted;
        planned->any_parted = planned->any_parted || parted;
        planned->any_whole = planned->any_whole || !parted;
        if (!parted)
            continue;
        array_push(planning->arena, &planning->plan.parted, clause->table);
        add_counted(planning, clause->table);
    }
}

static bool comes_from_parts(const LintPlan *plan, const TableDef *def) {
    for (size_t i = 0; i < plan->gathered.len; i++)
        if (plan->gathered.items[i] == def)
            return true;
    bool comes = false;
    const TableDef *source;
    for (size_t i = 0; !comes && (source = table_def_source(def, i)); i++)
        comes = comes_from_parts(plan, source);
    return comes;
}

static bool needs_parts(const LintPlan *plan, const Clause *clause) {
    bool needs = clause->check.kind->scope != SCOPE_ROWS || comes_from_parts(plan, clause->table);
    const TableDef *other;
    for (size_t i = 0; !needs && (other = clause_reference(clause, i)); i++)
        needs = comes_from_parts(plan, other);
    return needs;
}

/* A rule with clauses over parts does not run early: these come first, as a rule's findings are
   limited. */
static void find_early(Planning *planning, size_t index) {
    const Rule *rule = planning->engine->options->pack->rules[index];
    PlannedRule *planned = &planning->plan.rules[index];
    planned->early = planned->any_whole && !planned->any_parted;
    for (size_t i = 0; planned->early && i < rule->clause_count; i++)
        planned->early = !needs_parts(&planning->plan, &rule->clauses[i]);
    if (planned->early)
        array_push(planning->arena, &planning->plan.early, index);
}

LintPlan lint_plan(const Engine *engine) {
    Planning planning = {.engine = engine, .arena = engine->arena};
    size_t count = engine->options->pack->rule_count;
    def_map_init(&planning.whole, engine->arena);
    planning.plan.rules = arena_new_array(engine->arena, count, PlannedRule);
    for (size_t i = 0; i < count; i++)
        start_rule(&planning, i);
    for (size_t i = 0; i < count; i++)
        add_whole_tables(&planning, i);
    for (size_t i = 0; i < count; i++)
        settle_rule(&planning, i);
    for (size_t i = 0; i < count; i++)
        find_early(&planning, i);
    return planning.plan;
}
