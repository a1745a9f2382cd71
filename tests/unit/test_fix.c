/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Applying edits, and which fixes of a lint are applied together. */
#include "git_scratch.h"

#include "fix/plan.h"

typedef struct Bench {
    Arena *arena;
    Source *source;
    Repository repository;
    FixOptions options;
    ARRAY_OF(Finding) findings;
    Unread *unread; /* one, or NULL */
    Map refused;
    Plan plan;
} Bench;

static Str apply(Arena *arena, const char *bytes, const Edit *edits, size_t count) {
    return fix_apply(arena, str_from_c(bytes), edits, count);
}

static Edit edit(size_t start, size_t end, const char *text) {
    return (Edit){.at = {NULL, span_between(start, end)}, .text = str_from_c(text)};
}

static void applies_edits(void **state) {
    Scratch *scratch = *state;
    Arena *arena = &scratch->arena;
    assert_str(apply(arena, "abc", NULL, 0), "abc");
    assert_str(apply(arena, "", NULL, 0), "");
    Edit one[] = {edit(1, 2, "XY")};
    assert_str(apply(arena, "abc", one, 1), "aXYc");
    Edit ends[] = {edit(0, 0, "<"), edit(3, 3, ">")};
    assert_str(apply(arena, "abc", ends, 2), "<abc>");
    Edit all[] = {edit(0, 1, ""), edit(1, 1, "1"), edit(1, 1, "2"), edit(1, 3, "")};
    assert_str(apply(arena, "abc", all, 4), "12");
    Edit in_nothing[] = {edit(0, 0, "new")};
    assert_str(apply(arena, "", in_nothing, 1), "new");
}

/* Each byte that was not inserted was where the same byte still is. */
static void knows_where_bytes_were(void **state) {
    (void)state;
    Edit edits[] = {edit(0, 0, "<"), edit(1, 3, ""), edit(4, 5, "XYZ"), edit(5, 5, "!")};
    /* "abcdefg" became "<adXYZ!fg". */
    const size_t before[] = {0, 0, 3, 4, 4, 4, 5, 5, 6, 7};
    for (size_t i = 0; i < sizeof before / sizeof *before; i++)
        assert_int_equal(fix_offset_before(edits, 4, i), before[i]);
    assert_int_equal(fix_offset_before(NULL, 0, 3), 3);
}

static void set_up(Bench *bench, Scratch *scratch, const char *bytes) {
    *bench = (Bench){.arena = &scratch->arena};
    SnapshotEntry *entry = arena_new(bench->arena, SnapshotEntry);
    *entry = (SnapshotEntry){.path = STR("a"), .bytes = str_from_c(bytes)};
    bench->repository =
        (Repository){.name = STR("r"), .snapshot = snapshot_of_memory(bench->arena, entry, 1)};
    bench->source = source_new(bench->arena, STR("r"), STR(""), STR("a"), str_from_c(bytes));
    bench->options.lint.repositories = &bench->repository;
    bench->options.lint.repository_count = 1;
    map_init(&bench->refused, bench->arena);
}

static Finding *find_fix(Bench *bench, const char *key, const Edit *edits, size_t count) {
    Fix *fix = arena_new(bench->arena, Fix);
    *fix = (Fix){.title = str_from_c(key), .safe = true, .edit_count = count};
    fix->edits = arena_new_array(bench->arena, count, Edit);
    for (size_t i = 0; i < count; i++) {
        fix->edits[i] = edits[i];
        if (!fix->edits[i].at.source)
            fix->edits[i].at.source = bench->source;
    }
    Finding finding = {.rule = STR("rule"), .at = {bench->source, {0, 0}}, .fix = fix};
    finding.key = str_from_c(key);
    array_push(bench->arena, &bench->findings, finding);
    return &bench->findings.items[bench->findings.len - 1];
}

static void find_one(Bench *bench, const char *key, size_t start, size_t end) {
    Edit one = edit(start, end, "x");
    find_fix(bench, key, &one, 1);
}

/* The keys of what was taken, in order. */
static void assert_taken(Bench *bench, const char *expected) {
    LintResult result = {.findings = bench->findings.items,
                         .finding_count = bench->findings.len,
                         .unread = bench->unread,
                         .unread_count = bench->unread ? 1 : 0};
    StrBuf buf;
    strbuf_init(&buf, bench->arena);
    bench->plan = (Plan){.arena = bench->arena,
                         .options = &bench->options,
                         .repositories = &bench->repository,
                         .refused = &bench->refused};
    plan_make(&bench->plan, &result);
    for (size_t i = 0; i < bench->plan.candidates.len; i++)
        strbuf_append(&buf, bench->plan.candidates.items[i]->fix->title);
    assert_str(strbuf_str(&buf), expected);
}

static void assert_rejected(Bench *bench, const char *reason) {
    assert_int_equal(bench->plan.rejected.len, 1);
    assert_str(bench->plan.rejected.items[0].reason, reason);
}

static void takes_what_does_not_overlap(void **state) {
    Bench bench;
    set_up(&bench, *state, "0123456789");
    find_one(&bench, "a", 2, 4);
    find_one(&bench, "b", 3, 5); /* overlaps a */
    find_one(&bench, "c", 4, 6); /* only touches a */
    find_one(&bench, "d", 2, 2); /* between two bytes, at the edge of a */
    find_one(&bench, "e", 0, 1);
    find_one(&bench, "f", 7, 7);
    find_one(&bench, "g", 7, 7); /* which of the two is first? */
    find_one(&bench, "h", 0, 10);
    find_one(&bench, "i", 8, 10);
    assert_taken(&bench, "acefi");
}

static void takes_all_or_nothing_of_a_fix(void **state) {
    Bench bench;
    set_up(&bench, *state, "0123456789");
    Edit move[] = {edit(8, 10, ""), edit(0, 0, "89")};
    find_fix(&bench, "a", move, 2);
    Edit clash[] = {edit(4, 5, "x"), edit(9, 10, "y")};
    find_fix(&bench, "b", clash, 2);
    find_one(&bench, "c", 4, 5);
    Finding *shared = find_fix(&bench, "d", &(Edit){.at = {NULL, {6, 7}}, .text = STR("z")}, 1);
    Finding again = *shared;
    array_push(bench.arena, &bench.findings, again);
    assert_taken(&bench, "acd");
    assert_int_equal(bench.plan.candidates.items[2]->findings.len, 2);
    assert_int_equal(bench.plan.drafts.len, 1);
    assert_int_equal(bench.plan.drafts.items[0]->edits.items[0].edit.at.span.start, 0);
}

static void refuses_files_that_were_not_read_to_the_end(void **state) {
    Bench bench;
    set_up(&bench, *state, "0123456789");
    Unread other = {.label = STR("s/"), .path = STR("a")};
    bench.unread = &other;
    find_one(&bench, "a", 2, 4);
    assert_taken(&bench, "a");
    Unread same = {.label = STR(""), .path = STR("a")};
    bench.unread = &same;
    assert_taken(&bench, "");
    assert_rejected(&bench, "not all of its file was looked at");
}

static void refuses_what_cannot_be(void **state) {
    static const struct {
        const char *path;
        bool create;
        size_t end;
        const char *reason;
    } cases[] = {
        {"../a", true, 0, "its file may not be written"},
        {".git/config", true, 0, "its file may not be written"},
        {"a/.GIT. ./config", true, 0, "its file may not be written"},
        {"git~1 /config", true, 0, "its file may not be written"},
        {"a", true, 0, "something is there already"},
        {"a/b", true, 0, "something is there already"},
        {"none", false, 0, "there is no such file"},
        {"a", false, 4, "its place is not in the file"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Bench bench;
        set_up(&bench, *state, "012");
        Edit bad = edit(0, cases[i].end, "x");
        bad.create = cases[i].create;
        bad.at.source = source_new(bench.arena, STR("r"), STR(""), str_from_c(cases[i].path),
                                   strcmp(cases[i].path, "a") ? STR("") : STR("012"));
        find_fix(&bench, "a", &bad, 1);
        assert_taken(&bench, "");
        assert_rejected(&bench, cases[i].reason);
        /* And not again. */
        assert_taken(&bench, "");
        assert_int_equal(bench.plan.rejected.len, 0);
    }
}

static void refuses_edits_that_overlap_themselves(void **state) {
    Bench bench;
    set_up(&bench, *state, "0123456789");
    Edit edits[] = {edit(5, 8, ""), edit(0, 2, "x"), edit(7, 9, "y")};
    find_fix(&bench, "a", edits, 3);
    assert_taken(&bench, "");
    assert_rejected(&bench, "its edits overlap");
}

static void leaves_unsafe_and_foreign_fixes(void **state) {
    Bench bench;
    static const bool none[] = {false};
    set_up(&bench, *state, "0123");
    find_one(&bench, "a", 0, 1);
    find_one(&bench, "b", 2, 3);
    ((Fix *)bench.findings.items[0].fix)->safe = false;
    assert_taken(&bench, "b");
    bench.options.unsafe = true;
    assert_taken(&bench, "ab");
    bench.options.writable = none;
    assert_taken(&bench, "");
    assert_int_equal(bench.plan.rejected.len, 0);
}

static void writes_the_line_ends_of_the_file(void **state) {
    static const struct {
        const char *bytes, *text, *expected;
    } cases[] = {
        {"a\r\nb\r\n", "x\ny", "x\r\ny"},
        {"a\r\nb\r\n", "x\r\ny\n", "x\r\ny\r\n"},
        {"a\r\nb\n", "x\ny", "x\ny"},
        {"a\nb\n", "x\ny", "x\ny"},
        {"a", "x\ny", "x\ny"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Bench bench;
        set_up(&bench, *state, cases[i].bytes);
        Edit one = edit(0, 1, cases[i].text);
        find_fix(&bench, "a", &one, 1);
        assert_taken(&bench, "a");
        assert_str(bench.plan.drafts.items[0]->edits.items[0].edit.text, cases[i].expected);
    }
}

/* One finding of a rule in a file. */
static Finding finding(Bench *bench, const char *rule, Severity severity, const char *key) {
    return (Finding){.rule = str_from_c(rule),
                     .severity = severity,
                     .at = {bench->source, {0, 0}},
                     .message = STR("message"),
                     .key = str_from_c(key)};
}

static void verifies(void **state) {
    Bench bench;
    set_up(&bench, *state, "0123");
    Finding old[] = {finding(&bench, "r", SEVERITY_WARNING, "k"),
                     finding(&bench, "r", SEVERITY_WARNING, "k"),
                     finding(&bench, "e", SEVERITY_ERROR, "k")};
    Edit change = {.at = {bench.source, {0, 1}}};
    Fix fix = {.edits = &change, .edit_count = 1};
    Candidate candidate = {.fix = &fix};
    array_push(bench.arena, &candidate.findings, &old[0]);
    Candidate *candidates[] = {&candidate};
    bench.plan.candidates.items = candidates;
    bench.plan.candidates.len = 1;
    LintResult before = {.findings = old, .finding_count = 3};
    const bool tried[] = {true};
    const struct {
        const char *rules, *problem;
    } cases[] = {
        {"re", ""},
        {"e", ""},
        {"r", ""},
        {"rre", "the finding was still there"},
        {"Re", ""},
        {"rRe", "the finding was still there"},
        {"ree", "a new error appeared: message [e]"},
        {"rn", "a new error appeared: message [n]"},
        {"rw", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Finding now[4];
        LintResult after = {.findings = now};
        for (const char *c = cases[i].rules; *c; c++) {
            char rule[] = {*c == 'R' ? 'r' : *c, '\0'};
            Severity severity = *c == 'e' || *c == 'n' ? SEVERITY_ERROR : SEVERITY_WARNING;
            now[after.finding_count++] = finding(&bench, "", severity, *c == 'R' ? "other" : "k");
            now[after.finding_count - 1].rule = str_copy(bench.arena, str_from_c(rule));
        }
        assert_str(verify(bench.arena, &before, &after, &bench.plan, tried), cases[i].problem);
    }
    Skipped skipped = {.rule = STR("r"), .reason = STR("unknown")};
    LintResult after = {.skipped = &skipped, .skipped_count = 1};
    assert_str(verify(bench.arena, &before, &after, &bench.plan, tried),
               "the rule r could no longer run: unknown");

    /* A file that an unsafe fix creates may have errors, but no other file may. */
    Finding created[] = {old[1], finding(&bench, "n", SEVERITY_ERROR, "k")};
    created[1].at.source = source_new(bench.arena, STR("r"), STR(""), STR("new"), (Str){0});
    after = (LintResult){.findings = created, .finding_count = 2};
    const char *appeared = "a new error appeared: message [n]";
    assert_str(verify(bench.arena, &before, &after, &bench.plan, tried), appeared);
    change = (Edit){.at = {created[1].at.source, {0, 0}}, .create = true};
    assert_str(verify(bench.arena, &before, &after, &bench.plan, tried), "");
    fix.safe = true;
    assert_str(verify(bench.arena, &before, &after, &bench.plan, tried), appeared);
    fix.safe = false;
    created[1].at.source = bench.source;
    assert_str(verify(bench.arena, &before, &after, &bench.plan, tried), appeared);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(applies_edits),
        scratch_test(knows_where_bytes_were),
        scratch_test(takes_what_does_not_overlap),
        scratch_test(takes_all_or_nothing_of_a_fix),
        scratch_test(refuses_files_that_were_not_read_to_the_end),
        scratch_test(refuses_what_cannot_be),
        scratch_test(refuses_edits_that_overlap_themselves),
        scratch_test(leaves_unsafe_and_foreign_fixes),
        scratch_test(writes_the_line_ends_of_the_file),
        scratch_test(verifies),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
