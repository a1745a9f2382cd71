/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What commands that lint share: which rules, the run, the report, the exit status.
 */
#ifndef GOVLINT_CLI_LINT_H
#define GOVLINT_CLI_LINT_H

#include "cli/cli.h"

/* Whether --select and --ignore leave a rule on. */
bool rule_is_chosen(const Cli *cli, Str id);

/* ERROR_USAGE where a word of --select or --ignore means no rule of any of the packs. */
bool check_chosen_rules(Cli *cli, Pack *const *packs, size_t count, Error *error);

/* All rules of the packs by pack and id, each once. */
const Rule **rules_of_packs(Arena *arena, Pack *const *packs, size_t pack_count, size_t *count);

/* The pack of --rules, or all built-in ones. */
bool load_packs(Cli *cli, Pack ***out, size_t *count, Error *error);

/* Lints the repositories (one for each role of the pack, or any) and writes the report. */
bool lint_and_report(Cli *cli, const Pack *pack, const Repository *repositories, size_t count,
                     bool by_role, ExitStatus *status, Error *error);

#endif
