/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint check: lints the repositories that the PATHs are, and those beside them.
 */
#include "cli/bind.h"
#include "cli/lint.h"

bool cmd_check(Cli *cli, ExitStatus *status, Error *error) {
    Binding binding;
    bool ok = bind_repositories(cli, cli->operands.items, cli->operands.len, &binding, error) &&
              lint_and_report(cli, binding.pack, binding.repositories, binding.repository_count,
                              false, status, error);
    bind_close(&binding);
    return ok;
}
