/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/skips.h"

#include "table/spread.h"

/* What is known of a table, as in Table. */
typedef struct Known {
    size_t read;
    size_t failed;
    Str reason;  /* of the first failure */
    Str missing; /* the repository that was not given, if that is the reason */
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

/* Adds the places of a table that is read from files. For one that lists them, a repository is one
   place. */
static void add_files(const Knowing *knowing, const TableDef *def, Known *known) {
    bool lists = !table_def_reads_bytes(def);
    for (size_t i = 0; i < knowing->options->repository_count; i++) {
        const Repository *repository = &knowing->options->repositories[i];
        if (!table_def_names_repository(def, repository->name))
            continue;
        KnownFiles files = knowing->files(knowing->context, def, i);
        known->read += lists ? repository->snapshot != NULL : files.read;
        if (files.failed.len > 0)
            add_failure(known, files.failed, (Str){0});
        if (!repository->snapshot && !table_def_names_any(def))
            add_failure(known, reason_not_given(knowing->arena, repository), repository->name);
    }
}

static Known known_of(const Knowing *knowing, const TableDef *def);

static void add_source(const Knowing *knowing, const TableDef *def, Known *known) {
    Known source = known_of(knowing, def);
    if (state_of(&source) != TABLE_KNOWN)
        add_failure(known, source.reason, source.missing);
    known->read += state_of(&source) != TABLE_UNKNOWN;
}

static Known known_of(const Knowing *knowing, const TableDef *def) {
    Known known = {0};
    if (def->parent) {
        Known parent = known_of(knowing, def->parent);
        if (state_of(&parent) != TABLE_KNOWN)
            add_failure(&known, parent.reason, (Str){0});
    }
    if (table_def_is_of_files(def))
        add_files(knowing, def, &known);
    for (size_t i = 0; i < def->cell_count; i++)
        add_source(knowing, def->cells[i].table, &known);
    for (size_t i = 0; i < def->source_count; i++)
        add_source(knowing, def->sources[i], &known);
    return known;
}

void skips_set_known(const Knowing *knowing, Table *table) {
    Known known = known_of(knowing, table->def);
    table->state = state_of(&known);
    table->reason = known.reason;
    table->missing = known.missing;
}

bool skips_tell(Engine *engine, const PartedRule *rule, const Knowing *knowing) {
    size_t first = engine->skipped.len;
    size_t ran = rule->clauses_run;
    engine->rule = rule->rule;
    for (size_t i = 0; i < rule->rule->clause_count; i++) {
        const Clause *clause = &rule->rule->clauses[i];
        engine->clause = i;
        for (size_t k = 0; k < rule->skipped_count; k++)
            if (rule->skipped[k].clause == i)
                engine_skip(engine, rule->skipped[k].reason, rule->skipped[k].repository);
        if (!rule->parted[i])
            continue;
        Known known = known_of(knowing, clause->table);
        if (state_of(&known) != TABLE_KNOWN)
            engine_skip(engine, known.reason, known.missing);
        if (state_of(&known) == TABLE_UNKNOWN || !engine_references_known(engine, clause))
            continue;
        ran++;
        if (rule->gave_up && rule->gave_up[i])
            engine_give_up(engine);
    }
    for (size_t i = first; i < engine->skipped.len; i++) {
        Skipped *skipped = &engine->skipped.items[i];
        skipped->partly = ran > 0;
        skipped->reason = str_copy(engine->arena, skipped->reason);
    }
    return ran > 0;
}
