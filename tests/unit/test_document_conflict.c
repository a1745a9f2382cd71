/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Merge conflicts left in files: where they are, and what only looks like one.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/conflict.h"

#define CONFLICT "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"

/* Lines of the first and last marker of each conflict: "1-5 7-7". */
static void assert_conflicts(const char *path, const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    const Source *source =
        source_new(&arena, STR("site"), (Str){0}, str_from_c(path), str_from_c(text));
    size_t count = 0;
    const Conflict *conflicts = conflicts_find(&arena, source, &count);
    StrBuf lines;
    strbuf_init(&lines, &arena);
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&lines, "%s%zu-%zu", i ? " " : "",
                      source_position(source, conflicts[i].begin.start).line,
                      source_position(source, conflicts[i].end.start).line);
    strbuf_append_char(&lines, '\0');
    assert_string_equal(strbuf_str(&lines).ptr, expected);
    arena_free(&arena);
}

static void a_conflict_goes_from_its_first_marker_to_its_last(void **state) {
    (void)state;
    assert_conflicts("a.md", CONFLICT, "1-5");
    assert_conflicts("a.yml", "a: 1\n" CONFLICT "b: 2\n" CONFLICT, "2-6 8-12");
    assert_conflicts("a.yml", "<<<<<<< a\r\n=======\r\n>>>>>>> b\r\n", "1-3");
    assert_conflicts("a.yml", "\xef\xbb\xbf" CONFLICT, "1-5");
    assert_conflicts("a.yml", "<<<<<<< a\n||||||| base\n=======\n>>>>>>> b", "1-4");
    assert_conflicts("a.yml", "<<<<<<<\n=======\n>>>>>>>\n", "1-3");
}

static void what_is_left_of_one_is_found(void **state) {
    (void)state;
    assert_conflicts("a.md", "<<<<<<< HEAD\nours\n", "1-1");
    assert_conflicts("a.md", "<<<<<<< HEAD\n" CONFLICT, "1-1 2-6");
    assert_conflicts("a.md", "theirs\n>>>>>>> branch\n", "2-2");
    assert_conflicts("a.md", CONFLICT "\n>>>>>>> branch\n", "1-5 7-7");
}

static void what_only_looks_like_one_is_none(void **state) {
    (void)state;
    assert_conflicts("a.md", "", "");
    assert_conflicts("a.md", "Heading\n=======\n", "");
    assert_conflicts("a.md", "<<<<<<<\n", "");
    assert_conflicts("a.md", ">>>>>>>\n", "");
    assert_conflicts("a.md", " <<<<<<< HEAD\n", "");
    assert_conflicts("a.md", "<<<<<<<< HEAD\n", "");
    assert_conflicts("a.md", "<<<<<<<HEAD\n", "");
    assert_conflicts("a.md", ">>>>>>> a\n>>>>>>> b\n", "");
    assert_conflicts("a.md", "> a\n>>>>>>> b\n", "");
}

static void fenced_code_shows_examples(void **state) {
    (void)state;
    assert_conflicts("a.md", "```\n" CONFLICT "```\n", "");
    assert_conflicts("a.md", "~~~~ diff\n~~~\n" CONFLICT "~~~~\n", "");
    assert_conflicts("a.md", "```\n```\n" CONFLICT, "3-7");
    assert_conflicts("a.md", "- 1. ```\n     - ```\n     ```\n" CONFLICT, "4-8");
    assert_conflicts("a.md", "-```\n- - -\n1.\n*\n" CONFLICT, "5-9");
    assert_conflicts("a.yml", "```\n" CONFLICT "```\n", "2-6");
    /* Each side may open code that the other does not. */
    assert_conflicts("a.md", "<<<<<<< a\n```\n=======\n>>>>>>> b\n", "1-4");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_conflict_goes_from_its_first_marker_to_its_last),
        cmocka_unit_test(what_is_left_of_one_is_found),
        cmocka_unit_test(what_only_looks_like_one_is_none),
        cmocka_unit_test(fenced_code_shows_examples),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
