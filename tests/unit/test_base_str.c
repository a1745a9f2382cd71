/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Memory and text: arena, array, map, str, error. */
#include "base_scratch.h"

#include "base/array.h"
#include "base/error.h"
#include "base/map.h"

static void pieces_are_zeroed_aligned_and_apart(void **state) {
    Arena *arena = *state;
    unsigned char *pieces[200];
    for (size_t i = 0; i < 200; i++) {
        size_t size = i * i * 7 % 30000;
        pieces[i] = arena_alloc(arena, size);
        assert_non_null(pieces[i]);
        assert_int_equal((uintptr_t)pieces[i] % _Alignof(uint64_t), 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)i, size);
    }
    for (size_t i = 0; i < 200; i++)
        for (size_t k = 0; k < i * i * 7 % 30000; k++)
            assert_int_equal(pieces[i][k], i & 0xFF);
}

static void an_arena_can_be_used_again(void **state) {
    Arena *arena = *state;
    memset(arena_alloc_bytes(arena, (size_t)9 << 20), 1, (size_t)9 << 20);
    assert_true(arena->total > (size_t)9 << 20);
    arena_free(arena);
    assert_int_equal(arena->total, 0);
    assert_int_equal(*(char *)arena_alloc(arena, 1), 0);
    assert_non_null(arena_alloc_array(arena, 0, SIZE_MAX));
}

static void a_large_piece_leaves_the_block_in_use(void **state) {
    Arena *arena = *state;
    arena_alloc(arena, 16);
    size_t used = arena->used;
    arena_alloc_bytes(arena, (size_t)1 << 20);
    assert_int_equal(arena->used, used);
}

static void an_array_grows(void **state) {
    ARRAY_OF(size_t) numbers = {0};
    for (size_t i = 0; i < 10000; i++)
        array_push((Arena *)*state, &numbers, i * 3);
    assert_int_equal(numbers.len, 10000);
    for (size_t i = 0; i < numbers.len; i++)
        assert_int_equal(numbers.items[i], i * 3);
}

static void a_map_finds_what_was_put(void **state) {
    Arena *arena = *state;
    Map map;
    map_init(&map, arena);
    assert_null(map_get(&map, STR("a")));
    int values[2000];
    for (int i = 0; i < 2000; i++)
        map_put(&map, str_printf(arena, "key %d", i), &values[i]);
    for (int i = 0; i < 2000; i++)
        assert_ptr_equal(map_get(&map, str_printf(arena, "key %d", i)), &values[i]);
    assert_null(map_get(&map, STR("key 2000")));
    assert_null(map_get(&map, STR("key ")));
}

static void a_map_takes_any_key(void **state) {
    Map map;
    map_init(&map, *state);
    int first, second, third;
    map_put(&map, (Str){0}, &first);
    map_put(&map, STR("a\0b"), &second);
    assert_ptr_equal(map_get(&map, STR("")), &first);
    assert_ptr_equal(map_get(&map, STR("a\0b")), &second);
    assert_null(map_get(&map, STR("a\0c")));
    assert_null(map_get(&map, STR("a")));
    map_put(&map, STR("a\0b"), &third);
    void **place = map_place(&map, STR("place"));
    assert_null(*place);
    assert_null(map_get(&map, STR("place")));
    *place = &first;
    assert_ptr_equal(map_get(&map, STR("place")), &first);
    assert_ptr_equal(map_place(&map, STR("place")), place);
    assert_ptr_equal(map_get(&map, STR("a\0b")), &third);
    static char longest[64];
    for (size_t i = 0; i < sizeof longest; i++)
        map_put(&map, (Str){longest, i}, &longest[i]);
    for (size_t i = 0; i < sizeof longest; i++)
        assert_ptr_equal(map_get(&map, (Str){longest, i}), &longest[i]);
}

static void texts_compare(void **state) {
    (void)state;
    assert_true(str_equal((Str){0}, STR("")));
    assert_false(str_equal(STR("a"), STR("b")));
    assert_true(str_equal_nocase(STR("AbZ[9"), STR("aBz[9")));
    assert_false(str_equal_nocase(STR("@"), STR("`")));
    assert_true(str_compare(STR("a"), STR("ab")) < 0);
    assert_true(str_compare(STR("\xff"), STR("a")) > 0);
    assert_int_equal(str_compare((Str){0}, STR("")), 0);
    assert_true(str_starts_with(STR("abc"), STR("ab")));
    assert_false(str_starts_with(STR("a"), STR("ab")));
    assert_true(str_starts_with((Str){0}, STR("")));
    assert_true(str_ends_with(STR("abc"), STR("bc")));
    assert_false(str_ends_with(STR("c"), STR("bc")));
}

static void slices_are_clamped(void **state) {
    (void)state;
    assert_str(str_slice(STR("abcd"), 1, 3), "bc");
    assert_str(str_slice(STR("abcd"), 2, SIZE_MAX), "cd");
    assert_str(str_slice(STR("abcd"), 9, 2), "");
    assert_str(str_slice((Str){0}, 1, 2), "");
    Str text = STR("ab");
    assert_ptr_equal(str_slice(str_slice(text, 2, 2), 0, 5).ptr, text.ptr + 2);
    assert_str(str_trim(STR(" \t\r\n a b \v\f")), "a b");
    assert_str(str_trim(STR("  ")), "");
    assert_str(str_trim((Str){0}), "");
    assert_str(str_from_c(NULL), "");
}

static void texts_are_found(void **state) {
    (void)state;
    assert_int_equal(str_find(STR("ababc"), STR("abc"), 0), 2);
    assert_int_equal(str_find(STR("abab"), STR("ab"), 1), 2);
    assert_int_equal(str_find(STR("abab"), STR("ab"), 3), SIZE_MAX);
    assert_int_equal(str_find(STR("abab"), STR("ab"), 9), SIZE_MAX);
    assert_int_equal(str_find(STR("ab"), STR(""), 2), 2);
    assert_int_equal(str_find((Str){0}, STR("a"), 0), SIZE_MAX);
    assert_int_equal(str_find((Str){0}, (Str){0}, 0), 0);
    assert_int_equal(str_find_last(STR("a/b/c"), '/'), 3);
    assert_int_equal(str_find_last(STR("abc"), '/'), SIZE_MAX);
}

static void numbers_are_read(void **state) {
    size_t value = 7;
    assert_true(str_to_number(STR("0042"), 42, &value));
    assert_int_equal(value, 42);
    assert_false(str_to_number(STR("43"), 42, &value));
    assert_false(str_to_number(STR("420"), 42, &value));
    assert_false(str_to_number(STR(""), 42, &value));
    assert_false(str_to_number(STR("4x"), 42, &value));
    assert_false(str_to_number(STR("-4"), 42, &value));
    assert_int_equal(value, 42);
    assert_true(str_to_number(str_number(*state, SIZE_MAX), SIZE_MAX, &value));
    assert_true(value == SIZE_MAX);
    assert_false(str_to_number(STR("99999999999999999999999"), SIZE_MAX, &value));
}

static void line_endings_become_lf(void **state) {
    Arena *arena = *state;
    Str text = STR("a\rb\n");
    assert_ptr_equal(str_with_lf(arena, text).ptr, text.ptr);
    assert_str(str_with_lf(arena, STR("a\r\n")), "a\n");
    assert_str(str_with_lf(arena, STR("\r\r\n\r\nb\r")), "\r\n\nb\r");
    assert_str(str_with_lf(arena, (Str){0}), "");
}

static size_t find_simply(Str haystack, Str needle) {
    for (size_t i = 0; i + needle.len <= haystack.len; i++)
        if (memcmp(haystack.ptr + i, needle.ptr, needle.len) == 0)
            return i;
    return SIZE_MAX;
}

/* Texts of few letters with repeated parts, where the two-way search has its special cases. */
static void long_needles_are_found(void **state) {
    (void)state;
    unsigned random = 1;
    char text[300];
    for (int round = 0; round < 20000; round++) {
        size_t period = 1 + (random >> 8) % 40;
        for (size_t i = 0; i < sizeof text; i++) {
            random = random * 1103515245 + 12345;
            bool fresh = i < period || (random >> 16) % 32 == 0;
            text[i] = fresh ? (char)('a' + (random >> 20) % 2) : text[i - period];
        }
        size_t start = (random >> 4) % 200;
        Str haystack = on_heap((Str){text, 260});
        Str needle = on_heap((Str){text + start, 17 + (random >> 12) % 80});
        assert_int_equal(str_find(haystack, needle, 0), find_simply(haystack, needle));
        free_heap(haystack);
        free_heap(needle);
    }
}

static void a_hostile_search_is_linear(void **state) {
    size_t size = (size_t)4 << 20;
    char *text = arena_alloc(*state, size);
    char *needle = arena_alloc(*state, size / 2);
    needle[size / 2 - 1] = 'b';
    assert_int_equal(str_find((Str){text, size}, (Str){needle, size / 2}, 0), SIZE_MAX);
    needle[size / 2 - 1] = 0;
    needle[0] = 'b';
    assert_int_equal(str_find((Str){text, size}, (Str){needle, size / 2}, 0), SIZE_MAX);
}

static void a_text_is_split(void **state) {
    (void)state;
    Str rest = STR("a,,b,");
    Str part;
    const char *const expected[] = {"a", "", "b", ""};
    for (size_t i = 0; i < 4; i++) {
        assert_true(str_split_next(&rest, ',', &part));
        assert_str(part, expected[i]);
    }
    assert_false(str_split_next(&rest, ',', &part));
    rest = STR("");
    assert_true(str_split_next(&rest, ',', &part));
    assert_false(str_split_next(&rest, ',', &part));
    rest = (Str){0};
    assert_false(str_split_next(&rest, ',', &part));
}

static void texts_are_copied_and_printed(void **state) {
    Arena *arena = *state;
    assert_str(str_copy(arena, STR("ab")), "ab");
    assert_str(str_copy(arena, (Str){0}), "");
    assert_string_equal(str_to_c(arena, str_slice(STR("abc"), 0, 2)), "ab");
    assert_str(str_printf(arena, STR_FMT "-%d" STR_FMT, STR_ARG(STR("x")), 7, STR_ARG((Str){0})),
               "x-7");
}

static void a_buffer_grows(void **state) {
    StrBuf buf;
    strbuf_init(&buf, *state);
    assert_str(strbuf_str(&buf), "");
    strbuf_append(&buf, (Str){0});
    for (int i = 0; i < 1000; i++) {
        strbuf_append_c(&buf, "ab");
        strbuf_append_char(&buf, 'c');
        strbuf_printf(&buf, "%04d", i);
    }
    assert_int_equal(buf.len, 7000);
    assert_str(str_slice(strbuf_str(&buf), 6986, 7000), "abc0998abc0999");
    strbuf_append(&buf, strbuf_str(&buf)); /* its own bytes */
    assert_str(str_slice(strbuf_str(&buf), 13993, 14000), "abc0999");
}

static void an_error_is_set(void **state) {
    (void)state;
    Error error = {0};
    assert_false(error_set(&error, ERROR_USAGE, "no %s", "rule"));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_string_equal(error.message, "no rule");
    assert_false(error_set(&error, ERROR_RUN, "a.yml:1:2: %s", error.message));
    assert_int_equal(error.kind, ERROR_RUN);
    assert_string_equal(error.message, "a.yml:1:2: no rule");
}

static void a_long_error_is_cut_between_characters(void **state) {
    StrBuf buf;
    strbuf_init(&buf, *state);
    for (int i = 0; i < 1000; i++)
        strbuf_append_c(&buf, "\xC3\xA9");
    Error error;
    error_set(&error, ERROR_USAGE, STR_FMT, STR_ARG(strbuf_str(&buf)));
    size_t length = strlen(error.message);
    assert_true(length > 1000 && length < sizeof error.message && length % 2 == 0);
}

static void a_number_is_digits_alone(void **state) {
    (void)state;
    assert_true(str_is_number(STR("0")));
    assert_true(str_is_number(STR("0123456789")));
    assert_false(str_is_number(STR("")));
    assert_false(str_is_number(STR("1a")));
    assert_false(str_is_number(STR("-1")));
    assert_false(str_is_number(STR("\xd9\xa1"))); /* an Arabic digit */
}

static void numbers_are_written(void **state) {
    StrBuf out;
    strbuf_init(&out, *state);
    strbuf_append_number(&out, 7, 2);
    strbuf_append_number(&out, 2023, 2);
    strbuf_append_number(&out, 0, 0);
    assert_str(strbuf_str(&out), "072023");
    assert_str(str_number(*state, 0), "0");
    assert_str(str_number(*state, 10), "10");
    Str most = str_printf(*state, "%zu", SIZE_MAX);
    assert_true(str_equal(str_number(*state, SIZE_MAX), most));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(pieces_are_zeroed_aligned_and_apart),
        TEST(an_arena_can_be_used_again),
        TEST(a_large_piece_leaves_the_block_in_use),
        TEST(an_array_grows),
        TEST(a_map_finds_what_was_put),
        TEST(a_map_takes_any_key),
        TEST(texts_compare),
        TEST(slices_are_clamped),
        TEST(texts_are_found),
        TEST(numbers_are_read),
        TEST(line_endings_become_lf),
        TEST(long_needles_are_found),
        TEST(a_hostile_search_is_linear),
        TEST(a_text_is_split),
        TEST(texts_are_copied_and_printed),
        TEST(a_buffer_grows),
        TEST(an_error_is_set),
        TEST(a_long_error_is_cut_between_characters),
        TEST(a_number_is_digits_alone),
        TEST(numbers_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
