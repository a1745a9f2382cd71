/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What commands that lint share: choosing rules, the run, the report, the exit status.
 */
#ifndef GOVLINT_CLI_LINT_H
#define GOVLINT_CLI_LINT_H

#include "cli/cli.h"

/* Whether --select and --ignore leave a rule on. */
bool rule_is_chosen(const Cli *cli, Str id);

/* Whether a list of ids and globs names a rule. */
bool rule_is_named(const Cli *cli, const StrList *words, Str id);

/* ERROR_USAGE if a word of --select, --ignore or --rule names no rule of any of the packs. */
bool check_chosen_rules(Cli *cli, Pack *const *packs, size_t count, Error *error);

/* All rules of the packs, each once, by pack and id. */
const Rule **rules_of_packs(Arena *arena, Pack *const *packs, size_t pack_count, size_t *count);

/* The pack of --rules, or all built-in ones. */
bool load_packs(Cli *cli, Pack ***out, size_t *count, Error *error);

/* The pack of --rules, or that of the current folder's configuration, or all built-in ones. */
bool load_used_packs(Cli *cli, Pack ***out, size_t *count, Error *error);

/* The repositories of a job before a change, and their configurations. */
typedef struct LintBase {
    const Repository *repositories;
    const Config *const *configs;
} LintBase;

/* What a command lints. */
typedef struct LintJob {
    const Pack *pack;
    const Repository *repositories; /* one for each role of the pack, or any */
    size_t repository_count;
    const Config *const *configs; /* of each, or NULL */
    const bool *given; /* for each, whether it was given, not only found, so that it may be fixed */
    bool by_role;      /* places are ROLE/PATH */
    bool only_common;  /* as in Report */
    const LintBase *bases; /* findings that are there already are known; none without --since */
    size_t base_count;
} LintJob;

/* Lints and writes the report. */
bool lint_and_report(Cli *cli, const LintJob *job, ExitStatus *status, Error *error);

/* --fix, --unsafe-fixes: fixes, writes the files, and reports what was fixed and what remains. */
bool fix_and_report(Cli *cli, const LintJob *job, ExitStatus *status, Error *error);

/* --diff: prints the patch. */
bool fix_and_diff(Cli *cli, const LintJob *job, ExitStatus *status, Error *error);

/* ERROR_USAGE if options about fixing contradict each other or other options. */
bool fix_check_options(const Cli *cli, Error *error);

/* since.c: lints the bases of a job, reusing what `documents` (or NULL) has already read. */
const LintResult *lint_bases(Cli *cli, const LintJob *job, const LintOptions *options,
                             const Documents *documents);

/* The pieces of a run. */
bool lint_options(Cli *cli, const LintJob *job, LintOptions *out, Error *error);
bool lint_write_report(Cli *cli, Report *report, const LintJob *job, Error *error);
void lint_complain_unread(Cli *cli, const LintResult *result);
ExitStatus lint_status(const Cli *cli, const LintResult *result);

#endif
