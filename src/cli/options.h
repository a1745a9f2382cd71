/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Options of the command line: one table that parsing, validation and help all use.
 *
 * `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`; flags have no value, and short ones may be
 * combined; `--` ends options. Operands and options may come in any order.
 */
#ifndef GOVLINT_CLI_OPTIONS_H
#define GOVLINT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"

typedef ARRAY_OF(Str) StrList;

/* One report to write: --format, and the -o that follows it. */
typedef struct Target {
    Str format; /* empty: the default */
    Str output; /* empty: the standard output */
} Target;

typedef ARRAY_OF(Target) TargetList;

/* The values that were given; an empty text for options that were not. */
typedef struct Options {
    Str format;         /* the last one, for commands that write one report */
    Str output;         /* likewise */
    TargetList targets; /* all --format and --output in order, for commands that write several */
    Str rev;
    Str since;
    StrList repositories; /* NAME=PATH[@REV] or NAME=URL[@REV] */
    bool refresh;
    Str rules;
    StrList select;
    StrList ignore;
    Str severity;
    Str fail_on;
    Str as_of;
    Str jobs;
    Str color;
    bool staged;
    bool all;
    bool fix;
    bool unsafe_fixes;
    bool diff;
    bool hook;
    bool workflow;
    StrList rule;
    Str max_count;
    bool all_parents;
    bool reverse;
    bool summary;
    bool no_sharing;
    bool quiet;
    bool stats;
    bool help;
    bool version;
} Options;

typedef enum OptionId {
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_REV,
    OPTION_STAGED,
    OPTION_SINCE,
    OPTION_ALL,
    OPTION_REPO,
    OPTION_REFRESH,
    OPTION_RULES,
    OPTION_SELECT,
    OPTION_IGNORE,
    OPTION_SEVERITY,
    OPTION_FAIL_ON,
    OPTION_AS_OF,
    OPTION_JOBS,
    OPTION_COLOR,
    OPTION_FIX,
    OPTION_UNSAFE_FIXES,
    OPTION_DIFF,
    OPTION_HOOK,
    OPTION_WORKFLOW,
    OPTION_RULE,
    OPTION_SUMMARY,
    OPTION_MAX_COUNT,
    OPTION_ALL_PARENTS,
    OPTION_REVERSE,
    OPTION_NO_SHARING,
    OPTION_QUIET,
    OPTION_STATS,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT,
} OptionId;

/* A set of options: a bit for each OptionId. */
typedef unsigned OptionSet;
#define OPTION_BIT(id) (1u << (id))

typedef enum OptionKind {
    OPTION_KIND_FLAG,   /* bool */
    OPTION_KIND_TEXT,   /* Str; the last one counts */
    OPTION_KIND_MANY,   /* StrList; may be repeated */
    OPTION_KIND_COMMAS, /* StrList; may be repeated, each a list with commas */
} OptionKind;

typedef struct OptionDef {
    const char *name;
    char letter; /* or 0 */
    OptionKind kind;
    size_t offset;              /* in Options */
    const char *argument;       /* what help calls the value */
    const char *const *choices; /* ended by NULL, or NULL for any value */
    const char *summary;
} OptionDef;

extern const OptionDef option_defs[OPTION_COUNT];

/* Reads arguments into the options and operands. Unknown options are ERROR_USAGE. */
bool options_parse(Arena *arena, const char *const *arguments, size_t count, Options *options,
                   OptionSet *given, StrList *operands, Error *error);

/* " (did you mean 'nearest'?)", or nothing if `nearest` is empty. */
Str did_you_mean(Arena *arena, Str nearest);

#endif
