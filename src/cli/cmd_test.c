/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * govlint test: runs the examples of rules, which are both their documentation and their tests, and
 * proves their fixes on them. A rule fails if it lacks a bad or a good example, or has a fix that
 * no example shows, as nothing would show that it works.
 */
#include <stdint.h>
#include <sys/stat.h>

#include "base/escape.h"
#include "cli/lint.h"
#include "fix/prove.h"
#include "rule/example.h"

typedef struct TestRun {
    Cli *cli;
    size_t passed;
    size_t failed;
} TestRun;

static void report_failure(TestRun *run, const Rule *rule, const YamlNode *node, Str what) {
    Arena *arena = run->cli->arena;
    size_t line = node ? source_position(rule->source, node->span.start).line : 1;
    Str path = str_printf(arena, STR_FMT STR_FMT, STR_ARG(rule->source->label),
                          STR_ARG(rule->source->path));
    printf(STR_FMT ":%zu: " STR_FMT "\n", STR_ARG(escape_terminal(arena, path)), line,
           STR_ARG(what));
    run->failed++;
}

static void print_indented(Arena *arena, Str text) {
    Str line;
    while (text.len > 0 && str_split_next(&text, '\n', &line))
        printf("  " STR_FMT "\n", STR_ARG(escape_terminal(arena, line)));
}

static void test_example(TestRun *run, const Pack *pack, const Rule *rule, size_t index) {
    Arena scratch;
    arena_init(&scratch);
    ExampleOutcome outcome = {0};
    example_run(&scratch, pack, rule, index, &outcome);
    StrBuf difference;
    strbuf_init(&difference, &scratch);
    strbuf_append(&difference, outcome.message);
    fix_prove(&scratch, pack, rule, index, &difference);
    if (difference.len == 0) {
        run->passed++;
    } else {
        Str what = str_printf(&scratch, STR_FMT ": example %zu (%s) failed", STR_ARG(rule->id),
                              index + 1, rule->examples[index].good ? "good" : "bad");
        report_failure(run, rule, rule->examples[index].node, what);
        print_indented(&scratch, strbuf_str(&difference));
    }
    arena_free(&scratch);
}

static void test_rule(TestRun *run, const Pack *pack, const Rule *rule) {
    size_t kinds[2] = {0, 0};
    bool shows_fix = false;
    for (size_t i = 0; i < rule->example_count; i++) {
        kinds[rule->examples[i].good]++;
        shows_fix = shows_fix || rule->examples[i].fixed_count > 0;
        test_example(run, pack, rule, i);
    }
    for (int good = 0; good <= 1; good++)
        if (kinds[good] == 0)
            report_failure(run, rule, NULL,
                           str_printf(run->cli->arena, STR_FMT ": no %s example", STR_ARG(rule->id),
                                      good ? "good" : "bad"));
    if (rule->has_fix && !shows_fix)
        report_failure(
            run, rule, NULL,
            str_printf(run->cli->arena, STR_FMT ": no example shows its fix", STR_ARG(rule->id)));
}

/* Tests the pack's own rules; rules of packs that it extends are tested with those. */
static void test_pack(TestRun *run, const Pack *pack) {
    for (size_t i = 0; i < pack->rule_count; i++) {
        const Rule *rule = pack->rules[i];
        if (str_equal(rule->pack, pack->name) && rule_is_chosen(run->cli, rule->id))
            test_rule(run, pack, rule);
    }
}

static bool is_path(Str word) {
    return str_find(word, STR("/"), 0) != SIZE_MAX || str_starts_with(word, STR("."));
}

/* Loads a built-in pack by name, or else from a folder. A word that is neither is most likely a
   misspelt name, so the error is that for a name. */
static bool load_named(Cli *cli, Str word, Pack **out, Error *error) {
    struct stat status;
    if (pack_is_builtin(word) || (!is_path(word) && stat(str_to_c(cli->arena, word), &status) != 0))
        return pack_load_builtin(cli->arena, cli->patterns, word, cli->examples, out, error);
    return pack_load_folder(cli->arena, cli->patterns, word, false, out, error);
}

bool cmd_test(Cli *cli, ExitStatus *status, Error *error) {
    Pack *named = NULL;
    Pack **packs = &named;
    size_t count = 1;
    bool ok = cli->operands.len > 0 ? load_named(cli, cli->operands.items[0], &named, error)
                                    : load_packs(cli, &packs, &count, error);
    if (!ok || !check_chosen_rules(cli, packs, count, error))
        return false;
    TestRun run = {.cli = cli};
    for (size_t i = 0; i < count; i++)
        test_pack(&run, packs[i]);
    if (!cli->options.quiet || run.failed > 0)
        printf("%zu passed, %zu failed\n", run.passed, run.failed);
    *status = run.failed > 0 ? EXIT_STATUS_FINDINGS : EXIT_STATUS_CLEAN;
    return true;
}
