/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A map from table definitions to pointers, in an arena. It is an array indexed by a definition's
 * number in its pack, because tables are looked up more often than anything else.
 */
#ifndef GOVLINT_TABLE_DEF_MAP_H
#define GOVLINT_TABLE_DEF_MAP_H

#include <stddef.h>

#include "base/arena.h"

struct TableDef;

typedef struct DefMap {
    Arena *arena;
    void **values; /* by number; NULL if not set */
    size_t count;
} DefMap;

void def_map_init(DefMap *map, Arena *arena);
/* The value of a definition, or NULL if it has none. */
void *def_map_get(const DefMap *map, const struct TableDef *def);
/* Sets the value of a definition, replacing an earlier one. `value` is not NULL. All definitions in
   a map must come from one pack. */
void def_map_put(DefMap *map, const struct TableDef *def, void *value);

#endif
