/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A map from definitions of tables to pointers, in an arena: an array by the number that a
 * definition has in its pack, as tables are asked for more often than anything else.
 */
#ifndef GOVLINT_TABLE_DEF_MAP_H
#define GOVLINT_TABLE_DEF_MAP_H

#include <stddef.h>

#include "base/arena.h"

struct TableDef;

typedef struct DefMap {
    Arena *arena;
    void **values; /* by number; NULL where there is none */
    size_t count;
} DefMap;

void def_map_init(DefMap *map, Arena *arena);
/* The value of a definition, or NULL where there is none. */
void *def_map_get(const DefMap *map, const struct TableDef *def);
/* Sets the value of a definition, in place of an earlier one. `value` is not NULL. All definitions
   of a map are of one pack. */
void def_map_put(DefMap *map, const struct TableDef *def, void *value);

#endif
