/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Patterns that were compiled when the program was built. */
#include "base_scratch.h"

#include "base/pattern_internal.h"

static const char *const cases[] = {
    "(?<year>\\d{4})-(?<month>\\d\\d)",
    "(?|(?<a>b)|(?<a>c)(?<d>-))(?<f>0)",
    "(?J)(?<a>x)|(?<a>[0-9])",
    "(?xi) (?<a>b) # (?<c>\n | \\p{Lu}",
    "(*UCP)(?<a>\\w+)$",
    "(w)",
    "",
    "^20",
};
enum { CASES = sizeof cases / sizeof *cases };

static PatternSet *set_of_cases(Arena *arena, const PatternImages *images,
                                const Pattern *patterns[CASES]) {
    Error error = {0};
    PatternSet *set = pattern_set_new(arena);
    pattern_set_use_images(set, images);
    pattern_set_trust(set, images != NULL);
    for (size_t i = 0; i < CASES; i++) {
        patterns[i] = pattern_compile(set, str_from_c(cases[i]), NULL, &error);
        assert_non_null(patterns[i]);
    }
    return set;
}

static void assert_same_pattern(const Pattern *pattern, const Pattern *expected) {
    static const char *const subjects[] = {"on 2026-11-30", "b0", "c-0", "é", ""};
    assert_int_equal(pattern_name_count(pattern), pattern_name_count(expected));
    for (size_t i = 0; i < pattern_name_count(expected); i++) {
        assert_true(str_equal(pattern_name(pattern, i), pattern_name(expected, i)));
        assert_int_equal(pattern_name_group(pattern, i), pattern_name_group(expected, i));
    }
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        PatternGroup groups[4] = {0};
        PatternGroup wanted[4] = {0};
        Str subject = str_from_c(subjects[i]);
        assert_int_equal(pattern_find(pattern, subject, 0, groups, 4),
                         pattern_find(expected, subject, 0, wanted, 4));
        assert_memory_equal(groups, wanted, sizeof groups);
    }
}

/* A set that has images must match as one without, whether PCRE2 can load them or not. */
static void assert_same_with(Arena *arena, const PatternImages *images, bool loads,
                             const Pattern *expected[CASES]) {
    const Pattern *patterns[CASES];
    PatternSet *set = set_of_cases(arena, images, patterns);
    for (size_t i = 0; i < CASES; i++) {
        const PatternImage *image = pattern_image_find(images, str_from_c(cases[i]));
        assert_non_null(image);
        pcre2_code *code = pattern_image_code(images, image, set->memory);
        assert_int_equal(code != NULL, loads);
        pcre2_code_free(code);
        assert_same_pattern(patterns[i], expected[i]);
    }
    pattern_set_free(set);
}

static void an_image_is_as_good_as_compiling(void **state) {
    Arena *arena = *state;
    const Pattern *compiled[CASES];
    PatternSet *set = set_of_cases(arena, NULL, compiled);
    PatternImages images;
    pattern_images_make(set, arena, &images);
    assert_int_equal(images.count, CASES);
    assert_same_with(arena, &images, true, compiled);
    /* As if another version of PCRE2 had saved them. */
    uint64_t *codes = arena_new_array(arena, images.code_count, uint64_t);
    memset(codes, 0xff, images.code_count * sizeof *codes);
    images.codes = codes;
    assert_same_with(arena, &images, false, compiled);
    pattern_set_free(set);
}

static void what_has_no_image_is_compiled(void **state) {
    Arena *arena = *state;
    Error error = {0};
    PatternImages none = {0};
    PatternSet *set = pattern_set_new(arena);
    pattern_set_use_images(set, &none);
    pattern_set_trust(set, true);
    assert_null(pattern_image_find(&none, STR("(?<a>b)")));
    assert_null(pattern_image_find(NULL, STR("(?<a>b)")));
    const Pattern *pattern = pattern_compile(set, STR("(?<a>b)"), NULL, &error);
    assert_int_equal(pattern_name_count(pattern), 1);
    assert_true(pattern_matches(pattern, STR("abc")));
    pattern_set_free(set);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(an_image_is_as_good_as_compiling),
        TEST(what_has_no_image_is_compiled),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
