/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files that decode tables share; for definition*.c only.
 */
#ifndef GOVLINT_TABLE_DEFINITION_INTERNAL_H
#define GOVLINT_TABLE_DEFINITION_INTERNAL_H

#include "table/definition.h"

/* What decoding one table needs. */
typedef struct TableContext {
    const Decoder *decoder;
    const TextList *repositories;
    TableDefs *defs;
    TableDef *def;
    size_t nesting; /* tables that wait for this one to be decoded */
} TableContext;

extern const Shape table_read_shape;

/* Decodes what stands below `read:`; adds the columns that the reader has. */
bool table_decode_read(const TableContext *context, TableDef *def, const YamlNode *read,
                       size_t *capacity, Error *error);

/* Adds a column to the context's table unless there is one of that name. */
bool table_add_column(const TableContext *context, Str name, size_t *capacity, Error *error);

/* Adds the named groups of a pattern as columns. One may be there already: of another pattern, or
   of the reader, of whose text the group's takes the place, as of the first `link` of an item.
   `text` and `path` are an error at the node, as all else is about them. */
bool table_add_groups(const TableContext *context, const Pattern *pattern, const YamlNode *node,
                      size_t *capacity, Error *error);

/* The definition of another table, decoded first. */
bool table_refer(const TableContext *context, Text name, const TableDef **out, Error *error);

#endif
