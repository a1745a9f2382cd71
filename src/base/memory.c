/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/memory.h"

#include <stdlib.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/arena.h"

void *memory_take(size_t size) {
    void *taken = malloc(size > 0 ? size : 1);
    if (!taken)
        arena_out_of_memory();
    return taken;
}

void *memory_take_zeroed(size_t count, size_t size) {
    void *taken = calloc(count > 0 ? count : 1, size > 0 ? size : 1);
    if (!taken)
        arena_out_of_memory();
    return taken;
}

void *memory_resize(void *old, size_t size) {
    void *taken = realloc(old, size > 0 ? size : 1);
    if (!taken)
        arena_out_of_memory();
    return taken;
}

void memory_give_back(void) {
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
}
