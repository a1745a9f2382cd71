/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint explain: all about one rule, and which files turned it on, off or to another severity.
 *
 * The repositories of the PATHs are bound as for a lint, so that their configurations are known.
 * Without PATHs, this is done only if the current folder is in a repository or has a configuration,
 * so that those who only want to read about a rule do not wait until a home folder has been listed.
 */
#include "base/nearest.h"
#include "cli/bind.h"
#include "cli/lint.h"
#include "cli/output.h"
#include "cli/terminal.h"

typedef ARRAY_OF(RuleOrigin) Origins;

static Str place_of(Arena *arena, const Source *source, size_t offset) {
    return str_printf(arena, STR_FMT STR_FMT ":%zu", STR_ARG(source->label), STR_ARG(source->path),
                      source_position(source, offset).line);
}

static void add_severity(Arena *arena, Origins *origins, Str repository, const Config *config,
                         const ConfigRule *said) {
    const Source *source = config->decoder.source;
    array_push(arena, origins,
               (RuleOrigin){.what = str_printf(arena, "%s in " STR_FMT,
                                               severity_name(said->severity), STR_ARG(repository)),
                            .place = place_of(arena, source, said->id.node->span.start)});
}

/* "ignored in part of website until 2026-12-31" */
static RuleOrigin origin_of_ignore(Arena *arena, Str repository, const Ignore *ignore) {
    bool ends = ignore->until.len > 0;
    return (RuleOrigin){.what = str_printf(arena, "ignored in part of " STR_FMT "%s" STR_FMT,
                                           STR_ARG(repository), ends ? " until " : "",
                                           STR_ARG(ignore->until)),
                        .place = place_of(arena, ignore->at.source, ignore->at.span.start),
                        .why = ignore->reason};
}

static void add_ignores(Arena *arena, Origins *origins, Str repository, const Config *config,
                        Str rule) {
    for (size_t i = 0; config && i < config->ignore_count; i++)
        if (str_equal(config->ignores[i].rule, rule))
            array_push(arena, origins, origin_of_ignore(arena, repository, &config->ignores[i]));
}

/* What the rule's file and the configurations say. */
static void find_origins(Arena *arena, const Rule *rule, const Binding *binding, Origins *out) {
    Str severity = str_from_c(severity_name(rule->severity));
    array_push(arena, out,
               (RuleOrigin){.what = severity,
                            .place = place_of(arena, rule->source, rule->severity_span.start)});
    for (size_t i = 0; i < binding->repository_count; i++) {
        const Config *config = binding->configs ? binding->configs[i] : NULL;
        const ConfigRule *said = config_rule(config, rule->id);
        if (said)
            add_severity(arena, out, binding->repositories[i].name, config, said);
        add_ignores(arena, out, binding->repositories[i].name, config, rule->id);
    }
}

/* Finds the rule in the pack that is in use, else in any. */
static const Rule *find_rule(Cli *cli, const Pack *used, Error *error) {
    Str id = cli->operands.items[0];
    Pack **packs = NULL;
    size_t pack_count = 0;
    size_t count = 0;
    const Rule *rule = used ? pack_rule(used, id) : NULL;
    if (rule)
        return rule;
    if (!load_packs(cli, &packs, &pack_count, error))
        return NULL;
    const Rule **rules = rules_of_packs(cli->arena, packs, pack_count, &count);
    Nearest nearest;
    nearest_init(&nearest, cli->arena, id);
    for (size_t i = 0; i < count; i++) {
        if (str_equal(rules[i]->id, id))
            return rules[i];
        nearest_offer(&nearest, rules[i]->id);
    }
    Str hint = did_you_mean(cli->arena, nearest.text);
    error_set(error, ERROR_USAGE, "there is no rule '" STR_FMT "'" STR_FMT, STR_ARG(id),
              STR_ARG(hint));
    return NULL;
}

static bool bind_places(Cli *cli, Binding *out, Error *error) {
    if (cli->operands.len == 1 && cli->options.repositories.len == 0 &&
        !is_inside_repository(cli->arena))
        return true;
    return bind_repositories(cli, cli->operands.items + 1, cli->operands.len - 1, out, error);
}

bool cmd_explain(Cli *cli, ExitStatus *status, Error *error) {
    Binding binding = {0};
    Output output;
    bool ok = bind_places(cli, &binding, error);
    const Rule *rule = ok ? find_rule(cli, binding.pack, error) : NULL;
    ok = rule && output_open(cli, &output, error);
    if (ok) {
        Origins origins = {0};
        ReportOptions options = terminal_options(cli, output.stream);
        find_origins(cli->arena, rule, &binding, &origins);
        rule_explain(rule, origins.items, origins.len, &options, output.stream);
        *status = EXIT_STATUS_CLEAN;
        ok = output_close(&output, error);
    }
    bind_close(&binding);
    return ok;
}
