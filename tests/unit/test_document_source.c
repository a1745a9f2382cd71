/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Lines and columns of sources.
 */
#include "base_scratch.h"
#include "document/source.h"

#define BOM "\xef\xbb\xbf"

static Source *of(void **state, const char *bytes) {
    return source_new(*state, STR("role"), STR("../"), STR("a.md"), str_from_c(bytes));
}

static void assert_position(const Source *source, size_t offset, size_t line, size_t column) {
    Position position = source_position(source, offset);
    assert_int_equal(position.line, line);
    assert_int_equal(position.column, column);
}

static void assert_line(const Source *source, size_t line, Str wanted) {
    Str text = source_slice(source, source_line(source, line));
    assert_true(str_equal(text, wanted));
}

static void columns_count_code_points(void **state) {
    const Source *source = of(state, "a\xc3\xa9\xf0\x9f\x98\x80z\nb");
    assert_position(source, 0, 1, 1);
    assert_position(source, 1, 1, 2);
    assert_position(source, 3, 1, 3);
    assert_position(source, 7, 1, 4);
    assert_position(source, 8, 1, 5);
    assert_position(source, 9, 2, 1);
    assert_position(source, 10, 2, 2);
    assert_int_equal(source_position(source, 9).offset, 9);
}

static void an_offset_inside_a_code_point_has_its_column(void **state) {
    const Source *source = of(state, "a\xf0\x9f\x98\x80z");
    for (size_t offset = 1; offset < 5; offset++)
        assert_position(source, offset, 1, 2);
    assert_position(source, 5, 1, 3);
}

static void bytes_that_are_not_utf8_count_one_each(void **state) {
    const Source *source = of(state, "\xff\xfe\xc3z");
    assert_position(source, 3, 1, 4);
}

/* Longer than the distance between two marks, with code points of all lengths across them. */
static void columns_far_along_a_line_are_exact(void **state) {
    enum { PIECE = 13, PIECES = 1500 };
    static const char piece[] = "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\xc3z"; /* 7 points */
    static const size_t columns[PIECE] = {1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 6, 7};
    char bytes[sizeof BOM + 2 + PIECE * PIECES + 1] = BOM "x\n";
    size_t start = sizeof BOM - 1 + 2;
    for (size_t i = 0; i < PIECES; i++)
        memcpy(bytes + start + PIECE * i, piece, PIECE);
    const Source *source = of(state, bytes);
    size_t count = PIECE * PIECES;
    for (size_t i = 0; i < count; i++) {
        size_t at = i * 7919 % count; /* back and forth */
        assert_position(source, start + at, 2, at / PIECE * 7 + columns[at % PIECE]);
    }
    assert_position(source, start + count, 2, PIECES * 7 + 1);
    assert_position(source, 0, 1, 1);
}

static void offsets_are_clamped(void **state) {
    const Source *source = of(state, "a\n");
    Position position = source_position(source, 99);
    assert_int_equal(position.line, 2);
    assert_int_equal(position.column, 1);
    assert_int_equal(position.offset, 2);
    assert_position(of(state, ""), 5, 1, 1);
}

static void columns_do_not_depend_on_the_order_of_asking(void **state) {
    const Source *source = of(state, "\xc3\xa9\xc3\xa9\xc3\xa9 x\n\xc3\xa9y");
    static const size_t offsets[] = {6, 2, 10, 4, 4, 11, 0, 8, 3};
    for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++) {
        Position asked = source_position(source, offsets[i]);
        Position fresh =
            source_position(of(state, "\xc3\xa9\xc3\xa9\xc3\xa9 x\n\xc3\xa9y"), offsets[i]);
        assert_int_equal(asked.line, fresh.line);
        assert_int_equal(asked.column, fresh.column);
    }
}

static void lines_end_at_lf_crlf_and_cr(void **state) {
    const Source *source = of(state, "a\nb\r\nc\rd\r\r\n\ne");
    assert_int_equal(source_line_count(source), 7);
    assert_line(source, 1, STR("a"));
    assert_line(source, 2, STR("b"));
    assert_line(source, 3, STR("c"));
    assert_line(source, 4, STR("d"));
    assert_line(source, 5, STR(""));
    assert_line(source, 6, STR(""));
    assert_line(source, 7, STR("e"));
    assert_position(source, 4, 2, 3); /* between CR and LF */
    assert_position(source, 5, 3, 1);
}

static void the_last_line_may_have_no_end(void **state) {
    assert_int_equal(source_line_count(of(state, "")), 0);
    assert_int_equal(source_line_count(of(state, BOM)), 0);
    assert_int_equal(source_line_count(of(state, "\n")), 1);
    assert_int_equal(source_line_count(of(state, "a")), 1);
    assert_int_equal(source_line_count(of(state, "a\r")), 1);
    assert_int_equal(source_line_count(of(state, "a\nb")), 2);
}

static void there_are_no_lines_outside(void **state) {
    const Source *source = of(state, "a\nb\n");
    for (size_t line = 3; line < 6; line++) {
        Span span = source_line(source, line);
        assert_int_equal(span.start, 4);
        assert_int_equal(span.end, 4);
    }
    assert_int_equal(source_line(source, 0).start, 4);
    assert_int_equal(source_line(of(state, ""), 1).end, 0);
}

static void a_byte_order_mark_has_no_column(void **state) {
    const Source *source = of(state, BOM "ab\nc");
    assert_position(source, 0, 1, 1);
    assert_position(source, 2, 1, 1);
    assert_position(source, 3, 1, 1);
    assert_position(source, 4, 1, 2);
    assert_position(source, 6, 2, 1);
    assert_line(source, 1, STR("ab"));
}

static void spans_contain_their_ends(void **state) {
    (void)state;
    assert_true(span_contains((Span){2, 5}, (Span){2, 5}));
    assert_true(span_contains((Span){2, 5}, (Span){5, 5}));
    assert_false(span_contains((Span){2, 5}, (Span){1, 3}));
    assert_false(span_contains((Span){2, 5}, (Span){4, 6}));
}

static void locations_have_their_text(void **state) {
    Location at = {of(state, "one two"), {4, 7}};
    assert_true(str_equal(location_text(at), STR("two")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(columns_count_code_points),
        TEST(an_offset_inside_a_code_point_has_its_column),
        TEST(bytes_that_are_not_utf8_count_one_each),
        TEST(columns_far_along_a_line_are_exact),
        TEST(offsets_are_clamped),
        TEST(columns_do_not_depend_on_the_order_of_asking),
        TEST(lines_end_at_lf_crlf_and_cr),
        TEST(the_last_line_may_have_no_end),
        TEST(there_are_no_lines_outside),
        TEST(a_byte_order_mark_has_no_column),
        TEST(spans_contain_their_ends),
        TEST(locations_have_their_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
