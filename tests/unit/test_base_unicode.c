/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Unicode: validity, lengths, folding, distance; and the nearest candidate. */
#include "base_scratch.h"

#include "base/nearest.h"
#include "base/unicode.h"

static void bytes_are_valid_or_not(void **state) {
    (void)state;
    static const struct {
        Str text;
        size_t bad; /* SIZE_MAX: none */
        size_t count;
    } rows[] = {
        {STR_INIT(""), SIZE_MAX, 0},
        {STR_INIT("a\0b"), SIZE_MAX, 3},
        {STR_INIT("\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80"), SIZE_MAX, 3},
        {STR_INIT("ab\xFFz"), 2, 4},
        {STR_INIT("\x80"), 0, 1},
        {STR_INIT("a\xC3"), 1, 2},
        {STR_INIT("a\xE2\x82"), 1, 3},
        {STR_INIT("\xF0\x9F\x98"), 0, 3},
        {STR_INIT("\xC0\xAF"), 0, 2},     /* overlong */
        {STR_INIT("\xED\xA0\x80"), 0, 3}, /* a surrogate */
        {STR_INIT("\xF4\x90\x80\x80"), 0, 4},
        {STR_INIT("\xF4\x8F\xBF\xBF"), SIZE_MAX, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = on_heap(rows[i].text);
        size_t bad = SIZE_MAX;
        assert_int_equal(utf8_valid(text, &bad), rows[i].bad == SIZE_MAX);
        assert_int_equal(bad, rows[i].bad);
        assert_int_equal(utf8_count(text), rows[i].count);
        free_heap(text);
    }
    assert_true(utf8_valid((Str){0}, NULL));
}

static void code_points_are_read(void **state) {
    (void)state;
    size_t length;
    assert_int_equal(utf8_at(STR("a"), 0, &length), 'a');
    assert_int_equal(utf8_at(STR("a\xE2\x82\xAC"), 1, &length), 0x20AC);
    assert_int_equal(length, 3);
    assert_int_equal(utf8_at(STR("a\xFF"), 1, &length), 0xFFFD);
    assert_int_equal(length, 1);
    assert_int_equal(utf8_at(STR("a"), 1, &length), 0xFFFD);
    assert_int_equal(length, 1);
}

static void a_clipped_text_has_whole_code_points(void **state) {
    assert_str(utf8_clip(*state, STR("abc"), 3), "abc");
    assert_str(utf8_clip(*state, STR("abcd"), 3), "abc…");
    assert_str(utf8_clip(*state, STR("a\xE2\x82\xAC."), 4), "a\xE2\x82\xAC…");
    assert_str(utf8_clip(*state, STR("a\xE2\x82\xAC."), 3), "a…");
    assert_str(utf8_clip(*state, STR("\xE2\x82\xAC"), 2), "…");
}

static void widths_are_those_of_a_terminal(void **state) {
    (void)state;
    assert_int_equal(utf8_width(STR("a\tb")), 3);
    assert_int_equal(utf8_width(STR("e\xCC\x81")), 1);
    assert_int_equal(utf8_width(STR("\xE6\xBC\xA2\xE5\xAD\x97")), 4);
}

static void names_fold(void **state) {
    static const struct {
        Str text;
        const char *folded;
    } rows[] = {
        {STR_INIT("Sa\xC3\xBAl Cabrera"), "saulcabrera"},
        {STR_INIT("saul-cabrera"), "saulcabrera"},
        {STR_INIT("SIG-Embedded 2.0"), "sigembedded20"},
        {STR_INIT("S\xC3\xB8ren"), "soren"},
        {STR_INIT("\xC7\xBE"), "o"}, /* a letter with both a stroke and an accent */
        {STR_INIT("Pawe\xC5\x82 \xC5\x81"), "pawell"},
        {STR_INIT("Stra\xC3\x9F"
                  "e"),
         "strasse"},
        {STR_INIT("STRA\xE1\xBA\x9E"
                  "E"),
         "strasse"},
        {STR_INIT("\xC3\x86sir \xC3\x90ur \xC3\x9Eor"), "aesirdurthor"},
        {STR_INIT("\xC4\x90\xE1\xBA\xB7ng \xC5\x92uvre"), "dangoeuvre"},
        {STR_INIT("D\xC4\xB1k \xC4\xB0z"), "dikiz"},
        {STR_INIT("e\xCC\x81t\xCC\x81"), "et"},
        {STR_INIT("\xEF\xBC\xA1\xEF\xBC\xA2 \xEF\xAC\x81 \xE2\x91\xA0"), "abfi1"},
        {STR_INIT("\xE6\xBC\xA2\xE5\xAD\x97\xE3\x80\x82"), "\xE6\xBC\xA2\xE5\xAD\x97"},
        {STR_INIT("O\xCA\xBC"
                  "Brien"),
         "obrien"},
        {STR_INIT("O'Brien"), "obrien"},
        {STR_INIT("\xCE\xA3\xCE\xAF\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x82"),
         "\xCF\x83\xCE\xB9\xCF\x83\xCF\x85\xCF\x86\xCE\xBF\xCF\x83"},
        {STR_INIT("a\xFF\xC3"
                  "b\xE2\x82"),
         "ab"},
        {STR_INIT("\xC3\x89\xFF"), "e"},
        {STR_INIT("\xEF\xB7\xBA!"),
         "\xD8\xB5\xD9\x84\xD9\x89\xD8\xA7\xD9\x84\xD9\x84\xD9\x87\xD8\xB9\xD9\x84\xD9\x8A\xD9\x87"
         "\xD9\x88\xD8\xB3\xD9\x84\xD9\x85"}, /* the longest compatibility form */
        {STR_INIT("C# Subgroup"), "csharpsubgroup"},
        {STR_INIT("C++ Subgroup"), "cppsubgroup"},
        {STR_INIT("F#, C+"), "fsharpcplus"},
        {STR_INIT("# Go #1 a#1 + a+b c+++ +c"), "go1a1abcc"},
        {STR_INIT("-- \xE2\x80\x94"), ""},
        {STR_INIT(""), ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str text = on_heap(rows[i].text);
        Str folded = unicode_fold(*state, text);
        assert_str(folded, rows[i].folded);
        assert_str(unicode_fold(*state, folded), rows[i].folded);
        free_heap(text);
    }
    assert_str(unicode_fold(*state, (Str){0}), "");
}

static void words_are_in_order(void **state) {
    assert_str(unicode_fold_words(*state, STR("Doe, Jan\xC3\xA9")), "doe jane");
    assert_str(unicode_fold_words(*state, STR("  Jane \t DOE ,")), "doe jane");
    assert_str(unicode_fold_words(*state, STR("Jane\xC2\xA0"
                                              "Doe")),
               "doe jane");
    assert_str(unicode_fold_words(*state, STR("Jean-Luc P.")), "jeanluc p");
    assert_str(unicode_fold_words(*state, STR("a - b")), "a b");
    assert_str(unicode_fold_words(*state, STR(", ,")), "");
    assert_str(unicode_fold_words(*state, (Str){0}), "");
}

static void a_phrase_keeps_its_order(void **state) {
    assert_str(unicode_fold_phrase(*state, STR("Doe,  Jan\xC3\xA9 ")), "doe jane");
    assert_str(unicode_fold_phrase(*state, STR("Jane Doe")), "jane doe");
    assert_str(unicode_fold_phrase(*state, (Str){0}), "");
}

static void words_are_the_same(void **state) {
    static const struct {
        const char *a, *b;
        bool same, part;
    } rows[] = {
        {"Typescript Compilation", "TypeScript-Compilation", false, true},
        {"typescript-compilation", "TypeScript Compilation", true, true},
        {"Guest Languages", "guest-languages", true, true},
        {"Guest languages", "Guest-Languages", true, true},
        {"GuestLanguages", "Guest Languages", true, true},
        {"C# Tools", "Csharp-tools", true, true},
        {"C#", "CSharp", true, true},
        {"Caf\xC3\xA9", "CAF\xC3\x89", false, true},
        {"\xC3\x89tudes", "\xC3\xA9tudes", true, true},
        {"Embedded", "Embedded and Industrial", false, true},
        {"wasm-tools CLI", "WasmTools", false, true},
        {"Go", "Algorithms", false, false},
        {"Go", "Let it go", false, true},
        {"Garden Tools", "Garden of Tools", false, false},
        {"wamr", "WebAssembly Micro Runtime", false, true},
        {"GT", "Garden Tools", false, false},
        {"", "", true, false},
        {"a", "", false, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str a = str_from_c(rows[i].a);
        Str b = str_from_c(rows[i].b);
        assert_int_equal(unicode_same_words(a, b), rows[i].same);
        assert_int_equal(unicode_same_words(b, a), rows[i].same);
        assert_int_equal(unicode_part_of_words(*state, a, b), rows[i].part);
        assert_int_equal(unicode_part_of_words(*state, b, a), rows[i].part);
    }
}

static void letter_case_alone_folds(void **state) {
    assert_str(unicode_fold_case(*state, STR("A-b C")), "a-b c");
    assert_str(unicode_fold_case(*state, STR("\xC3\x89-\xC3\x9F")), "\xC3\xA9-ss");
    assert_str(unicode_fold_case(*state, STR("e\xCC\x81\xEF\xAC\x81X")), "e\xCC\x81"
                                                                         "fix");
    assert_str(unicode_fold_case(*state, STR("\xC3\x89\xFF\xEF\xBF\xBDZ")),
               "\xC3\xA9\xFF\xEF\xBF\xBDz");
    assert_str(unicode_fold_case(*state, (Str){0}), "");
}

static void distances_count_edits(void **state) {
    (void)state;
    static const struct {
        Str a, b;
        size_t limit, distance;
    } rows[] = {
        {STR_INIT("abc"), STR_INIT("abc"), 0, 0},
        {STR_INIT("abc"), STR_INIT("abd"), 0, 1},
        {STR_INIT(""), STR_INIT("abc"), 5, 3},
        {STR_INIT("abc"), STR_INIT(""), 3, 3},
        {STR_INIT("abc"), STR_INIT(""), 2, 3},
        {STR_INIT("abcd"), STR_INIT("acbd"), 3, 1},
        {STR_INIT("ca"), STR_INIT("abc"), 9, 3}, /* no edit within a swapped pair */
        {STR_INIT("kitten"), STR_INIT("sitting"), 9, 3},
        {STR_INIT("kitten"), STR_INIT("sitting"), 3, 3},
        {STR_INIT("kitten"), STR_INIT("sitting"), 2, 3},
        {STR_INIT("kitten"), STR_INIT("xxxxxx"), 2, 3},
        {STR_INIT("\xC3\xA9t\xC3\xA9"), STR_INIT("ete"), 9, 2},
        {STR_INIT("abcdef"), STR_INIT("badcfe"), 3, 3},
        {STR_INIT("abc"), STR_INIT("xyz"), SIZE_MAX, 3},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(unicode_distance(rows[i].a, rows[i].b, rows[i].limit), rows[i].distance);
        assert_int_equal(unicode_distance(rows[i].b, rows[i].a, rows[i].limit), rows[i].distance);
    }
    assert_int_equal(unicode_distance((Str){0}, (Str){0}, 0), 0);
}

/* The definition itself, over the whole table. */
static size_t whole_distance(Str a, Str b) {
    size_t table[24][24];
    for (size_t i = 0; i <= a.len; i++) {
        for (size_t j = 0; j <= b.len; j++) {
            size_t best = i == 0 ? j : i;
            if (i > 0 && j > 0) {
                best = table[i - 1][j - 1] + (a.ptr[i - 1] != b.ptr[j - 1]);
                best = table[i - 1][j] + 1 < best ? table[i - 1][j] + 1 : best;
                best = table[i][j - 1] + 1 < best ? table[i][j - 1] + 1 : best;
            }
            bool swap =
                i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1];
            if (swap && table[i - 2][j - 2] + 1 < best)
                best = table[i - 2][j - 2] + 1;
            table[i][j] = best;
        }
    }
    return table[a.len][b.len];
}

static void the_band_loses_nothing(void **state) {
    (void)state;
    unsigned random = 7;
    for (int round = 0; round < 20000; round++) {
        char letters[40];
        for (size_t i = 0; i < sizeof letters; i++) {
            random = random * 1103515245 + 12345;
            letters[i] = (char)('a' + (random >> 18) % 3);
        }
        Str a = {letters, (random >> 8) % 20};
        Str b = {letters + 3 + (random >> 13) % 16, (random >> 23) % 20};
        size_t distance = whole_distance(a, b);
        for (size_t limit = 0; limit < 8; limit++)
            assert_int_equal(unicode_distance(a, b, limit),
                             distance <= limit ? distance : limit + 1);
    }
}

static void long_words_are_far_apart(void **state) {
    char *a = arena_alloc(*state, 1 << 20);
    char *b = arena_alloc(*state, 1 << 20);
    memset(a, 'a', 1 << 20);
    memset(b, 'a', 1 << 20);
    assert_int_equal(unicode_distance((Str){a, 1 << 20}, (Str){b, 1 << 20}, 2), 0);
    b[1] = 'b';
    assert_int_equal(unicode_distance((Str){a, 1 << 20}, (Str){b, 1 << 20}, 2), 3);
    assert_int_equal(unicode_distance((Str){a, 256}, (Str){b, 256}, 2), 1);
    assert_int_equal(unicode_distance((Str){a, 256}, (Str){b, 256}, 9999), 1);
    assert_int_equal(unicode_distance((Str){a, 257}, (Str){b, 256}, 2), 3);
}

static void typos_grow_with_length(void **state) {
    (void)state;
    static const size_t typos[] = {0, 0, 0, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3};
    for (size_t i = 0; i < sizeof typos / sizeof *typos; i++)
        assert_int_equal(unicode_typo_limit(i), typos[i]);
}

static void the_nearest_is_found(void **state) {
    static const char *const words[] = {"error", "warning", "note", "off", "WARNINGS"};
    static const struct {
        Str word;
        const char *nearest;
    } rows[] = {
        {STR_INIT("eror"), "error"},
        {STR_INIT("wraning"), "warning"},
        {STR_INIT("NOTE"), "note"},
        {STR_INIT("warnings"), "WARNINGS"},
        {STR_INIT("of"), ""},
        {STR_INIT("ofg"), "off"},
        {STR_INIT("something else"), ""},
        {STR_INIT(""), ""},
        {STR_INIT("n\xC3\xB6te"), "note"},
        {STR_INIT("\xFF\xFF\xFF\xFF"), ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_str(nearest_of(*state, rows[i].word, words, 5), rows[i].nearest);
}

static void case_decides_between_equals(void **state) {
    static const char *const words[] = {"TABLES", "Tables", "tables", "table"};
    assert_str(nearest_of(*state, STR("tabels"), words, 4), "tables");
    assert_str(nearest_of(*state, STR("TABELS"), words, 4), "TABLES");
    assert_str(nearest_of(*state, STR("TABLE"), words, 4), "table");
    Nearest nearest;
    nearest_init(&nearest, *state, STR("abcd"));
    nearest_offer(&nearest, STR("zzzz"));
    assert_false(nearest.found);
    nearest_offer(&nearest, STR("abce"));
    nearest_offer(&nearest, STR("abcf"));
    assert_true(nearest.found);
    assert_int_equal(nearest.index, 1);
    assert_int_equal(nearest.offered, 3);
    assert_str(nearest.text, "abce");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(bytes_are_valid_or_not),
        TEST(code_points_are_read),
        TEST(widths_are_those_of_a_terminal),
        TEST(a_clipped_text_has_whole_code_points),
        TEST(names_fold),
        TEST(words_are_in_order),
        TEST(a_phrase_keeps_its_order),
        TEST(words_are_the_same),
        TEST(letter_case_alone_folds),
        TEST(distances_count_edits),
        TEST(the_band_loses_nothing),
        TEST(long_words_are_far_apart),
        TEST(typos_grow_with_length),
        TEST(the_nearest_is_found),
        TEST(case_decides_between_equals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
