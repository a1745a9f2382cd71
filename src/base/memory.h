/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory outside arenas, for libraries that accept an allocator: libgit2, PCRE2 and cmark.
 *
 * When memory runs out, libgit2 would crash, and PCRE2 would blame its input. Here, as in an arena,
 * running out of memory ends the run, so nothing returned is ever NULL. Release it with free().
 */
#ifndef GOVLINT_BASE_MEMORY_H
#define GOVLINT_BASE_MEMORY_H

#include <stddef.h>

/* `size` uninitialised bytes. */
void *memory_take(size_t size);

/* `count` zeroed items of `size` bytes; overflow of the product counts as out of memory too. */
void *memory_take_zeroed(size_t count, size_t size);

/* Resizes an allocation to `size` bytes, keeping as much of its content as fits. `old` may be NULL
   and must not be used afterwards. */
void *memory_resize(void *old, size_t size);

/*
 * Returns freed memory to the system where the C library would keep it for reuse. Worth its time
 * once much has been freed that will not be needed again.
 */
void memory_give_back(void);

#endif
