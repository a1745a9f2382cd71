/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Packs: a folder of rules with the repositories and tables that they speak of.
 *
 * `pack.yml` names repositories and tables, every other file is one rule, named as its id. Packs
 * are built into the binary ("common", "bytecode-alliance") or brought by the user. A pack may
 * extend others: it then has their tables and rules too.
 */
#ifndef GOVLINT_RULE_PACK_H
#define GOVLINT_RULE_PACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "git/snapshot.h"
#include "rule/rule.h"
#include "table/definition.h"

typedef struct RepositoryDef {
    Text name;
    Text github;       /* "OWNER/REPO", or empty */
    Text branch;       /* its default branch, or empty */
    TextList known_by; /* paths that tell the repository */
} RepositoryDef;

typedef struct Pack {
    Str name;
    Str summary;
    Str folder; /* "rules/common" for a built-in one, else the user's folder */
    RepositoryDef *repositories;
    size_t repository_count;
    TableDefs tables;
    Rule **rules; /* sorted by id */
    size_t rule_count;
    PatternSet *patterns; /* that all patterns of the pack belong to */
} Pack;

/* What a pack.yml looks like, for its schema. */
extern const Shape pack_shape;

/* Names of the packs that are built in, in the order in which they are tried. */
const char *const *pack_builtin_names(size_t *count);
bool pack_is_builtin(Str name);

/*
 * Loads a built-in pack; a bad name is ERROR_USAGE with the nearest one. Without `examples` its
 * rules have none, which takes less time.
 */
bool pack_load_builtin(Arena *arena, PatternSet *patterns, Str name, bool examples, Pack **out,
                       Error *error);

/* The same without tables and rules: what tells whether a repository is one of the pack's. */
bool pack_outline_builtin(Arena *arena, PatternSet *patterns, Str name, Pack **out, Error *error);

/* Loads the pack in a folder on disk; `examples` are those of the built-in packs that it extends.
 */
bool pack_load_folder(Arena *arena, PatternSet *patterns, Str folder, bool examples, Pack **out,
                      Error *error);

/* Loads the pack in a folder of a snapshot; the error has no place where there is no pack. */
bool pack_load_inside(Arena *arena, PatternSet *patterns, const Snapshot *snapshot, Str folder,
                      bool examples, Pack **out, Error *error);

/* The rule of this id, or NULL. */
const Rule *pack_rule(const Pack *pack, Str id);

/* The rule id nearest to a word, or the empty Str. */
Str pack_nearest_rule(Arena *arena, const Pack *pack, Str word);

/* An error at the place of the id: there is no such rule. With the nearest one; returns false. */
bool pack_unknown_rule(const Decoder *decoder, const Pack *pack, Text id, Error *error);

#endif
