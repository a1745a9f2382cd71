/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Maps whose keys are already hashes, made with a secret of this run (see rule/row_print.h), and so
 * are not hashed again. For text keys use Map.
 */
#ifndef GOVLINT_BASE_HASH_MAP_H
#define GOVLINT_BASE_HASH_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

typedef struct HashSlot {
    uint64_t key;
    size_t value; /* plus 1; 0 means that the slot is free */
} HashSlot;

typedef struct HashMap {
    Arena *arena;
    HashSlot *slots;
    size_t slot_count; /* a power of two, or 0 */
    size_t count;
} HashMap;

void hash_map_init(HashMap *map, Arena *arena);

/* The value of `key`; false if there is none. */
bool hash_map_get(const HashMap *map, uint64_t key, size_t *value);

/* Sets the value of `key`, replacing any earlier one. The value may be anything but SIZE_MAX. */
void hash_map_put(HashMap *map, uint64_t key, size_t value);

#endif
