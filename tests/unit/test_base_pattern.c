/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Patterns: matching, names, errors, limits, globs. */
#include "base_scratch.h"

#include "base/pattern.h"
#include "base/pattern_glob.h"

typedef struct Bench {
    Arena arena;
    PatternSet *set;
} Bench;

static int open_bench(void **state) {
    Bench *bench = malloc(sizeof *bench);
    if (!bench)
        return -1;
    arena_init(&bench->arena);
    bench->set = pattern_set_new(&bench->arena);
    *state = bench;
    return 0;
}

static int close_bench(void **state) {
    Bench *bench = *state;
    pattern_set_free(bench->set);
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

static const Pattern *compiled(Bench *bench, Str source) {
    Error error = {0};
    const Pattern *pattern = pattern_compile(bench->set, source, NULL, &error);
    if (!pattern)
        print_error("%s\n", error.message);
    assert_non_null(pattern);
    return pattern;
}

static bool matches(Bench *bench, Str source, Str subject) {
    return pattern_matches(compiled(bench, source), subject);
}

static void groups_have_places(void **state) {
    Bench *bench = *state;
    const Pattern *pattern = compiled(bench, STR("(?<name>\\w+)(?<none>#)? \\((?<role>[^)]*)\\)"));
    PatternGroup groups[6];
    assert_true(pattern_find(pattern, STR("- J\xC3\xB6rg (chair)"), 0, groups, 6));
    assert_int_equal(pattern_group_count(pattern), 4);
    assert_int_equal(groups[0].start, 2);
    assert_int_equal(groups[0].end, 15);
    assert_int_equal(groups[1].end, 7);
    assert_int_equal(groups[2].start, SIZE_MAX);
    assert_int_equal(groups[3].start, 9);
    assert_int_equal(groups[3].end, 14);
    assert_int_equal(groups[4].start, SIZE_MAX);
    assert_true(pattern_find(pattern, STR("a (b)"), 0, groups, 1));
    assert_true(pattern_find(pattern, STR("a (b)"), 0, NULL, 3));
}

static void names_are_in_order_of_groups(void **state) {
    Bench *bench = *state;
    const Pattern *pattern = compiled(bench, STR("(?<z>a)(b)(?<m>c)(?<a>d)"));
    assert_int_equal(pattern_name_count(pattern), 3);
    const char *const names[] = {"z", "m", "a"};
    const size_t groups[] = {1, 3, 4};
    for (size_t i = 0; i < 3; i++) {
        assert_str(pattern_name(pattern, i), names[i]);
        assert_int_equal(pattern_name_group(pattern, i), groups[i]);
    }
    pattern = compiled(bench, STR("(?|a(?<x>.)|b(?<x>.))"));
    assert_int_equal(pattern_name_count(pattern), 1);
    assert_int_equal(pattern_name_group(pattern, 0), 1);
    assert_int_equal(pattern_name_count(compiled(bench, STR("a"))), 0);
}

static void a_search_begins_where_it_is_told(void **state) {
    Bench *bench = *state;
    const Pattern *pattern = compiled(bench, STR("(?<=,)b|^a"));
    PatternGroup match;
    assert_true(pattern_find(pattern, STR("a,b"), 0, &match, 1));
    assert_int_equal(match.start, 0);
    assert_true(pattern_find(pattern, STR("a,b"), match.end, &match, 1));
    assert_int_equal(match.start, 2);
    assert_false(pattern_find(pattern, STR("a,b"), 3, &match, 1));
    assert_false(pattern_find(pattern, STR("a,b"), 4, &match, 1));
    assert_true(pattern_matches(compiled(bench, STR("")), (Str){0}));
    assert_false(pattern_matches(pattern, (Str){0}));
    pattern = compiled(bench, STR(" *,? *"));
    assert_true(pattern_find(pattern, STR("a, b"), 0, &match, 1));
    assert_int_equal(match.end, 0);
    assert_true(pattern_find_some(pattern, STR("a, b"), 0, &match, 1));
    assert_int_equal(match.start, 1);
    assert_int_equal(match.end, 3);
    assert_false(pattern_find_some(pattern, STR("a, b"), 3, &match, 1));
    assert_int_equal(pattern_limit_hits(bench->set), 0);
}

static void patterns_know_unicode(void **state) {
    Bench *bench = *state;
    assert_true(matches(bench, STR("^\\w+$"), STR("\xC3\x89t\xC3\xA9")));
    assert_true(matches(bench, STR("(?i)^\xC3\x89"), STR("\xC3\xA9")));
    assert_true(matches(bench, STR("^.$"), STR("\xF0\x9F\x98\x80")));
    assert_true(matches(bench, STR("a.b"), STR("a\0b")));
    assert_true(matches(bench, STR("[^ -~]"), STR("a\0b")));
}

static void the_same_text_is_compiled_once(void **state) {
    Bench *bench = *state;
    Error error;
    assert_ptr_equal(compiled(bench, STR("a*")), compiled(bench, STR("a*")));
    const Pattern *glob = pattern_compile_glob(bench->set, STR("a*"), &error);
    assert_ptr_not_equal(glob, compiled(bench, STR("a*")));
    assert_ptr_equal(glob, pattern_compile_glob(bench->set, STR("a*"), &error));
    size_t before = arena_total(&bench->arena);
    for (size_t i = 0; i < 10000; i++) {
        compiled(bench, STR("a*"));
        pattern_compile_glob(bench->set, STR("a*"), &error);
    }
    assert_int_equal(arena_total(&bench->arena), before);
}

static void a_bad_pattern_is_an_error(void **state) {
    Bench *bench = *state;
    Error error = {0};
    size_t offset = 0;
    assert_null(pattern_compile(bench->set, STR("ab(c"), &offset, &error));
    assert_int_equal(error.kind, ERROR_USAGE);
    assert_string_equal(error.message, "missing closing parenthesis");
    assert_int_equal(offset, 4);
    assert_null(pattern_compile(bench->set, STR("a\xFF"), NULL, &error));
    assert_null(pattern_compile(bench->set, STR("a\\Cb"), NULL, &error));
    size_t size = (size_t)1 << 20;
    char *longest = arena_alloc_bytes(&bench->arena, size);
    memset(longest, '(', size);
    assert_null(pattern_compile(bench->set, (Str){longest, 60000}, NULL, &error));
    assert_null(pattern_compile(bench->set, (Str){longest, size}, &offset, &error));
    assert_string_equal(error.message, "pattern is too long");
    assert_true(offset < size);
    for (size_t i = 0; i < PATTERN_MAX_GROUPS; i++)
        memcpy(longest + 2 * i, "()", 2);
    assert_non_null(
        pattern_compile(bench->set, (Str){longest, 2 * (PATTERN_MAX_GROUPS - 1)}, NULL, &error));
    assert_null(pattern_compile(bench->set, (Str){longest, 2 * PATTERN_MAX_GROUPS}, NULL, &error));
    assert_string_equal(error.message, "pattern has too many groups");
}

/* Each would run for ages or take all memory, both as machine code and interpreted. */
static void a_match_has_limits(void **state) {
    Bench *bench = *state;
    static const Str sources[] = {
        STR_INIT("^(a+)+$(?<!a)"),           STR_INIT("(*NO_JIT)^(a+)+$(?<!a)"),
        STR_INIT("^(a|b|ab)*(a|aa)*[cd]"),   STR_INIT("(*NO_JIT)^(a|b|ab)*(a|aa)*[cd]"),
        STR_INIT("(*NO_JIT)^(a(?1)?)+[cd]"), STR_INIT("(*LIMIT_MATCH=4000000000)^(a+)+$(?<!a)"),
    };
    char *text = arena_alloc_bytes(&bench->arena, PATTERN_MAX_SUBJECT + 1);
    memset(text, 'a', PATTERN_MAX_SUBJECT + 1);
    Str subject = {text, PATTERN_MAX_SUBJECT};
    for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
        assert_false(matches(bench, sources[i], subject));
        assert_int_equal(pattern_limit_hits(bench->set), i + 1);
    }
    /* What a row of a table may reasonably need is within the limits. */
    assert_true(matches(bench, STR("^(?:a|b)+$"), subject));
    assert_true(matches(bench, STR("(*NO_JIT)^(?:a|b)+$"), subject));
    assert_int_equal(pattern_limit_hits(bench->set), sizeof sources / sizeof *sources);
    /* A longer subject is not searched. */
    subject.len++;
    assert_false(matches(bench, STR("^(?:a|b)+$"), subject));
    assert_int_equal(pattern_limit_hits(bench->set), sizeof sources / sizeof *sources + 1);
}

/* No match is tried without this literal, so it must never be one that a match can do without. */
static void what_a_match_must_have_is_looked_for(void **state) {
    Bench *bench = *state;
    static const struct {
        Str pattern;
        Str subject;
        bool matches;
    } rows[] = {
        {STR_INIT("^b"), STR_INIT("ab"), false},
        {STR_INIT("^b|^a"), STR_INIT("ab"), true},
        {STR_INIT("\\A(?=b)?a"), STR_INIT("ab"), true},
        {STR_INIT("(?m)^b"), STR_INIT("a\nb"), true},
        {STR_INIT("(?i)^\xC3\x89"), STR_INIT("\xC3\xA9"), true},
        {STR_INIT("^(?:.*x)?a"), STR_INIT("bxa"), true},
        {STR_INIT("\\d{4}"), STR_INIT("123"), false},
        {STR_INIT(".{2}"), STR_INIT("\xC3\xA9"), false},
        {STR_INIT("a.*y"), STR_INIT("abcY"), false},
        {STR_INIT("(?i)a.*y"), STR_INIT("abcY"), true},
        {STR_INIT("(?i)a.*k"), STR_INIT("ab\xE2\x84\xAA"), true}, /* the sign of Kelvin */
        {STR_INIT("(?i)S.*a"), STR_INIT("\xC5\xBF a"), true},     /* a long s */
        {STR_INIT("a.*(?:y|(*ACCEPT))"), STR_INIT("abc"), true},
        {STR_INIT("a*"), STR_INIT(""), true},
        {STR_INIT("a*(?=b)"), STR_INIT("c"), false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (matches(bench, rows[i].pattern, rows[i].subject) != rows[i].matches)
            fail_msg(STR_FMT " on " STR_FMT, STR_ARG(rows[i].pattern), STR_ARG(rows[i].subject));
        if (rows[i].matches)
            assert_true(
                pattern_may_match_within(compiled(bench, rows[i].pattern), rows[i].subject));
    }
    PatternGroup match;
    assert_true(pattern_find(compiled(bench, STR("\\Gb")), STR("ab"), 1, &match, 1));
    assert_false(pattern_find(compiled(bench, STR("^b")), STR("ab"), 1, &match, 1));
    /* A part of the text may begin anywhere. */
    assert_true(pattern_may_match_within(compiled(bench, STR("^b")), STR("ab")));
    assert_false(pattern_may_match_within(compiled(bench, STR("^b")), STR("ac")));
    assert_false(pattern_may_match_within(compiled(bench, STR("[\\x{200B}\\x{2060}]")), STR("ab")));
    assert_true(pattern_may_match_within(compiled(bench, STR("[\\x{200B}\\x{2060}]")),
                                         STR("a\xC3\xA9 \xE2\x80\x8B")));
}

/* The contract asks for valid UTF-8; other bytes must do no harm. */
static void bad_bytes_do_no_harm(void **state) {
    Bench *bench = *state;
    static const Str subjects[] = {STR_INIT("ab\xFF"
                                            "cd"),
                                   STR_INIT("cd\xF0\x9F"), STR_INIT("\x80\x80 cd"),
                                   STR_INIT("cd\xED\xA0\x80")};
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        Str subject = on_heap(subjects[i]);
        assert_true(matches(bench, STR("cd"), subject));
        assert_false(matches(bench, STR("^.+$"), subject));
        free_heap(subject);
    }
    assert_int_equal(pattern_limit_hits(bench->set), 0);
}

/* Readers search every cell and line like this, one match after another. */
static void many_matches_are_cheap(void **state) {
    Bench *bench = *state;
    size_t size = PATTERN_MAX_SUBJECT;
    char *text = arena_alloc_bytes(&bench->arena, size);
    for (size_t i = 0; i < size; i++)
        text[i] = i % 2 ? ',' : 'a';
    const Pattern *pattern = compiled(bench, STR(","));
    PatternGroup match = {0, 0};
    size_t count = 0;
    while (pattern_find(pattern, (Str){text, size}, match.end, &match, 1))
        count++;
    assert_int_equal(count, size / 2);
}

/* A pattern without machine code is interpreted, however often it is matched. */
static void patterns_match_as_often_as_they_are_asked(void **state) {
    static const Str sources[] = {STR_INIT("^a+b$"), STR_INIT("(*NO_JIT)^a+b$")};
    Bench *bench = *state;
    for (size_t i = 0; i < 200; i++) {
        assert_true(matches(bench, sources[i % 2], STR("aaab")));
        assert_false(matches(bench, sources[i % 2], STR("aaac b")));
    }
    assert_int_equal(pattern_limit_hits(bench->set), 0);
}

typedef struct GlobCase {
    Str glob;
    Str path;
    bool matches;
} GlobCase;

static void check_globs(Bench *bench, const GlobCase *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        Error error = {0};
        const Pattern *pattern = pattern_compile_glob(bench->set, rows[i].glob, &error);
        if (!pattern || pattern_matches(pattern, rows[i].path) != rows[i].matches)
            fail_msg("glob " STR_FMT " on " STR_FMT " %s", STR_ARG(rows[i].glob),
                     STR_ARG(rows[i].path), error.message);
    }
}

static void globs_match_whole_paths(void **state) {
    static const GlobCase rows[] = {
        {STR_INIT("*.md"), STR_INIT("a.md"), true},
        {STR_INIT("*.md"), STR_INIT("x/a.md"), false},
        {STR_INIT("*.md"), STR_INIT("a.mdx"), false},
        {STR_INIT("*.md"), STR_INIT("a.md\n"), false},
        {STR_INIT("**/*.md"), STR_INIT("a.md"), true},
        {STR_INIT("**/*.md"), STR_INIT("x/y/a.md"), true},
        {STR_INIT("**.md"), STR_INIT("x/y/a.md"), true},
        {STR_INIT("**"), STR_INIT("x/y"), true},
        {STR_INIT("**"), STR_INIT(""), true},
        {STR_INIT("SIGs/**"), STR_INIT("SIGs/a/b"), true},
        {STR_INIT("SIGs/**"), STR_INIT("SIGs"), false},
        {STR_INIT("SIGs/**"), STR_INIT("xSIGs/a"), false},
        {STR_INIT("a/**/b"), STR_INIT("a/b"), true},
        {STR_INIT("a/**/b"), STR_INIT("a/x/y/b"), true},
        {STR_INIT("a/**/b"), STR_INIT("a/xb"), false},
        {STR_INIT("a**/b"), STR_INIT("ax/y/b"), true},
        {STR_INIT("a***"), STR_INIT("ax/y"), true},
        {STR_INIT("SIGs/*/charter.md"), STR_INIT("SIGs/x/charter.md"), true},
        {STR_INIT("SIGs/*/charter.md"), STR_INIT("SIGs/x/y/charter.md"), false},
        {STR_INIT("?.md"), STR_INIT("\xC3\xA9.md"), true},
        {STR_INIT("a?b"), STR_INIT("a/b"), false},
        {STR_INIT("[a-c]x"), STR_INIT("bx"), true},
        {STR_INIT("[a-c]x"), STR_INIT("dx"), false},
        {STR_INIT("[!a-c]x"), STR_INIT("dx"), true},
        {STR_INIT("[^a-c]x"), STR_INIT("bx"), false},
        {STR_INIT("a[!b]c"), STR_INIT("a/c"), false},
        {STR_INIT("[]a]"), STR_INIT("]"), true},
        {STR_INIT("[!]a]"), STR_INIT("]"), false},
        {STR_INIT("[\\d]"), STR_INIT("7"), false},
        {STR_INIT("[a-]"), STR_INIT("-"), true},
        {STR_INIT("[\xC3\xA9]"), STR_INIT("\xC3\xA9"), true},
        {STR_INIT("a.b+(c)|^$#{}"), STR_INIT("a.b+(c)|^$#{}"), true},
        {STR_INIT("a.b"), STR_INIT("axb"), false},
        {STR_INIT("a\\d"), STR_INIT("a\\d"), true},
        {STR_INIT("a\\Eb"), STR_INIT("a\\Eb"), true},
        {STR_INIT("a b_c"), STR_INIT("a b_c"), true},
    };
    check_globs(*state, rows, sizeof rows / sizeof *rows);
}

static void stars_take_as_much_as_they_must(void **state) {
    static const GlobCase rows[] = {
        {STR_INIT("*/*b/**/c*d"), STR_INIT("a/ab/bb/x/cxcdd"), true},
        {STR_INIT("*/*b/**/c*d"), STR_INIT("a/ab/bb/x/cx/cd"), true},
        {STR_INIT("*/*b/**/c*d"), STR_INIT("a/x/ab/cd"), false},
        {STR_INIT("**/a/**/a/*"), STR_INIT("a/b/a/a/c"), true},
        {STR_INIT("**/a/**/a/*"), STR_INIT("ba/a/c"), false},
        {STR_INIT("**/**/a"), STR_INIT("a"), true},
        {STR_INIT("x**/a*b**c"), STR_INIT("xx/y/aab/b/c"), true},
        {STR_INIT("a**?"), STR_INIT("a\xC3\xA9"), true},
        {STR_INIT("a**?"), STR_INIT("a"), false},
        {STR_INIT("*a?"), STR_INIT("aab"), true},
        {STR_INIT("[!a]*[!b]"), STR_INIT("\xC3\xA9x\xC3\xA9"), true},
        {STR_INIT("[--/]x"), STR_INIT(".x"), true},
        {STR_INIT("[--/]x"), STR_INIT("/x"), false},
        {STR_INIT("[a-c-e]"), STR_INIT("d"), false},
        {STR_INIT("[a-c-e]"), STR_INIT("-"), true},
        {STR_INIT("[]-a]"), STR_INIT("_"), true},
        {STR_INIT("*"), STR_INIT("a\xFF"), false},
    };
    check_globs(*state, rows, sizeof rows / sizeof *rows);
}

/* A text made of the pieces, chosen by a number. */
static Str text_of(Bench *bench, const Str *pieces, size_t count, uint64_t number) {
    StrBuf out;
    strbuf_init(&out, &bench->arena);
    for (; number > 0; number /= count)
        strbuf_append(&out, pieces[number % count]);
    return strbuf_str(&out);
}

static void globs_match_as_their_regular_expressions_do(void **state) {
    Bench *bench = *state;
    static const Str globs[] = {
        STR_INIT("a"),        STR_INIT("/"),    STR_INIT("*"),    STR_INIT("**/"),
        STR_INIT("**"),       STR_INIT("?"),    STR_INIT("[!a]"), STR_INIT("[a-c/]"),
        STR_INIT("b"),        STR_INIT("/**/"), STR_INIT("[-b]"), STR_INIT("[]!^]"),
        STR_INIT("\xC3\xA9"),
    };
    static const Str paths[] = {STR_INIT("a"), STR_INIT("/"), STR_INIT("b"), STR_INIT("\xC3\xA9"),
                                STR_INIT("]")};
    uint64_t random = 88172645463325252;
    for (size_t i = 0; i < 1500; i++) {
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        Error error = {0};
        Str glob = text_of(bench, globs, sizeof globs / sizeof *globs, random % 10000000);
        Str regex = pattern_glob_regex(&bench->arena, glob);
        const Pattern *quick = pattern_compile_glob(bench->set, glob, &error);
        const Pattern *slow =
            compiled(bench, str_printf(&bench->arena, "(?s)\\A(?:" STR_FMT ")\\z", STR_ARG(regex)));
        for (uint64_t j = 0; j < 40; j++) {
            Str path = text_of(bench, paths, sizeof paths / sizeof *paths,
                               (random >> 20) % 2000000 >> j / 2);
            random = random * 6364136223846793005 + 1442695040888963407;
            if (pattern_matches(quick, path) != pattern_matches(slow, path))
                fail_msg("glob " STR_FMT " on " STR_FMT, STR_ARG(glob), STR_ARG(path));
            Str literal = pattern_glob_literal(glob);
            if (pattern_matches(quick, path) && str_find(path, literal, 0) == SIZE_MAX)
                fail_msg(STR_FMT " is not in " STR_FMT, STR_ARG(literal), STR_ARG(path));
        }
    }
    assert_int_equal(pattern_limit_hits(bench->set), 0);
}

static void what_a_glob_says_literally_is_known(void **state) {
    static const char *const literals[][2] = {
        {"**/[Tt]est/**/[!R]*.*", "est"},
        {"**/third[-_]party", "third"},
        {"a/**/charter?.md", "charter"},
        {"[]abc]d[!]abc]ef[^]abc]", "ef"},
        {"[abc]", ""},
        {"*]b", "]b"},
        {"", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof literals / sizeof *literals; i++)
        assert_true(str_equal_c(pattern_glob_literal(str_from_c(literals[i][0])), literals[i][1]));
}

static void a_bad_glob_is_an_error(void **state) {
    Bench *bench = *state;
    static const Str globs[] = {STR_INIT("[a"), STR_INIT("["),     STR_INIT("[]"),  STR_INIT("[!]"),
                                STR_INIT("[!"), STR_INIT("[z-a]"), STR_INIT("\xFF")};
    for (size_t i = 0; i < sizeof globs / sizeof *globs; i++) {
        Error error = {0};
        assert_null(pattern_compile_glob(bench->set, globs[i], &error));
        assert_int_equal(error.kind, ERROR_USAGE);
    }
    size_t size = (size_t)1 << 16;
    char *longest = arena_alloc_bytes(&bench->arena, size);
    size_t before = arena_total(&bench->arena);
    memset(longest, '?', size);
    for (size_t i = 0; i < 100; i++) {
        Error error = {0};
        assert_null(pattern_compile_glob(bench->set, (Str){longest, size}, &error));
        assert_string_equal(error.message, "pattern is too long");
    }
    assert_int_equal(arena_total(&bench->arena), before);
    pattern_set_free(NULL);
}

#define BENCH_TEST(function) cmocka_unit_test_setup_teardown(function, open_bench, close_bench)

int main(void) {
    const struct CMUnitTest tests[] = {
        BENCH_TEST(groups_have_places),
        BENCH_TEST(names_are_in_order_of_groups),
        BENCH_TEST(a_search_begins_where_it_is_told),
        BENCH_TEST(patterns_know_unicode),
        BENCH_TEST(the_same_text_is_compiled_once),
        BENCH_TEST(a_bad_pattern_is_an_error),
        BENCH_TEST(a_match_has_limits),
        BENCH_TEST(what_a_match_must_have_is_looked_for),
        BENCH_TEST(bad_bytes_do_no_harm),
        BENCH_TEST(many_matches_are_cheap),
        BENCH_TEST(patterns_match_as_often_as_they_are_asked),
        BENCH_TEST(globs_match_whole_paths),
        BENCH_TEST(stars_take_as_much_as_they_must),
        BENCH_TEST(globs_match_as_their_regular_expressions_do),
        BENCH_TEST(what_a_glob_says_literally_is_known),
        BENCH_TEST(a_bad_glob_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
