/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Workflow commands of GitHub Actions: each is a line that becomes an annotation. GitHub keeps ten
 * of each kind for a step and silently drops the rest. So all findings in one line of a file share
 * an annotation; those in the checkout come before those in other repositories, and the most severe
 * first; and the last line says how many findings are in no annotation. Findings that were there
 * before a change get none.
 *
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
#include "base/array.h"
#include "base/escape.h"
#include "base/map.h"
#include "report/formats.h"
#include "report/order.h"
#include "report/where.h"

#define MOST_OF_KIND 10
#define MOST_OF_ROW 5
#define MOST_TEXT 1000

/* The findings in one line of a file. */
typedef struct AnnotatedRow {
    const Finding *findings[MOST_OF_ROW]; /* the most severe first */
    size_t count;
} AnnotatedRow;

typedef ARRAY_OF(AnnotatedRow *) AnnotatedRows;

static const char *const commands[] = {
    [SEVERITY_OFF] = "notice",
    [SEVERITY_NOTE] = "notice",
    [SEVERITY_WARNING] = "warning",
    [SEVERITY_ERROR] = "error",
};

/* Escapes as @actions/core does: "%", CR and LF in data, and also ":" and "," in properties. */
static void put_escaped(FILE *out, Str text, bool is_property) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '%' || c == '\r' || c == '\n' || (is_property && (c == ':' || c == ',')))
            fprintf(out, "%%%02X", (unsigned)c);
        else
            putc(c, out);
    }
}

static void add_to_row(Arena *arena, const Report *report, Map *by_line, const Finding *finding,
                       AnnotatedRows *rows) {
    Region region = where_region(finding->at);
    Str line = str_printf(arena, STR_FMT ":%zu",
                          STR_ARG(where_path(arena, &report->options, finding->at.source)),
                          region.known ? region.start.line : 0);
    AnnotatedRow *row = map_get(by_line, line);
    if (!row) {
        row = arena_new(arena, AnnotatedRow);
        map_put(by_line, line, row);
        array_push(arena, rows, row);
    }
    if (row->count < MOST_OF_ROW)
        row->findings[row->count++] = finding;
}

/* Findings in the checkout come first, as GitHub shows them at their places. */
static void collect_rows(Arena *arena, const Report *report, AnnotatedRows *rows) {
    const LintResult *result = report->result;
    const Finding **order = order_by_severity(arena, result);
    Map by_line;
    map_init(&by_line, arena);
    for (int outside = 0; outside <= 1; outside++)
        for (size_t i = 0; i < result->finding_count; i++)
            if (order[i]->introduced != INTRODUCED_NO &&
                where_is_outside(arena, &report->options, order[i]->at.source) == outside)
                add_to_row(arena, report, &by_line, order[i], rows);
}

static void add_message(StrBuf *buf, Arena *arena, const Finding *finding) {
    strbuf_append(buf, escape_clipped(arena, finding->message, MOST_TEXT));
    if (finding->help.len > 0)
        strbuf_printf(buf, "\nhelp: " STR_FMT,
                      STR_ARG(escape_clipped(arena, finding->help, MOST_TEXT)));
}

static Str message_of(Arena *arena, const Report *report, const AnnotatedRow *row) {
    const Finding *first = row->findings[0];
    StrBuf buf;
    strbuf_init(&buf, arena);
    /* GitHub does not show places outside the checkout, so the message names them. */
    if (where_is_outside(arena, &report->options, first->at.source))
        strbuf_printf(&buf, STR_FMT ": ", STR_ARG(where_place(arena, &report->options, first->at)));
    add_message(&buf, arena, first);
    for (size_t i = 0; i < first->related_count; i++)
        strbuf_printf(&buf, "\nsee " STR_FMT ": " STR_FMT,
                      STR_ARG(where_place(arena, &report->options, first->related[i].at)),
                      STR_ARG(escape_clipped(arena, first->related[i].message, MOST_TEXT)));
    for (size_t i = 1; i < row->count; i++) {
        strbuf_printf(&buf, "\nalso [" STR_FMT "] ",
                      STR_ARG(escape_terminal(arena, row->findings[i]->rule)));
        add_message(&buf, arena, row->findings[i]);
    }
    return strbuf_str(&buf);
}

/* Columns are only allowed if the place is within one line. */
static void write_place(const Report *report, Arena *arena, Location at, FILE *out) {
    if (where_is_outside(arena, &report->options, at.source))
        return;
    Str path = where_path(arena, &report->options, at.source);
    Region region = where_region(at);
    fputs("file=", out);
    put_escaped(out, escape_terminal(arena, path), true);
    if (region.known)
        fprintf(out, ",line=%zu,endLine=%zu", region.start.line, region.end.line);
    if (region.known && region.start.line == region.end.line)
        fprintf(out, ",col=%zu,endColumn=%zu", region.start.column, region.end.column);
    putc(',', out);
}

static void write_row(const Report *report, const AnnotatedRow *row, FILE *out) {
    Arena arena;
    arena_init(&arena);
    const Finding *first = row->findings[0];
    fprintf(out, "::%s ", commands[first->severity]);
    write_place(report, &arena, first->at, out);
    fputs("title=", out);
    put_escaped(out, escape_terminal(&arena, first->rule), true);
    fputs("::", out);
    put_escaped(out, message_of(&arena, report, row), false);
    putc('\n', out);
    arena_free(&arena);
}

static void write_rest(const LintResult *result, const size_t *shown, FILE *out) {
    size_t all = 0;
    for (Severity severity = SEVERITY_NOTE; severity <= SEVERITY_ERROR; severity++)
        all += result->counts[severity] - shown[severity];
    if (all == 0)
        return;
    fprintf(out, "::notice title=govlint::%zu more finding%s without an annotation", all,
            all == 1 ? "" : "s");
    const char *separator = ": ";
    for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--) {
        size_t count = result->counts[severity] - shown[severity];
        if (count == 0)
            continue;
        fprintf(out, "%s%zu %s%s", separator, count, severity_name(severity),
                count == 1 ? "" : "s");
        separator = ", ";
    }
    putc('\n', out);
}

void github_write(const Report *report, FILE *out) {
    size_t written[SEVERITY_ERROR + 1] = {0};
    size_t shown[SEVERITY_ERROR + 1] = {0};
    AnnotatedRows rows = {0};
    Arena arena;
    arena_init(&arena);
    collect_rows(&arena, report, &rows);
    for (size_t i = 0; i < rows.len; i++) {
        const AnnotatedRow *row = rows.items[i];
        Severity severity = row->findings[0]->severity;
        /* One notice is kept for the last line. */
        if (written[severity] == MOST_OF_KIND - (severity == SEVERITY_NOTE))
            continue;
        written[severity]++;
        for (size_t k = 0; k < row->count; k++)
            shown[row->findings[k]->severity]++;
        write_row(report, row, out);
    }
    write_rest(report->result, shown, out);
    arena_free(&arena);
}
