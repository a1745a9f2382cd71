/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Packs: a pack is a folder of rules with the repositories and tables that they refer to.
 *
 * `pack.yml` names repositories and tables; files in tables/ define more tables; every other file
 * is one rule and is named after its id. Packs are built into the binary ("common",
 * "bytecode-alliance") or supplied by the user. A pack that extends others has their tables and
 * rules too.
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
    TextList known_by; /* paths that identify the repository */
} RepositoryDef;

typedef struct Pack {
    Str name;
    Str summary;
    Str folder; /* "rules/common" for a built-in pack, else the user's folder */
    RepositoryDef *repositories;
    size_t repository_count;
    TableDefs tables;
    Rule **rules; /* sorted by id */
    size_t rule_count;
    PatternSet *patterns; /* the set that all patterns of the pack belong to */
} Pack;

/* The shape of a pack.yml, for its schema. */
extern const Shape pack_shape;

/* The names of the built-in packs, in the order in which they are tried. */
const char *const *pack_builtin_names(size_t *count);
bool pack_is_builtin(Str name);

/*
 * Loads a built-in pack; an unknown name is ERROR_USAGE with the nearest one. Without `examples`
 * its rules are loaded without theirs, which takes less time.
 */
bool pack_load_builtin(Arena *arena, PatternSet *patterns, Str name, bool examples, Pack **out,
                       Error *error);

/* The same without tables and rules: enough to tell whether a repository is one of the pack's. */
bool pack_outline_builtin(Arena *arena, PatternSet *patterns, Str name, Pack **out, Error *error);

/* Loads the pack in a folder on disk. `examples` says whether to load those of the built-in packs
   that it extends. */
bool pack_load_folder(Arena *arena, PatternSet *patterns, Str folder, bool examples, Pack **out,
                      Error *error);

/* Loads the pack in a folder of a snapshot. If there is no pack, the error has no place. */
bool pack_load_inside(Arena *arena, PatternSet *patterns, const Snapshot *snapshot, Str folder,
                      bool examples, Pack **out, Error *error);

/* The rule of this id, or NULL. */
const Rule *pack_rule(const Pack *pack, Str id);

/* The rule id nearest to a word, or the empty Str. */
Str pack_nearest_rule(Arena *arena, const Pack *pack, Str word);

/* Sets the error, at the id's place, that there is no such rule, naming the nearest one. Returns
   false. */
bool pack_unknown_rule(const Decoder *decoder, const Pack *pack, Text id, Error *error);

#endif
