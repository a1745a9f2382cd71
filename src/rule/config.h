/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * `.govlint.yml`, the configuration at the root of a repository, read from its snapshot. It is as
 * untrusted as any other file: it can switch rules and name paths, but nothing more.
 *
 *     config_load(…, repository, &config, error)      NULL if there is none
 *     config_check(config, pack, error)               once the pack is known
 */
#ifndef GOVLINT_RULE_CONFIG_H
#define GOVLINT_RULE_CONFIG_H

#include "rule/pack.h"

#define CONFIG_NAME ".govlint.yml"
#define CONFIG_MAX_SIZE ((size_t)1024 * 1024)
#define CONFIG_MAX_ENTRIES 1000 /* of each list: each finding is tested against each ignore */

/* Suppresses findings of one rule: an entry of `ignore`, or a comment in a file. */
typedef struct Ignore {
    Str rule;
    Location at;         /* the place of the rule's name in it */
    Str reason;          /* never empty */
    bool comment;        /* else it is in a configuration */
    size_t line;         /* comment: the line of its file that it applies to */
    const Pattern *path; /* configuration: matches the finding's path; NULL: any path */
    bool has_row;
    Str row;   /* the finding's row, as key_text writes it */
    Str until; /* the last day that it applies, or empty */
} Ignore;

typedef struct ConfigRule {
    Text id;
    Severity severity;
} ConfigRule;

/* Where to find a repository of the pack: a URL or a path. */
typedef struct ConfigRepository {
    Text name;
    Text place;
} ConfigRepository;

typedef struct Config {
    Decoder decoder; /* for places in messages */
    Text pack;       /* a built-in pack's name, or a folder of the repository; may be empty */
    ConfigRepository *repositories;
    size_t repository_count;
    ConfigRule *rules;
    size_t rule_count;
    Ignore *ignores;
    size_t ignore_count;
} Config;

/* Loads the repository's configuration; `*out` is NULL if it has none or was not given. */
bool config_load(Arena *arena, PatternSet *patterns, const Repository *repository,
                 const Config **out, Error *error);

/* Checks that the rules and repositories that the configuration names exist. */
bool config_check(const Config *config, const Pack *pack, Error *error);

/* Does both for each of the repositories. */
bool configs_load(Arena *arena, PatternSet *patterns, const Pack *pack,
                  const Repository *repositories, size_t count, const Config ***out, Error *error);

/* The entry for a rule in a configuration (which may be NULL), or NULL. */
const ConfigRule *config_rule(const Config *config, Str id);

/* Whether the pack, or any built-in one, has a rule of this name. */
bool config_knows_rule(const Pack *pack, Str id);

/* Whether the configuration names a pack other than the one in use, whose rules are not known. */
bool config_has_other_pack(const Config *config, const Pack *pack);

/* A finding's key as people write it: the key columns with " / " between them. */
Str key_text(Arena *arena, Str key);

/* The shape of a configuration, for its schema. */
extern const Shape config_shape;

#endif
