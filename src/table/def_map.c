/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/def_map.h"

#include <string.h>

#include "table/definition.h"

/* Initial size; most maps hold only a few of the definitions. */
#define FIRST_COUNT ((size_t)32)

void def_map_init(DefMap *map, Arena *arena) {
    *map = (DefMap){.arena = arena};
}

void *def_map_get(const DefMap *map, const TableDef *def) {
    return def->number < map->count ? map->values[def->number] : NULL;
}

static void make_room(DefMap *map, size_t number) {
    size_t count = map->count > 0 ? map->count : FIRST_COUNT;
    while (count <= number)
        count *= 2;
    void **values = arena_new_array(map->arena, count, void *);
    if (map->count > 0)
        memcpy(values, map->values, map->count * sizeof *values);
    map->values = values;
    map->count = count;
}

void def_map_put(DefMap *map, const TableDef *def, void *value) {
    if (def->number >= map->count)
        make_room(map, def->number);
    map->values[def->number] = value;
}
