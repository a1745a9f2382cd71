/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The engine. For each rule and clause: are its tables known? If so, for each row: does the clause
 * apply to it (formed, not yet failed, `when` holds)? Does the check hold? A failure becomes a
 * finding with the clause's templates. What follows when all rules have run is in engine_finish.c.
 */
#include "rule/engine_internal.h"

#include "base/array.h"
#include "base/unicode.h"
#include "rule/check.h"
#include "rule/grade.h"
#include "rule/ignore.h"
#include "rule/make_fix.h"
#include "table/spread.h"

/* The most bytes of a message: an entry may be as long as its author likes, a message may not. */
#define MESSAGE_MOST 500

/* A clause with its checks prepared for its table. */
typedef struct ClauseRun {
    const Clause *clause;
    CheckRun *check;
    CheckRun **when;
} ClauseRun;

Severity engine_severity(const LintOptions *options, size_t rule) {
    return options->severities ? options->severities[rule] : options->pack->rules[rule]->severity;
}

bool engine_runs(const LintOptions *options, size_t rule) {
    return rule_is_on(options, options->pack->rules[rule], engine_severity(options, rule));
}

static bool *spoken_rows(Engine *engine, const Table *table) {
    for (size_t i = 0; i < engine->spoken.len; i++)
        if (engine->spoken.items[i].table == table)
            return engine->spoken.items[i].rows;
    bool *rows = arena_new_array(engine->arena, table->row_count, bool);
    array_push(engine->arena, &engine->spoken, (Spoken){table, rows});
    return rows;
}

void engine_skip(Engine *engine, Str reason, Str repository) {
    for (size_t i = 0; i < engine->skipped.len; i++)
        if (str_equal(engine->skipped.items[i].rule, engine->rule->id))
            return;
    array_push(engine->arena, &engine->skipped,
               (Skipped){.rule = engine->rule->id,
                         .reason = reason,
                         .repository = repository,
                         .clause = engine->clause});
}

static void skip(Engine *engine, const Table *table) {
    engine_skip(engine, table->reason, table->missing);
}

/* Patterns failed to match because they reached a limit, not because of the text. */
void engine_give_up(Engine *engine) {
    if (engine->gave_up)
        engine->gave_up[engine->clause] = true;
    else
        engine_skip(engine, STR("a text is too long, or takes too long, for a pattern"), (Str){0});
}

static Tables *referred_tables(const Engine *engine) {
    return engine->others ? engine->others : engine->tables;
}

/* If a table is only partly known, a row not found in it may exist after all. */
bool engine_references_known(Engine *engine, const Clause *clause) {
    const TableDef *other;
    for (size_t i = 0; (other = clause_reference(clause, i)); i++) {
        const Table *table = tables_get(referred_tables(engine), other);
        if (table->state != TABLE_KNOWN) {
            skip(engine, table);
            return false;
        }
    }
    return true;
}

/* The kept run of a check, made when first needed; it has no table before its first part. */
static CheckRun *kept_run(KeptRuns *kept, const Check *check) {
    const Str key = {(const char *)&check, sizeof check};
    CheckRun *run = map_get(&kept->runs, key);
    if (run)
        return run;
    run = arena_new(kept->arena, CheckRun);
    run->arena = kept->arena;
    run->check = check;
    map_put(&kept->runs, (Str){(const char *)&run->check, sizeof run->check}, run);
    return run;
}

/* Checks are prepared when the first row reaches them; behind most conditions, none does. */
static CheckRun *new_run(Engine *engine, const Check *check, const Table *table, bool condition) {
    bool kept = engine->kept_runs && check->table_count > 0;
    CheckRun *run = kept ? kept_run(engine->kept_runs, check) : arena_new(engine->arena, CheckRun);
    if (!kept)
        *run = (CheckRun){.arena = engine->arena, .check = check};
    run->tables = referred_tables(engine);
    run->table = table;
    run->day = engine->options->as_of;
    run->condition = condition;
    return run;
}

/* A clause whose check is an alias of the previous clause's check shares its prepared state. */
static CheckRun *check_run(Engine *engine, const Check *check, const Table *table) {
    const CheckRun *before = engine->check_run;
    if (!before || before->table != table || before->check->node != check->node ||
        check->table_count > 0)
        engine->check_run = new_run(engine, check, table, false);
    return engine->check_run;
}

static bool holds(CheckRun *run, const Row *row, Failure *failure) {
    if (!run->prepared && run->check->kind->prepare)
        run->check->kind->prepare(run);
    run->prepared = true;
    return run->check->kind->holds(run, row, failure);
}

/* The check's own help, else the clause's if it can be filled, else the nearest candidate. */
static Str help_of(Engine *engine, const Clause *clause, const Failure *failure) {
    Str help = failure->help;
    if (help.len ||
        (template_render(engine->arena, &clause->help, &failure->values, MESSAGE_MOST, &help) &&
         help.len))
        return help;
    if (failure->values.nearest.len == 0)
        return (Str){0};
    if (clause->check.kind->of_missing)
        return str_printf(engine->arena, "should '" STR_FMT "' be '" STR_FMT "'?",
                          STR_ARG(failure->values.nearest), STR_ARG(failure->values.value));
    return str_printf(engine->arena, "did you mean '" STR_FMT "'?",
                      STR_ARG(failure->values.nearest));
}

static Severity grade_at(const Engine *engine, const Clause *clause, const Source *source) {
    size_t repository = ignores_repository(engine->options, source);
    Severity severity = rule_grade(engine->options, engine->rule, engine->severity, repository);
    return clause->severity && severity == engine->rule->severity ? clause->severity : severity;
}

/* Shows the other row that the message or the help mentions, unless the check already does. */
static void relate_other(Engine *engine, const Clause *clause, Failure *failure) {
    const Row *other = failure->values.other;
    Location at;
    if (!template_other(&clause->message, &failure->values, &at) &&
        !template_other(&clause->help, &failure->values, &at))
        return;
    for (size_t i = 0; i < failure->related_count; i++)
        if (failure->related[i].at.source == other->at.source &&
            span_contains(other->at.span, failure->related[i].at.span))
            return;
    const CheckRun run = {.arena = engine->arena};
    failure_relate(&run, failure, at, "it is here");
}

/* Whether the rule may have more findings. The first time it may not, that is recorded for the
 * file. */
static bool has_room(Engine *engine, const Source *source) {
    if (engine->found++ < RULE_MAX_FINDINGS)
        return true;
    if (engine->found == RULE_MAX_FINDINGS + 1 && source)
        document_give_up(tables_document(engine->tables, source),
                         str_printf(engine->arena,
                                    "the rule " STR_FMT " has more than %d findings, here too",
                                    STR_ARG(engine->rule->id), RULE_MAX_FINDINGS));
    return false;
}

void engine_report(Engine *engine, const Clause *clause, const Row *row, Failure *failure) {
    Finding finding = {.rule = engine->rule->id, .key = row_key(engine->arena, row)};
    finding.row = row_own_place(row);
    finding.at = failure->at.source ? failure->at : row_label(row);
    if (clause->at != COLUMN_NONE)
        finding.at = row_cell(row, clause->at).at;
    finding.severity = grade_at(engine, clause, finding.at.source);
    if (finding.severity == SEVERITY_OFF || !has_room(engine, finding.at.source))
        return;
    failure->values.row = row;
    template_render(engine->arena, &clause->message, &failure->values, MESSAGE_MOST,
                    &finding.message);
    finding.message = utf8_clip(engine->arena, finding.message, MESSAGE_MOST);
    finding.help = utf8_clip(engine->arena, help_of(engine, clause, failure), MESSAGE_MOST);
    relate_other(engine, clause, failure);
    finding.related = failure->related;
    finding.related_count = failure->related_count;
    finding.fix = fix_of_failure(engine->arena, referred_tables(engine), clause, row, failure,
                                 &engine->spent, &finding.unfixed);
    array_push(engine->arena, &engine->findings, finding);
}

/* Whether the clause applies to the row. `*other` is the row that a condition found. */
static bool concerns(ClauseRun *run, const Row *row, const Row **other) {
    if (!row->formed && !run->clause->check.kind->unformed)
        return false;
    for (size_t i = 0; i < run->clause->when_count; i++) {
        Failure found = {.values = {.row = row, .other = *other}};
        if (!holds(run->when[i], row, &found))
            return false;
        if (found.values.other)
            *other = found.values.other;
    }
    return true;
}

static bool is_asked(const Engine *engine, const Row *row) {
    return !engine->asks || engine->asks(engine->asks_context, row);
}

/* Whether the row passes without testing the conditions. */
static bool passes_first(ClauseRun *run, const Row *row) {
    const Check *check = run->check->check;
    return check->kind->at_hand && !check->of_other && holds(run->check, row, &(Failure){0});
}

static void run_rows(Engine *engine, ClauseRun *run, const Table *table) {
    bool *spoken = spoken_rows(engine, table);
    for (size_t i = 0; i < table->row_count; i++) {
        const Row *row = table->rows[i];
        Failure failure = {.values = {.row = row}};
        const Row *other = NULL;
        if (spoken[i] || !is_asked(engine, row) || passes_first(run, row) ||
            !concerns(run, row, &other))
            continue;
        failure.values.other = other;
        if (holds(run->check, row, &failure))
            continue;
        spoken[i] = true;
        if (!failure.values.other)
            failure.values.other = other;
        size_t found_before = engine->findings.len;
        engine_report(engine, run->clause, row, &failure);
        if (engine->findings.len > found_before)
            array_push(engine->arena, &engine->found_rows, row);
    }
}

static void run_clause(Engine *engine, const Clause *clause) {
    const Table *table = tables_get(engine->tables, clause->table);
    if (table->state != TABLE_KNOWN)
        skip(engine, table);
    if (table->state == TABLE_UNKNOWN || !engine_references_known(engine, clause))
        return;
    ClauseRun run = {clause, check_run(engine, &clause->check, table),
                     arena_new_array(engine->arena, clause->when_count, CheckRun *)};
    for (size_t i = 0; i < clause->when_count; i++)
        run.when[i] = new_run(engine, &clause->when[i], table, true);
    engine->clauses_run++;
    size_t given_up = pattern_limit_hits(engine->options->pack->patterns);
    run_rows(engine, &run, table);
    if (table->given_up > 0 || pattern_limit_hits(engine->options->pack->patterns) > given_up)
        engine_give_up(engine);
}

static bool same_problem(const TableProblem *a, const TableProblem *b) {
    return a->at.source == b->at.source && a->at.span.start == b->at.span.start &&
           str_equal(a->message, b->message);
}

/* Only a table that is read from fixed places has problems, not one that takes whatever files exist
   or is read from other tables. */
static bool may_have_problems(const TableDef *def) {
    return table_def_is_of_files(def) && !table_def_is_spread(def);
}

/* The tables, from the given one on, that have the problem: "the table 'a'", "the tables 'a', 'b'".
   Empty if an earlier table has it too, as they were then all named there. */
static Str tables_with(Engine *engine, size_t first, const TableProblem *problem) {
    const TableDefs *defs = &engine->options->pack->tables;
    StrBuf names;
    strbuf_init(&names, engine->arena);
    size_t count = 0;
    for (size_t i = 0; i < defs->count; i++) {
        if (!may_have_problems(defs->items[i]))
            continue;
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
    Row row = {.table = table, .at = problem->at, .label = problem->at.span, .formed = true};
    row.cells = arena_new_array(engine->arena, table->def->column_count, Cell);
    row.cells[0].text = problem->message;
    Failure failure = {.at = problem->at, .help = problem->help};
    failure.values.value = tables;
    failure.values.detail = problem->message;
    engine_report(engine, clause, &row, &failure);
}

/* Checks the problems of tables: missing or broken places that they should be read from. */
static void run_every_table(Engine *engine, const Clause *clause) {
    const TableDefs *defs = &engine->options->pack->tables;
    engine->clauses_run++;
    for (size_t i = 0; i < defs->count; i++) {
        if (!may_have_problems(defs->items[i]))
            continue;
        const Table *table = tables_get(engine->tables, defs->items[i]);
        for (size_t j = 0; j < table->problem_count; j++) {
            Str tables = tables_with(engine, i, &table->problems[j]);
            if (tables.len)
                report_problem(engine, clause, table, &table->problems[j], tables);
        }
    }
}

void engine_run_rule(Engine *engine, const Rule *rule, Severity severity) {
    typedef void (*RunFn)(Engine *, const Clause *);
    static const RunFn runs[] = {[SCOPE_ROWS] = run_clause,
                                 [SCOPE_TABLES] = run_every_table,
                                 [SCOPE_IGNORES] = engine_run_ignores};
    engine->rule = rule;
    engine->severity = severity;
    engine->spoken.len = 0;
    engine->check_run = NULL;
    engine->clauses_run = 0;
    size_t skipped_before = engine->skipped.len;
    for (size_t i = 0; i < rule->clause_count; i++) {
        engine->clause = i;
        if (!engine->left_out || !engine->left_out[i])
            runs[rule->clauses[i].check.kind->scope](engine, &rule->clauses[i]);
    }
    engine->rules_run += engine->clauses_run > 0;
    for (size_t i = skipped_before; i < engine->skipped.len; i++)
        engine->skipped.items[i].partly = engine->clauses_run > 0;
}
