/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Dates in texts: what is a date, and above all what is not. */
#include "base_scratch.h"

#include "base/date.h"

typedef struct DateCase {
    const char *text;
    const char *date; /* NULL: none */
    const char *at;   /* the part of the text; NULL: all of it */
} DateCase;

static void check_dates(Arena *arena, const DateCase *rows, size_t count, DateHints hints) {
    PatternSet *set = pattern_set_new(arena);
    DateForms *forms = date_forms_new(arena, set);
    for (size_t i = 0; i < count; i++) {
        Str text = on_heap(str_from_c(rows[i].text));
        Date date = {0};
        bool found = date_find(forms, text, hints, &date);
        if (found != (rows[i].date != NULL))
            fail_msg("'%s' is %s date", rows[i].text, found ? "a" : "no");
        if (found) {
            assert_str(date_text(arena, &date), rows[i].date);
            assert_str(str_slice(text, date.start, date.end),
                       rows[i].at ? rows[i].at : rows[i].text);
        }
        free_heap(text);
    }
    pattern_set_free(set);
}

#define CHECK_DATES(rows, ...)                                                                     \
    check_dates(*state, (rows), sizeof(rows) / sizeof *(rows), (DateHints){__VA_ARGS__})

static void dates_with_a_year_are_found(void **state) {
    static const DateCase rows[] = {
        {"2023-01-05", "2023-01-05", NULL},
        {"2023-1-5", "2023-01-05", NULL},
        {"2023/01/05", "2023-01-05", NULL},
        {"2023.01.05", "2023-01-05", NULL},
        {"2023_01_05", "2023-01-05", NULL},
        {"20230105", "2023-01-05", NULL},
        {"notes_20230105_b", "2023-01-05", "20230105"},
        {"tooling-2023-01-05", "2023-01-05", "2023-01-05"},
        {"a 5, 2023/1/13 or 13.1.2023", "2023-01-13", "2023/1/13"},
        {"2023-05-03 00:00:00 +0000", "2023-05-03", "2023-05-03"},
        {"2023-05-03T10:00:00-05:00", "2023-05-03", "2023-05-03"},
        {"13/01/2023", "2023-01-13", NULL},
        {"01-13-2023", "2023-01-13", NULL},
        {"05.05.2023", "2023-05-05", NULL},
        {"January 5th, 2023", "2023-01-05", NULL},
        {"January 05 2023", "2023-01-05", NULL},
        {"JAN. 5, 2023", "2023-01-05", NULL},
        {"Sept. 21st, 2023", "2023-09-21", NULL},
        {"Sep 21 (2023)", "2023-09-21", "Sep 21 (2023"},
        {"jan-05-2023", "2023-01-05", NULL},
        {"5 Jan 2023", "2023-01-05", NULL},
        {"5-Jan-2023", "2023-01-05", NULL},
        {"5th of January, 2023", "2023-01-05", NULL},
        {"5. January 2023", "2023-01-05", NULL},
        {"2023 January 5", "2023-01-05", NULL},
        {"Thursday, February 29, 2024: tools", "2024-02-29", "February 29, 2024"},
        {"June 4, 2024, 10am - 11am", "2024-06-04", "June 4, 2024"},
        {"at 10:00, 5 June 2024", "2024-06-05", "5 June 2024"},
        {"10:00 June 5 2024", "2024-06-05", "June 5 2024"},
        {"2023-01-05 (January 5)", "2023-01-05", "2023-01-05"},
    };
    CHECK_DATES(rows, 0);
}

static void doubt_is_no_date(void **state) {
    static const DateCase rows[] = {
        {"", NULL, NULL},
        {"Agenda", NULL, NULL},
        {"05/07/2023", NULL, NULL}, /* in May or in July */
        {"05.07.2023", NULL, NULL},
        {"05/13/23", NULL, NULL},
        {"January 5", NULL, NULL},
        {"01-05", NULL, NULL},
        {"January 2023", NULL, NULL},
        {"May 2023", NULL, NULL},
        {"Spe 13, 2023", NULL, NULL},
        {"{month} {day}, 2023", NULL, NULL},
        {"2023-02-29", NULL, NULL},
        {"2023-13-01", NULL, NULL},
        {"20231301", NULL, NULL},
        {"202301051", NULL, NULL},
        {"v1.2023.01.05", NULL, NULL},
        {"1.2.3", NULL, NULL},
        {"February 30, 2023", NULL, NULL},
        {"3023-01-05", NULL, NULL},
        {"maybe 5, 2023", NULL, NULL},
        /* several days */
        {"2023-01-05 and 2023-01-06", NULL, NULL},
        {"2023-01-05/07", NULL, NULL},
        {"2023-01-05-07", NULL, NULL},
        {"20230105-20230107", NULL, NULL},
        {"January 5-7, 2023", NULL, NULL},
        {"January 5 \xE2\x80\x93 7, 2023", NULL, NULL},
        {"January 5th and 6th, 2023", NULL, NULL},
        {"January 5, 6 and 7 2023", NULL, NULL},
        {"5 to 7 January 2023", NULL, NULL},
        {"5, 6 January 2023", NULL, NULL},
        {"5 January 6 2023", NULL, NULL},
        {"January 30 - February 1, 2023", NULL, NULL},
        {"January 5, 2023 (moved from January 4)", NULL, NULL},
        {"2023-01-05: January 5, 2024", NULL, NULL},
    };
    CHECK_DATES(rows, 0);
}

static void a_year_may_be_known_from_elsewhere(void **state) {
    static const DateCase rows[] = {
        {"January 26th", "2023-01-26", NULL},
        {"# Sept. 21st - tools", "2023-09-21", "Sept. 21st"},
        {"[Cancelled] Jun 19", "2023-06-19", "Jun 19"},
        {"09 May", "2023-05-09", NULL},
        {"January 5, 2024", "2024-01-05", NULL}, /* its own counts */
        {"January 5, 10 am", "2023-01-05", "January 5"},
        {"January 5: 10 items", "2023-01-05", "January 5"},
        {"05-09", "2023-05-09", NULL}, /* as in ISO 8601 */
        {"5-9", "2023-05-09", NULL},
        {"13-01", "2023-01-13", NULL},
        {"05-09 tools", NULL, NULL},
        {"part 1-2", NULL, NULL},
        {"February 29", NULL, NULL},
        {"January 5 and 6", NULL, NULL},
    };
    CHECK_DATES(rows, .year = 2023);
}

static void the_order_of_numbers_may_be_known(void **state) {
    static const DateCase month_first[] = {
        {"05/07/2023", "2023-05-07", NULL},
        {"13/07/2023", "2023-07-13", NULL},
        {"05-07", "2022-05-07", NULL},
    };
    static const DateCase day_first[] = {
        {"05/07/2023", "2023-07-05", NULL},
        {"07/13/2023", "2023-07-13", NULL},
        {"05-07", "2022-07-05", NULL},
        {"2023-05-07", "2023-05-07", NULL},
    };
    CHECK_DATES(month_first, .year = 2022, .order = DATE_MONTH_FIRST);
    CHECK_DATES(day_first, .year = 2022, .order = DATE_DAY_FIRST);
}

static void years_are_four_digits(void **state) {
    (void)state;
    assert_int_equal(date_year(STR("2023")), 2023);
    assert_int_equal(date_year(STR("1899")), 0);
    assert_int_equal(date_year(STR("2200")), 0);
    assert_int_equal(date_year(STR("202")), 0);
    assert_int_equal(date_year(STR("20234")), 0);
    assert_int_equal(date_year(STR("20a3")), 0);
    assert_int_equal(date_year((Str){0}), 0);
}

static void a_time_moves_a_date_to_another_zone(void **state) {
    static const struct {
        const char *text;
        int minutes;
        const char *date;
    } rows[] = {
        {"2024-02-29 23:30:00 -0800", 0, "2024-03-01"},
        {"2024-02-29T23:30:00-08:00", -8 * 60, "2024-02-29"},
        {"2024-03-01 00:30:00 +0100", 0, "2024-02-29"},
        {"2023-12-31 12:00 Z", 14 * 60, "2024-01-01"},
        {"2024-01-01 03:00:00.5", -11 * 60, "2023-12-31"},
        {"2024-01-01 13:00 +1", -11 * 60, "2024-01-01"},
        {"2024-01-01", -11 * 60, "2024-01-01"},
        {"2024-01-01 3:00 +99", -11 * 60, "2024-01-01"},
        {"2024-01-01 03:00pm", -11 * 60, "2024-01-01"},
        {"2024-01-01 99:99 -2359", 14 * 60, "2024-01-06"},
    };
    PatternSet *set = pattern_set_new(*state);
    DateForms *forms = date_forms_new(*state, set);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = on_heap(str_from_c(rows[i].text));
        Date date = {0};
        assert_true(date_find(forms, text, (DateHints){0}, &date));
        date_move(forms, text, rows[i].minutes, &date);
        assert_str(date_text(*state, &date), rows[i].date);
        free_heap(text);
    }
    pattern_set_free(set);
}

static void offsets_are_read(void **state) {
    (void)state;
    int minutes = -1;
    assert_true(date_offset(STR("-11:00"), &minutes));
    assert_int_equal(minutes, -660);
    assert_true(date_offset(STR("+0530"), &minutes));
    assert_int_equal(minutes, 330);
    assert_true(date_offset(STR("+9"), &minutes));
    assert_int_equal(minutes, 540);
    assert_true(date_offset(STR("Z"), &minutes));
    assert_int_equal(minutes, 0);
    static const char *const none[] = {"",        "+",      "11:00",  "+11:0",
                                       "+1:1:00", "+24:00", "+12345", "+:05"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_false(date_offset(str_from_c(none[i]), &minutes));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(dates_with_a_year_are_found),
        TEST(doubt_is_no_date),
        TEST(a_year_may_be_known_from_elsewhere),
        TEST(the_order_of_numbers_may_be_known),
        TEST(years_are_four_digits),
        TEST(a_time_moves_a_date_to_another_zone),
        TEST(offsets_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
