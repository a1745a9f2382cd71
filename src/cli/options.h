/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Options of the command line: one table that parsing, validation and help are all read from.
 *
 * `--name VALUE`, `--name=VALUE`, `-n VALUE`, `-nVALUE`; flags alone, short ones also together;
 * `--` ends options. Operands and options may stand in any order.
 */
#ifndef GOVLINT_CLI_OPTIONS_H
#define GOVLINT_CLI_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/array.h"
#include "base/error.h"
#include "base/str.h"

typedef ARRAY_OF(Str) StrList;

/* What was given; an empty text where nothing was. */
typedef struct Options {
    Str format;
    Str output;
    Str rev;
    StrList repositories; /* NAME=PATH[@REV] */
    Str rules;
    StrList select;
    StrList ignore;
    Str severity;
    Str fail_on;
    Str color;
    bool fix;
    bool unsafe_fixes;
    bool diff;
    bool quiet;
    bool stats;
    bool help;
    bool version;
} Options;

typedef enum OptionId {
    OPTION_FORMAT,
    OPTION_OUTPUT,
    OPTION_REV,
    OPTION_REPO,
    OPTION_RULES,
    OPTION_SELECT,
    OPTION_IGNORE,
    OPTION_SEVERITY,
    OPTION_FAIL_ON,
    OPTION_COLOR,
    OPTION_FIX,
    OPTION_UNSAFE_FIXES,
    OPTION_DIFF,
    OPTION_QUIET,
    OPTION_STATS,
    OPTION_HELP,
    OPTION_VERSION,
    OPTION_COUNT,
} OptionId;

/* A set of options, and the set of one. */
typedef unsigned OptionSet;
#define OPTION_BIT(id) (1u << (id))

typedef enum OptionKind {
    OPTION_KIND_FLAG,   /* bool */
    OPTION_KIND_TEXT,   /* Str; the last one counts */
    OPTION_KIND_MANY,   /* StrList; may be given again */
    OPTION_KIND_COMMAS, /* StrList; may be given again, each a list with commas */
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

/* " (did you mean 'nearest'?)", or nothing where `nearest` is empty. */
Str did_you_mean(Arena *arena, Str nearest);

#endif
