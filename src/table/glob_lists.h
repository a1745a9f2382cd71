/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Globs of definitions, and the lists of them that a pack gives names (`globs:`): wherever globs
 * are given, `$NAME` stands for all of that list.
 */
#ifndef GOVLINT_TABLE_GLOB_LISTS_H
#define GOVLINT_TABLE_GLOB_LISTS_H

#include "table/decode.h"

/* A few lists that hold each other, or that many tables use, may stand for any number of globs. */
#define GLOB_LISTS_MAX 20000

typedef struct GlobList {
    Str name;
    TextList globs;
} GlobList;

typedef struct GlobLists {
    GlobList *items;
    size_t count;
    size_t globs; /* of all lists and tables of the pack */
} GlobLists;

/* What the mapping looks like, for the schema. */
extern const Shape glob_lists_shape;

/* Enters the lists of a mapping of names to globs. Lists that are there already can be used in
   these, also those above in the mapping; a name that is there already is an error. */
bool glob_lists_declare(const Decoder *decoder, const YamlNode *mapping, GlobLists *lists,
                        Error *error);

/* Puts the globs of a list where `$NAME` stands. An error where there is no list of that name, and
   where a glob is malformed or not from the root of a repository, or there are more than
   GLOB_LISTS_MAX in all. */
bool glob_lists_expand(const Decoder *decoder, GlobLists *lists, TextList *globs, Error *error);

#endif
