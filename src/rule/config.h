/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * `.govlint.yml`, the configuration at the root of a repository, read from its snapshot. It is a
 * stranger's text like any other file: it can switch rules and name paths, never more.
 *
 *     config_load(…, repository, &config, error)      NULL where there is none
 *     config_check(config, pack, error)               once the pack is known
 */
#ifndef GOVLINT_RULE_CONFIG_H
#define GOVLINT_RULE_CONFIG_H

#include "rule/pack.h"

#define CONFIG_NAME ".govlint.yml"
#define CONFIG_MAX_SIZE ((size_t)1024 * 1024)
#define CONFIG_MAX_ENTRIES 1000 /* of each list: each ignore is asked for each finding */

/* What holds findings of one rule back: an entry of `ignore`, or a comment in a file. */
typedef struct Ignore {
    Str rule;
    Location at;         /* the rule's name there */
    Str reason;          /* never empty */
    bool comment;        /* else of a configuration */
    size_t line;         /* of a comment: the line of its file that it is about */
    const Pattern *path; /* of a configuration: of the finding's place; NULL: any */
    bool has_row;
    Str row;   /* the finding's row, as key_text writes it */
    Str until; /* the last day, or empty */
} Ignore;

typedef struct ConfigRule {
    Text id;
    Severity severity;
} ConfigRule;

/* Where a repository of the pack is: a URL, or a path. */
typedef struct ConfigRepository {
    Text name;
    Text place;
} ConfigRepository;

typedef struct Config {
    Decoder decoder; /* for places in messages */
    Text pack;       /* a built-in pack's name or a folder of the repository; may be empty */
    ConfigRepository *repositories;
    size_t repository_count;
    ConfigRule *rules;
    size_t rule_count;
    Ignore *ignores;
    size_t ignore_count;
} Config;

/* Loads the repository's configuration; `*out` is NULL where it has none, or was not given. */
bool config_load(Arena *arena, PatternSet *patterns, const Repository *repository,
                 const Config **out, Error *error);

/* Whether the rules and repositories that it names are there. */
bool config_check(const Config *config, const Pack *pack, Error *error);

/* Both for each of the repositories. */
bool configs_load(Arena *arena, PatternSet *patterns, const Pack *pack,
                  const Repository *repositories, size_t count, const Config ***out, Error *error);

/* What the configuration (or none: NULL) says of a rule, or NULL. */
const ConfigRule *config_rule(const Config *config, Str id);

/* Whether a rule of this name is in the pack, or in any that is built in. */
bool config_knows_rule(const Pack *pack, Str id);

/* Whether the configuration names another pack than the one in use: its rules are not known. */
bool config_has_other_pack(const Config *config, const Pack *pack);

/* A finding's key as people write it: the key columns with " / " between them. */
Str key_text(Arena *arena, Str key);

/* What a configuration looks like, for its schema. */
extern const Shape config_shape;

#endif
