/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The engine. For each rule and clause: are its tables known? Then each row is asked: is it this
 * clause's business (formed, not yet failed, `when` holds)? Does the check hold? A failure becomes
 * a finding by the clause's templates.
 */
#include "rule/engine.h"

#include "base/array.h"
#include "rule/check.h"
#include "rule/mend.h"

/* Which rows of a table a rule has already spoken about. */
typedef struct Spoken {
    const Table *table;
    bool *rows;
} Spoken;

typedef struct Engine {
    Arena *arena;
    const LintOptions *options;
    Tables *tables;
    ARRAY_OF(Finding) findings;
    ARRAY_OF(Skipped) skipped;
    ARRAY_OF(Unread) unread;
    const Rule *rule; /* the one that runs */
    Severity severity;
    ARRAY_OF(Spoken) spoken; /* of this rule */
    size_t clauses_run;      /* of this rule */
    size_t rules_run;
} Engine;

/* A clause with its checks prepared for its table. */
typedef struct ClauseRun {
    const Clause *clause;
    CheckRun check;
    CheckRun *when;
} ClauseRun;

static bool *spoken_rows(Engine *engine, const Table *table) {
    for (size_t i = 0; i < engine->spoken.len; i++)
        if (engine->spoken.items[i].table == table)
            return engine->spoken.items[i].rows;
    bool *rows = arena_new_array(engine->arena, table->row_count, bool);
    array_push(engine->arena, &engine->spoken, (Spoken){table, rows});
    return rows;
}

/* The role that was not given, where that is why the table is not known. */
static Str missing_role(const Engine *engine, const TableDef *def) {
    for (size_t i = 0; i < def->repositories.count; i++)
        for (size_t j = 0; j < engine->options->repository_count; j++)
            if (!engine->options->repositories[j].snapshot &&
                str_equal(engine->options->repositories[j].name, def->repositories.items[i].str))
                return def->repositories.items[i].str;
    for (size_t i = 0; i < def->cell_count; i++) {
        Str role = missing_role(engine, def->cells[i].table);
        if (role.len)
            return role;
    }
    return (Str){0};
}

static void skip(Engine *engine, const Table *table) {
    for (size_t i = 0; i < engine->skipped.len; i++)
        if (str_equal(engine->skipped.items[i].rule, engine->rule->id) &&
            str_equal(engine->skipped.items[i].reason, table->reason))
            return;
    array_push(engine->arena, &engine->skipped,
               (Skipped){.rule = engine->rule->id,
                         .reason = table->reason,
                         .repository = missing_role(engine, table->def)});
}

/* Whether all tables that the check refers to are wholly known: a missing row there is no proof
   otherwise. */
static bool references_known(Engine *engine, const Check *check) {
    for (size_t i = 0; i < check->table_count; i++) {
        const Table *table = tables_get(engine->tables, check->tables[i]);
        if (table->state != TABLE_KNOWN) {
            skip(engine, table);
            return false;
        }
    }
    return true;
}

static CheckRun prepare(Engine *engine, const Check *check, const Table *table) {
    CheckRun run = {engine->arena, engine->tables, check, table, NULL};
    if (check->kind->prepare)
        check->kind->prepare(&run);
    return run;
}

/* The check's own, else the clause's where it can be filled, else the nearest candidate. */
static Str help_of(Engine *engine, const Clause *clause, const Failure *failure) {
    Str help = failure->help;
    if (help.len ||
        (template_render(engine->arena, &clause->help, &failure->values, &help) && help.len))
        return help;
    if (failure->values.nearest.len == 0)
        return (Str){0};
    return str_printf(engine->arena, "did you mean '" STR_FMT "'?",
                      STR_ARG(failure->values.nearest));
}

static void report(Engine *engine, const Clause *clause, const Row *row, Failure *failure) {
    Finding finding = {.rule = engine->rule->id, .key = row_key(engine->arena, row)};
    finding.severity = clause->severity && engine->severity == engine->rule->severity
                           ? clause->severity
                           : engine->severity;
    if (finding.severity < engine->options->least)
        return;
    finding.at = failure->at.source ? failure->at : row->label;
    if (clause->at != COLUMN_NONE)
        finding.at = row->cells[clause->at].at;
    failure->values.row = row;
    template_render(engine->arena, &clause->message, &failure->values, &finding.message);
    finding.help = help_of(engine, clause, failure);
    finding.related = failure->related;
    finding.related_count = failure->related_count;
    finding.fix = fix_of_failure(engine->arena, engine->tables, clause, row, failure);
    array_push(engine->arena, &engine->findings, finding);
}

/* Whether the row is the clause's business. `*other` is the row that a condition found. */
static bool concerns(const ClauseRun *run, const Row *row, const Row **other) {
    if (!row->formed && !run->clause->check.kind->unformed)
        return false;
    for (size_t i = 0; i < run->clause->when_count; i++) {
        Failure found = {0};
        if (!run->when[i].check->kind->holds(&run->when[i], row, &found))
            return false;
        if (found.values.other)
            *other = found.values.other;
    }
    return true;
}

static void run_rows(Engine *engine, const ClauseRun *run, const Table *table) {
    bool *spoken = spoken_rows(engine, table);
    for (size_t i = 0; i < table->row_count; i++) {
        const Row *row = table->rows[i];
        Failure failure = {.values = {.row = row}};
        const Row *other = NULL;
        if (spoken[i] || !concerns(run, row, &other) ||
            run->clause->check.kind->holds(&run->check, row, &failure))
            continue;
        spoken[i] = true;
        if (!failure.values.other)
            failure.values.other = other;
        report(engine, run->clause, row, &failure);
    }
}

static void run_clause(Engine *engine, const Clause *clause) {
    const Table *table = tables_get(engine->tables, clause->table);
    if (table->state != TABLE_KNOWN)
        skip(engine, table);
    if (table->state == TABLE_UNKNOWN || !references_known(engine, &clause->check))
        return;
    for (size_t i = 0; i < clause->when_count; i++)
        if (!references_known(engine, &clause->when[i]))
            return;
    ClauseRun run = {clause, prepare(engine, &clause->check, table),
                     arena_new_array(engine->arena, clause->when_count, CheckRun)};
    for (size_t i = 0; i < clause->when_count; i++)
        run.when[i] = prepare(engine, &clause->when[i], table);
    engine->clauses_run++;
    run_rows(engine, &run, table);
}

static bool same_problem(const TableProblem *a, const TableProblem *b) {
    return a->at.source == b->at.source && a->at.span.start == b->at.span.start &&
           str_equal(a->message, b->message);
}

/* The tables, from the given one on, that have the problem: "the table 'a'", "the tables 'a', 'b'".
   Empty where an earlier table has it too, which has then named them all. */
static Str tables_with(Engine *engine, size_t first, const TableProblem *problem) {
    const TableDefs *defs = &engine->options->pack->tables;
    StrBuf names;
    strbuf_init(&names, engine->arena);
    size_t count = 0;
    for (size_t i = 0; i < defs->count; i++) {
        const Table *table = tables_get(engine->tables, defs->items[i]);
        bool has = false;
        for (size_t j = 0; j < table->problem_count; j++)
            has = has || same_problem(&table->problems[j], problem);
        if (!has)
            continue;
        if (i < first)
            return (Str){0};
        strbuf_printf(&names, "%s'" STR_FMT "'", count++ ? ", " : "",
                      STR_ARG(defs->items[i]->name.str));
    }
    return str_printf(engine->arena, "the table%s " STR_FMT, count > 1 ? "s" : "",
                      STR_ARG(strbuf_str(&names)));
}

static void report_problem(Engine *engine, const Clause *clause, const Table *table,
                           const TableProblem *problem, Str tables) {
    Row row = {.table = table, .at = problem->at, .label = problem->at, .formed = true};
    row.cells = arena_new_array(engine->arena, table->def->column_count, Cell);
    row.cells[0].text = problem->message;
    Failure failure = {.at = problem->at, .help = problem->help};
    failure.values.value = tables;
    failure.values.detail = problem->message;
    report(engine, clause, &row, &failure);
}

/* Places where tables should be read and that are not there. */
static void run_every_table(Engine *engine, const Clause *clause) {
    const TableDefs *defs = &engine->options->pack->tables;
    engine->clauses_run++;
    for (size_t i = 0; i < defs->count; i++) {
        const Table *table = tables_get(engine->tables, defs->items[i]);
        for (size_t j = 0; j < table->problem_count; j++) {
            Str tables = tables_with(engine, i, &table->problems[j]);
            if (tables.len)
                report_problem(engine, clause, table, &table->problems[j], tables);
        }
    }
}

static void run_rule(Engine *engine, const Rule *rule, Severity severity) {
    engine->rule = rule;
    engine->severity = severity;
    engine->spoken.len = 0;
    engine->clauses_run = 0;
    size_t skipped_before = engine->skipped.len;
    for (size_t i = 0; i < rule->clause_count; i++) {
        if (rule->clauses[i].table)
            run_clause(engine, &rule->clauses[i]);
        else
            run_every_table(engine, &rule->clauses[i]);
    }
    engine->rules_run += engine->clauses_run > 0;
    for (size_t i = skipped_before; i < engine->skipped.len; i++)
        engine->skipped.items[i].partly = engine->clauses_run > 0;
}

static void collect_unread(Engine *engine) {
    for (size_t i = 0; i < engine->options->repository_count; i++) {
        const Repository *repository = &engine->options->repositories[i];
        size_t count = 0;
        const SnapshotProblem *problems =
            repository->snapshot ? snapshot_problems(repository->snapshot, &count) : NULL;
        for (size_t j = 0; j < count; j++)
            array_push(engine->arena, &engine->unread,
                       (Unread){snapshot_label(repository->snapshot), problems[j].path,
                                problems[j].message});
    }
    size_t count = 0;
    const Document *const *documents = documents_all(tables_documents(engine->tables), &count);
    for (size_t i = 0; i < count; i++)
        if (documents[i]->state == DOCUMENT_UNREADABLE)
            array_push(engine->arena, &engine->unread,
                       (Unread){documents[i]->source->label, documents[i]->source->path,
                                documents[i]->problem});
}

static void summarise(Engine *engine, LintResult *out) {
    *out = (LintResult){.findings = engine->findings.items,
                        .skipped = engine->skipped.items,
                        .skipped_count = engine->skipped.len,
                        .unread = engine->unread.items,
                        .unread_count = engine->unread.len,
                        .rules = engine->rules_run};
    out->finding_count =
        findings_finish(engine->arena, engine->findings.items, engine->findings.len);
    for (size_t i = 0; i < out->finding_count; i++) {
        const Finding *finding = &out->findings[i];
        out->counts[finding->severity]++;
        out->fixable += finding->fix && finding->fix->safe;
        out->fixable_unsafe += finding->fix && !finding->fix->safe;
    }
    size_t count = 0;
    const Document *const *documents = documents_all(tables_documents(engine->tables), &count);
    for (size_t i = 0; i < count; i++)
        out->files +=
            documents[i]->state == DOCUMENT_OK || documents[i]->state == DOCUMENT_NOT_UTF8;
}

void lint_run(Arena *arena, Documents *documents, const LintOptions *options, LintResult *out) {
    Engine engine = {.arena = arena, .options = options};
    engine.tables = tables_new(arena, documents, options->repositories, options->repository_count);
    for (size_t i = 0; i < options->pack->rule_count; i++) {
        const Rule *rule = options->pack->rules[i];
        Severity severity = options->severities ? options->severities[i] : rule->severity;
        if (severity != SEVERITY_OFF)
            run_rule(&engine, rule, severity);
    }
    collect_unread(&engine);
    summarise(&engine, out);
}
