/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/lint_uses.h"

#include "table/spread.h"

typedef void (*Use)(LintUses *uses, const TableDef *def);

static void begin_use(LintUses *uses, const TableDef *def) {
    uses->counts[def->number]++;
}

static void end_use(LintUses *uses, const TableDef *def) {
    if (--uses->counts[def->number] == 0)
        tables_drop_rows(uses->tables, def);
}

/* Rows point to the rows that they were made from, so those are freed after them. */
static void use_table(LintUses *uses, const TableDef *def, Use use) {
    use(uses, def);
    const TableDef *source;
    for (size_t i = 0; (source = table_def_source(def, i)); i++)
        use_table(uses, source, use);
}

static void use_clause(LintUses *uses, const Clause *clause, Use use) {
    if (clause->table)
        use_table(uses, clause->table, use);
    const TableDef *other;
    for (size_t i = 0; (other = clause_reference(clause, i)); i++)
        use_table(uses, other, use);
}

/* Applies `use` to the clauses of a rule that run over whole tables, or over parts. */
static void use_clauses(LintUses *uses, size_t index, bool parted, Use use) {
    const Rule *rule = uses->pack->rules[index];
    const PlannedRule *planned = &uses->plan->rules[index];
    for (size_t i = 0; planned->on && i < rule->clause_count; i++)
        if (planned->parted[i] == parted)
            use_clause(uses, &rule->clauses[i], use);
}

LintUses lint_uses_new(const Engine *engine, const LintPlan *plan) {
    const Pack *pack = engine->options->pack;
    tables_read_apart(engine->tables);
    LintUses uses = {engine->tables, plan, pack,
                     arena_new_array(engine->arena, pack->tables.count, size_t)};
    for (size_t i = 0; i < pack->rule_count; i++) {
        use_clauses(&uses, i, false, begin_use);
        use_clauses(&uses, i, true, begin_use);
    }
    return uses;
}

void lint_uses_end_whole(LintUses *uses, size_t rule) {
    if (uses->counts)
        use_clauses(uses, rule, false, end_use);
}

void lint_uses_end_parts(LintUses *uses) {
    for (size_t i = 0; uses->counts && i < uses->pack->rule_count; i++)
        use_clauses(uses, i, true, end_use);
}
