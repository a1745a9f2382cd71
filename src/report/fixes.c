/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What --fix did, for people: the files with the titles of their fixes, then the fixes that were
 * not applied and why. It precedes the findings that remain.
 */
#include "report/print.h"
#include "report/where.h"

static bool same_file(const ReportFix *a, const ReportFix *b) {
    return str_equal(a->file->repository, b->file->repository) &&
           str_equal(a->file->path, b->file->path);
}

static void print_file(const Printer *printer, const ReportFix *fix) {
    Str label = fix->file->label;
    if (printer->options->by_role)
        label = str_printf(printer->scratch, STR_FMT "/", STR_ARG(fix->file->repository));
    print_style(printer, STYLE_BOLD);
    print_raw(printer, print_path(printer, label, fix->file->path));
    print_style_end(printer, STYLE_BOLD);
}

/* Whether one line can report both. */
static bool same_fix(const ReportFix *a, const ReportFix *b) {
    return str_equal(a->title, b->title) && str_equal(a->finding->rule, b->finding->rule);
}

/* "line 7: ", as the file was before it was fixed; nothing if the finding is in another file. */
static void print_line(const Printer *printer, const ReportFix *fix) {
    Location at = fix->finding->at;
    Region region = where_region(at);
    if (region.known && str_equal(at.source->repository, fix->file->repository) &&
        str_equal(at.source->path, fix->file->path))
        print_raw(printer, str_printf(printer->scratch, "line %zu: ", region.start.line));
}

static void print_rule(const Printer *printer, const ReportFix *fix) {
    print_c(printer, " [");
    print_text(printer, fix->finding->rule);
    print_c(printer, "]");
}

/* What was fixed in one file; consecutive fixes that are the same share a line. */
static void print_titles(const Printer *printer, const ReportFix *fixes, size_t count) {
    for (size_t i = 0; i < count;) {
        size_t same = 1;
        while (i + same < count && same_fix(&fixes[i], &fixes[i + same]))
            same++;
        print_c(printer, "  ");
        print_line(printer, &fixes[i]);
        print_text(printer, fixes[i].title);
        if (same > 1)
            print_raw(printer, str_printf(printer->scratch, " (%zu findings)", same));
        print_rule(printer, &fixes[i]);
        print_c(printer, "\n");
        i += same;
    }
}

static void print_fixed(const Printer *printer, const ReportFixes *fixes) {
    for (size_t i = 0; i < fixes->fixed_count;) {
        size_t count = 1;
        while (i + count < fixes->fixed_count &&
               same_file(&fixes->fixed[i], &fixes->fixed[i + count]))
            count++;
        print_raw(printer, str_printf(printer->scratch, "fixed %zu in ", count));
        print_file(printer, &fixes->fixed[i]);
        print_c(printer, ":\n");
        print_titles(printer, &fixes->fixed[i], count);
        i += count;
    }
}

/* Whether the same line would be printed for both. */
static bool same_refusal(const ReportFix *one, const ReportFix *other) {
    return str_equal(one->file->path, other->file->path) &&
           str_equal(one->file->repository, other->file->repository) &&
           str_equal(one->reason, other->reason) && same_fix(one, other);
}

static void print_refusal(const Printer *printer, const ReportFix *fix, size_t times) {
    print_styled(printer, STYLE_WARNING, STR("not fixed"));
    print_c(printer, " in ");
    print_file(printer, fix);
    print_c(printer, ": ");
    print_text(printer, fix->title);
    print_c(printer, ": ");
    print_text(printer, fix->reason);
    print_rule(printer, fix);
    if (times > 1)
        print_raw(printer, str_printf(printer->scratch, " (%zu times)", times));
    print_c(printer, "\n");
}

static void print_refused(const Printer *printer, const ReportFixes *fixes) {
    size_t next = 0;
    for (size_t i = 0; i < fixes->refused_count; i = next) {
        for (next = i + 1; next < fixes->refused_count; next++)
            if (!same_refusal(&fixes->refused[i], &fixes->refused[next]))
                break;
        print_refusal(printer, &fixes->refused[i], next - i);
    }
}

static void print_elsewhere(const Printer *printer, const ReportElsewhere *elsewhere) {
    bool one = elsewhere->count == 1;
    print_raw(printer,
              str_printf(printer->scratch, "%zu %s in ", elsewhere->count, one ? "fix" : "fixes"));
    print_text(printer, elsewhere->repository);
    print_c(printer, one ? " was not applied: give its path to fix it too\n"
                         : " were not applied: give its path to fix them too\n");
}

void report_fixes(const Report *report, FILE *out) {
    const ReportFixes *fixes = report->fixes;
    if (!fixes || report->options.quiet)
        return;
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, &report->options};
    print_fixed(&printer, fixes);
    print_refused(&printer, fixes);
    for (size_t i = 0; i < fixes->elsewhere_count; i++)
        print_elsewhere(&printer, &fixes->elsewhere[i]);
    if (!fixes->stable)
        print_c(&printer, "the fixes did not come to an end: run it again\n");
    if (fixes->fixed_count + fixes->refused_count + fixes->elsewhere_count > 0 || !fixes->stable)
        print_c(&printer, "\n");
    arena_free(&scratch);
}
