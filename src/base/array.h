/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Arrays that grow in an arena.
 *
 *     ARRAY_OF(Row *) rows = {0};
 *     array_push(&arena, &rows, row);
 *     for (size_t i = 0; i < rows.len; i++) use(rows.items[i]);
 *
 * Growing may move the items: keep indexes, or pointers to what the items point to, never pointers
 * into `items` across a push.
 */
#ifndef GOVLINT_BASE_ARRAY_H
#define GOVLINT_BASE_ARRAY_H

#include <stddef.h>

#include "base/arena.h"

#define ARRAY_OF(Type)                                                                             \
    struct {                                                                                       \
        Type *items;                                                                               \
        size_t len;                                                                                \
        size_t capacity;                                                                           \
    }

/* Appends a value. The arguments `arena` and `array` are evaluated more than once. */
#define array_push(arena, array, ...)                                                              \
    ((array)->items = array_reserve((arena), (array)->items, sizeof *(array)->items, (array)->len, \
                                    &(array)->capacity),                                           \
     (array)->items[(array)->len++] = (__VA_ARGS__))

/* A copy of the items with no spare capacity: for keeping an array that grew in another arena. */
#define array_copy(arena, array)                                                                   \
    array_copy_items((arena), (array)->items, sizeof *(array)->items, (array)->len)

/* The items with room for at least one more: the old ones, or a copy of them in a larger place. The
   initial storage may therefore be on the stack. */
void *array_reserve(Arena *arena, void *items, size_t size, size_t len, size_t *capacity);

/* Never NULL, even for zero items. */
void *array_copy_items(Arena *arena, const void *items, size_t size, size_t len);

#endif
