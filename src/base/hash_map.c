/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * One array of slots, at most half of them in use. When several keys hash to the same slot, each
 * takes the next free one.
 */
#include "base/hash_map.h"

enum { FEWEST_SLOTS = 16 };

void hash_map_init(HashMap *map, Arena *arena) {
    *map = (HashMap){.arena = arena};
}

/* The slot that has the key, or that it would take. */
static HashSlot *find_slot(const HashMap *map, uint64_t key) {
    size_t at = (size_t)key & (map->slot_count - 1);
    while (map->slots[at].value > 0 && map->slots[at].key != key)
        at = (at + 1) & (map->slot_count - 1);
    return &map->slots[at];
}

bool hash_map_get(const HashMap *map, uint64_t key, size_t *value) {
    const HashSlot *slot = map->slot_count > 0 ? find_slot(map, key) : NULL;
    if (!slot || slot->value == 0)
        return false;
    *value = slot->value - 1;
    return true;
}

static void grow(HashMap *map) {
    HashMap larger = *map;
    larger.slot_count = map->slot_count > 0 ? 2 * map->slot_count : FEWEST_SLOTS;
    larger.slots = arena_new_array(map->arena, larger.slot_count, HashSlot);
    for (size_t i = 0; i < map->slot_count; i++)
        if (map->slots[i].value > 0)
            *find_slot(&larger, map->slots[i].key) = map->slots[i];
    *map = larger;
}

void hash_map_put(HashMap *map, uint64_t key, size_t value) {
    if (2 * (map->count + 1) > map->slot_count)
        grow(map);
    HashSlot *slot = find_slot(map, key);
    map->count += slot->value == 0;
    *slot = (HashSlot){key, value + 1};
}
