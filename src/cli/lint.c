/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A run: the command's options become those of the engine, whose result becomes a report and an
 * exit status.
 */
#include "cli/lint.h"

#include <time.h>

#include "base/processor.h"
#include "cli/output.h"
#include "cli/terminal.h"

static const Severity *choose_severities(Cli *cli, const Pack *pack) {
    Severity *severities = arena_new_array(cli->arena, pack->rule_count, Severity);
    for (size_t i = 0; i < pack->rule_count; i++)
        severities[i] =
            rule_is_chosen(cli, pack->rules[i]->id) ? pack->rules[i]->severity : SEVERITY_OFF;
    return severities;
}

void lint_complain_unread(Cli *cli, const LintResult *result) {
    for (size_t i = 0; i < result->unread_count; i++) {
        const Unread *unread = &result->unread[i];
        bool whole = unread->label.len + unread->path.len == 0;
        cli_complain(cli, "cannot read " STR_FMT STR_FMT "%s: " STR_FMT, STR_ARG(unread->label),
                     STR_ARG(unread->path), whole ? "." : "", STR_ARG(unread->message));
    }
}

ExitStatus lint_status(const Cli *cli, const LintResult *result) {
    if (result->unread_count > 0)
        return EXIT_STATUS_NOT_RUN;
    Severity least = SEVERITY_ERROR;
    if (str_equal(cli->options.fail_on, STR("never")))
        return EXIT_STATUS_CLEAN;
    (void)severity_from_name(cli->options.fail_on, &least);
    for (Severity severity = least; severity <= SEVERITY_ERROR; severity++)
        if (result->counts[severity] > 0)
            return EXIT_STATUS_FINDINGS;
    return EXIT_STATUS_CLEAN;
}

static size_t bytes_read(Documents *documents) {
    size_t count = 0;
    size_t bytes = 0;
    const Document *const *all = documents_all(documents, &count);
    for (size_t i = 0; i < count; i++)
        bytes += all[i]->source->bytes.len;
    return bytes;
}

static const ReportFormat *format_of(const Target *target) {
    const ReportFormat *format = report_format(target->format);
    return format ? format : &report_formats[0];
}

static bool write_target(Cli *cli, Report *report, const LintJob *job, const Target *target,
                         Error *error) {
    Output output;
    if (!output_open_path(cli, target->output, &output, error))
        return false;
    report->options = terminal_options(cli, output.stream);
    report->options.by_role = job->by_role;
    report->stats = cli->stats;
    format_of(target)->write(report, output.stream);
    return output_close(&output, error);
}

/*
 * Prints for people at a terminal what the reports have no place for: the fixes and the summary,
 * unless the default report already shows them there.
 */
static void write_rest(Cli *cli, Report *report, const Target *targets, size_t count) {
    bool is_shown = false;
    bool is_missing = false;
    for (size_t i = 0; i < count; i++) {
        bool is_default = format_of(&targets[i]) == &report_formats[0];
        is_shown = is_shown || (is_default && output_is_standard(targets[i].output));
        is_missing = is_missing || format_of(&targets[i])->findings_only;
    }
    bool by_role = report->options.by_role;
    (void)fflush(stdout);
    report->options = terminal_options(cli, stderr);
    report->options.by_role = by_role;
    if (is_missing && !is_shown)
        report_fixes(report, stderr);
    bool only_default = count == 1 && format_of(&targets[0]) == &report_formats[0];
    if (!is_shown && (is_missing || (cli->options.stats && !only_default)))
        report_summary(report, stderr);
}

/* Writes all reports, in the order of the command line. */
bool lint_write_report(Cli *cli, Report *report, const LintJob *job, Error *error) {
    static const Target standard = {{NULL, 0}, {NULL, 0}};
    const Target *targets = cli->options.targets.items;
    size_t count = cli->options.targets.len;
    if (count == 0) {
        targets = &standard;
        count = 1;
    }
    report->pack = job->pack;
    report->repositories = job->repositories;
    report->repository_count = job->repository_count;
    report->notices = cli->notices.items;
    report->notice_count = cli->notices.len;
    report->only_common = job->only_common;
    for (size_t i = 0; i < count; i++)
        if (!write_target(cli, report, job, &targets[i], error))
            return false;
    write_rest(cli, report, targets, count);
    return true;
}

/* Finds the day of the run: that of --as-of, else today in UTC. */
static bool find_day(Cli *cli, Str *out, Error *error) {
    *out = cli->options.as_of;
    if (out->len > 0)
        return day_is_valid(*out) ||
               error_set(error, ERROR_USAGE,
                         "'--as-of' takes a day such as 2026-12-31, not '" STR_FMT "'",
                         STR_ARG(*out));
    time_t now = time(NULL);
    struct tm day;
    char text[16];
    if (gmtime_r(&now, &day) && strftime(text, sizeof text, "%Y-%m-%d", &day) > 0)
        *out = str_copy(cli->arena, str_from_c(text));
    return true;
}

/* Finds the number of threads to read on: --jobs, else one for each processor. */
static bool find_jobs(const Cli *cli, size_t *out, Error *error) {
    Str jobs = cli->options.jobs;
    *out = processor_count();
    if (jobs.len == 0)
        return true;
    return (jobs.len < 4 && str_to_number(jobs, 999, out) && *out > 0) ||
           error_set(error, ERROR_USAGE, "'--jobs' takes a number from 1 to 999, not '" STR_FMT "'",
                     STR_ARG(jobs));
}

bool lint_options(Cli *cli, const LintJob *job, LintOptions *out, Error *error) {
    Pack *packs[] = {(Pack *)job->pack};
    Str day;
    size_t jobs;
    if (!check_chosen_rules(cli, packs, 1, error) || !find_day(cli, &day, error) ||
        !find_jobs(cli, &jobs, error))
        return false;
    *out = (LintOptions){.pack = job->pack,
                         .repositories = job->repositories,
                         .repository_count = job->repository_count,
                         .severities = choose_severities(cli, job->pack),
                         .least = SEVERITY_NOTE,
                         .configs = job->configs,
                         .jobs = jobs,
                         .selected = cli->options.select.len > 0,
                         .as_of = day};
    (void)severity_from_name(cli->options.severity, &out->least);
    return true;
}

bool lint_and_report(Cli *cli, const LintJob *job, ExitStatus *status, Error *error) {
    LintOptions options;
    if (!lint_options(cli, job, &options, error))
        return false;
    options.at_once = job->base_count > 0;
    Documents *documents = documents_new(cli->arena);
    LintResult result = {0};
    lint_run(cli->arena, documents, &options, &result);
    cli_phase(cli, "linting");
    if (job->base_count > 0) {
        const LintResult *bases = lint_bases(cli, job, &options, documents);
        lint_compare(cli->arena, bases, job->base_count, cli->options.all, &result);
        cli_phase(cli, "linting the base");
    }
    cli->stats.bytes = bytes_read(documents);
    cli->stats.memory = arena_total(cli->arena);
    Report report = {.result = &result, .exit_status = (int)lint_status(cli, &result)};
    if (!lint_write_report(cli, &report, job, error))
        return false;
    lint_complain_unread(cli, &result);
    *status = lint_status(cli, &result);
    return true;
}
