/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * JUnit's XML, as tools for test reports read it: a test suite for each rule that has findings,
 * with a failed test for each finding, or a skipped one if the finding is known; a skipped test for
 * each rule that did not run; and an error for each file that could not be read. If there are none
 * of these, it has one test that passed.
 */
#include "base/escape.h"
#include "base/map.h"
#include "report/formats.h"
#include "report/order.h"
#include "report/where.h"

/*
 * Writes text or attribute values. Control characters have already been escaped for people; of the
 * rest, XML 1.0 forbids U+FFFE and U+FFFF. Line ends are written so that attributes keep them.
 */
static void xml_put(FILE *out, Str text) {
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        switch (byte) {
        case '&': fputs("&amp;", out); break;
        case '<': fputs("&lt;", out); break;
        case '>': fputs("&gt;", out); break;
        case '"': fputs("&quot;", out); break;
        case '\'': fputs("&#39;", out); break;
        case '\n': fputs("&#10;", out); break;
        case 0xef:
            if (str_starts_with(str_slice(text, i, text.len), STR("\xef\xbf\xbe")) ||
                str_starts_with(str_slice(text, i, text.len), STR("\xef\xbf\xbf"))) {
                fputs("\xef\xbf\xbd", out);
                i += 2;
                break;
            }
            putc(byte, out);
            break;
        default: putc(byte, out); break;
        }
    }
}

static void xml_attribute(FILE *out, const char *name, Str value) {
    fprintf(out, " %s=\"", name);
    xml_put(out, value);
    putc('"', out);
}

/* The text of a failure: the finding, help, other places, the fix. */
static Str details(const Report *report, Arena *scratch, const Finding *finding) {
    StrBuf buf;
    strbuf_init(&buf, scratch);
    strbuf_printf(&buf, STR_FMT ": %s: " STR_FMT,
                  STR_ARG(where_place(scratch, &report->options, finding->at)),
                  severity_name(finding->severity),
                  STR_ARG(escape_terminal(scratch, finding->message)));
    for (size_t i = 0; i < finding->related_count; i++)
        strbuf_printf(&buf, "\nnote: " STR_FMT ": " STR_FMT,
                      STR_ARG(where_place(scratch, &report->options, finding->related[i].at)),
                      STR_ARG(escape_terminal(scratch, finding->related[i].message)));
    if (finding->help.len > 0)
        strbuf_printf(&buf, "\nhelp: " STR_FMT, STR_ARG(escape_terminal(scratch, finding->help)));
    if (finding->fix)
        strbuf_printf(&buf, "\nfix: " STR_FMT " (%s)",
                      STR_ARG(escape_terminal(scratch, finding->fix->title)),
                      finding->fix->safe ? "--fix" : "--unsafe-fixes");
    return strbuf_str(&buf);
}

static void write_finding(const Report *report, Arena *scratch, const Finding *finding, FILE *out) {
    Region region = where_region(finding->at);
    Str path = where_path(scratch, &report->options, finding->at.source);
    fputs("    <testcase", out);
    xml_attribute(out, "name", where_place(scratch, &report->options, finding->at));
    xml_attribute(out, "classname", escape_terminal(scratch, finding->rule));
    xml_attribute(out, "file", escape_terminal(scratch, path));
    if (region.known)
        fprintf(out, " line=\"%zu\"", region.start.line);
    bool known = finding->introduced == INTRODUCED_NO;
    const char *outcome = known ? "skipped" : "failure";
    fprintf(out, " time=\"0\">\n      <%s", outcome);
    xml_attribute(out, "message", escape_terminal(scratch, marked_message(scratch, finding)));
    if (!known)
        xml_attribute(out, "type", str_from_c(severity_name(finding->severity)));
    putc('>', out);
    xml_put(out, details(report, scratch, finding));
    fprintf(out, "</%s>\n    </testcase>\n", outcome);
}

/* Numbers of tests by outcome. */
typedef struct Outcomes {
    size_t tests;
    size_t failures;
    size_t errors;
    size_t skipped;
} Outcomes;

static void write_outcomes(FILE *out, Outcomes outcomes) {
    fprintf(out, " tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" skipped=\"%zu\" time=\"0\">\n",
            outcomes.tests, outcomes.failures, outcomes.errors, outcomes.skipped);
}

static void start_suite(FILE *out, Str name, Outcomes outcomes) {
    fputs("  <testsuite", out);
    xml_attribute(out, "name", name);
    write_outcomes(out, outcomes);
}

static void count_finding(Outcomes *outcomes, const Finding *finding) {
    outcomes->tests++;
    if (finding->introduced == INTRODUCED_NO)
        outcomes->skipped++;
    else
        outcomes->failures++;
}

static void write_test(FILE *out, Str name, const char *outcome, Str message) {
    fputs("    <testcase", out);
    xml_attribute(out, "name", name);
    fputs(" classname=\"govlint\" time=\"0\">", out);
    if (*outcome) {
        fprintf(out, "<%s", outcome);
        xml_attribute(out, "message", message);
        fputs("/>", out);
    }
    fputs("</testcase>\n", out);
}

/* Writes the suite of one rule, whose first finding has the index `first`. */
static void write_rule(const Report *report, size_t first, Outcomes outcomes, FILE *out) {
    const LintResult *result = report->result;
    Str rule = result->findings[first].rule;
    Arena scratch;
    arena_init(&scratch);
    start_suite(out, escape_terminal(&scratch, rule), outcomes);
    for (size_t i = first; i < result->finding_count; i++) {
        if (!str_equal(result->findings[i].rule, rule))
            continue;
        write_finding(report, &scratch, &result->findings[i], out);
        arena_reset(&scratch);
    }
    fputs("  </testsuite>\n", out);
    arena_free(&scratch);
}

static void write_rules(const Report *report, FILE *out) {
    const LintResult *result = report->result;
    Arena arena;
    arena_init(&arena);
    Map by_rule;
    map_init(&by_rule, &arena);
    for (size_t i = 0; i < result->finding_count; i++)
        count_finding(map_get_or_new(&by_rule, result->findings[i].rule, Outcomes),
                      &result->findings[i]);
    for (size_t i = 0; i < result->finding_count; i++) {
        Outcomes *outcomes = map_get(&by_rule, result->findings[i].rule);
        if (outcomes->tests > 0)
            write_rule(report, i, *outcomes, out);
        outcomes->tests = 0;
    }
    arena_free(&arena);
}

static void write_unlooked(const LintResult *result, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    if (result->skipped_count > 0)
        start_suite(out, STR("skipped rules"),
                    (Outcomes){.tests = result->skipped_count, .skipped = result->skipped_count});
    for (size_t i = 0; i < result->skipped_count; i++)
        write_test(out, escape_terminal(&scratch, result->skipped[i].rule), "skipped",
                   escape_terminal(&scratch, result->skipped[i].reason));
    if (result->skipped_count > 0)
        fputs("  </testsuite>\n", out);
    if (result->unread_count > 0)
        start_suite(out, STR("unread files"),
                    (Outcomes){.tests = result->unread_count, .errors = result->unread_count});
    for (size_t i = 0; i < result->unread_count; i++) {
        const Unread *unread = &result->unread[i];
        Str place =
            str_printf(&scratch, STR_FMT STR_FMT, STR_ARG(unread->label), STR_ARG(unread->path));
        write_test(out, escape_terminal(&scratch, place), "error",
                   escape_terminal(&scratch, unread->message));
    }
    if (result->unread_count > 0)
        fputs("  </testsuite>\n", out);
    arena_free(&scratch);
}

void junit_write(const Report *report, FILE *out) {
    const LintResult *result = report->result;
    Outcomes all = {.errors = result->unread_count, .skipped = result->skipped_count};
    for (size_t i = 0; i < result->finding_count; i++)
        count_finding(&all, &result->findings[i]);
    all.tests += result->unread_count + result->skipped_count;
    bool is_clean = all.tests == 0;
    all.tests += is_clean;
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
    fputs("<testsuites name=\"govlint\"", out);
    write_outcomes(out, all);
    write_rules(report, out);
    write_unlooked(result, out);
    if (is_clean) {
        start_suite(out, STR("govlint"), (Outcomes){.tests = 1});
        write_test(out, STR("no problems found"), "", STR(""));
        fputs("  </testsuite>\n", out);
    }
    fputs("</testsuites>\n", out);
}
