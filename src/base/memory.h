/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory outside of arenas, for libraries that are given an allocator: libgit2, PCRE2 and cmark.
 *
 * When there is none left, libgit2 by itself would crash, and PCRE2 would blame what it was given.
 * Here, as in an arena, that ends the run: nothing returned is ever NULL. What is taken here is
 * given back by free().
 */
#ifndef GOVLINT_BASE_MEMORY_H
#define GOVLINT_BASE_MEMORY_H

#include <stddef.h>

/* `size` bytes with any content. */
void *memory_take(size_t size);

/* `count` items of `size` bytes, all zero; an overflow of the product is out of memory too. */
void *memory_take_zeroed(size_t count, size_t size);

/* The same bytes, as far as they fit, in `size` ones; `old` may be NULL and is gone. */
void *memory_resize(void *old, size_t size);

/*
 * Gives what was freed back to the system, where the C library keeps it for later: worth its time
 * once much was freed that will not be needed again.
 */
void memory_give_back(void);

#endif
