/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * For tests that need no more than an arena: a fresh one as the state of each test, and the
 * comparison of a Str with a literal.
 */
#ifndef GOVLINT_TESTS_BASE_SCRATCH_H
#define GOVLINT_TESTS_BASE_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

/* The Str `actual` has exactly the bytes of the C string `expected`. */
#define assert_str(actual, expected) assert_same((actual), str_from_c(expected), __FILE__, __LINE__)

static inline void assert_same(Str actual, Str expected, const char *file, int line) {
    if (str_equal(actual, expected))
        return;
    print_error("expected \"" STR_FMT "\" but was \"" STR_FMT "\"\n", STR_ARG(expected),
                STR_ARG(actual));
    _fail(file, line);
}

static inline int set_up(void **state) {
    Arena *arena = malloc(sizeof *arena);
    if (!arena)
        return -1;
    arena_init(arena);
    *state = arena;
    return 0;
}

static inline int tear_down(void **state) {
    arena_free(*state);
    free(*state);
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

/* A heap copy of exactly its size, so that a sanitizer sees a read beyond its end. */
static inline Str on_heap(Str text) {
    char *copy = malloc(text.len ? text.len : 1);
    assert_non_null(copy);
    if (text.len)
        memcpy(copy, text.ptr, text.len);
    return (Str){copy, text.len};
}

static inline void free_heap(Str text) {
    free((void *)(uintptr_t)text.ptr);
}

#endif
