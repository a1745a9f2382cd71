/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * --fix and --diff: fixing happens in memory, and the result is then either written or shown as a
 * patch. What could not be written counts as not fixed, and the remaining findings are those of the
 * files as they are on disk.
 */
#include "fix/fix.h"

#include <stdlib.h>

#include "cli/lint.h"
#include "cli/output.h"

bool fix_check_options(const Cli *cli, Error *error) {
    const Options *options = &cli->options;
    bool writes = (options->fix || options->unsafe_fixes) && !options->diff;
    if (options->diff && options->format.len > 0)
        return error_set(error, ERROR_USAGE, "--diff prints a patch and takes no --format");
    if (writes && options->rev.len > 0)
        return error_set(error, ERROR_USAGE,
                         "--fix changes the files on disk, not a revision; for a patch of it, use "
                         "--diff");
    return true;
}

/* Checks that the repositories that were given are files on disk. */
static bool check_writable(const LintJob *job, Error *error) {
    for (size_t i = 0; i < job->repository_count; i++) {
        const Repository *repository = &job->repositories[i];
        if (!repository->snapshot || !job->given[i])
            continue;
        SnapshotKind kind = snapshot_kind(repository->snapshot);
        if (kind != SNAPSHOT_WORK_TREE && kind != SNAPSHOT_FOLDER && kind != SNAPSHOT_INDEX)
            return error_set(error, ERROR_USAGE,
                             "--fix changes the files on disk, and '" STR_FMT "' (" STR_FMT
                             ") has none; for a patch, use --diff",
                             STR_ARG(repository->name),
                             STR_ARG(snapshot_label(repository->snapshot)));
    }
    return true;
}

static bool prepare(Cli *cli, const LintJob *job, FixOptions *out, Error *error) {
    *out = (FixOptions){.unsafe = cli->options.unsafe_fixes, .writable = job->given};
    if (!lint_options(cli, job, &out->lint, error))
        return false;
    out->lint.bases = lint_bases(cli, job, &out->lint, NULL);
    out->lint.base_count = job->base_count;
    out->lint.keep_known = cli->options.all;
    return true;
}

/* The result in the form that reports take. */
typedef struct Told {
    ARRAY_OF(ReportFix) fixed;
    ARRAY_OF(ReportFix) refused;
    ARRAY_OF(ReportElsewhere) elsewhere;
} Told;

static const Written *find_failure(const FixResult *result, const Written *written,
                                   const Source *source) {
    for (size_t i = 0; i < result->file_count; i++)
        if (!written[i].ok && str_equal(result->files[i].repository->name, source->repository) &&
            str_equal(result->files[i].path, source->path))
            return &written[i];
    return NULL;
}

/* Why a fix was not, or not wholly, written to disk; empty if it was. */
static Str failure_of(const FixResult *result, const Written *written, const Fix *fix,
                      const Source **source) {
    for (size_t i = 0; i < fix->edit_count; i++) {
        const Written *failure = find_failure(result, written, fix->edits[i].at.source);
        if (failure) {
            *source = fix->edits[i].at.source;
            return failure->reason;
        }
    }
    return (Str){0};
}

static int compare_fixes(const void *a, const void *b) {
    const ReportFix *one = a;
    const ReportFix *other = b;
    int order = str_compare(one->file->repository, other->file->repository);
    if (!order)
        order = str_compare(one->file->path, other->file->path);
    if (!order)
        order = finding_compare(one->finding, other->finding);
    /* Within a place, in the order in which they were applied. */
    return order ? order : (one->finding > other->finding) - (one->finding < other->finding);
}

static void tell_fixed(Cli *cli, const FixResult *result, const Written *written, Told *told) {
    for (size_t i = 0; i < result->fixed_count; i++) {
        const Fixed *fixed = &result->fixed[i];
        ReportFix fix = {&fixed->finding, fixed->title, fixed->file, {0}};
        fix.reason = failure_of(result, written, fixed->finding.fix, &fix.file);
        if (fix.reason.len > 0)
            array_push(cli->arena, &told->refused, fix);
        else
            array_push(cli->arena, &told->fixed, fix);
    }
    if (told->fixed.len > 0)
        qsort(told->fixed.items, told->fixed.len, sizeof *told->fixed.items, compare_fixes);
}

static void tell_refused(Cli *cli, const FixResult *result, Told *told) {
    for (size_t i = 0; i < result->refused_count; i++) {
        const Refused *refused = &result->refused[i];
        const Fix *fix = refused->finding.fix;
        const Source *source =
            fix->edit_count > 0 ? fix->edits[0].at.source : refused->finding.at.source;
        array_push(cli->arena, &told->refused,
                   (ReportFix){&refused->finding, refused->title, source, refused->reason});
    }
}

static void tell_elsewhere(Cli *cli, const LintJob *job, const FixResult *result, Told *told) {
    for (size_t i = 0; i < job->repository_count; i++)
        if (result->elsewhere[i] > 0)
            array_push(cli->arena, &told->elsewhere,
                       (ReportElsewhere){job->repositories[i].name, result->elsewhere[i]});
}

static ReportFixes report_of(const Told *told, bool stable) {
    return (ReportFixes){.fixed = told->fixed.items,
                         .fixed_count = told->fixed.len,
                         .refused = told->refused.items,
                         .refused_count = told->refused.len,
                         .elsewhere = told->elsewhere.items,
                         .elsewhere_count = told->elsewhere.len,
                         .stable = stable};
}

/* Whether any writing failed. Files that were refused do not count, as they were not tried. */
static bool any_failed(const FixResult *result, const Written *written) {
    for (size_t i = 0; i < result->file_count; i++)
        if (!written[i].ok && !written[i].refused)
            return true;
    return false;
}

static void complain_unwritten(Cli *cli, const FixResult *result, const Written *written) {
    for (size_t i = 0; i < result->file_count; i++)
        if (!written[i].ok && !written[i].refused)
            cli_complain(cli, "cannot write " STR_FMT STR_FMT ": " STR_FMT,
                         STR_ARG(snapshot_label(written[i].file->repository->snapshot)),
                         STR_ARG(written[i].file->path), STR_ARG(written[i].reason));
}

bool fix_and_report(Cli *cli, const LintJob *job, ExitStatus *status, Error *error) {
    FixOptions options;
    FixResult result;
    if (!check_writable(job, error) || !prepare(cli, job, &options, error))
        return false;
    fix_run(cli->arena, &options, &result);
    Written *written = arena_new_array(cli->arena, result.file_count, Written);
    LintResult after = result.after;
    bool all = fix_write(cli->arena, &result, written);
    if (!all)
        fix_lint_written(cli->arena, &options, &result, written, &after);
    cli_phase(cli, "linting and fixing");
    cli->stats.memory = arena_total(cli->arena);
    Told told = {0};
    tell_fixed(cli, &result, written, &told);
    tell_refused(cli, &result, &told);
    tell_elsewhere(cli, job, &result, &told);
    ReportFixes fixes = report_of(&told, result.stable);
    *status = any_failed(&result, written) ? EXIT_STATUS_NOT_RUN : lint_status(cli, &after);
    Report report = {.result = &after, .fixes = &fixes, .exit_status = (int)*status};
    bool ok = lint_write_report(cli, &report, job, error);
    complain_unwritten(cli, &result, written);
    lint_complain_unread(cli, &after);
    return ok;
}

/* Whether the same note would be printed for both. */
static bool same_refusal(const Refused *one, const Refused *other) {
    const Source *file = one->finding.at.source;
    const Source *other_file = other->finding.at.source;
    return str_equal(file->path, other_file->path) && str_equal(file->label, other_file->label) &&
           str_equal(one->title, other->title) && str_equal(one->reason, other->reason);
}

static void note_refused(Cli *cli, const FixResult *result) {
    size_t next = 0;
    for (size_t i = 0; i < result->refused_count; i = next) {
        const Refused *refused = &result->refused[i];
        for (next = i + 1; next < result->refused_count; next++)
            if (!same_refusal(refused, &result->refused[next]))
                break;
        Str times = next - i > 1 ? str_printf(cli->arena, " (%zu times)", next - i) : STR("");
        cli_note(cli, "not in the patch: " STR_FMT STR_FMT ": " STR_FMT ": " STR_FMT STR_FMT,
                 STR_ARG(refused->finding.at.source->label),
                 STR_ARG(refused->finding.at.source->path), STR_ARG(refused->title),
                 STR_ARG(refused->reason), STR_ARG(times));
    }
}

/* Notes on standard error what the patch leaves out. */
static void note_left_out(Cli *cli, const LintJob *job, const FixResult *result) {
    note_refused(cli, result);
    for (size_t i = 0; i < job->repository_count; i++)
        if (result->elsewhere[i] > 0)
            cli_note(cli, "not in the patch: fixes in " STR_FMT "; give its path to fix it too",
                     STR_ARG(job->repositories[i].name));
}

bool fix_and_diff(Cli *cli, const LintJob *job, ExitStatus *status, Error *error) {
    FixOptions options;
    FixResult result;
    Output output;
    if (!prepare(cli, job, &options, error))
        return false;
    fix_run(cli->arena, &options, &result);
    if (!output_open(cli, &output, error))
        return false;
    Error patch_error = {0};
    bool ok = fix_patch(cli->arena, &result, output.stream, &patch_error);
    ok = output_close(&output, error) && ok;
    if (patch_error.kind != ERROR_NONE)
        *error = patch_error;
    note_left_out(cli, job, &result);
    lint_complain_unread(cli, &result.after);
    *status = result.after.unread_count > 0 ? EXIT_STATUS_NOT_RUN
              : result.file_count > 0       ? EXIT_STATUS_FINDINGS
                                            : EXIT_STATUS_CLEAN;
    return ok;
}
