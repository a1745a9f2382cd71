/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/locality.h"

#include "table/spread.h"

static bool check_keeps_to_file(const Check *check, const TableDef *table) {
    return check->table_count == 0 && check->kind->keeps_to_file &&
           check->kind->keeps_to_file(check, table);
}

static bool check_keeps_to_part(const Check *check, const TableDef *table) {
    return check->table_count > 0 ? check->kind->by_row : check_keeps_to_file(check, table);
}

static bool clause_keeps(const Clause *clause, bool (*keeps)(const Check *, const TableDef *)) {
    if (clause->check.kind->scope != SCOPE_ROWS || !table_def_is_spread(clause->table) ||
        !keeps(&clause->check, clause->table))
        return false;
    for (size_t i = 0; i < clause->when_count; i++)
        if (!keeps(&clause->when[i], clause->table))
            return false;
    return true;
}

bool clause_keeps_to_file(const Clause *clause) {
    return clause_keeps(clause, check_keeps_to_file);
}

bool clause_keeps_to_part(const Clause *clause) {
    return clause_keeps(clause, check_keeps_to_part);
}

bool clause_keeps_with_others(const Rule *rule, const Clause *clause,
                              bool (*keeps)(const Clause *clause)) {
    for (size_t i = 0; i < rule->clause_count; i++)
        if (rule->clauses[i].table == clause->table && !keeps(&rule->clauses[i]))
            return false;
    return true;
}
