/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * `govlint help [COMMAND]`: what `govlint [COMMAND] --help` prints, as `git help` does.
 */
#include "cli/cli.h"

bool cmd_help(Cli *cli, ExitStatus *status, Error *error) {
    const Command *command = NULL;
    (void)status;
    if (cli->operands.len > 0) {
        Str name = cli->operands.items[0];
        command = command_find(name);
        if (!command)
            return error_set(error, ERROR_USAGE, "there is no command '" STR_FMT "'" STR_FMT,
                             STR_ARG(name),
                             STR_ARG(did_you_mean(cli->arena, command_nearest(cli->arena, name))));
    }
    help_write(command, stdout);
    return true;
}
