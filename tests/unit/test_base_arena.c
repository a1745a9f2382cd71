/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Arenas: pieces are zeroed, do not overlap, and lie in memory taken from the system. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/arena.h"
#include "base/sanitizer.h"

#define PIECES 6

/* Sizes around the ends of blocks, and pieces too large for a block. */
static const size_t borders[] = {0, 64, 8192, 16384, 65536, 524288, 2097152};

static void assert_only(const char *piece, size_t size, int byte) {
    if (size == 0)
        return;
    assert_int_equal(piece[0], byte);
    assert_memory_equal(piece, piece + 1, size - 1);
}

/* Pieces of one size: each is zeroed at first, and keeps what is written to it. */
static void check_pieces(Arena *arena, size_t size) {
    char *pieces[PIECES];
    for (size_t i = 0; i < PIECES; i++) {
        pieces[i] = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(uint64_t), 0);
        assert_only(pieces[i], size, 0);
        memset(pieces[i], (int)i + 1, size);
    }
    for (size_t i = 0; i < PIECES; i++)
        assert_only(pieces[i], size, (int)i + 1);
}

static void try_sizes(Arena *arena, size_t from, size_t to, size_t step) {
    for (size_t size = from; size <= to; size += step) {
        check_pieces(arena, size);
        arena_reset(arena);
        check_pieces(arena, 100); /* the blocks come again, in another order */
        check_pieces(arena, size);
        arena_free(arena);
    }
}

static void pieces_of_any_size_are_apart(void **state) {
    Arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < sizeof borders / sizeof *borders; i++)
        try_sizes(&arena, borders[i] < 64 ? 0 : borders[i] - 64, borders[i] + 32, 16);
}

/* A small arena begins with a small block, and a larger piece may come at any time. */
static void pieces_fit_an_arena_for_little(void **state) {
    static const size_t firsts[] = {0, 8192, 10000, 20000, 65536, 1000000};
    (void)state;
    for (size_t k = 0; k < sizeof firsts / sizeof *firsts; k++)
        for (size_t size = 7168; size <= 17408; size += 16) {
            Arena arena;
            arena_init_for(&arena, firsts[k]);
            check_pieces(&arena, size);
            arena_reset(&arena);
            check_pieces(&arena, size);
            check_pieces(&arena, 100);
            check_pieces(&arena, size);
            arena_free(&arena);
        }
}

static void pieces_of_all_sizes_share_an_arena(void **state) {
    char *pieces[400];
    size_t size = 1;
    (void)state;
    for (size_t round = 0; round < 3; round++) {
        Arena arena;
        if (round < 2)
            arena_init_for(&arena, round * 4096);
        else
            arena_init_for_run(&arena);
        for (size_t lint = 0; lint < 3; lint++) {
            for (size_t i = 0; i < 400; i++) {
                size = size * 31 % 40009;
                pieces[i] = arena_alloc(&arena, size);
                assert_only(pieces[i], size, 0);
                memset(pieces[i], (int)(i % 100) + 1, size);
                assert_int_equal(pieces[i][0], i % 100 + 1);
            }
            for (size_t i = 0; i < 400; i++)
                assert_int_equal(pieces[i][0], i % 100 + 1);
            arena_reset(&arena);
        }
        arena_free(&arena);
    }
}

/* A resized piece keeps its content; what follows is zeroed, and does not overlap other pieces. */
static void the_last_piece_is_resized_in_place(void **state) {
    size_t size = 1;
    size_t resized = 0;
    Arena arena;
    (void)state;
    arena_init(&arena);
    for (size_t i = 0; i < 3000; i++) {
        size_t wanted = (size = size * 31 % 4099);
        char *first = arena_alloc(&arena, 40);
        char *piece = arena_alloc_bytes(&arena, 100);
        assert_false(arena_resize(&arena, first, 40, 80));
        memset(piece, 1, 100);
        if (!arena_resize(&arena, piece, 100, wanted))
            continue;
        resized++;
        if (wanted > 0)
            assert_only(piece, wanted < 100 ? wanted : 100, 1);
        memset(piece, 2, wanted);
        char *behind = arena_alloc(&arena, 64);
        assert_only(behind, 64, 0);
        memset(behind, 3, 64);
        assert_only(piece, wanted, 2);
        assert_only(first, 40, 0);
    }
    assert_true(WITH_ASAN ? resized == 0 : resized > 2900); /* but at the ends of blocks */
    arena_free(&arena);
}

static void children_go_with_their_parent(void **state) {
    Arena arena;
    (void)state;
    arena_init(&arena);
    size_t before = arena_total(&arena);
    Arena *child = arena_child(&arena);
    Arena *little = arena_child_for(child, 100);
    check_pieces(child, 100000);
    check_pieces(little, 16368);
    assert_true(arena_total(&arena) >= before + (size_t)PIECES * (100000 + 16368));
    arena_reset(&arena);
    assert_true(arena_total(&arena) < (size_t)PIECES * 16368);
    arena_free(&arena);
    assert_int_equal(arena_total(&arena), 0);
}

/* It is then empty; its siblings are unchanged, and still end with their parent. */
static void a_child_can_go_before_its_parent(void **state) {
    Arena arena;
    (void)state;
    arena_init(&arena);
    Arena *children[3];
    for (size_t i = 0; i < 3; i++) {
        children[i] = arena_child(&arena);
        check_pieces(children[i], 100000);
    }
    size_t before = arena_total(&arena);
    arena_free(children[1]);
    assert_int_equal(arena_total(children[1]), 0);
    assert_true(arena_total(&arena) <= before - (size_t)PIECES * 100000);
    assert_true(arena_total(&arena) >= (size_t)2 * PIECES * 100000);
    check_pieces(children[1], 100000);
    arena_free(&arena);
    assert_int_equal(arena_total(&arena), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_of_any_size_are_apart),
        cmocka_unit_test(pieces_fit_an_arena_for_little),
        cmocka_unit_test(pieces_of_all_sizes_share_an_arena),
        cmocka_unit_test(the_last_piece_is_resized_in_place),
        cmocka_unit_test(children_go_with_their_parent),
        cmocka_unit_test(a_child_can_go_before_its_parent),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
