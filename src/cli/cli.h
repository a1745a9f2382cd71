/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The command line: a table of commands, each with the options that it takes and its function.
 *
 * A command returns false with an Error if it could not be run at all; otherwise it sets the exit
 * status. Only main() ends the program.
 */
#ifndef GOVLINT_CLI_CLI_H
#define GOVLINT_CLI_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/pattern.h"
#include "cli/options.h"
#include "report/report.h"

typedef enum ExitStatus {
    EXIT_STATUS_CLEAN = 0,
    EXIT_STATUS_FINDINGS = 1,
    EXIT_STATUS_USAGE = 2,   /* bad usage, configuration or pack */
    EXIT_STATUS_NOT_RUN = 3, /* no repository, unreadable object, write failed */
} ExitStatus;

typedef struct Command Command;

/* One run of the program. */
typedef struct Cli {
    Arena *arena;
    Str program; /* as it was called: a path, or a name to be found on the PATH */
    PatternSet *patterns;
    const Command *command;
    Options options;
    StrList operands;
    bool examples; /* whether the examples of built-in rules are needed */
    bool alone;    /* use only repositories given by PATHs and --repo */
    ReportStats stats;
    double clock;                   /* when the current phase began, as cli_now */
    ARRAY_OF(ReportNotice) notices; /* from binding, for the report */
} Cli;

#define OPERANDS_ANY ((size_t)-1)

struct Command {
    const char *name;
    const char *operands; /* for help: "[PATH…]" */
    size_t least_operands;
    size_t most_operands;
    const char *summary;
    const char *about; /* another paragraph for its help */
    OptionSet options;
    /* Returns the name of the index-th format, NULL after the last. NULL without --format. */
    const char *(*format_name)(size_t index);
    bool (*run)(Cli *cli, ExitStatus *status, Error *error);
    bool examples;       /* it needs the examples of built-in rules */
    const char *failure; /* what exit status 1 means, for its help; NULL if it never has that */
    /* What it still does if no pack recognises any place: "the rules for any repository ran". NULL
       if that is not worth telling. */
    const char *unrecognised;
};

/* All commands, the default first, ended by a row whose name is NULL. */
extern const Command commands[];
const Command *command_find(Str name);
Str command_nearest(Arena *arena, Str word);

/* Parses the arguments (without the program's name), runs the command, prints errors. */
ExitStatus cli_run(Arena *arena, Str program, const char *const *arguments, size_t count);

/* Ends a phase for --stats, whose time is that since the previous one ended. */
void cli_phase(Cli *cli, const char *name);

/* Seconds of a monotonic clock. */
double cli_now(void);

/* Prints a line on standard error, "govlint: …", escaped; cli_note prints nothing with --quiet. */
void cli_complain(Cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);
void cli_note(Cli *cli, const char *format, ...) PRINTF_LIKE(2, 3);
/* A note that also goes into reports for programs; returns it. */
ReportNotice *cli_notice(Cli *cli, const char *kind, const char *format, ...) PRINTF_LIKE(3, 4);

/* help.c */
void help_write(const Command *command, FILE *out);

/* The commands, each in its cmd_NAME.c. */
bool cmd_check(Cli *cli, ExitStatus *status, Error *error);
bool cmd_show(Cli *cli, ExitStatus *status, Error *error);
bool cmd_rules(Cli *cli, ExitStatus *status, Error *error);
bool cmd_explain(Cli *cli, ExitStatus *status, Error *error);
bool cmd_schema(Cli *cli, ExitStatus *status, Error *error);
bool cmd_test(Cli *cli, ExitStatus *status, Error *error);
bool cmd_demo(Cli *cli, ExitStatus *status, Error *error);
bool cmd_init(Cli *cli, ExitStatus *status, Error *error);
bool cmd_log(Cli *cli, ExitStatus *status, Error *error);
bool cmd_help(Cli *cli, ExitStatus *status, Error *error);

#endif
