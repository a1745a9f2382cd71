/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The end of a lint: ignores suppress findings, and then the rules about ignores run.
 */
#include "rule/engine_internal.h"

#include "base/array.h"
#include "rule/grade.h"
#include "rule/overlap.h"

/* Whether an ignore of the rule could have suppressed a finding, had there been one. */
static bool could_be_used(const Engine *engine, const IgnoreState *state) {
    const LintOptions *options = engine->options;
    for (size_t i = 0; i < options->pack->rule_count; i++) {
        const Rule *rule = options->pack->rules[i];
        if (str_equal(rule->id, state->ignore.rule))
            return engine->complete[i] &&
                   rule_grade(options, rule, rule->severity, state->repository) != SEVERITY_OFF;
    }
    return false;
}

static bool ignore_fails(const Engine *engine, const IgnoreState *state, IgnoreAspect aspect) {
    switch (aspect) {
    case IGNORE_USED:
        return !state->used && !state->expired && state->problem.len == 0 &&
               could_be_used(engine, state);
    case IGNORE_IN_FORCE: return state->expired;
    case IGNORE_UNDERSTOOD: return state->problem.len > 0;
    }
    return false;
}

/* The rows that an ignore with a row could have meant; the first few show how they are written. */
static Str rows_of(const Engine *engine, const IgnoreState *state) {
    enum { MOST = 3 };
    StrBuf out;
    strbuf_init(&out, engine->arena);
    size_t count = 0;
    for (size_t i = 0; state->ignore.has_row && i < engine->kept_count && count < MOST; i++) {
        const Finding *finding = &engine->kept[i];
        if (str_equal(finding->rule, state->ignore.rule) &&
            ignores_repository(engine->options, finding->at.source) == state->repository)
            strbuf_printf(&out, "%s'" STR_FMT "'", count++ ? ", " : "it is found in the row ",
                          STR_ARG(key_text(engine->arena, finding->key)));
    }
    return strbuf_str(&out);
}

static void report_ignore(Engine *engine, const Clause *clause, const IgnoreState *state,
                          IgnoreAspect aspect) {
    static const TableDef no_columns = {0};
    const Table table = {.def = &no_columns};
    Location at = state->ignore.at;
    Row row = {.table = &table, .at = at, .label = at.span, .formed = true};
    row.cells = arena_new(engine->arena, Cell);
    row.cells[0].text = str_printf(engine->arena, STR_FMT ": " STR_FMT, STR_ARG(state->ignore.rule),
                                   STR_ARG(state->ignore.reason));
    Failure failure = {.at = at};
    failure.values.value = state->ignore.rule;
    failure.values.detail = aspect == IGNORE_IN_FORCE ? state->ignore.until : state->problem;
    if (aspect == IGNORE_USED)
        failure.help = rows_of(engine, state);
    if (state->nearest.len > 0)
        failure.help =
            str_printf(engine->arena, "did you mean '" STR_FMT "'?", STR_ARG(state->nearest));
    engine_report(engine, clause, &row, &failure);
}

void engine_run_ignores(Engine *engine, const Clause *clause) {
    IgnoreAspect aspect = check_ignores_aspect(&clause->check);
    engine->clauses_run++;
    for (size_t i = 0; i < engine->ignores.all.len; i++)
        if (ignore_fails(engine, engine->ignores.all.items[i], aspect))
            report_ignore(engine, clause, engine->ignores.all.items[i], aspect);
}

/* Runs the rules that are on and are about ignores. */
static void run_rules_of_ignores(Engine *engine) {
    const LintOptions *options = engine->options;
    for (size_t i = 0; i < options->pack->rule_count; i++) {
        const Rule *rule = options->pack->rules[i];
        if (!rule_is_of_ignores(rule) || !engine_runs(options, i))
            continue;
        size_t skipped_before = engine->skipped.len;
        engine->found = engine->spent = 0;
        engine_run_rule(engine, rule, engine_severity(options, i));
        engine->complete[i] = engine->skipped.len == skipped_before;
    }
}

/* Sorts the findings, and separates the suppressed ones from those that are kept. */
static void apply_ignores(Engine *engine, LintResult *out) {
    ARRAY_OF(Finding) kept = {0};
    ARRAY_OF(Finding) covered = {0};
    ARRAY_OF(Suppressed) suppressed = {0};
    size_t count = findings_finish(engine->arena, engine->findings.items, engine->findings.len);
    bool *is_covered = arena_new_array(engine->arena, count, bool);
    overlaps_mark(engine->options->pack, engine->findings.items, count, is_covered);
    for (size_t i = 0; i < count; i++) {
        const Finding *finding = &engine->findings.items[i];
        const Ignore *ignore = ignores_find(&engine->ignores, finding);
        if (finding->severity < engine->options->least)
            continue;
        if (is_covered[i])
            array_push(engine->arena, &covered, *finding);
        else if (ignore)
            array_push(engine->arena, &suppressed, (Suppressed){*finding, *ignore});
        else
            array_push(engine->arena, &kept, *finding);
    }
    engine->kept = kept.items;
    engine->kept_count = kept.len;
    out->covered = covered.items;
    out->covered_count = covered.len;
    out->suppressed_findings = suppressed.items;
    out->suppressed = suppressed.len;
}

/* Adds findings about ignores to those that are kept. Fingerprints are made before that, as they
   must not depend on what is suppressed. */
static void merge_findings(Engine *engine, LintResult *out) {
    size_t count = findings_finish(engine->arena, engine->findings.items, engine->findings.len);
    const Finding *added = engine->findings.items;
    out->findings = arena_new_array(engine->arena, engine->kept_count + count, Finding);
    for (size_t i = 0, j = 0; i < engine->kept_count || j < count;) {
        bool old = j == count ||
                   (i < engine->kept_count && finding_compare(&engine->kept[i], &added[j]) <= 0);
        const Finding *next = old ? &engine->kept[i++] : &added[j++];
        if (next->severity >= engine->options->least)
            out->findings[out->finding_count++] = *next;
    }
}

void engine_finish(Engine *engine, const Document *const *documents, size_t count,
                   LintResult *out) {
    ignores_collect(&engine->ignores, engine->arena, documents, count, engine->options);
    apply_ignores(engine, out);
    engine->findings.items = NULL;
    engine->findings.len = engine->findings.capacity = 0;
    run_rules_of_ignores(engine);
    merge_findings(engine, out);
    out->skipped = engine->skipped.items;
    out->skipped_count = engine->skipped.len;
}
