/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A map from text to a pointer, in an arena (uthash inside). Entries are never removed.
 * Keys are borrowed: they must live as long as the map.
 */
#ifndef GOVLINT_BASE_MAP_H
#define GOVLINT_BASE_MAP_H

#include "base/arena.h"
#include "base/str.h"

typedef struct MapEntry MapEntry;

typedef struct Map {
    Arena *arena;
    MapEntry *entries;
} Map;

void map_init(Map *map, Arena *arena);
/* The value of `key`, or NULL if there is none. */
void *map_get(const Map *map, Str key);
/* The slot that holds the value of `key`. A new slot, created if there is none yet, holds NULL
   until it is set. Slots never move. */
void **map_place(Map *map, Str key);
/* The value of `key`; if there is none yet, a new zeroed `Type` from the map's arena. */
#define map_get_or_new(map, key, Type) ((Type *)map_get_or_alloc((map), (key), sizeof(Type)))
void *map_get_or_alloc(Map *map, Str key, size_t size);
/* Sets the value of `key`, replacing any earlier one. `value` must not be NULL. */
void map_put(Map *map, Str key, void *value);

#endif
