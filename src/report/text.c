/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings for people: a line that names place, severity and rule, the source line with the place
 * marked, other places, and what to do about it. Then what was skipped, and a summary. The concise
 * format has only the first line of each finding.
 */
#include "report/excerpt.h"
#include "report/formats.h"
#include "report/order.h"
#include "report/print.h"

/* The style of its severity, but dim if the finding was there before the change. */
static Style finding_style(const Finding *finding) {
    if (finding->introduced == INTRODUCED_NO)
        return STYLE_DIM;
    return print_severity_style(finding->severity);
}

static void print_headline(const Printer *printer, const Finding *finding) {
    bool known = finding->introduced == INTRODUCED_NO;
    Style bold = known ? STYLE_DIM : STYLE_BOLD;
    print_style(printer, bold);
    print_raw(printer, print_place(printer, finding->at));
    print_c(printer, ": ");
    print_style_end(printer, bold);
    print_styled(printer, finding_style(finding), str_from_c(severity_name(finding->severity)));
    print_styled(printer, bold, known ? STR(" (known): ") : STR(": "));
    print_styled(printer, bold, finding->message);
    print_c(printer, " ");
    print_style(printer, STYLE_DIM);
    print_c(printer, "[");
    print_text(printer, finding->rule);
    print_c(printer, "]");
    print_style_end(printer, STYLE_DIM);
    print_c(printer, "\n");
}

/* "  = help: …", aligned with the margin of the excerpt above. */
static void print_remark(const Printer *printer, size_t margin, const char *kind) {
    print_repeat(printer, ' ', margin > 0 ? margin + 1 : 2);
    print_styled(printer, STYLE_GUTTER, STR("= "));
    print_styled(printer, STYLE_BOLD, str_from_c(kind));
    print_c(printer, ": ");
}

static void print_related(const Printer *printer, size_t margin, const Related *related) {
    print_remark(printer, margin, "note");
    print_raw(printer, print_place(printer, related->at));
    print_c(printer, ": ");
    print_text(printer, related->message);
    print_c(printer, "\n");
}

static void print_finding(const Printer *printer, const Finding *finding) {
    print_headline(printer, finding);
    size_t margin = excerpt_print(printer, finding->at, finding_style(finding));
    for (size_t i = 0; i < finding->related_count; i++)
        print_related(printer, margin, &finding->related[i]);
    bool told_by_fix = finding->fix && str_equal(finding->fix->title, finding->help);
    if (finding->help.len > 0 && !told_by_fix) {
        print_remark(printer, margin, "help");
        print_text(printer, finding->help);
        print_c(printer, "\n");
    }
    if (finding->fix) {
        print_remark(printer, margin, "fix");
        print_text(printer, finding->fix->title);
        print_c(printer, finding->fix->safe ? " (--fix)\n" : " (--unsafe-fixes)\n");
    }
}

/* Says how many findings were not printed, even if there is no summary, so that nobody takes those
   that were for all of them. */
static void print_rest(const Printer *printer, const LintResult *result) {
    size_t rest = result->finding_count - findings_shown(result);
    if (rest > 0)
        print_raw(printer, str_printf(printer->scratch,
                                      "and %zu more; --format json prints them all\n", rest));
}

void text_write(const Report *report, FILE *out) {
    size_t count = findings_shown(report->result);
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, &report->options};
    report_fixes(report, out);
    for (size_t i = 0; i < count && !ferror(out); i++) {
        if (i > 0)
            print_c(&printer, "\n");
        print_finding(&printer, &report->result->findings[i]);
        arena_reset(&scratch);
    }
    if (count > 0 && (count < report->result->finding_count || !report->options.quiet))
        print_c(&printer, "\n");
    print_rest(&printer, report->result);
    report_summary(report, out);
    arena_free(&scratch);
}

void concise_write(const Report *report, FILE *out) {
    size_t count = findings_shown(report->result);
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, &report->options};
    for (size_t i = 0; i < count && !ferror(out); i++) {
        print_headline(&printer, &report->result->findings[i]);
        arena_reset(&scratch);
    }
    print_rest(&printer, report->result);
    arena_free(&scratch);
}
