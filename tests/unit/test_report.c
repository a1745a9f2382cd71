/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Reports of findings made by hand: what is printed, to the byte.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/escape.h"
#include "base/unicode.h"
#include "report/report.h"

typedef struct Bench {
    Arena arena;
    Source *source;
    Finding finding;
    LintResult result;
    Pack pack;
    Repository repositories[2];
    Report report;
    char *text; /* what was written */
    size_t length;
} Bench;

static int set_up(void **state) {
    Bench *bench = calloc(1, sizeof *bench);
    assert_non_null(bench);
    arena_init(&bench->arena);
    bench->result.findings = &bench->finding;
    bench->repositories[0].name = STR("governance");
    bench->repositories[1].name = STR("website");
    bench->report = (Report){.result = &bench->result,
                             .pack = &bench->pack,
                             .repositories = bench->repositories,
                             .repository_count = 2,
                             .options = {.width = 60, .quiet = true}};
    *state = bench;
    return 0;
}

static int tear_down(void **state) {
    Bench *bench = *state;
    free(bench->text);
    arena_free(&bench->arena);
    free(bench);
    return 0;
}

/* A finding over the first `part` of the text; over nothing at its start where `part` is empty. */
static void put_finding(Bench *bench, Str text, Str part) {
    bench->source = source_new(&bench->arena, STR("governance"), STR("../governance/"),
                               STR("SIGs/README.md"), text);
    size_t start = str_find(text, part, 0);
    assert_true(start != SIZE_MAX);
    bench->finding = (Finding){.rule = STR("sig-x"),
                               .severity = SEVERITY_ERROR,
                               .at = {bench->source, span_between(start, start + part.len)},
                               .message = STR("it is wrong"),
                               .help = STR(""),
                               .fingerprint = STR("0123")};
    bench->result.finding_count = 1;
    bench->result.counts[SEVERITY_ERROR] = 1;
}

static void write_report(Bench *bench, const char *format) {
    free(bench->text);
    FILE *out = open_memstream(&bench->text, &bench->length);
    assert_non_null(out);
    report_format(str_from_c(format))->write(&bench->report, out);
    fclose(out);
}

static void expect(Bench *bench, const char *format, const char *expected) {
    write_report(bench, format);
    assert_string_equal(bench->text, expected);
}

static void test_text_marks_the_place(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("# A\n* SIG X (b)\r\nc\n"), STR("SIG X"));
    expect(bench, "text",
           "../governance/SIGs/README.md:2:3: error: it is wrong [sig-x]\n"
           "  2 | * SIG X (b)\n"
           "    |   ^^^^^\n");
}

static void test_text_has_all_remarks(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("one two\n"), STR("two"));
    Related related = {{bench->source, {0, 3}}, STR("first here")};
    Fix fix = {.title = STR("write 2"), .safe = true};
    bench->finding.related = &related;
    bench->finding.related_count = 1;
    bench->finding.help = STR("do it");
    bench->finding.fix = &fix;
    expect(bench, "text",
           "../governance/SIGs/README.md:1:5: error: it is wrong [sig-x]\n"
           "  1 | one two\n"
           "    |     ^^^\n"
           "    = note: ../governance/SIGs/README.md:1:1: first here\n"
           "    = help: do it\n"
           "    = fix: write 2 (--fix)\n");
}

static void test_text_counts_columns_of_the_terminal(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("a\té漢\u0301 x\n"), STR("x"));
    expect(bench, "text",
           "../governance/SIGs/README.md:1:7: error: it is wrong [sig-x]\n"
           "  1 | a   é漢\u0301 x\n"
           "    |         ^\n");
}

static void test_text_marks_an_empty_place(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("key:\n"), STR("\n"));
    bench->finding.at.span.end = bench->finding.at.span.start;
    expect(bench, "text",
           "../governance/SIGs/README.md:1:5: error: it is wrong [sig-x]\n"
           "  1 | key:\n"
           "    |     ^\n");
}

static void test_text_marks_the_first_of_several_lines(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("- a: 1\n  b: 2\n"), STR("a: 1\n  b"));
    expect(bench, "text",
           "../governance/SIGs/README.md:1:3: error: it is wrong [sig-x]\n"
           "  1 | - a: 1\n"
           "    |   ^^^^\n");
}

static void test_text_cuts_long_lines(void **state) {
    Bench *bench = *state;
    StrBuf line;
    strbuf_init(&line, &bench->arena);
    for (int i = 0; i < 1000; i++)
        strbuf_append_c(&line, i == 500 ? "<here>" : "é");
    put_finding(bench, strbuf_str(&line), STR("<here>"));
    write_report(bench, "text");
    Str rest = {bench->text, bench->length};
    Str shown;
    Str marks;
    assert_true(str_split_next(&rest, '\n', &shown));
    assert_true(str_split_next(&rest, '\n', &shown));
    assert_true(str_split_next(&rest, '\n', &marks));
    assert_true(utf8_width(shown) <= 60);
    size_t here = str_find(shown, STR("<here>"), 0);
    assert_true(here != SIZE_MAX);
    assert_int_equal(utf8_width(str_slice(shown, 0, here)), str_find(marks, STR("^"), 0));
    assert_true(str_ends_with(marks, STR(" ^^^^^^")));
}

static void test_text_of_a_folder_has_no_excerpt(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("x"), STR("x"));
    bench->source =
        source_new(&bench->arena, STR("governance"), STR("governance/"), STR("SIGs/a"), STR(""));
    bench->finding.at = (Location){bench->source, {0, 0}};
    bench->finding.help = STR("add it");
    expect(bench, "text",
           "governance/SIGs/a: error: it is wrong [sig-x]\n"
           "  = help: add it\n");
}

static void test_text_is_harmless(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("a\033[31m\xe2\x80\xaeq\xff z\n"), STR("z"));
    bench->finding.message = STR("\033]0;x\a \xe2\x80\x8b");
    expect(bench, "text",
           "../governance/SIGs/README.md:1:11: error: \\x1b]0;x\\x07 \\u{200b} [sig-x]\n"
           "  1 | a\\x1b[31m\\u{202e}q\\xff z\n"
           "    |                        ^\n");
}

static void test_text_skips_a_byte_order_mark(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("\xef\xbb\xbfname: x\n"), STR("name"));
    expect(bench, "text",
           "../governance/SIGs/README.md:1:1: error: it is wrong [sig-x]\n"
           "  1 | name: x\n"
           "    | ^^^^\n");
}

static void test_concise_is_one_line(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("# A\n* SIG X (b)\n"), STR("SIG X"));
    bench->finding.message = STR("two\nlines");
    expect(bench, "concise", "../governance/SIGs/README.md:2:3: error: two\\nlines [sig-x]\n");
}

static void test_color_is_only_added(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("one two\n"), STR("two"));
    bench->report.options.color = true;
    expect(bench, "concise",
           "\033[1m../governance/SIGs/README.md:1:5: \033[0m\033[1;31merror\033[0m\033[1m: \033[0m"
           "\033[1mit is wrong\033[0m \033[2m[sig-x]\033[0m\n");
}

static void test_summary(void **state) {
    Bench *bench = *state;
    Skipped skipped[] = {
        {STR("a"), STR("the repository 'website' was not given"), STR("website"), false, 0},
        {STR("b"), STR("the repository 'website' was not given"), STR("website"), false, 0},
        {STR("c"), STR("x.yml cannot be parsed"), STR(""), true, 0}};
    bench->report.options.quiet = false;
    bench->repositories[0].snapshot = (const Snapshot *)(const void *)bench; /* never looked into */
    bench->result = (LintResult){.skipped = skipped,
                                 .skipped_count = 3,
                                 .counts = {[SEVERITY_ERROR] = 2, [SEVERITY_NOTE] = 1},
                                 .fixable = 1,
                                 .fixable_unsafe = 2,
                                 .files = 24,
                                 .rules = 23};
    expect(
        bench, "text",
        "skipped 2 rules (a, b): the repository 'website' was not given (give its path, or "
        "--repo website=PATH)\n"
        "ran only in part: 1 rule (c): x.yml cannot be parsed\n"
        "2 errors, 1 note in 24 files of governance (23 rules; 1 fixable with --fix; 2 more with "
        "--unsafe-fixes)\n");
    bench->result = (LintResult){.files = 1, .rules = 1};
    expect(bench, "text", "no problems found in 1 file of governance (1 rule)\n");
    bench->report.options.quiet = true;
    expect(bench, "text", "");
}

static void test_json(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("é b\n"), STR("b"));
    Edit edit = {.at = bench->finding.at, .text = STR("c")};
    Fix fix = {.title = STR("write c"), .edits = &edit, .edit_count = 1};
    bench->finding.fix = &fix;
    bench->finding.message = STR("bad \xff \"byte\"");
    bench->finding.key = STR("x\ny\n");
    expect(bench, "json",
           "{\n  \"version\": 1,\n  \"findings\": [\n    {\n      \"rule\": \"sig-x\",\n"
           "      \"severity\": \"error\",\n      \"repository\": \"governance\",\n"
           "      \"path\": \"SIGs/README.md\",\n"
           "      \"start\": {\n        \"line\": 1,\n        \"column\": 3,\n"
           "        \"offset\": 3\n      },\n"
           "      \"end\": {\n        \"line\": 1,\n        \"column\": 4,\n"
           "        \"offset\": 4\n      },\n"
           "      \"row\": \"x / y\",\n"
           "      \"message\": \"bad \ufffd \\\"byte\\\"\",\n      \"help\": \"\",\n"
           "      \"related\": [],\n      \"fix\": {\n        \"title\": \"write c\",\n"
           "        \"safe\": false,\n        \"edits\": [\n          {\n"
           "            \"repository\": \"governance\",\n"
           "            \"path\": \"SIGs/README.md\",\n"
           "            \"start\": {\n              \"line\": 1,\n              \"column\": 3,\n"
           "              \"offset\": 3\n            },\n"
           "            \"end\": {\n              \"line\": 1,\n              \"column\": 4,\n"
           "              \"offset\": 4\n            },\n"
           "            \"text\": \"c\"\n          }\n        ]\n      },\n"
           "      \"fingerprint\": \"0123\",\n      \"introduced\": null\n    }\n  ],\n"
           "  \"skipped\": [],\n  \"unread\": [],\n  \"notices\": [],\n"
           "  \"summary\": {\n    \"error\": 1,\n    \"warning\": 0,\n    \"note\": 0,\n"
           "    \"fixable\": 0,\n    \"suppressed\": 0,\n    \"files\": 0,\n    \"rules\": 0\n"
           "  }\n}\n");
}

/* A long patch is folded, by a line of HTML. */
static void test_markdown_escapes_for_its_place(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("a b\n"), STR("b"));
    Edit edit = {.at = bench->finding.at, .text = STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n")};
    Fix fix = {.title = STR("write [a_b] <c> @d"), .edits = &edit, .edit_count = 1, .safe = true};
    bench->finding.fix = &fix;
    write_report(bench, "markdown");
    assert_non_null(
        strstr(bench->text, "\n**Fix:** write \\[a\\_b\\] &lt;c&gt; @<!-- -->d (--fix)\n"));
    edit.text = STR("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n");
    write_report(bench, "markdown");
    assert_non_null(strstr(bench->text, "<summary>Fix: write [a_b] &lt;c&gt; @<!-- -->d (--fix)<"));
}

/* A table of one row with two columns, the second absent. */
static void write_table(Bench *bench, const char *format) {
    Column columns[] = {{.name = STR("name")}, {.name = STR("role")}};
    TableDef def = {.columns = columns, .column_count = 2};
    bench->source = source_new(&bench->arena, STR("governance"), STR("g/"), STR("a,b.md"),
                               STR("* Saúl, \"S\"\n"));
    Location at = {bench->source, {0, 13}};
    Cell cells[] = {{STR("Saúl, \"S\""), {bench->source, {2, 13}}, true}, {STR(""), at, false}};
    Row row = {.cells = cells, .at = at};
    Row *rows[] = {&row};
    Table table = {.def = &def, .rows = rows, .row_count = 1};
    row.table = &table;
    free(bench->text);
    FILE *out = open_memstream(&bench->text, &bench->length);
    assert_non_null(out);
    table_format(str_from_c(format))->write(&table, &bench->report.options, out);
    fclose(out);
}

/* Rows out of order share a fix: its edits are reported once. */
static void test_json_tells_a_shared_fix_once(void **state) {
    Bench *bench = *state;
    put_finding(bench, STR("a b\n"), STR("b"));
    Edit edit = {.at = bench->finding.at, .text = STR("c")};
    Fix fix = {.title = STR("sort"), .edits = &edit, .edit_count = 1};
    Finding findings[2] = {bench->finding, bench->finding};
    findings[0].fix = findings[1].fix = &fix;
    findings[0].fingerprint = STR("first-one");
    bench->result.findings = findings;
    bench->result.finding_count = 2;
    write_report(bench, "json");
    const char *edits = strstr(bench->text, "\"text\": \"c\"");
    assert_non_null(edits);
    assert_null(strstr(edits + 1, "\"text\": \"c\""));
    assert_non_null(strstr(edits, "\"edits\": [],\n        \"same-as\": \"first-one\""));
}

static void test_text_ends_after_so_many(void **state) {
    enum { COUNT = 10002 };
    Bench *bench = *state;
    put_finding(bench, STR("a b\n"), STR("b"));
    Finding *findings = calloc(COUNT, sizeof *findings);
    assert_non_null(findings);
    for (size_t i = 0; i < COUNT; i++)
        findings[i] = bench->finding;
    bench->result.findings = findings;
    bench->result.finding_count = COUNT;
    write_report(bench, "concise");
    free(findings);
    size_t lines = 0;
    for (size_t i = 0; i < bench->length; i++)
        lines += bench->text[i] == '\n';
    assert_int_equal(lines, 10001);
    assert_non_null(strstr(bench->text, "\nand 2 more; --format json prints them all\n"));
}

static void test_tables(void **state) {
    Bench *bench = *state;
    write_table(bench, "text");
    /* The column without a value is left out. */
    assert_string_equal(bench->text, "place         name\n"
                                     "g/a,b.md:1:1  Saúl, \"S\"\n");
    write_table(bench, "csv");
    assert_string_equal(bench->text, "repository,path,line,column,name,role\r\n"
                                     "governance,\"a,b.md\",1,1,\"Saúl, \"\"S\"\"\",\r\n");
    write_table(bench, "json");
    assert_non_null(strstr(bench->text, "\"present\": false"));
    assert_non_null(strstr(bench->text, "\"text\": \"Saúl, \\\"S\\\"\""));
}

static void test_explain(void **state) {
    Bench *bench = *state;
    ExampleFile file = {STR("governance"), STR("a.md"), STR("one\n\ntwo\n")};
    Text find = {STR("governance/a.md:1:1: it is wrong"), NULL};
    Example examples[] = {{.good = true, .files = &file, .file_count = 1},
                          {.files = &file, .file_count = 1, .finds = {&find, 1}}};
    Rule rule = {.id = STR("sig-x"),
                 .pack = STR("p"),
                 .summary = STR("A thing is wrong"),
                 .why = STR("Because of many words that do not fit on a line of forty columns.\n\n"
                            "And more.\n"),
                 .severity = SEVERITY_WARNING,
                 .examples = examples,
                 .example_count = 2};
    bench->report.options.width = 40;
    FILE *out = open_memstream(&bench->text, &bench->length);
    assert_non_null(out);
    rule_explain(&rule, NULL, 0, &bench->report.options, out);
    fclose(out);
    assert_string_equal(bench->text, "sig-x: A thing is wrong\n"
                                     "warning, of the pack p, a person has to fix it\n\n"
                                     "Because of many words that do not fit on\n"
                                     "a line of forty columns.\n\nAnd more.\n\n"
                                     "Not fine:\n  governance/a.md\n  | one\n  |\n  | two\n"
                                     "  govlint says:\n    governance/a.md:1:1: it is wrong\n\n"
                                     "Fine:\n  governance/a.md\n  | one\n  |\n  | two\n");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_text_marks_the_place),
        TEST(test_text_has_all_remarks),
        TEST(test_text_counts_columns_of_the_terminal),
        TEST(test_text_marks_an_empty_place),
        TEST(test_text_marks_the_first_of_several_lines),
        TEST(test_text_cuts_long_lines),
        TEST(test_text_of_a_folder_has_no_excerpt),
        TEST(test_text_is_harmless),
        TEST(test_text_skips_a_byte_order_mark),
        TEST(test_concise_is_one_line),
        TEST(test_color_is_only_added),
        TEST(test_summary),
        TEST(test_json),
        TEST(test_json_tells_a_shared_fix_once),
        TEST(test_text_ends_after_so_many),
        TEST(test_markdown_escapes_for_its_place),
        TEST(test_tables),
        TEST(test_explain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
