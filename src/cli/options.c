/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Parsing the command line by its table. Nothing here knows what an option is for. The table of
 * commands says which command takes which options.
 */
#include "cli/options.h"

#include "base/nearest.h"

static const char *const severity_choices[] = {"note", "warning", "error", NULL};
static const char *const fail_on_choices[] = {"note", "warning", "error", "never", NULL};
static const char *const color_choices[] = {"auto", "always", "never", NULL};

const OptionDef option_defs[OPTION_COUNT] = {
    [OPTION_FORMAT] = {"format", 0, OPTION_KIND_TEXT, offsetof(Options, format), "FORMAT", NULL,
                       "how to write the report"},
    [OPTION_OUTPUT] = {"output", 'o', OPTION_KIND_TEXT, offsetof(Options, output), "FILE", NULL,
                       "write the report to FILE"},
    [OPTION_REV] = {"rev", 0, OPTION_KIND_TEXT, offsetof(Options, rev), "REV", NULL,
                    "look at this revision of every PATH instead of the files on disk"},
    [OPTION_STAGED] = {"staged", 0, OPTION_KIND_FLAG, offsetof(Options, staged), NULL, NULL,
                       "look at what would be committed, the index of every PATH"},
    [OPTION_SINCE] = {"since", 0, OPTION_KIND_TEXT, offsetof(Options, since), "REV", NULL,
                      "report only what is new since REV and HEAD, or --rev, parted"},
    [OPTION_ALL] = {"all", 0, OPTION_KIND_FLAG, offsetof(Options, all), NULL, NULL,
                    "with --since, also report what was known, marked as such"},
    [OPTION_REPO] = {"repo", 0, OPTION_KIND_MANY, offsetof(Options, repositories),
                     "NAME=PATH[@REV]", NULL,
                     "use PATH, which may be a URL, as the repository NAME"},
    [OPTION_REFRESH] = {"refresh", 0, OPTION_KIND_FLAG, offsetof(Options, refresh), NULL, NULL,
                        "fetch repositories given by URL again instead of using the cache"},
    [OPTION_RULES] = {"rules", 0, OPTION_KIND_TEXT, offsetof(Options, rules), "DIR", NULL,
                      "use the pack of rules in DIR instead of a built-in one"},
    [OPTION_SELECT] = {"select", 0, OPTION_KIND_COMMAS, offsetof(Options, select), "RULE,…", NULL,
                       "run only these rules; sig-* means all that begin so"},
    [OPTION_IGNORE] = {"ignore", 0, OPTION_KIND_COMMAS, offsetof(Options, ignore), "RULE,…", NULL,
                       "do not run these rules"},
    [OPTION_SEVERITY] = {"severity", 0, OPTION_KIND_TEXT, offsetof(Options, severity), "LEVEL",
                         severity_choices, "report nothing less severe"},
    [OPTION_FAIL_ON] = {"fail-on", 0, OPTION_KIND_TEXT, offsetof(Options, fail_on), "LEVEL",
                        fail_on_choices, "exit with 1 from this severity on; error by default"},
    [OPTION_AS_OF] = {"as-of", 0, OPTION_KIND_TEXT, offsetof(Options, as_of), "DAY", NULL,
                      "treat this day, such as 2026-12-31, as today"},
    [OPTION_JOBS] = {"jobs", 'j', OPTION_KIND_TEXT, offsetof(Options, jobs), "N", NULL,
                     "read files on N threads; as many as there are processors by default"},
    [OPTION_COLOR] = {"color", 0, OPTION_KIND_TEXT, offsetof(Options, color), "WHEN", color_choices,
                      "colour the report; auto by default"},
    [OPTION_FIX] = {"fix", 0, OPTION_KIND_FLAG, offsetof(Options, fix), NULL, NULL,
                    "fix what is safe to fix, and report what remains"},
    [OPTION_UNSAFE_FIXES] = {"unsafe-fixes", 0, OPTION_KIND_FLAG, offsetof(Options, unsafe_fixes),
                             NULL, NULL, "like --fix, also where a person must look at the result"},
    [OPTION_DIFF] = {"diff", 0, OPTION_KIND_FLAG, offsetof(Options, diff), NULL, NULL,
                     "print what --fix would change as a patch, and write nothing"},
    [OPTION_HOOK] = {"hook", 0, OPTION_KIND_FLAG, offsetof(Options, hook), NULL, NULL,
                     "also write a pre-commit hook for this clone"},
    [OPTION_WORKFLOW] = {"workflow", 0, OPTION_KIND_FLAG, offsetof(Options, workflow), NULL, NULL,
                         "also write a workflow for GitHub Actions"},
    [OPTION_RULE] = {"rule", 0, OPTION_KIND_COMMAS, offsetof(Options, rule), "RULE,…", NULL,
                     "report only these rules' findings; sig-* means all that begin so"},
    [OPTION_SUMMARY] = {"summary", 0, OPTION_KIND_FLAG, offsetof(Options, summary), NULL, NULL,
                        "print counts over time and by rule, and the longest-lived findings"},
    [OPTION_MAX_COUNT] = {"max-count", 'n', OPTION_KIND_TEXT, offsetof(Options, max_count),
                          "NUMBER", NULL, "look only at the NUMBER newest commits of the range"},
    [OPTION_ALL_PARENTS] = {"all-parents", 0, OPTION_KIND_FLAG, offsetof(Options, all_parents),
                            NULL, NULL, "also the commits of branches that were merged"},
    [OPTION_REVERSE] = {"reverse", 0, OPTION_KIND_FLAG, offsetof(Options, reverse), NULL, NULL,
                        "oldest first"},
    [OPTION_NO_SHARING] =
        {"no-sharing", 0, OPTION_KIND_FLAG, offsetof(Options, no_sharing), NULL, NULL,
         "lint each commit from scratch, which is slow and gives the same result"},
    [OPTION_QUIET] = {"quiet", 'q', OPTION_KIND_FLAG, offsetof(Options, quiet), NULL, NULL,
                      "print nothing but findings"},
    [OPTION_STATS] = {"stats", 0, OPTION_KIND_FLAG, offsetof(Options, stats), NULL, NULL,
                      "also print numbers, times and sizes"},
    [OPTION_HELP] = {"help", 'h', OPTION_KIND_FLAG, offsetof(Options, help), NULL, NULL,
                     "print this help"},
    [OPTION_VERSION] = {"version", 'V', OPTION_KIND_FLAG, offsetof(Options, version), NULL, NULL,
                        "print the version"},
};

typedef struct Parser {
    Arena *arena;
    const char *const *arguments;
    size_t count;
    size_t at; /* the next argument */
    Options *options;
    OptionSet *given;
} Parser;

Str did_you_mean(Arena *arena, Str nearest) {
    if (nearest.len == 0)
        return STR("");
    return str_printf(arena, " (did you mean '" STR_FMT "'?)", STR_ARG(nearest));
}

static const OptionDef *find_long(Str name) {
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (str_equal_c(name, option_defs[i].name))
            return &option_defs[i];
    return NULL;
}

static const OptionDef *find_short(char letter) {
    for (size_t i = 0; i < OPTION_COUNT; i++)
        if (option_defs[i].letter && option_defs[i].letter == letter)
            return &option_defs[i];
    return NULL;
}

static bool unknown_long(Parser *parser, Str name, Error *error) {
    Nearest nearest;
    nearest_init(&nearest, parser->arena, name);
    for (size_t i = 0; i < OPTION_COUNT; i++)
        nearest_offer(&nearest, str_from_c(option_defs[i].name));
    Str best = STR("");
    if (nearest.found)
        best = str_printf(parser->arena, "--" STR_FMT, STR_ARG(nearest.text));
    return error_set(error, ERROR_USAGE, "unknown option '--" STR_FMT "'" STR_FMT, STR_ARG(name),
                     STR_ARG(did_you_mean(parser->arena, best)));
}

static bool check_choice(Parser *parser, const OptionDef *def, Str value, Error *error) {
    size_t count = 0;
    if (!def->choices)
        return true;
    for (; def->choices[count]; count++)
        if (str_equal_c(value, def->choices[count]))
            return true;
    StrBuf all;
    strbuf_init(&all, parser->arena);
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&all, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", def->choices[i]);
    Str nearest = nearest_of(parser->arena, value, def->choices, count);
    return error_set(error, ERROR_USAGE, "'--%s' takes " STR_FMT ", not '" STR_FMT "'" STR_FMT,
                     def->name, STR_ARG(strbuf_str(&all)), STR_ARG(value),
                     STR_ARG(did_you_mean(parser->arena, nearest)));
}

static bool lacks_value(const OptionDef *def, Error *error) {
    return error_set(error, ERROR_USAGE, "'--%s' needs a value: %s", def->name, def->argument);
}

/* A list of nothing is refused: that of a script whose variables are empty is not to mean all. */
static bool store_commas(Parser *parser, const OptionDef *def, StrList *list, Str value,
                         Error *error) {
    size_t count = list->len;
    Str item;
    while (str_split_next(&value, ',', &item)) {
        item = str_trim(item);
        if (item.len > 0)
            array_push(parser->arena, list, item);
    }
    return list->len > count || lacks_value(def, error);
}

/*
 * Adds a report for each --format. An -o belongs to the report before it, or to the default report
 * if it comes first. If a report has several -o, the last one counts.
 */
static void store_target(Parser *parser, const OptionDef *def, Str value) {
    TargetList *targets = &parser->options->targets;
    if (def == &option_defs[OPTION_FORMAT])
        array_push(parser->arena, targets, (Target){.format = value});
    if (def != &option_defs[OPTION_OUTPUT])
        return;
    if (targets->len == 0)
        array_push(parser->arena, targets, (Target){.output = value});
    else
        targets->items[targets->len - 1].output = value;
}

/* Stores a value, or sets a flag. */
static bool store(Parser *parser, const OptionDef *def, Str value, Error *error) {
    char *field = (char *)parser->options + def->offset;
    *parser->given |= OPTION_BIT((unsigned)(def - option_defs));
    if (def->kind == OPTION_KIND_FLAG) {
        *(bool *)(void *)field = true;
        return true;
    }
    if (value.len == 0)
        return lacks_value(def, error);
    if (!check_choice(parser, def, value, error))
        return false;
    store_target(parser, def, value);
    switch (def->kind) {
    case OPTION_KIND_TEXT: *(Str *)(void *)field = value; break;
    case OPTION_KIND_MANY: array_push(parser->arena, (StrList *)(void *)field, value); break;
    case OPTION_KIND_COMMAS:
        return store_commas(parser, def, (StrList *)(void *)field, value, error);
    case OPTION_KIND_FLAG: break;
    }
    return true;
}

/* Takes the next argument as the value of an option; empty if there is none. */
static Str take_value(Parser *parser) {
    if (parser->at == parser->count)
        return STR("");
    return str_from_c(parser->arguments[parser->at++]);
}

static bool parse_long(Parser *parser, Str argument, Error *error) {
    size_t equals = str_find(argument, STR("="), 0);
    Str name = str_slice(argument, 0, equals);
    const OptionDef *def = find_long(name);
    if (!def)
        return unknown_long(parser, name, error);
    bool has_value = equals < argument.len;
    if (def->kind == OPTION_KIND_FLAG && has_value)
        return error_set(error, ERROR_USAGE, "'--%s' takes no value", def->name);
    Str value = STR("");
    if (has_value)
        value = str_slice(argument, equals + 1, argument.len);
    else if (def->kind != OPTION_KIND_FLAG)
        value = take_value(parser);
    return store(parser, def, value, error);
}

static bool parse_short(Parser *parser, Str letters, Error *error) {
    for (size_t i = 0; i < letters.len; i++) {
        const OptionDef *def = find_short(letters.ptr[i]);
        if (!def)
            return error_set(error, ERROR_USAGE, "unknown option '-%c'", letters.ptr[i]);
        if (def->kind != OPTION_KIND_FLAG) {
            Str rest = str_slice(letters, i + 1, letters.len);
            return store(parser, def, rest.len > 0 ? rest : take_value(parser), error);
        }
        if (!store(parser, def, STR(""), error))
            return false;
    }
    return true;
}

bool options_parse(Arena *arena, const char *const *arguments, size_t count, Options *options,
                   OptionSet *given, StrList *operands, Error *error) {
    Parser parser = {arena, arguments, count, 0, options, given};
    bool ended = false;
    bool ok = true;
    while (ok && parser.at < count) {
        Str argument = str_from_c(arguments[parser.at++]);
        if (ended || argument.len < 2 || argument.ptr[0] != '-')
            array_push(arena, operands, argument);
        else if (str_equal(argument, STR("--")))
            ended = true;
        else if (argument.ptr[1] == '-')
            ok = parse_long(&parser, str_slice(argument, 2, argument.len), error);
        else
            ok = parse_short(&parser, str_slice(argument, 1, argument.len), error);
    }
    return ok;
}
