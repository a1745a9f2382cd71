/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint log: lints one commit of a history after another, and reports what each changed.
 *
 * The history is that of the first PATH; if that is a folder of a repository, every commit is
 * looked at in the folder of that path. Other repositories, if there are any, stay as they are now,
 * since what they said at the time of a commit is not known.
 */

#include "base/map.h"
#include "cli/bind.h"
#include "cli/lint.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/terminal.h"
#include "history/replay.h"
#include "report/log.h"

typedef struct LogRun {
    Cli *cli;
    Str range;
    Binding binding;
    const Site *site; /* whose history it is */
    CommitList commits;
    LintOptions options;
    Replay *replay;
    Lives *lives;
    ARRAY_OF(Finding) named_findings; /* the current commit's findings of rules that --rule names */
    ARRAY_OF(Skipped) named_skipped;  /* likewise, its skips */
    ARRAY_OF(LogUnread) unread;
    Map unread_seen;
    const Skipped *skipped; /* at the newest commit */
    size_t skipped_count;
} LogRun;

/* operands */

/* Splits the operands: the first is a RANGE unless there is a folder of that name. If it could be
   either, that is an error, so that nothing is guessed. */
static bool split_operands(LogRun *run, StrList *paths, Error *error) {
    Cli *cli = run->cli;
    run->range = STR("HEAD");
    *paths = cli->operands;
    if (paths->len == 0)
        return true;
    Str first = paths->items[0];
    bool folder = is_folder(cli->arena, first);
    Str place = paths->len > 1 ? paths->items[1] : STR(".");
    if (folder && is_folder(cli->arena, place) && snapshot_has_commit(cli->arena, place, first) &&
        str_find(first, STR("/"), 0) == SIZE_MAX)
        return error_set(error, ERROR_USAGE,
                         "'" STR_FMT "' is both a folder and a revision: write ./" STR_FMT
                         " or refs/heads/" STR_FMT,
                         STR_ARG(first), STR_ARG(first), STR_ARG(first));
    if (folder)
        return true;
    run->range = first;
    paths->items++;
    paths->len--;
    return true;
}

static bool parse_count(const Cli *cli, size_t *out, Error *error) {
    Str text = cli->options.max_count;
    *out = 0;
    if (text.len == 0 || (text.ptr[0] != '0' && str_to_number(text, 999999999, out)))
        return true;
    return error_set(error, ERROR_USAGE,
                     "'--max-count' takes a number of commits, not '" STR_FMT "'", STR_ARG(text));
}

/* the run */

/* Adds what could not be read: once, for the first commit that has it. Later ones are counted. */
static void add_unread(LogRun *run, const Commit *commit, Str path, Str message) {
    Arena *arena = run->cli->arena;
    Str key = str_printf(arena, STR_FMT "\n" STR_FMT, STR_ARG(path), STR_ARG(message));
    size_t *index = map_get(&run->unread_seen, key);
    if (index) {
        run->unread.items[*index].commits++;
        return;
    }
    index = arena_new(arena, size_t);
    *index = run->unread.len;
    map_put(&run->unread_seen, key, index);
    array_push(arena, &run->unread,
               (LogUnread){commit->id, str_copy(arena, path), str_copy(arena, message), 1});
}

/* Keeps only what --rule names. All rules have run, so that rules which report the same mistake
   cover each other as usual. The lists belong to the replay, which may return them for the next
   commit too, so that the result gets lists of its own. */
static void keep_rules(LogRun *run, LintResult *result) {
    const StrList *words = &run->cli->options.rule;
    if (words->len == 0)
        return;
    run->named_findings.len = run->named_skipped.len = 0;
    for (size_t i = 0; i < result->finding_count; i++)
        if (rule_is_named(run->cli, words, result->findings[i].rule))
            array_push(run->cli->arena, &run->named_findings, result->findings[i]);
    for (size_t i = 0; i < result->skipped_count; i++)
        if (rule_is_named(run->cli, words, result->skipped[i].rule))
            array_push(run->cli->arena, &run->named_skipped, result->skipped[i]);
    result->findings = run->named_findings.items;
    result->finding_count = run->named_findings.len;
    result->skipped = run->named_skipped.items;
    result->skipped_count = run->named_skipped.len;
}

static void keep_skipped(LogRun *run, const LintResult *result) {
    run->skipped = skipped_copy(run->cli->arena, result->skipped, result->skipped_count);
    run->skipped_count = result->skipped_count;
}

static size_t walked_repository(const LogRun *run) {
    return (size_t)(run->site - run->binding.sites);
}

static void lint_commit(LogRun *run, size_t index) {
    const Commit *commit = &run->commits.items[index];
    const Commit *from = commit->parent_count > 0 ? &run->commits.items[commit->parents[0]] : NULL;
    Replayed replayed;
    Error error = {0};
    if (!replay_lint(run->replay, commit, from, &replayed, &error)) {
        add_unread(run, commit, STR(""), str_from_c(error.message));
        lives_pass(run->lives, index);
        return;
    }
    if (replayed.config_problem.len > 0)
        cli_notice(run->cli, "commit-configuration",
                   STR_FMT
                   ": that of the commit before counts instead of its configuration: " STR_FMT,
                   STR_ARG(str_slice(commit->id, 0, 10)), STR_ARG(replayed.config_problem));
    LintResult *result = &replayed.result;
    for (size_t i = 0; i < result->unread_count; i++)
        add_unread(run, commit, result->unread[i].path, result->unread[i].message);
    keep_rules(run, result);
    if (replayed.listed)
        lives_add(run->lives, index, replayed.options, result);
    else
        lives_pass(run->lives, index);
    if (index + 1 == run->commits.count)
        keep_skipped(run, result);
}

static bool lint_commits(LogRun *run, Error *error) {
    Cli *cli = run->cli;
    const ReplayJob job = {.options = &run->options,
                           .walked = walked_repository(run),
                           .path = run->site->path,
                           .commits = &run->commits,
                           .patterns = cli->patterns,
                           .by_commit_day = cli->options.as_of.len == 0,
                           .by_itself = cli->options.no_sharing};
    run->replay = replay_new(cli->arena, &job, error);
    if (!run->replay)
        return false;
    run->lives = lives_new(cli->arena, &(LivesJob){.commits = &run->commits,
                                                   .path = run->site->path,
                                                   .walked = walked_repository(run)});
    Progress progress = progress_begin(cli, "commits linted", run->commits.count);
    for (size_t i = 0; i < run->commits.count; i++) {
        lint_commit(run, i);
        progress_step(&progress, i + 1);
    }
    progress_end(&progress);
    lives_finish(run->lives);
    replay_free(run->replay);
    return true;
}

static bool has_companions(const Binding *binding) {
    size_t bound = 0;
    for (size_t i = 0; i < binding->repository_count; i++)
        bound += binding->repositories[i].snapshot != NULL;
    return bound > 1;
}

static bool write_log(LogRun *run, Error *error) {
    Cli *cli = run->cli;
    Output output;
    const LogFormat *format = log_format(cli->options.format);
    const Log log = {.commits = &run->commits,
                     .lives = run->lives,
                     .range = run->range,
                     .repository = run->binding.repositories[walked_repository(run)].name,
                     .several = has_companions(&run->binding),
                     .reverse = cli->options.reverse,
                     .summary = cli->options.summary,
                     .skipped = run->skipped,
                     .skipped_count = run->skipped_count,
                     .unread = run->unread.items,
                     .unread_count = run->unread.len,
                     .notices = cli->notices.items,
                     .notice_count = cli->notices.len};
    if (!output_open(cli, &output, error))
        return false;
    ReportOptions options = terminal_options(cli, output.stream);
    (format ? format : &log_formats[0])->write(&log, &options, output.stream);
    return output_close(&output, error);
}

static void complain_unread(const LogRun *run) {
    for (size_t i = 0; i < run->unread.len; i++) {
        const LogUnread *unread = &run->unread.items[i];
        Str more = unread->commits > 1
                       ? str_printf(run->cli->arena, " (so in %zu commits)", unread->commits)
                       : STR("");
        cli_complain(run->cli, "cannot read " STR_FMT "%s" STR_FMT ": " STR_FMT STR_FMT,
                     STR_ARG(str_slice(unread->commit, 0, 10)), unread->path.len > 0 ? ":" : "",
                     STR_ARG(unread->path), STR_ARG(unread->message), STR_ARG(more));
    }
}

static void tell_ends(LogRun *run) {
    Cli *cli = run->cli;
    if (run->commits.shallow)
        cli_notice(cli, "history-shallow",
                   "the clone is shallow: which commits brought what stood before is not known");
    if (run->commits.in_range == 0)
        cli_notice(cli, "range-empty", "there are no commits in " STR_FMT "%s", STR_ARG(run->range),
                   run->commits.shallow
                       ? " that the clone has together with the one before; to get more of the "
                         "history: git fetch --deepen=100"
                       : "");
}

static bool run_log(LogRun *run, ExitStatus *status, Error *error) {
    Cli *cli = run->cli;
    StrList paths;
    CommitChoice choice = {.all_parents = cli->options.all_parents};
    cli->alone = true;
    if (!parse_count(cli, &choice.most, error) || !split_operands(run, &paths, error) ||
        !bind_repositories(cli, paths.items, paths.len, &run->binding, error))
        return false;
    const Binding *binding = &run->binding;
    run->site = binding_first(binding);
    if (!run->site)
        return error_set(error, ERROR_USAGE,
                         "the history is that of the first PATH, which is none of the pack's "
                         "repositories");
    LintJob job = {.pack = binding->pack,
                   .repositories = binding->repositories,
                   .repository_count = binding->repository_count,
                   .configs = binding->configs};
    if (!lint_options(cli, &job, &run->options, error) ||
        !commits_list(cli->arena, run->site->path, run->range, choice, &run->commits, error))
        return false;
    tell_ends(run);
    if (!lint_commits(run, error) || !write_log(run, error))
        return false;
    complain_unread(run);
    *status = run->unread.len > 0 ? EXIT_STATUS_NOT_RUN : EXIT_STATUS_CLEAN;
    return true;
}

bool cmd_log(Cli *cli, ExitStatus *status, Error *error) {
    LogRun run = {.cli = cli};
    map_init(&run.unread_seen, cli->arena);
    bool ok = run_log(&run, status, error);
    bind_close(&run.binding);
    return ok;
}
