/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Suppression comments: what is one, and which line it is about.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/suppression.h"

typedef struct Bench {
    Arena arena;
    Repository repository;
    const Document *document;
    const Suppression *found;
    size_t count;
} Bench;

static int set_up(void **state) {
    Bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    arena_init(&bench->arena);
    bench->repository.name = STR("site");
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

static void scan(Bench *bench, const char *path, const char *text) {
    SnapshotEntry *entry = arena_new(&bench->arena, SnapshotEntry);
    entry->path = str_from_c(path);
    entry->bytes = str_from_c(text);
    Snapshot *snapshot = snapshot_of_memory(&bench->arena, entry, 1);
    bench->repository.snapshot = snapshot;
    bench->document =
        documents_get(documents_new(&bench->arena), &bench->repository, str_from_c(path));
    bench->found = document_suppressions(&bench->arena, bench->document, &bench->count);
    snapshot_close(snapshot);
}

static void assert_comment(const Bench *bench, size_t index, size_t line, const char *rules,
                           const char *reason) {
    assert_true(index < bench->count);
    const Suppression *comment = &bench->found[index];
    assert_null(comment->problem);
    assert_int_equal(comment->line, line);
    assert_true(
        str_equal(source_slice(bench->document->source, comment->rules), str_from_c(rules)));
    assert_true(
        str_equal(source_slice(bench->document->source, comment->reason), str_from_c(reason)));
}

static void assert_problem(const Bench *bench, size_t index, const char *problem) {
    assert_true(index < bench->count);
    assert_non_null(bench->found[index].problem);
    assert_string_equal(bench->found[index].problem, problem);
}

static void test_markdown(void **state) {
    Bench *bench = *state;
    scan(bench, "a.md", "# A\n\n  <!--govlint-ignore a-b , c: why: so-->\ntext\n");
    assert_int_equal(bench->count, 1);
    assert_comment(bench, 0, 4, "a-b , c", "why: so");
    scan(bench, "a.md", "1. ```\n   code\n   ```\n<!-- govlint-ignore a-b: why -->\ntext\n");
    assert_comment(bench, 0, 5, "a-b", "why");
    scan(bench, "a.md", "# govlint-ignore a: a heading\n");
    assert_int_equal(bench->count, 0);
    scan(bench, "a.html", "\xef\xbb\xbf<!-- govlint-ignore a: b -->\r\n<p>\r\n");
    assert_comment(bench, 0, 2, "a", "b");
}

static void test_hash(void **state) {
    Bench *bench = *state;
    scan(bench, "a.yml", "- a\n  #govlint-ignore a: b\n- b # govlint-ignore c: d\n");
    assert_int_equal(bench->count, 2);
    assert_comment(bench, 0, 3, "a", "b");
    assert_problem(bench, 1, "it is not on a line of its own");
    scan(bench, "CODEOWNERS", "# govlint-ignore a: b\n* @x");
    assert_comment(bench, 0, 2, "a", "b");
    scan(bench, "a.yml", "<!-- govlint-ignore a: b -->\n");
    assert_int_equal(bench->count, 0);
}

static void test_front_matter(void **state) {
    Bench *bench = *state;
    scan(bench, "a.md", "---\n# govlint-ignore a: b\nt: 1\n---\n# govlint-ignore c: d\n");
    assert_int_equal(bench->count, 1);
    assert_comment(bench, 0, 3, "a", "b");
}

static void test_stack(void **state) {
    Bench *bench = *state;
    scan(bench, "a.yml",
         "# govlint-ignore a: b\n# govlint-ignore c: d\n# govlint-ignore\na: 1\n"
         "# govlint-ignore e: f\n\n# govlint-ignore g: h");
    assert_int_equal(bench->count, 5);
    assert_comment(bench, 0, 4, "a", "b");
    assert_comment(bench, 1, 4, "c", "d");
    assert_problem(bench, 2, "it names no rule");
    assert_comment(bench, 3, 6, "e", "f");
    assert_comment(bench, 4, 8, "g", "h");
}

static void test_no_comments(void **state) {
    Bench *bench = *state;
    scan(bench, "a.md",
         "```html\n<!-- govlint-ignore a: b -->\n``\n<!-- govlint-ignore a: b -->\n"
         "```\n~~~~\n<!-- govlint-ignore a: b -->\n~~~\n<!-- govlint-ignore -->\n");
    assert_int_equal(bench->count, 0);
    scan(bench, "a.yml",
         "a: |\n  # govlint-ignore a: b\nb: 'x\n\n  # govlint-ignore a: b'\n"
         "c: >-\n  x\n  # govlint-ignore a\n");
    assert_int_equal(bench->count, 0);
    scan(bench, "a.yml", "# govlint-ignored a: b\n# see govlint-ignore\n- govlint-ignore a: b\n");
    assert_int_equal(bench->count, 0);
}

static void test_problems(void **state) {
    Bench *bench = *state;
    scan(bench, "a.md",
         "<!-- govlint-ignore a -->\n<!-- govlint-ignore: b -->\n"
         "<!-- govlint-ignore a: -->\n<!-- govlint-ignore a: b\n-->\n"
         "<!-- govlint-ignore a: b --> text\n<!--govlint-ignore-->\n");
    assert_int_equal(bench->count, 6);
    assert_problem(bench, 0, "it gives no reason");
    assert_problem(bench, 1, "it names no rule");
    assert_problem(bench, 2, "it gives no reason");
    assert_problem(bench, 3, "the comment does not end on its line");
    assert_problem(bench, 4, "something follows it on its line");
    assert_problem(bench, 5, "it names no rule");
}

/* Comments in the syntax of other linters, or in something close to ours. */
static void test_meant(void **state) {
    static const char *const meant[] = {
        "govlint-disable a-b: c",      "govlint-disable-next-line a-b", "govlint ignore a-b: c",
        "govlint: ignore a-b",         "govlint:ignore a-b, c-d: e",    "govlint_ignore: a-b: c",
        "govlint-ingore a-b: c",       "govlint-ignores a-b",           "govlint-Ignore a-b: c",
        "govlint-ignore-line: a-b: c",
    };
    static const char *const prose[] = {
        "govlint",
        "govlint-rules begin",
        "govlint is well-known: so",
        "govlint ignore this",
        "govlint-disabled",
        "see govlint-ignore",
        "govlintignore a-b: c",
        "govlint read a-b: c",
    };
    Bench *bench = *state;
    for (size_t i = 0; i < sizeof meant / sizeof *meant; i++) {
        scan(bench, "a.md",
             str_to_c(&bench->arena, str_printf(&bench->arena, "<!-- %s -->\n", meant[i])));
        assert_int_equal(bench->count, 1);
        assert_problem(bench, 0, "it does not begin with 'govlint-ignore'");
    }
    for (size_t i = 0; i < sizeof prose / sizeof *prose; i++) {
        scan(bench, "a.yml",
             str_to_c(&bench->arena, str_printf(&bench->arena, "# %s\n", prose[i])));
        assert_int_equal(bench->count, 0);
    }
}

static void test_behind_something(void **state) {
    Bench *bench = *state;
    scan(bench, "a.md",
         "<!-- govlint-ignore a: b -->\n* x <!-- govlint-ignore a: b -->\n"
         "Write `<!-- govlint-ignore a: b -->`, see govlint<!-- govlint-ignore a: b -->\n");
    assert_int_equal(bench->count, 2);
    assert_comment(bench, 0, 2, "a", "b");
    assert_problem(bench, 1, "it is not on a line of its own");
    assert_int_equal(bench->found[1].at.start, 33);
    scan(bench, "a.yml",
         "a: 'x # govlint-ignore a: b'\nb: x#govlint-ignore a:b\n"
         "c:\n  - \"x\n  # govlint-ignore a: b\"\n  - y  # govlint-ignore a: b\n");
    assert_int_equal(bench->count, 1);
    assert_problem(bench, 0, "it is not on a line of its own");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_markdown, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hash, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_front_matter, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_stack, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_no_comments, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_problems, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_meant, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_behind_something, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
