/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files that decode tables share; for definition*.c only.
 */
#ifndef GOVLINT_TABLE_DEFINITION_INTERNAL_H
#define GOVLINT_TABLE_DEFINITION_INTERNAL_H

#include "table/definition.h"

/* The context for decoding one table. */
typedef struct TableContext {
    const Decoder *decoder;
    const TextList *repositories;
    TableDefs *defs;
    TableDef *def;
    size_t nesting; /* how many tables are waiting for this one to be decoded */
} TableContext;

extern const Shape table_read_shape;

/* Decodes the value of `read:` and adds the reader's columns. */
bool table_decode_read(const TableContext *context, TableDef *def, const YamlNode *read,
                       size_t *capacity, Error *error);

/* Adds a column to the context's table unless it has one of that name. */
bool table_add_column(const TableContext *context, Str name, size_t *capacity, Error *error);

/* Adds the named groups of a pattern as columns. A column may exist already, from another pattern
   or from the reader; the group's text then replaces the reader's, such as an item's first `link`.
   Groups named `text` or `path` are an error at the node: all tables have these columns already. */
bool table_add_groups(const TableContext *context, const Pattern *pattern, const YamlNode *node,
                      size_t *capacity, Error *error);

/* Finds the definition of another table and decodes it if needed. */
bool table_refer(const TableContext *context, Text name, const TableDef **out, Error *error);

#endif
