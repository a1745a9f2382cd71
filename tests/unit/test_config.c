/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Configuration: days, keys, and decoded values.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "rule/config.h"

typedef struct Bench {
    Arena arena;
    PatternSet *patterns;
    const Config *config;
    Error error;
} Bench;

static int set_up(void **state) {
    Bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    arena_init(&bench->arena);
    bench->patterns = pattern_set_new(&bench->arena);
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    pattern_set_free(bench->patterns);
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

static bool load(Bench *bench, const char *text) {
    SnapshotEntry *entry = arena_new(&bench->arena, SnapshotEntry);
    entry->path = STR(".govlint.yml");
    entry->bytes = str_from_c(text);
    Repository repository = {.name = STR("site")};
    Snapshot *snapshot = snapshot_of_memory(&bench->arena, entry, text ? 1 : 0);
    repository.snapshot = snapshot;
    bench->error = (Error){0};
    bool ok =
        config_load(&bench->arena, bench->patterns, &repository, &bench->config, &bench->error);
    snapshot_close(snapshot);
    return ok;
}

static void test_days(void **state) {
    static const char *const good[] = {"2026-01-31", "2024-02-29", "2000-02-29", "9999-12-31"};
    static const char *const bad[] = {"2026-02-29", "1900-02-29", "2026-00-01", "2026-13-01",
                                      "2026-01-00", "2026-04-31", "2026-1-1",   "2026/01/01",
                                      "26-01-01",   "",           "2026-01-0x", "2026-01-011"};
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_true(day_is_valid(str_from_c(good[i])));
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_false(day_is_valid(str_from_c(bad[i])));
}

static void test_keys(void **state) {
    Bench *bench = *state;
    assert_true(str_equal(key_text(&bench->arena, STR("a")), STR("a")));
    assert_true(str_equal(key_text(&bench->arena, STR("a\n")), STR("a")));
    assert_true(str_equal(key_text(&bench->arena, STR("a\nb c\n")), STR("a / b c")));
    assert_true(str_equal(key_text(&bench->arena, STR("")), STR("")));
}

static void test_absent(void **state) {
    Bench *bench = *state;
    assert_true(load(bench, NULL));
    assert_null(bench->config);
    assert_null(config_rule(bench->config, STR("a")));
}

static void test_empty(void **state) {
    static const char *const empty[] = {"", "# nothing\n", "---\n", "~\n", "{}\n"};
    Bench *bench = *state;
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        assert_true(load(bench, empty[i]));
        assert_non_null(bench->config);
        assert_int_equal(bench->config->ignore_count, 0);
    }
}

static void test_all(void **state) {
    Bench *bench = *state;
    assert_true(load(bench, "pack: p\nrepositories: {a: ../a}\nrules: {x: off, y: note}\n"
                            "ignore:\n- {rule: [x, y], path: '*.yml', row: r, reason: ' z '}\n"));
    const Config *config = bench->config;
    assert_true(str_equal(config->pack.str, STR("p")));
    assert_int_equal(config->repository_count, 1);
    assert_int_equal(config_rule(config, STR("y"))->severity, SEVERITY_NOTE);
    assert_int_equal(config_rule(config, STR("x"))->severity, SEVERITY_OFF);
    assert_int_equal(config->ignore_count, 2);
    assert_true(str_equal(config->ignores[1].rule, STR("y")));
    assert_true(str_equal(config->ignores[1].reason, STR("z")));
    assert_true(str_equal(location_text(config->ignores[1].at), STR("y")));
    assert_true(pattern_matches(config->ignores[0].path, STR("a.yml")));
    assert_int_equal(config->ignores[0].until.len, 0);
}

/* One more than is allowed. */
static void test_many(void **state) {
    Bench *bench = *state;
    StrBuf text;
    strbuf_init(&text, &bench->arena);
    strbuf_append_c(&text, "ignore:\n");
    for (size_t i = 0; i <= CONFIG_MAX_ENTRIES; i++)
        strbuf_append_c(&text, "- {rule: x, path: y, reason: z}\n");
    assert_false(load(bench, str_to_c(&bench->arena, strbuf_str(&text))));
    assert_non_null(strstr(bench->error.message, "more than 1000 ignores"));
    assert_int_equal(bench->error.kind, ERROR_USAGE);
}

/* Merges and cycles are neither followed nor loops. */
static void test_hostile(void **state) {
    static const char *const texts[] = {
        "&a [*a]\n",
        "rules: &a {*a : off}\n",
        "<<: {pack: x}\n",
        "ignore: &a [*a]\n",
        "ignore: [{rule: &r [*r], path: x, reason: y}]\n",
        "? [pack]\n: x\n",
        "ignore:\n- {rule: x, path: '[', reason: y}\n- x\n",
    };
    Bench *bench = *state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(load(bench, texts[i]) && bench->config->pack.node);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_days, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_keys, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_absent, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_empty, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_all, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_many, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_hostile, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
