/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What changed in rows, and which other rows that affects. */
#include "base_scratch.h"

#include "history/row_changes.h"
#include "rule/ties.h"

/* Rows whose prints are letters. */
static RowPrints prints_of(Arena *arena, const char *letters) {
    RowPrints prints = {0};
    for (; *letters; letters++)
        array_push(arena, &prints, (uint64_t)*letters);
    return prints;
}

static void assert_prints(const RowPrints *prints, const char *letters) {
    for (size_t i = 0; i < prints->len && letters[i]; i++)
        assert_int_equal(prints->items[i], (uint64_t)letters[i]);
    assert_int_equal(prints->len, strlen(letters));
}

static void rows_come_go_and_move(void **state) {
    static const char *const cases[][4] = {
        {"abc", "abc", "", ""},        {"", "ab", "ab", ""},       {"ab", "", "", "ab"},
        {"abcd", "abxcd", "x", ""},    {"abcd", "axcd", "x", "b"}, {"abcd", "acd", "", "b"},
        {"aba", "ab", "", "a"},        {"aa", "aaa", "a", ""},     {"abcdef", "bcdaef", "a", ""},
        {"abcdef", "aebcdf", "e", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        RowChanges changes = {0};
        RowPrints before = prints_of(*state, cases[i][0]);
        RowPrints after = prints_of(*state, cases[i][1]);
        row_changes_add(*state, *state, &changes, &before, &after);
        assert_prints(&changes.came, cases[i][2]);
        assert_prints(&changes.gone, cases[i][3]);
    }
}

/* Adds a row that hears some texts and tells others, each a letter. */
static void add(Arena *arena, Ties *ties, uint64_t row, const char *hears, const char *tells) {
    RowTies of = {.arena = arena};
    for (; *hears; hears++)
        row_ties_hear(&of, (Str){hears, 1});
    for (; *tells; tells++)
        row_ties_tell(&of, (Str){tells, 1});
    ties_add(ties, row, &of);
}

static void who_hears_what_a_row_tells_is_found(void **state) {
    Ties *ties = ties_new(*state);
    add(*state, ties, 1, "x", "y");
    add(*state, ties, 2, "y", "");
    add(*state, ties, 3, "", "x");
    add(*state, ties, 3, "", "z"); /* more of it */
    add(*state, ties, 4, "zy", "");
    const uint64_t row = 3;
    RowSet out;
    row_set_init(&out, *state);
    ties_add_hearers(ties, &row, 1, &out);
    assert_int_equal(out.rows.len, 2);
    assert_true(row_set_has(&out, 1) && row_set_has(&out, 4));
    row_set_init(&out, *state);
    ties_add_tellers(ties, (const uint64_t[]){4, 2}, 2, &out);
    assert_int_equal(out.rows.len, 2);
    assert_true(row_set_has(&out, 1) && row_set_has(&out, 3));
}

static void what_is_shared_is_heard_and_told(void **state) {
    Ties *ties = ties_new(*state);
    for (uint64_t row = 1; row <= 3; row++) {
        RowTies of = {.arena = *state};
        row_ties_share(&of, row < 3 ? STR("x") : STR("y"));
        ties_add(ties, row, &of);
    }
    const uint64_t row = 1;
    RowSet hearers, tellers;
    row_set_init(&hearers, *state);
    row_set_init(&tellers, *state);
    ties_add_hearers(ties, &row, 1, &hearers);
    ties_add_tellers(ties, &row, 1, &tellers);
    assert_int_equal(hearers.rows.len, 2); /* itself and the other */
    assert_true(row_set_has(&hearers, 1) && row_set_has(&hearers, 2));
    assert_int_equal(tellers.rows.len, 2);
    assert_true(row_set_has(&tellers, 2));
}

/* If there are many checks, each has its own salt. */
static void what_another_check_tells_is_not_heard(void **state) {
    Ties *ties = ties_new(*state);
    RowTies one = {.arena = *state, .salt = 1};
    RowTies other = {.arena = *state, .salt = 2};
    row_ties_tell(&one, STR("x"));
    row_ties_hear(&other, STR("x"));
    ties_add(ties, 1, &one);
    ties_add(ties, 2, &other);
    RowSet out;
    row_set_init(&out, *state);
    ties_add_hearers(ties, (const uint64_t[]){1}, 1, &out);
    assert_int_equal(out.rows.len, 0);
}

static void a_set_has_each_row_once(void **state) {
    enum { MANY = 10000 };
    RowSet set;
    row_set_init(&set, *state);
    for (uint64_t i = 0; i < MANY; i++)
        row_set_add(&set, i / 2 * UINT64_C(0x10000)); /* all in one slot at first */
    assert_int_equal(set.rows.len, MANY / 2);
    assert_true(row_set_has(&set, 0));
    assert_true(row_set_has(&set, (MANY / 2 - 1) * UINT64_C(0x10000)));
    assert_false(row_set_has(&set, 1));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(rows_come_go_and_move),
        TEST(who_hears_what_a_row_tells_is_found),
        TEST(what_is_shared_is_heard_and_told),
        TEST(what_another_check_tells_is_not_heard),
        TEST(a_set_has_each_row_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
