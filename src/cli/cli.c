/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From arguments to a command: the first argument names it; if it does not, all arguments are
 * options and PATHs of the default command.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "base/escape.h"
#include "base/nearest.h"
#include "cli/builtin_patterns.h"
#include "cli/output.h"
#include "report/log.h"

#define BINDING_OPTIONS                                                                            \
    (OPTION_BIT(OPTION_REV) | OPTION_BIT(OPTION_REPO) | OPTION_BIT(OPTION_REFRESH) |               \
     OPTION_BIT(OPTION_RULES))
#define CHOOSING_OPTIONS (OPTION_BIT(OPTION_SELECT) | OPTION_BIT(OPTION_IGNORE))
#define OUTPUT_OPTIONS                                                                             \
    (OPTION_BIT(OPTION_FORMAT) | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_COLOR))
#define FIXING_OPTIONS                                                                             \
    (OPTION_BIT(OPTION_FIX) | OPTION_BIT(OPTION_UNSAFE_FIXES) | OPTION_BIT(OPTION_DIFF))
#define COMPARING_OPTIONS                                                                          \
    (OPTION_BIT(OPTION_STAGED) | OPTION_BIT(OPTION_SINCE) | OPTION_BIT(OPTION_ALL))
#define OTHER_OPTIONS                                                                              \
    (OPTION_BIT(OPTION_QUIET) | OPTION_BIT(OPTION_HELP) | OPTION_BIT(OPTION_VERSION))

static const char *report_format_name(size_t index) {
    return report_formats[index].name;
}

static const char *table_format_name(size_t index) {
    return table_formats[index].name;
}

static const char *rule_format_name(size_t index) {
    return rule_formats[index].name;
}

static const char *log_format_name(size_t index) {
    return log_formats[index].name;
}

#define RULES_RAN "the rules for any repository ran"

const Command commands[] = {
    {"check", "[PATH…]", 0, OPERANDS_ANY, "lint repositories; the default command",
     "PATHs are repositories or folders; without any, the current folder. govlint tells from their "
     "files and remotes which repository of the pack each of them is, and looks for the pack's "
     "other repositories in the folders beside them. Those are only read, even with --fix. "
     "--format may be given several times, each with its own -o.",
     BINDING_OPTIONS | COMPARING_OPTIONS | CHOOSING_OPTIONS | OUTPUT_OPTIONS | FIXING_OPTIONS |
         OTHER_OPTIONS | OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_FAIL_ON) |
         OPTION_BIT(OPTION_AS_OF) | OPTION_BIT(OPTION_JOBS) | OPTION_BIT(OPTION_STATS),
     report_format_name, cmd_check, .failure = "findings", .unrecognised = RULES_RAN},
    {"explain", "RULE [PATH…]", 1, OPERANDS_ANY, "explain why a rule is there, with examples",
     "Also tells which file turned it on or off or changed its severity, in the repositories that "
     "the PATHs are in; without any, in the one around the current folder.",
     BINDING_OPTIONS | OPTION_BIT(OPTION_OUTPUT) | OPTION_BIT(OPTION_COLOR) | OTHER_OPTIONS, NULL,
     cmd_explain, .examples = true},
    {"rules", "", 0, 0, "list the rules",
     "Those of the pack that --rules or the configuration around the current folder names, else of "
     "all built-in ones.",
     OPTION_BIT(OPTION_RULES) | OUTPUT_OPTIONS | OTHER_OPTIONS, rule_format_name, cmd_rules,
     .examples = true},
    {"schema", "NAME", 1, 1, "print a JSON Schema",
     "NAME is govlint for .govlint.yml, pack for a pack.yml, tables for a file of its folder "
     "tables/, rule for the file of a rule.",
     OPTION_BIT(OPTION_OUTPUT) | OTHER_OPTIONS, NULL, .run = cmd_schema},
    {"show", "[TABLE [PATH…]]", 0, OPERANDS_ANY, "print the rows of a table",
     "Without TABLE, the tables that there are: of the pack that --rules or the configuration "
     "around the current folder names, else of all built-in ones.",
     BINDING_OPTIONS | OUTPUT_OPTIONS | OTHER_OPTIONS, table_format_name, cmd_show,
     .unrecognised = "the tables for any repository can be shown"},
    {"log", "[RANGE] [PATH…]", 0, OPERANDS_ANY, "show which commits brought and ended findings",
     "Lints each commit of RANGE (A..B, or REV for all of its history; by default HEAD) of the "
     "first PATH, or else the current folder, and tells which findings each commit brought (+) and "
     "ended (-). The repository is linted on its own, unless more PATHs or --repo give others: "
     "these are taken as they are now. The exit status is 0 whatever was found.",
     OPTION_BIT(OPTION_REPO) | OPTION_BIT(OPTION_REFRESH) | OPTION_BIT(OPTION_RULES) |
         CHOOSING_OPTIONS | OUTPUT_OPTIONS | OTHER_OPTIONS | OPTION_BIT(OPTION_SEVERITY) |
         OPTION_BIT(OPTION_AS_OF) | OPTION_BIT(OPTION_RULE) | OPTION_BIT(OPTION_SUMMARY) |
         OPTION_BIT(OPTION_MAX_COUNT) | OPTION_BIT(OPTION_ALL_PARENTS) |
         OPTION_BIT(OPTION_REVERSE) | OPTION_BIT(OPTION_JOBS) | OPTION_BIT(OPTION_NO_SHARING),
     log_format_name, cmd_log, .unrecognised = RULES_RAN},
    {"test", "[PACK]", 0, 1, "run the examples of a pack's rules",
     "PACK is the name of a built-in pack or a folder; without it, all built-in packs are tested.",
     CHOOSING_OPTIONS | OTHER_OPTIONS, NULL, cmd_test, .examples = true,
     .failure = "examples that do not hold"},
    {"init", "[PATH]", 0, 1, "write a configuration, a hook and a workflow",
     "Writes .govlint.yml at the root of the repository that PATH, or else the current folder, is "
     "in; with --hook also the repository's pre-commit hook, with --workflow also "
     ".github/workflows/govlint.yml. A file that already exists is never overwritten.",
     OPTION_BIT(OPTION_HOOK) | OPTION_BIT(OPTION_WORKFLOW) | OTHER_OPTIONS, NULL, .run = cmd_init},
    {"demo", "", 0, 0, "lint a sample that is built in",
     "Three small repositories with planted mistakes. They are on no disk, so their fixes can only "
     "be shown, with --diff. The exit status is 0 whatever was found.",
     CHOOSING_OPTIONS | OUTPUT_OPTIONS | FIXING_OPTIONS | OTHER_OPTIONS |
         OPTION_BIT(OPTION_SEVERITY) | OPTION_BIT(OPTION_STATS),
     report_format_name, .run = cmd_demo},
    {"help", "[COMMAND]", 0, 1, "show help for a command",
     "The same as govlint COMMAND --help; without COMMAND, as govlint --help.", OTHER_OPTIONS, NULL,
     .run = cmd_help},
    {.name = NULL},
};

const Command *command_find(Str name) {
    for (const Command *command = commands; command->name; command++)
        if (str_equal_c(name, command->name))
            return command;
    return NULL;
}

Str command_nearest(Arena *arena, Str word) {
    Nearest nearest;
    nearest_init(&nearest, arena, word);
    for (const Command *command = commands; command->name; command++)
        nearest_offer(&nearest, str_from_c(command->name));
    return nearest.text;
}

double cli_now(void) {
    struct timespec time;
    if (clock_gettime(CLOCK_MONOTONIC, &time) != 0)
        return 0;
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

void cli_phase(Cli *cli, const char *name) {
    double ended = cli_now();
    if (cli->stats.phase_count < REPORT_MAX_PHASES)
        cli->stats.phases[cli->stats.phase_count++] = (ReportPhase){name, ended - cli->clock};
    cli->clock = ended;
}

static void complain(Arena *arena, const char *format, va_list arguments) PRINTF_LIKE(2, 0);

static void complain(Arena *arena, const char *format, va_list arguments) {
    Str message = escape_terminal(arena, str_vprintf(arena, format, arguments));
    fprintf(stderr, "govlint: " STR_FMT "\n", STR_ARG(message));
}

void cli_complain(Cli *cli, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    complain(cli->arena, format, arguments);
    va_end(arguments);
}

void cli_note(Cli *cli, const char *format, ...) {
    if (cli->options.quiet)
        return;
    va_list arguments;
    va_start(arguments, format);
    complain(cli->arena, format, arguments);
    va_end(arguments);
}

ReportNotice *cli_notice(Cli *cli, const char *kind, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    Str message = str_vprintf(cli->arena, format, arguments);
    va_end(arguments);
    cli_note(cli, STR_FMT, STR_ARG(message));
    array_push(cli->arena, &cli->notices, (ReportNotice){.kind = kind, .message = message});
    return &cli->notices.items[cli->notices.len - 1];
}

/* Refuses options that the command does not take. */
static bool check_options(const Cli *cli, OptionSet given, Error *error) {
    for (unsigned id = 0; id < OPTION_COUNT; id++)
        if (given & ~cli->command->options & OPTION_BIT(id))
            return error_set(error, ERROR_USAGE, "'%s' takes no option '--%s'", cli->command->name,
                             option_defs[id].name);
    return true;
}

static bool check_format(const Cli *cli, Str format, Error *error) {
    if (format.len == 0)
        return true;
    StrBuf all;
    strbuf_init(&all, cli->arena);
    Nearest nearest;
    nearest_init(&nearest, cli->arena, format);
    for (size_t i = 0; cli->command->format_name(i); i++) {
        Str name = str_from_c(cli->command->format_name(i));
        if (str_equal(format, name))
            return true;
        nearest_offer(&nearest, name);
        strbuf_printf(&all, "%s" STR_FMT, i == 0 ? "" : ", ", STR_ARG(name));
    }
    Str hint = did_you_mean(cli->arena, nearest.text);
    return error_set(error, ERROR_USAGE,
                     "'" STR_FMT "' is not a format of '%s', which has " STR_FMT STR_FMT,
                     STR_ARG(format), cli->command->name, STR_ARG(strbuf_str(&all)), STR_ARG(hint));
}

static bool check_formats(Cli *cli, Error *error) {
    for (size_t i = 0; i < cli->options.targets.len; i++)
        if (!check_format(cli, cli->options.targets.items[i].format, error))
            return false;
    if (cli->command->format_name == report_format_name)
        return output_check_targets(cli, error);
    return cli->options.targets.len < 2 ||
           error_set(error, ERROR_USAGE, "'%s' writes one report: give '--format' once",
                     cli->command->name);
}

static bool check_operands(const Cli *cli, Error *error) {
    const Command *command = cli->command;
    if (cli->operands.len < command->least_operands)
        return error_set(error, ERROR_USAGE, "'%s' needs an argument: govlint %s %s", command->name,
                         command->name, command->operands);
    if (cli->operands.len > command->most_operands)
        return error_set(error, ERROR_USAGE, "unexpected argument '" STR_FMT "' of '%s'",
                         STR_ARG(cli->operands.items[command->most_operands]), command->name);
    for (size_t i = 0; i < cli->operands.len; i++)
        if (cli->operands.items[i].len == 0)
            return error_set(error, ERROR_USAGE, "an argument of '%s' is empty", command->name);
    return true;
}

/* Whether rules are loaded with their examples. Linting does not need them, but SARIF has them. */
static bool wants_examples(const Cli *cli) {
    for (size_t i = 0; i < cli->options.targets.len; i++)
        if (str_equal(cli->options.targets.items[i].format, STR("sarif")))
            return true;
    return cli->command->examples;
}

static bool run_command(Cli *cli, OptionSet given, bool named, ExitStatus *status, Error *error) {
    if (cli->options.help) {
        help_write(named ? cli->command : NULL, stdout);
        return true;
    }
    if (cli->options.version) {
        puts("govlint " GOVLINT_VERSION);
        return true;
    }
    cli->examples = wants_examples(cli);
    return check_options(cli, given, error) && check_formats(cli, error) &&
           check_operands(cli, error) && cli->command->run(cli, status, error);
}

/* Flushes the standard output, so that any failed write is noticed here at the latest. */
static bool flush_output(Arena *arena, Error *error) {
    bool failed = ferror(stdout) != 0;
    errno = 0;
    if (fflush(stdout) == 0 && !failed)
        return true;
    Str why = errno ? error_of_system(arena, errno) : STR("write error");
    return error_set(error, ERROR_RUN, "cannot write to the standard output: " STR_FMT,
                     STR_ARG(why));
}

ExitStatus cli_run(Arena *arena, Str program, const char *const *arguments, size_t count) {
    Cli cli = {.arena = arena, .program = program, .command = &commands[0], .clock = cli_now()};
    cli.patterns = pattern_set_new(arena);
    pattern_set_use_images(cli.patterns, &builtin_patterns);
    const Command *named = count > 0 ? command_find(str_from_c(arguments[0])) : NULL;
    if (named) {
        cli.command = named;
        arguments++;
        count--;
    }
    Error error = {0};
    ExitStatus status = EXIT_STATUS_CLEAN;
    OptionSet given = 0;
    bool ok = options_parse(arena, arguments, count, &cli.options, &given, &cli.operands, &error) &&
              run_command(&cli, given, named != NULL, &status, &error);
    ok = flush_output(arena, ok ? &error : &(Error){0}) && ok;
    if (!ok) {
        cli_complain(&cli, "%s", error.message);
        status = error.kind == ERROR_USAGE ? EXIT_STATUS_USAGE : EXIT_STATUS_NOT_RUN;
    }
    pattern_set_free(cli.patterns);
    return status;
}
