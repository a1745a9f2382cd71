/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Names of people: which are the same person's, and which are misspellings. */
#include "base_scratch.h"

#include "base/person.h"
#include "base/typo.h"

typedef struct Pair {
    const char *a;
    const char *b;
} Pair;

static void names_of_one_person_fold_alike(void **state) {
    static const Pair rows[] = {
        {"Doe Jr, Jané L", "doe jane"},
        {"Jane Doe", "doe jane"},
        {"DOE Jane", "doe jane"},
        {"J.R. Doe", "doe"},
        {"Doe, Jane III", "doe jane"},
        {"Jane Sr. Doe", "doe jane"},
        {"bjørn3", "bjorn3"},
        {"X", "x"},
        {"J. R.", "j r"},
        {"Li\xe2\x80\x83Wei", "li wei"},
        {"王 芳", "王 芳"},
        {"", ""},
        {" , . ", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str name = on_heap(str_from_c(rows[i].a));
        assert_str(person_fold(*state, name), rows[i].b);
        free_heap(name);
    }
}

static void check_pairs(Arena *arena, const Pair *rows, size_t count, bool expected) {
    for (size_t i = 0; i < count; i++)
        for (int turn = 0; turn < 2; turn++) {
            Str a = on_heap(str_from_c(turn ? rows[i].b : rows[i].a));
            Str b = on_heap(str_from_c(turn ? rows[i].a : rows[i].b));
            if (person_may_be(arena, a, b) != expected)
                fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
            free_heap(a);
            free_heap(b);
        }
}

static void names_that_may_be_one_persons(void **state) {
    static const Pair rows[] = {
        {"Ada Example", "Example, Ada"},
        {"Ada Example", "Ada Maria Example"},
        {"Ada Example", "Example Jr, Ada L"},
        {"Ada", "Ada Example"},
        {"Dan Example", "Example, Daniel"},
        {"Danny Example", "Daniel Example"},
        {"Nick Example", "Nicholas Example"},
        {"Mike Example", "Example, Michael"},
        {"Beth Example", "Elizabeth Example"},
        {"Bobby Example", "Robert Example"},
        {"Nik Example", "Nick Example"},
        {"Jon Example", "John Example"},
        {"Marc Example", "Marco Example"},
        {"Lena Example", "Elena Example"},
        {"Ida van Example", "Vanexample, Ida"},
        {"Jean-Luc Example", "Example, Jean Luc"},
        {"Ida O Example", "O'Example, Ida"},
        {"Ida Müller", "Mueller, Ida"},
        {"Søren Example", "Soeren Example"},
        {"王芳", "Wang Fang"},
        {"Wang Fang", "Fang Wang"},
        {"", "Ada Example"},
        {"A. E.", "E A"},
        {"Kate Example", "Katie Example"},
        {"Example, Alan", "Example, Allan"},
        {"Davy Example", "Davey Example"},
        {"Jack Example", "John Example"},
        {"Tom Example", "Example, Thomas"},
    };
    check_pairs(*state, rows, sizeof rows / sizeof *rows, true);
}

static void names_of_two_people(void **state) {
    static const Pair rows[] = {
        {"Ada Example", "Bob Example"},
        {"Ada Example", "Ada Sample"},
        {"Ada Example", "Carol Sample"},
        {"Example, Kyle", "Example, Robin"},
        {"Javier Example", "Saúl Example"},
        {"Daniel Example", "Danniel Example"},
        {"Ada Example", "Ada Exampel"},
        {"Ada Example", "Ada Exampl"},
        {"Gals, Carol", "Gales, Carol"},
        {"Dasy Example", "Daisy Example"},
        {"Bob", "Ada Example"},
        {"Jack Example", "Mark Example"},
        {"王芳", "李芳 王"},
    };
    check_pairs(*state, rows, sizeof rows / sizeof *rows, false);
}

static bool is_typo(Arena *arena, const Pair *pair, bool certain, Typo *typo) {
    Str a = person_fold(arena, str_from_c(pair->a));
    Str b = person_fold(arena, str_from_c(pair->b));
    Typo back;
    bool found = typo_between(a, b, certain, typo);
    assert_int_equal(found, typo_between(b, a, certain, &back));
    return found;
}

static void count_visit(size_t index, void *context) {
    assert_int_equal(index, 1);
    ++*(size_t *)context;
}

/* Whether the index finds the second of two phrases when given the first. */
static bool index_finds(Arena *arena, const Pair *pair) {
    Str phrases[] = {person_fold(arena, STR("Somebody Else")),
                     person_fold(arena, str_from_c(pair->b))};
    size_t found = 0;
    typo_index_find(typo_index_new(arena, phrases, 2), person_fold(arena, str_from_c(pair->a)),
                    count_visit, &found);
    return found > 0;
}

static void typos_are_found(void **state) {
    static const Pair rows[] = {
        {"Danniel Example", "Daniel Example"}, {"Daniel Exampel", "Daniel Example"},
        {"Daniel Exmple", "Daniel Example"},   {"Daniel Examplle", "Example, Daniel"},
        {"Lan Example", "Lann Example"},       {"Daniel Exanple", "Daniel Example"},
        {"Jole Example", "Joel Example"},      {"Karren Chu", "Karen Chu"},
        {"Xaample Ada", "Axample Ada"},        {"Aada Example", "Ada Example"},
        {"Сергей Примерв", "Сергей Примрев"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Typo typo;
        if (!is_typo(*state, &rows[i], false, &typo))
            fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
        if (!index_finds(*state, &rows[i]))
            fail_msg("'%s' is not found by '%s'", rows[i].b, rows[i].a);
    }
}

static void two_names_are_no_typo(void **state) {
    static const Pair rows[] = {
        {"Ada Hillerstroem", "Ada Hillerström"},
        {"Wang Xin", "Wang Min"},
        {"Zhang Wenming", "Zheng Wenming"},
        {"Wang Xiang", "Wang Xing"},
        {"Chen Jianmin", "Chen Jianming"},
        {"Liang Wei", "Jiang Wei"},
        {"Daniel Example", "Daniela Example"},
        {"Dan Example", "Jan Example"},
        {"Chris Wood", "Chris Woods"},
        {"Example", "Exampel"},
        {"Di Example", "Di Exanple"},
        {"Ada Example", "Ada Example"},
        {"Ada Example", "Ada"},
        {"Aaron Turner", "Aaron Turon"},
        {"Daniel Example", "Danny Example"},
        {"Hansen Example", "Jansen Example"},
        {"Ikm Example", "Kim Exampel"},
        {"Danniel Example", "Daniel Example Zoe"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Typo typo;
        if (is_typo(*state, &rows[i], false, &typo))
            fail_msg("'%s' and '%s'", rows[i].a, rows[i].b);
    }
}

static void one_edit_is_a_typo_where_it_is_certain(void **state) {
    static const Pair rows[] = {
        {"Wang Xin", "Wang Min"}, {"Daniel Example", "Daniela Example"}, {"Exampel", "Example"}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Typo typo;
        assert_true(is_typo(*state, &rows[i], true, &typo));
    }
}

static void a_typo_tells_its_words(void **state) {
    Pair pair = {"Danniel Example", "Example, Daniel"};
    Typo typo;
    assert_true(is_typo(*state, &pair, false, &typo));
    assert_str(typo.word, "danniel");
    assert_str(typo.other, "daniel");
}

static void ignore_visit(size_t index, void *context) {
    (void)index;
    ++*(size_t *)context;
}

/* A hundred thousand phrases that are all one letter apart are not compared pair by pair. */
static void many_near_phrases_are_cheap(void **state) {
    enum { COUNT = 100000 };
    Str *phrases = arena_new_array(*state, COUNT, Str);
    for (size_t i = 0; i < COUNT; i++)
        phrases[i] = str_printf(*state, "daniel %c%c%c%cxample", (int)('a' + i % 26),
                                (int)('a' + i / 26 % 26), (int)('a' + i / 676 % 26),
                                (int)('a' + i / 17576 % 26));
    const TypoIndex *index = typo_index_new(*state, phrases, COUNT);
    size_t visited = 0;
    for (size_t i = 0; i < COUNT; i++)
        typo_index_find(index, phrases[i], ignore_visit, &visited);
    assert_true(visited < (size_t)COUNT * 20 * 64);
}

static void note_visit(size_t index, void *context) {
    ((bool *)context)[index] = true;
}

/* Each phrase that typo_between accepts is visited, whatever others there are. */
static void among_many_phrases_each_typo_is_found(void **state) {
    enum { COUNT = 600 };
    static const char *const words[] = {"adaline", "adalin",  "addaline", "bertram",  "betrram",
                                        "bertran", "camilla", "camila",   "dorothea", "dorotea"};
    enum { WORDS = sizeof words / sizeof *words };
    Str *phrases = arena_new_array(*state, COUNT, Str);
    for (size_t i = 0; i < COUNT; i++)
        phrases[i] = person_fold(*state, str_printf(*state, "%s %s%c", words[i % WORDS],
                                                    words[i / WORDS % WORDS],
                                                    (int)('a' + i / WORDS / WORDS)));
    const TypoIndex *index = typo_index_new(*state, phrases, COUNT);
    size_t typos = 0;
    for (size_t i = 0; i < COUNT; i++) {
        bool *visited = arena_new_array(*state, COUNT, bool);
        typo_index_find(index, phrases[i], note_visit, visited);
        for (size_t k = 0; k < COUNT; k++) {
            Typo typo;
            bool near = typo_between(phrases[i], phrases[k], true, &typo);
            typos += near;
            assert_true(visited[k] || !near);
        }
    }
    assert_true(typos > COUNT);
}

static void longest_texts_are_cheap(void **state) {
    StrBuf text;
    strbuf_init(&text, *state);
    for (size_t i = 0; i < 1u << 20; i++)
        strbuf_append_c(&text, i % 7 ? "a" : "a ");
    Str long_words = strbuf_str(&text);
    Typo typo;
    assert_true(person_may_be(*state, long_words, long_words));
    assert_false(typo_between(long_words, STR("a b"), false, &typo));
    assert_int_equal(person_words(*state, long_words).count, PERSON_WORDS_MOST);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(names_of_one_person_fold_alike),
        TEST(names_that_may_be_one_persons),
        TEST(names_of_two_people),
        TEST(typos_are_found),
        TEST(two_names_are_no_typo),
        TEST(one_edit_is_a_typo_where_it_is_certain),
        TEST(a_typo_tells_its_words),
        TEST(many_near_phrases_are_cheap),
        TEST(among_many_phrases_each_typo_is_found),
        TEST(longest_texts_are_cheap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
