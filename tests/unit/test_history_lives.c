/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Lives of findings, over histories of a few commits. A finding is a letter, its fingerprint; what
 * is found at a commit, brought or ended there, is a text of them. The rule of all is "r".
 */
#include "base_scratch.h"

#include "history/lives.h"

enum { MOST = 8 };

typedef struct History {
    Arena *arena;
    Commit commits[MOST];
    size_t parents[MOST][2];
    CommitList list;
    Lives *lives;
    Rule rule;
    Rule *rules[1];
    Pack pack;
    SnapshotEntry entry;
    Repository repository;
    const Config *config;
    LintOptions options;
} History;

/* A history of commits, each given by its parents: "" a base, "0" after the first, "12" a merge. */
static History *new_history(Arena *arena, const char *const *parents, size_t count) {
    History *history = arena_new(arena, History);
    history->arena = arena;
    for (size_t i = 0; i < count; i++) {
        Commit *commit = &history->commits[i];
        commit->parents = history->parents[i];
        commit->parent_count = strlen(parents[i]);
        commit->base = commit->parent_count == 0;
        for (size_t k = 0; k < commit->parent_count; k++)
            commit->parents[k] = (size_t)(parents[i][k] - '0');
    }
    history->list = (CommitList){.items = history->commits, .count = count};
    history->rule = (Rule){.id = STR("r"), .severity = SEVERITY_WARNING};
    history->rules[0] = &history->rule;
    history->pack = (Pack){.rules = history->rules, .rule_count = 1};
    history->entry = (SnapshotEntry){.path = STR("a.md"), .bytes = STR("one\ntwo\n")};
    history->repository = (Repository){.name = STR("governance"),
                                       .snapshot = snapshot_of_memory(arena, &history->entry, 1)};
    history->options = (LintOptions){.pack = &history->pack,
                                     .repositories = &history->repository,
                                     .repository_count = 1,
                                     .configs = &history->config};
    history->lives = lives_new(arena, &(LivesJob){.commits = &history->list});
    return history;
}

#define HISTORY(state, ...)                                                                        \
    new_history((state), (const char *const[]){__VA_ARGS__},                                       \
                sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *))

static Finding *findings_of(Arena *arena, const char *letters) {
    size_t count = strlen(letters);
    Finding *findings = arena_new_array(arena, count, Finding);
    const Source *source =
        source_new(arena, STR("governance"), (Str){0}, STR("a.md"), STR("one\ntwo\n"));
    for (size_t i = 0; i < count; i++)
        findings[i] = (Finding){.rule = STR("r"),
                                .severity = SEVERITY_WARNING,
                                .at = {source, {0, 1}},
                                .message = STR("is wrong"),
                                .fingerprint = str_copy(arena, (Str){letters + i, 1})};
    return findings;
}

static LintResult result_of(Arena *arena, const char *letters) {
    return (LintResult){.findings = findings_of(arena, letters), .finding_count = strlen(letters)};
}

static void add(History *history, size_t commit, const char *letters) {
    LintResult result = result_of(history->arena, letters);
    lives_add(history->lives, commit, &history->options, &result);
}

/* The same, where the rule could not look at all, for a reason. */
static void add_skipped(History *history, size_t commit, const char *letters, const char *reason) {
    Skipped skipped = {.rule = STR("r"), .reason = str_from_c(reason)};
    LintResult result = result_of(history->arena, letters);
    result.skipped = &skipped;
    result.skipped_count = 1;
    lives_add(history->lives, commit, &history->options, &result);
}

static Str letters_of(Arena *arena, const Change *changes, size_t count) {
    StrBuf text;
    strbuf_init(&text, arena);
    for (size_t i = 0; i < count; i++)
        strbuf_append(&text, changes[i].seen->fingerprint);
    return strbuf_str(&text);
}

/* What the commit brought and ended, and how many stand after it. */
static void assert_changes(History *history, size_t commit, const char *brought, const char *ended,
                           size_t open) {
    const CommitChanges *changes = lives_changes(history->lives, commit);
    assert_str(letters_of(history->arena, changes->brought, changes->brought_count), brought);
    assert_str(letters_of(history->arena, changes->ended, changes->ended_count), ended);
    assert_int_equal(changes->open[SEVERITY_WARNING], open);
    assert_int_equal(changes->open[SEVERITY_ERROR], 0);
}

/* Finishes; the lives as "a1-3 b.-. ": from which commit to which, "." for none. */
static void assert_lives(History *history, const char *expected) {
    StrBuf text;
    size_t count;
    lives_finish(history->lives);
    Life *const *lives = lives_all(history->lives, &count);
    strbuf_init(&text, history->arena);
    for (size_t i = 0; i < count; i++) {
        char begun = lives[i]->begun == LIFE_NONE ? '.' : (char)('0' + lives[i]->begun);
        char ended = lives[i]->ended == LIFE_NONE ? '.' : (char)('0' + lives[i]->ended);
        strbuf_printf(&text, "%s" STR_FMT "%c-%c", i > 0 ? " " : "",
                      STR_ARG(lives[i]->seen->fingerprint), begun, ended);
    }
    assert_str(strbuf_str(&text), expected);
}

static void commits_bring_and_end(void **state) {
    History *history = HISTORY(*state, "", "0", "1", "2");
    add(history, 0, "xy");
    add(history, 1, "bxya");
    add(history, 2, "ya");
    add(history, 3, "yab");
    assert_changes(history, 0, "", "", 2);
    assert_changes(history, 1, "ab", "", 4);
    assert_changes(history, 2, "", "bx", 2);
    assert_changes(history, 3, "b", "", 3);
    assert_lives(history, "x.-2 y.-. a1-. b1-2 b3-.");
}

static void a_root_of_the_range_brings_all(void **state) {
    History *history = HISTORY(*state, "", "0");
    history->commits[0].base = false;
    add(history, 0, "a");
    add(history, 1, "a");
    assert_changes(history, 0, "a", "", 1);
    assert_lives(history, "a0-.");
}

static void a_merge_brings_what_no_line_has(void **state) {
    History *history = HISTORY(*state, "", "0", "0", "12");
    add(history, 0, "");
    add(history, 1, "a");
    add(history, 2, "b");
    add(history, 3, "abc");
    assert_changes(history, 3, "c", "", 3);
    assert_lives(history, "a1-. b2-. c3-.");
}

static void a_merge_ends_what_it_leaves_out(void **state) {
    History *history = HISTORY(*state, "", "0", "0", "12");
    add(history, 0, "x");
    add(history, 1, "xa");
    add(history, 2, "x");
    add(history, 3, "");
    assert_changes(history, 3, "", "ax", 0);
    assert_lives(history, "x.-3 a1-3");
}

/* The other line had ended it before. */
static void a_merge_does_not_end_twice(void **state) {
    for (int swapped = 0; swapped < 2; swapped++) {
        History *history = HISTORY(*state, "", "0", "0", swapped ? "21" : "12");
        add(history, 0, "x");
        add(history, 1, "");
        add(history, 2, "x");
        add(history, 3, "");
        assert_changes(history, 1, "", "x", 0);
        assert_changes(history, 3, "", "", 0);
        assert_lives(history, "x.-1");
    }
}

static void lives_of_two_lines_become_one(void **state) {
    History *history = HISTORY(*state, "", "0", "0", "12", "3");
    add(history, 0, "");
    add(history, 1, "a");
    add(history, 2, "a");
    add(history, 3, "a");
    add(history, 4, "");
    assert_changes(history, 1, "a", "", 1);
    assert_changes(history, 2, "a", "", 1);
    assert_changes(history, 3, "", "", 1);
    assert_lives(history, "a1-4");
}

static void what_stands_at_the_end_is_open(void **state) {
    History *history = HISTORY(*state, "", "0", "1", "1");
    add(history, 0, "");
    add(history, 1, "a");
    add(history, 2, "");
    add(history, 3, "a");
    assert_changes(history, 2, "", "a", 0);
    assert_lives(history, "a1-.");
}

static void what_stood_before_is_one_life(void **state) {
    History *history = HISTORY(*state, "", "", "01");
    add(history, 0, "x");
    add(history, 1, "x");
    add(history, 2, "x");
    assert_changes(history, 2, "", "", 1);
    assert_lives(history, "x.-.");
    /* Also where two lines end it. */
    history = HISTORY(*state, "", "", "0", "1", "23");
    add(history, 0, "x");
    add(history, 1, "x");
    add(history, 2, "");
    add(history, 3, "");
    add(history, 4, "");
    assert_changes(history, 2, "", "x", 0);
    assert_changes(history, 3, "", "x", 0);
    assert_lives(history, "x.-2");
}

static void what_ended_before_has_no_life(void **state) {
    History *history = HISTORY(*state, "", "", "01");
    add(history, 0, "x");
    add(history, 1, "");
    add(history, 2, "");
    assert_changes(history, 2, "", "", 0);
    assert_lives(history, "");
}

static void what_cannot_be_looked_for_stands(void **state) {
    History *history = HISTORY(*state, "", "0", "1", "2");
    add(history, 0, "");
    add(history, 1, "a");
    add_skipped(history, 2, "", "it cannot be read");
    add(history, 3, "");
    assert_changes(history, 2, "", "", 1);
    assert_changes(history, 3, "", "a", 0);
    assert_lives(history, "a1-3");
}

/* Where the rule could look no further when it found it, it has looked now as well. */
static void what_was_found_in_part_can_end(void **state) {
    History *history = HISTORY(*state, "", "0", "1", "2");
    add(history, 0, "");
    add_skipped(history, 1, "ab", "website was not given");
    add_skipped(history, 2, "a", "website was not given");
    add_skipped(history, 3, "", "it cannot be read");
    assert_changes(history, 2, "", "b", 1);
    assert_changes(history, 3, "", "", 1);
    assert_lives(history, "a1-. b1-2");
}

/* Also where another rule cannot look now. */
static void what_other_rules_cannot_look_for_is_no_matter(void **state) {
    History *history = HISTORY(*state, "", "0", "1");
    Skipped skipped[] = {{.rule = STR("q"), .reason = STR("it cannot be read")},
                         {.rule = STR("r"), .reason = STR("website was not given")}};
    LintResult result = {.skipped = skipped, .skipped_count = 2};
    add(history, 0, "");
    add_skipped(history, 1, "a", "website was not given");
    lives_add(history->lives, 2, &history->options, &result);
    assert_changes(history, 2, "", "a", 0);
    assert_lives(history, "a1-2");
}

static void one_that_is_passed_changes_nothing(void **state) {
    History *history = HISTORY(*state, "", "0", "1");
    add(history, 0, "x");
    lives_pass(history->lives, 1);
    add(history, 2, "a");
    assert_changes(history, 1, "", "", 1);
    assert_true(lives_changes(history->lives, 1)->passed);
    assert_false(lives_changes(history->lives, 2)->passed);
    assert_changes(history, 2, "a", "x", 1);
    assert_lives(history, "x.-2 a2-.");
}

/* Also a merge, after which stands what stood on any line. */
static void a_merge_that_is_passed_has_both(void **state) {
    History *history = HISTORY(*state, "", "0", "0", "12", "3");
    add(history, 0, "x");
    add(history, 1, "xa");
    add(history, 2, "xb");
    lives_pass(history->lives, 3);
    add(history, 4, "b");
    assert_changes(history, 3, "", "", 3);
    assert_changes(history, 4, "", "ax", 1);
    assert_lives(history, "x.-4 a1-4 b2-.");
}

static void it_is_seen_as_it_was_last(void **state) {
    History *history = HISTORY(*state, "", "0", "1");
    add(history, 0, "x");
    LintResult result = result_of(history->arena, "x");
    result.findings[0].at.span = (Span){4, 7};
    result.findings[0].message = STR("is still wrong");
    lives_add(history->lives, 1, &history->options, &result);
    add(history, 2, "");
    const CommitChanges *changes = lives_changes(history->lives, 2);
    assert_int_equal(changes->ended_count, 1);
    const Seen *seen = changes->ended[0].seen;
    assert_str(seen->message, "is still wrong");
    assert_str(seen->path, "a.md");
    assert_true(seen->placed);
    assert_int_equal(seen->start.line, 2);
    assert_int_equal(seen->end.column, 4);
    assert_ptr_equal(changes->ended[0].life->seen, seen);
    assert_lives(history, "x.-2");
}

static void assert_end(History *history, LifeEnd end, const char *name) {
    const CommitChanges *changes = lives_changes(history->lives, 1);
    assert_int_equal(changes->ended_count, 1);
    assert_int_equal(changes->ended[0].end, end);
    assert_int_equal(changes->ended[0].life->end, end);
    assert_string_equal(life_end_name(end), name);
    assert_lives(history, "x.-1");
}

static void how_it_ended_is_told(void **state) {
    History *history = HISTORY(*state, "", "0");
    add(history, 0, "x");
    add(history, 1, "");
    assert_end(history, LIFE_GONE, "gone");

    history = HISTORY(*state, "", "0");
    Suppressed suppressed = {.finding = findings_of(*state, "x")[0]};
    LintResult result = {.suppressed_findings = &suppressed, .suppressed = 1};
    add(history, 0, "x");
    lives_add(history->lives, 1, &history->options, &result);
    assert_end(history, LIFE_IGNORED, "ignored");

    history = HISTORY(*state, "", "0");
    result = (LintResult){.covered = findings_of(*state, "yx"), .covered_count = 2};
    add(history, 0, "x");
    lives_add(history->lives, 1, &history->options, &result);
    assert_end(history, LIFE_COVERED, "covered");

    history = HISTORY(*state, "", "0");
    add(history, 0, "x");
    history->rule.severity = SEVERITY_OFF;
    add(history, 1, "");
    assert_end(history, LIFE_OFF, "off");
}

static void changes_are_in_order(void **state) {
    History *history = HISTORY(*state, "", "0", "1");
    add(history, 0, "");
    LintResult result = result_of(history->arena, "abc");
    result.findings[0].at.span = (Span){4, 7};
    result.findings[1].at.source =
        source_new(history->arena, STR("governance"), (Str){0}, STR("A.md"), STR("one\n"));
    lives_add(history->lives, 1, &history->options, &result);
    add(history, 2, "");
    assert_changes(history, 1, "bca", "", 3);
    assert_changes(history, 2, "", "bca", 0);
    assert_lives(history, "a1-2 b1-2 c1-2");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(commits_bring_and_end),
        TEST(a_root_of_the_range_brings_all),
        TEST(a_merge_brings_what_no_line_has),
        TEST(a_merge_ends_what_it_leaves_out),
        TEST(a_merge_does_not_end_twice),
        TEST(lives_of_two_lines_become_one),
        TEST(what_stands_at_the_end_is_open),
        TEST(what_stood_before_is_one_life),
        TEST(what_ended_before_has_no_life),
        TEST(what_cannot_be_looked_for_stands),
        TEST(what_was_found_in_part_can_end),
        TEST(what_other_rules_cannot_look_for_is_no_matter),
        TEST(one_that_is_passed_changes_nothing),
        TEST(a_merge_that_is_passed_has_both),
        TEST(it_is_seen_as_it_was_last),
        TEST(how_it_ended_is_told),
        TEST(changes_are_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
