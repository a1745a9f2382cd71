/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint demo: lints three small repositories that are built into the program. Nothing is read
 * from or written to disk.
 */
#include "cli/lint.h"
#include "git/snapshot.h"
#include "rule/embedded.h"

#define DEMO_PACK "bytecode-alliance"

/* The files under demo/ROLE/ as a snapshot; NULL if there are none. */
static Snapshot *open_role(Arena *arena, Str role) {
    Str prefix = str_printf(arena, "demo/" STR_FMT "/", STR_ARG(role));
    SnapshotEntry *entries = arena_new_array(arena, embedded_file_count, SnapshotEntry);
    size_t count = 0;
    for (size_t i = 0; i < embedded_file_count; i++) {
        Str path = embedded_files[i].path;
        if (str_starts_with(path, prefix))
            entries[count++] = (SnapshotEntry){.path = str_slice(path, prefix.len, path.len),
                                               .bytes = embedded_files[i].bytes};
    }
    return count > 0 ? snapshot_of_memory(arena, entries, count) : NULL;
}

static void print_farewell(const Cli *cli) {
    if (cli->options.quiet || cli->options.output.len > 0 ||
        !(cli->options.format.len == 0 || str_equal(cli->options.format, STR("text"))))
        return;
    puts("\nThat was a demo: small repositories with planted mistakes, built into govlint. Next:\n"
         "  govlint PATH…          lint your own\n"
         "  govlint explain RULE   why a rule is there\n"
         "  govlint show TABLE     what govlint reads out of the files");
}

/* Reports the findings and, with --diff, the patch after them; with --output, only the patch. */
static bool report_demo(Cli *cli, const LintJob *job, ExitStatus *status, Error *error) {
    if (!cli->options.diff)
        return lint_and_report(cli, job, status, error);
    Str output = cli->options.output;
    cli->options.output = (Str){0};
    bool ok = lint_and_report(cli, job, status, error);
    cli->options.output = output;
    if (ok && output.len == 0)
        putchar('\n');
    return ok && fix_and_diff(cli, job, status, error);
}

static bool check_options(const Cli *cli, Error *error) {
    if (!cli->options.diff && (cli->options.fix || cli->options.unsafe_fixes))
        return error_set(error, ERROR_USAGE,
                         "the demo is on no disk to be fixed; to see the fixes, use --diff");
    return fix_check_options(cli, error);
}

bool cmd_demo(Cli *cli, ExitStatus *status, Error *error) {
    Pack *pack = NULL;
    cli->options.fail_on = STR("never");
    if (!check_options(cli, error))
        return false;
    if (!pack_load_builtin(cli->arena, cli->patterns, STR(DEMO_PACK), cli->examples, &pack, error))
        return false;
    cli_phase(cli, "reading the rules");
    size_t count = pack->repository_count;
    Repository *repositories = arena_new_array(cli->arena, count, Repository);
    Snapshot **snapshots = arena_alloc_array(cli->arena, count, sizeof(Snapshot *));
    for (size_t i = 0; i < count; i++) {
        snapshots[i] = open_role(cli->arena, pack->repositories[i].name.str);
        repositories[i] = (Repository){.name = pack->repositories[i].name.str,
                                       .github = pack->repositories[i].github.str,
                                       .branch = pack->repositories[i].branch.str,
                                       .snapshot = snapshots[i]};
    }
    LintJob job = {
        .pack = pack, .repositories = repositories, .repository_count = count, .by_role = true};
    bool ok = report_demo(cli, &job, status, error);
    if (ok)
        print_farewell(cli);
    *status = EXIT_STATUS_CLEAN;
    for (size_t i = 0; i < count; i++)
        snapshot_close(snapshots[i]);
    return ok;
}
