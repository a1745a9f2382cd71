/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint rules: lists the rules of packs. It looks at a repository only to learn which pack it is
 * to be linted with.
 */
#include "cli/lint.h"
#include "cli/output.h"
#include "cli/terminal.h"

bool cmd_rules(Cli *cli, ExitStatus *status, Error *error) {
    Pack **packs = NULL;
    size_t pack_count = 0;
    size_t count = 0;
    Output output;
    if (!load_used_packs(cli, &packs, &pack_count, error) || !output_open(cli, &output, error))
        return false;
    const Rule **rules = rules_of_packs(cli->arena, packs, pack_count, &count);
    const RuleFormat *format = rule_format(cli->options.format);
    if (!format)
        format = &rule_formats[0];
    ReportOptions options = terminal_options(cli, output.stream);
    const RuleList list = {rules, count, packs, pack_count};
    format->write(&list, &options, output.stream);
    *status = EXIT_STATUS_CLEAN;
    return output_close(&output, error);
}
