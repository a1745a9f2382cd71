/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The last lines of a report for people: rules that were skipped, one line for each reason, and a
 * summary of one line. "No problems" must never mean that nothing was looked at, so the summary
 * always says how many files and rules there were.
 */
#include "report/print.h"

/* How many rules a line names at most when it says why they were skipped; with --stats, all. */
#define NAMED_RULES 3

static bool same_reason(const Skipped *a, const Skipped *b) {
    return a->partly == b->partly && str_equal(a->reason, b->reason);
}

/* Rules that were skipped, at one commit or in one run. */
typedef struct SkippedList {
    const Skipped *items;
    size_t count;
} SkippedList;

static bool is_first_of_reason(const SkippedList *list, size_t index) {
    for (size_t i = 0; i < index; i++)
        if (same_reason(&list->items[i], &list->items[index]))
            return false;
    return true;
}

static void print_skipped_names(const Printer *printer, const SkippedList *list,
                                const Skipped *first) {
    const char *separator = " (";
    for (size_t i = 0; i < list->count; i++) {
        if (!same_reason(&list->items[i], first))
            continue;
        print_c(printer, separator);
        print_text(printer, list->items[i].rule);
        separator = ", ";
    }
    print_c(printer, ")");
}

static void print_skipped(const Printer *printer, const SkippedList *list, size_t index) {
    const Skipped *first = &list->items[index];
    size_t count = 0;
    for (size_t i = index; i < list->count; i++)
        count += same_reason(&list->items[i], first);
    Str rules = print_count(printer->scratch, count, "rule");
    print_c(printer, first->partly ? "ran only in part: " : "skipped ");
    print_raw(printer, rules);
    if (count <= NAMED_RULES || printer->options->stats)
        print_skipped_names(printer, list, first);
    print_c(printer, ": ");
    print_text(printer, first->reason);
    if (first->repository.len > 0) {
        print_c(printer, " (give its path, or --repo ");
        print_text(printer, first->repository);
        print_c(printer, "=PATH)");
    }
    print_c(printer, "\n");
}

void print_all_skipped(const Printer *printer, const Skipped *skipped, size_t count) {
    const SkippedList list = {skipped, count};
    for (size_t i = 0; i < count; i++)
        if (is_first_of_reason(&list, i))
            print_skipped(printer, &list, i);
}

bool print_severities(const Printer *printer, const size_t *counts) {
    const char *separator = "";
    for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        if (counts[severity] == 0)
            continue;
        print_c(printer, separator);
        print_styled(printer, print_severity_style(severity),
                     print_count(printer->scratch, counts[severity], severity_name(severity)));
        separator = ", ";
    }
    return *separator != '\0';
}

/* "2 errors, 1 warning", or "no problems found". */
static void print_tally(const Printer *printer, const LintResult *result) {
    if (!print_severities(printer, result->counts))
        print_styled(printer, STYLE_BOLD,
                     result->compared ? STR("no new problems") : STR("no problems found"));
}

/* "2 new, 1 gone, 14 known: " */
static void print_compared(const Printer *printer, const LintResult *result) {
    if (result->compared)
        print_raw(printer, str_printf(printer->scratch, "%zu new, %zu gone, %zu known: ",
                                      result->introduced, result->fixed, result->known));
}

/* " of governance, website and meetings" */
static void print_repositories(const Printer *printer, const Report *report) {
    size_t bound = 0;
    for (size_t i = 0; i < report->repository_count; i++)
        bound += report->repositories[i].snapshot != NULL;
    size_t shown = 0;
    for (size_t i = 0; i < report->repository_count; i++) {
        if (!report->repositories[i].snapshot)
            continue;
        print_c(printer, shown == 0 ? " of " : shown + 1 == bound ? " and " : ", ");
        print_text(printer, report->repositories[i].name);
        shown++;
    }
}

static void print_summary_line(const Printer *printer, const Report *report) {
    const LintResult *result = report->result;
    Arena *scratch = printer->scratch;
    print_compared(printer, result);
    print_tally(printer, result);
    print_c(printer, " in ");
    print_raw(printer, print_count(scratch, result->files, "file"));
    print_repositories(printer, report);
    print_c(printer, " (");
    print_raw(printer, print_count(scratch, result->rules, "rule"));
    if (report->only_common)
        print_c(printer, " for any repository");
    bool is_told = result->fixable > 0 && !report->fixes;
    if (is_told)
        print_raw(printer, str_printf(scratch, "; %zu fixable with --fix", result->fixable));
    if (result->fixable_unsafe > 0)
        print_raw(printer, str_printf(scratch, "; %zu%s with --unsafe-fixes",
                                      result->fixable_unsafe, is_told ? " more" : " fixable"));
    if (result->suppressed > 0)
        print_raw(printer, str_printf(scratch, "; %zu suppressed", result->suppressed));
    if (result->unread_count > 0)
        print_raw(printer, str_printf(scratch, "; %zu could not be read", result->unread_count));
    print_c(printer, ")\n");
}

/* Prints how many findings each rule has, in the pack's order of rules. */
static void print_rule_counts(const Printer *printer, const Report *report) {
    const LintResult *result = report->result;
    Map counts;
    map_init(&counts, printer->scratch);
    for (size_t i = 0; i < result->finding_count; i++)
        ++*map_get_or_new(&counts, result->findings[i].rule, size_t);
    for (size_t i = 0; i < report->pack->rule_count; i++) {
        Str id = report->pack->rules[i]->id;
        const size_t *count = map_get(&counts, id);
        if (!count)
            continue;
        print_raw(printer, str_printf(printer->scratch, "%8zu  ", *count));
        print_text(printer, id);
        print_c(printer, "\n");
    }
}

static void print_stats(const Printer *printer, const Report *report) {
    const ReportStats *stats = &report->stats;
    print_c(printer, "\n");
    print_rule_counts(printer, report);
    for (size_t i = 0; i < stats->phase_count; i++)
        print_raw(printer, str_printf(printer->scratch, "%8.1f ms  %s\n",
                                      stats->phases[i].seconds * 1e3, stats->phases[i].name));
    print_raw(printer, str_printf(printer->scratch, "%8.1f KiB in %zu files\n",
                                  (double)stats->bytes / 1024, report->result->files));
    print_raw(printer,
              str_printf(printer->scratch, "%8.1f KiB of memory\n", (double)stats->memory / 1024));
}

void report_summary(const Report *report, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, &report->options};
    if (!report->options.quiet) {
        print_all_skipped(&printer, report->result->skipped, report->result->skipped_count);
        print_summary_line(&printer, report);
    }
    if (report->options.stats)
        print_stats(&printer, report);
    arena_free(&scratch);
}
