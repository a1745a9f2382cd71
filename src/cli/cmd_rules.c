/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint rules, govlint explain: what the packs say, without looking at any repository.
 */
#include "base/nearest.h"
#include "cli/lint.h"
#include "cli/output.h"
#include "cli/terminal.h"

static bool load_rules(Cli *cli, const Rule ***rules, size_t *count, Error *error) {
    Pack **packs = NULL;
    size_t pack_count = 0;
    if (!load_packs(cli, &packs, &pack_count, error))
        return false;
    *rules = rules_of_packs(cli->arena, packs, pack_count, count);
    return true;
}

bool cmd_rules(Cli *cli, ExitStatus *status, Error *error) {
    const Rule **rules = NULL;
    size_t count = 0;
    Output output;
    if (!load_rules(cli, &rules, &count, error) || !output_open(cli, &output, error))
        return false;
    const RuleFormat *format = rule_format(cli->options.format);
    if (!format)
        format = &rule_formats[0];
    ReportOptions options = terminal_options(cli, output.stream);
    format->write(rules, count, &options, output.stream);
    *status = EXIT_STATUS_CLEAN;
    return output_close(cli, &output, error);
}

static const Rule *find_rule(Cli *cli, const Rule *const *rules, size_t count, Error *error) {
    Str id = cli->operands.items[0];
    Nearest nearest;
    nearest_init(&nearest, cli->arena, id);
    for (size_t i = 0; i < count; i++) {
        if (str_equal(rules[i]->id, id))
            return rules[i];
        nearest_offer(&nearest, rules[i]->id);
    }
    Str hint = did_you_mean(cli->arena, nearest.found ? nearest.text : STR(""));
    error_set(error, ERROR_USAGE, "there is no rule '" STR_FMT "'" STR_FMT, STR_ARG(id),
              STR_ARG(hint));
    return NULL;
}

bool cmd_explain(Cli *cli, ExitStatus *status, Error *error) {
    const Rule **rules = NULL;
    size_t count = 0;
    Output output;
    if (!load_rules(cli, &rules, &count, error))
        return false;
    const Rule *rule = find_rule(cli, rules, count, error);
    if (!rule || !output_open(cli, &output, error))
        return false;
    ReportOptions options = terminal_options(cli, output.stream);
    rule_explain(rule, &options, output.stream);
    *status = EXIT_STATUS_CLEAN;
    return output_close(cli, &output, error);
}
