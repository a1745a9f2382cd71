/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * libgit2's memory. libgit2 does not always check whether an allocation succeeded, so if there is
 * no memory, or too much is requested, the run ends here. Since 1.6 an allocator consists of these
 * three functions; before, it had six more.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <git2.h>
#include <git2/sys/alloc.h>

#include "base/arena.h"
#include "base/memory.h"
#include "git/snapshot_internal.h"

/* Far more than the largest file or index that is read: only corrupt sizes ask for this much. */
#define GIT_MAX_TAKEN ((size_t)256 * 1024 * 1024)

static size_t judge(size_t size) {
    if (size > GIT_MAX_TAKEN)
        arena_give_up(
            "govlint: libgit2 asks for more than 256 MiB of memory at once: a file of .git, "
            "or an ignore file, is damaged or far too large\n");
    return size;
}

static void *take(size_t size, const char *file, int line) {
    (void)file, (void)line;
    return memory_take(judge(size));
}

static void *resize(void *old, size_t size, const char *file, int line) {
    (void)file, (void)line;
    return memory_resize(old, judge(size));
}

#ifdef GIT_ALLOCATOR_HAS_GCALLOC
static void *take_zeroed(size_t count, size_t size, const char *file, int line) {
    (void)file, (void)line;
    (void)judge(size > 0 && count > GIT_MAX_TAKEN / size ? SIZE_MAX : count * size);
    return memory_take_zeroed(count, size);
}

static char *copy_bytes(const char *text, size_t length, const char *file, int line) {
    char *copy = take(length + 1, file, line);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

static char *copy(const char *text, const char *file, int line) {
    return copy_bytes(text, strlen(text), file, line);
}

static char *copy_some(const char *text, size_t most, const char *file, int line) {
    const char *end = memchr(text, '\0', most);
    return copy_bytes(text, end ? (size_t)(end - text) : most, file, line);
}

static void *resize_array(void *old, size_t count, size_t size, const char *file, int line) {
    bool fits = size == 0 || count <= SIZE_MAX / size;
    return resize(old, fits ? count * size : SIZE_MAX, file, line);
}

static void *take_array(size_t count, size_t size, const char *file, int line) {
    return resize_array(NULL, count, size, file, line);
}
#endif

void place_set_allocator(void) {
    static git_allocator allocator = {
        .gmalloc = take,
        .grealloc = resize,
        .gfree = free,
#ifdef GIT_ALLOCATOR_HAS_GCALLOC
        .gcalloc = take_zeroed,
        .gstrdup = copy,
        .gstrndup = copy_some,
        .gsubstrdup = copy_bytes,
        .greallocarray = resize_array,
        .gmallocarray = take_array,
#endif
    };
    (void)git_libgit2_opts(GIT_OPT_SET_ALLOCATOR, &allocator);
}
