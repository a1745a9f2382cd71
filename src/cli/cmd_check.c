/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint check: lints and fixes the repositories that are given as PATHs. Repositories found
 * beside them are only read.
 */
#include "cli/bind.h"
#include "cli/lint.h"
#include "cli/since.h"

static LintJob job_of(Cli *cli, const Binding *binding) {
    bool *given = arena_new_array(cli->arena, binding->repository_count, bool);
    for (size_t i = 0; i < binding->repository_count; i++)
        given[i] = binding->repositories[i].snapshot && !binding->sites[i].found;
    return (LintJob){.pack = binding->pack,
                     .repositories = binding->repositories,
                     .repository_count = binding->repository_count,
                     .configs = binding->configs,
                     .given = given,
                     .only_common = binding->only_common};
}

static bool run(Cli *cli, const LintJob *job, ExitStatus *status, Error *error) {
    const Options *options = &cli->options;
    if (options->diff)
        return fix_and_diff(cli, job, status, error);
    if (options->fix || options->unsafe_fixes)
        return fix_and_report(cli, job, status, error);
    return lint_and_report(cli, job, status, error);
}

bool cmd_check(Cli *cli, ExitStatus *status, Error *error) {
    Binding binding = {0};
    bool ok = fix_check_options(cli, error) && since_check_options(cli, error) &&
              bind_repositories(cli, cli->operands.items, cli->operands.len, &binding, error);
    if (ok) {
        LintJob job = job_of(cli, &binding);
        ok = since_open(cli, &binding, &job, error) && run(cli, &job, status, error);
    }
    bind_close(&binding);
    return ok;
}
