/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/array.h"

#include <stdint.h>
#include <string.h>

#define FIRST_CAPACITY 8

void *array_reserve(Arena *arena, void *items, size_t size, size_t len, size_t *capacity) {
    if (len < *capacity)
        return items;
    if (*capacity > SIZE_MAX / 2 / FIRST_CAPACITY / size)
        arena_out_of_memory();
    size_t before = *capacity;
    *capacity = before ? before * 2 : FIRST_CAPACITY;
    if (before > 0 && arena_resize(arena, items, before * size, *capacity * size))
        return items;
    void *larger = arena_alloc_bytes(arena, *capacity * size); /* items are set when added */
    if (len > 0)
        memcpy(larger, items, len * size);
    return larger;
}

void *array_copy_items(Arena *arena, const void *items, size_t size, size_t len) {
    void *copy = arena_alloc_array(arena, len, size);
    if (len > 0)
        memcpy(copy, items, len * size);
    return copy;
}
