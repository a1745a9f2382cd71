/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The log for people: like `git log --oneline`, with a line for each finding below a commit.
 * Commits that changed nothing are not listed but counted.
 */
#include "base/unicode.h"
#include "report/formats.h"
#include "report/log_summary.h"
#include "report/print.h"

/* How many digits of an id are shown. */
#define SHORT_ID 10

static void print_commit(const Printer *printer, const Commit *commit) {
    print_styled(printer, STYLE_BOLD, str_slice(commit->id, 0, SHORT_ID));
    print_c(printer, " ");
    print_raw(printer, commit_day(printer->scratch, commit));
    print_c(printer, " ");
    print_text(printer, commit->author);
}

static void print_seen(const Printer *printer, const Log *log, const Seen *seen) {
    Str label = log->several ? str_printf(printer->scratch, STR_FMT "/", STR_ARG(seen->repository))
                             : STR("");
    print_raw(printer, print_path(printer, label, seen->path));
    if (seen->placed)
        print_raw(printer,
                  str_printf(printer->scratch, ":%zu:%zu", seen->start.line, seen->start.column));
    print_c(printer, ": ");
    print_styled(printer, print_severity_style(seen->severity),
                 str_from_c(severity_name(seen->severity)));
    print_c(printer, ": ");
    print_text(printer, seen->message);
    print_c(printer, " ");
    print_style(printer, STYLE_DIM);
    print_c(printer, "[");
    print_text(printer, seen->rule);
    print_c(printer, "]");
    print_style_end(printer, STYLE_DIM);
}

static void print_change(const Printer *printer, const Log *log, const Change *change, bool ended) {
    static const char *const remarks[] = {[LIFE_GONE] = "",
                                          [LIFE_IGNORED] = " (ignored)",
                                          [LIFE_OFF] = " (switched off)",
                                          [LIFE_COVERED] = " (told by another rule)"};
    print_c(printer, ended ? "  - " : "  + ");
    print_seen(printer, log, change->seen);
    print_c(printer, ended ? remarks[change->end] : "");
    print_c(printer, "\n");
}

static void print_changes(const Printer *printer, const Log *log, size_t index, bool first) {
    const Commit *commit = &log->commits->items[index];
    const CommitChanges *changes = lives_changes(log->lives, index);
    if (!first)
        print_c(printer, "\n");
    print_commit(printer, commit);
    print_c(printer, ": ");
    print_text(printer, commit->subject);
    print_c(printer, "\n");
    for (size_t i = 0; i < changes->brought_count; i++)
        print_change(printer, log, &changes->brought[i], false);
    for (size_t i = 0; i < changes->ended_count; i++)
        print_change(printer, log, &changes->ended[i], true);
    if (changes->passed)
        print_c(printer, "  ? it could not be linted\n");
}

static void print_commits(const Printer *printer, const Log *log) {
    size_t count = 0;
    const size_t *told = log_told(printer->scratch, log, &count);
    for (size_t i = 0; i < count && !ferror(printer->out); i++)
        print_changes(printer, log, told[i], i == 0);
    if (count > 0 && !printer->options->quiet)
        print_c(printer, "\n");
}

/* the summary */

static void print_number(const Printer *printer, size_t number) {
    print_raw(printer, str_printf(printer->scratch, "  %8zu", number));
}

/* Prints a text, and blanks to fill `width` columns. */
static void print_cell(const Printer *printer, Str text, size_t width) {
    Str shown = text;
    print_text(printer, shown);
    size_t used = utf8_width(shown);
    print_repeat(printer, ' ', used < width ? width - used : 0);
}

static void print_periods(const Printer *printer, const LogSummary *summary) {
    print_styled(printer, STYLE_BOLD,
                 STR("          brought     ended    errors  warnings     notes"));
    print_c(printer, "\n");
    for (size_t i = 0; i < summary->period_count; i++) {
        const LogPeriod *period = &summary->periods[i];
        print_cell(printer, period->name, 7);
        print_number(printer, period->brought);
        print_number(printer, period->ended);
        for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
            print_number(printer, period->open[severity]);
        print_c(printer, "\n");
    }
}

static size_t widest_rule(const LogSummary *summary) {
    size_t width = 4;
    for (size_t i = 0; i < summary->rule_count; i++)
        if (summary->rules[i].rule.len > width)
            width = summary->rules[i].rule.len;
    return width;
}

static void print_rules(const Printer *printer, const LogSummary *summary) {
    size_t width = widest_rule(summary);
    if (summary->rule_count == 0)
        return;
    print_c(printer, "\n");
    print_style(printer, STYLE_BOLD);
    print_cell(printer, STR("rule"), width);
    print_c(printer, "   brought     ended      open  median lifetime\n");
    print_style_end(printer, STYLE_BOLD);
    for (size_t i = 0; i < summary->rule_count; i++) {
        const LogRule *rule = &summary->rules[i];
        print_cell(printer, rule->rule, width);
        print_number(printer, rule->brought);
        print_number(printer, rule->ended);
        print_number(printer, rule->open);
        print_c(printer, "  ");
        print_raw(printer, rule->lifetimes > 0
                               ? print_count(printer->scratch, rule->median_days, "day")
                               : STR("-"));
        print_c(printer, "\n");
    }
}

static void print_life(const Printer *printer, const Log *log, const Life *life) {
    const Commit *brought = log_brought_by(log, life);
    const Commit *ended = log_ended_by(log, life);
    print_c(printer, "  ");
    print_seen(printer, log, life->seen);
    print_c(printer, brought ? "\n    since " : "\n    since before the range\n");
    if (brought) {
        print_commit(printer, brought);
        print_c(printer, "\n");
    }
    if (!ended)
        return;
    print_c(printer, "    until ");
    print_commit(printer, ended);
    print_c(printer, ", ");
    print_raw(printer, print_count(printer->scratch, log_days(brought, ended), "day"));
    print_c(printer, "\n");
}

static void print_longest(const Printer *printer, const Log *log, const char *heading,
                          const Life *const *lives, size_t count) {
    if (count == 0)
        return;
    print_c(printer, "\n");
    print_styled(printer, STYLE_BOLD, str_from_c(heading));
    print_c(printer, "\n");
    for (size_t i = 0; i < count; i++)
        print_life(printer, log, lives[i]);
}

static void print_summary(const Printer *printer, const Log *log, const LogSummary *summary) {
    if (summary->period_count == 0)
        return;
    print_periods(printer, summary);
    print_rules(printer, summary);
    print_longest(printer, log, "open for the longest time", summary->longest_open,
                  summary->longest_open_count);
    print_longest(printer, log, "ended after the longest time", summary->longest_ended,
                  summary->longest_ended_count);
    if (!printer->options->quiet)
        print_c(printer, "\n");
}

/* the end */

static void print_end(const Printer *printer, const Log *log, const LogSummary *summary) {
    print_raw(printer, print_count(printer->scratch, log->commits->in_range, "commit"));
    print_raw(printer, str_printf(printer->scratch,
                                  ", %zu of which changed what is found: %zu brought, %zu ended, ",
                                  summary->changed, summary->brought, summary->ended));
    print_c(printer, print_severities(printer, summary->open) ? " open" : "nothing open");
    if (summary->before > 0)
        print_raw(printer,
                  str_printf(printer->scratch, " (%zu stood before the range)", summary->before));
    print_c(printer, "\n");
}

void log_write_text(const Log *log, const ReportOptions *options, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, options};
    LogSummary summary = log_summarise(&scratch, log);
    if (log->summary)
        print_summary(&printer, log, &summary);
    else
        print_commits(&printer, log);
    if (!options->quiet) {
        print_all_skipped(&printer, log->skipped, log->skipped_count);
        print_end(&printer, log, &summary);
    }
    arena_free(&scratch);
}
