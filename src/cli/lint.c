/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A run: options become the engine's, its result becomes a report and an exit status.
 */
#include "cli/lint.h"

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

static size_t bytes_read(const Documents *documents) {
    size_t count = 0;
    size_t bytes = 0;
    const Document *const *all = documents_all(documents, &count);
    for (size_t i = 0; i < count; i++)
        bytes += all[i]->source->bytes.len;
    return bytes;
}

/* The report, and for people who look at a terminal the summary that it has no place for. */
bool lint_write_report(Cli *cli, Report *report, const LintJob *job, Error *error) {
    Output output;
    if (!output_open(cli, &output, error))
        return false;
    const ReportFormat *format = report_format(cli->options.format);
    if (!format)
        format = &report_formats[0];
    report->options = terminal_options(cli, output.stream);
    report->options.by_role = job->by_role;
    report->pack = job->pack;
    report->repositories = job->repositories;
    report->repository_count = job->repository_count;
    report->stats = cli->stats;
    format->write(report, output.stream);
    if (!output_close(cli, &output, error))
        return false;
    if (format->findings_only && report->fixes) {
        (void)fflush(stdout);
        report->options = terminal_options(cli, stderr);
        report_fixes(report, stderr);
    }
    if (format->findings_only || (cli->options.stats && format != &report_formats[0])) {
        (void)fflush(stdout);
        report->options = terminal_options(cli, stderr);
        report_summary(report, stderr);
    }
    return true;
}

bool lint_options(Cli *cli, const LintJob *job, LintOptions *out, Error *error) {
    Pack *packs[] = {(Pack *)job->pack};
    if (!check_chosen_rules(cli, packs, 1, error))
        return false;
    *out = (LintOptions){.pack = job->pack,
                         .repositories = job->repositories,
                         .repository_count = job->repository_count,
                         .severities = choose_severities(cli, job->pack),
                         .least = SEVERITY_NOTE};
    (void)severity_from_name(cli->options.severity, &out->least);
    return true;
}

bool lint_and_report(Cli *cli, const LintJob *job, ExitStatus *status, Error *error) {
    LintOptions options;
    if (!lint_options(cli, job, &options, error))
        return false;
    Documents *documents = documents_new(cli->arena);
    LintResult result = {0};
    lint_run(cli->arena, documents, &options, &result);
    cli_phase(cli, "linting");
    cli->stats.bytes = bytes_read(documents);
    cli->stats.memory = cli->arena->total;
    Report report = {.result = &result};
    if (!lint_write_report(cli, &report, job, error))
        return false;
    lint_complain_unread(cli, &result);
    *status = lint_status(cli, &result);
    return true;
}
