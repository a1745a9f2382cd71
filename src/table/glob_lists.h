/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Globs of definitions, and the named lists of globs that a pack defines (`globs:`): wherever globs
 * are given, `$NAME` stands for all globs of that list.
 */
#ifndef GOVLINT_TABLE_GLOB_LISTS_H
#define GOVLINT_TABLE_GLOB_LISTS_H

#include "table/decode.h"

/* A limit is needed because a few lists that include each other, or that many tables use, could
   expand to any number of globs. */
#define GLOB_LISTS_MAX 20000

typedef struct GlobList {
    Str name;
    TextList globs;
} GlobList;

typedef struct GlobLists {
    GlobList *items;
    size_t count;
    size_t globs; /* how many all lists and tables of the pack have */
} GlobLists;

/* The shape of the mapping, for the schema. */
extern const Shape glob_lists_shape;

/* Enters the lists from a mapping of names to globs. They may use lists that were entered before
   them, including those above them in the mapping; a name that exists already is an error. */
bool glob_lists_declare(const Decoder *decoder, const YamlNode *mapping, GlobLists *lists,
                        Error *error);

/* Replaces each `$NAME` by the globs of that list. It is an error if there is no such list, if a
   glob is malformed or not relative to the root of a repository, or if there are more than
   GLOB_LISTS_MAX globs in all. */
bool glob_lists_expand(const Decoder *decoder, GlobLists *lists, TextList *globs, Error *error);

#endif
