/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A summary in Markdown, for a job's page or a comment: counts, the findings as a table, the fixes
 * as diffs, what was not looked at. GitHub accepts at most 1 MiB, so both lists have the most
 * severe findings first, end when they get too long, and say what is missing.
 */
#include "report/markdown.h"

#include "base/ascii.h"
#include "base/escape.h"
#include "report/formats.h"
#include "report/order.h"
#include "report/where.h"

#define MOST_TABLE ((size_t)400 * 1024)
#define MOST_ALL ((size_t)800 * 1024)
#define MOST_FIXES 100
#define MOST_TEXT 500

/*
 * Escapes punctuation with a backslash, and what HTML would read as markup with an entity. An empty
 * comment splits what GitHub would still turn into a mention, a reference or a link.
 */
static void add_text(StrBuf *buf, Str text, size_t most, bool is_html) {
    Str shown = escape_clipped(buf->arena, text, most);
    for (size_t i = 0; i < shown.len; i++) {
        char c = shown.ptr[i];
        char next = i + 1 < shown.len ? shown.ptr[i + 1] : '\0';
        switch (c) {
        case '&': strbuf_append_c(buf, "&amp;"); continue;
        case '<': strbuf_append_c(buf, "&lt;"); continue;
        case '>': strbuf_append_c(buf, "&gt;"); continue;
        case '\\':
        case '`':
        case '*':
        case '_':
        case '[':
        case ']':
        case '|':
        case '~':
        case '$':
        case '!':
            if (!is_html)
                strbuf_append_char(buf, '\\');
            break;
        default: break;
        }
        strbuf_append_char(buf, c);
        bool is_link = (c == ':' && next == '/') || ((c == 'w' || c == 'W') && next == '.');
        if (c == '@' || (c == '#' && ascii_is_digit(next)) || is_link)
            strbuf_append_c(buf, "<!-- -->");
    }
}

void markdown_text(StrBuf *buf, Str text, size_t most) {
    add_text(buf, text, most, false);
}

void markdown_html(StrBuf *buf, Str text, size_t most) {
    add_text(buf, text, most, true);
}

static void add_count(StrBuf *buf, size_t count, const char *noun, const char **separator) {
    if (count == 0)
        return;
    strbuf_printf(buf, "%s%zu %s%s", *separator, count, noun, count == 1 ? "" : "s");
    *separator = ", ";
}

/* Counts of skipped rules, which are listed below. A rule that ran over some of its tables is not
   counted as skipped. */
static void add_skipped(StrBuf *buf, const LintResult *result) {
    size_t partly = 0;
    for (size_t i = 0; i < result->skipped_count; i++)
        partly += result->skipped[i].partly;
    if (result->skipped_count > partly)
        strbuf_printf(buf, "; %zu skipped", result->skipped_count - partly);
    if (partly > 0)
        strbuf_printf(buf, "; %zu ran only in part", partly);
}

static void add_counts(StrBuf *buf, const Report *report) {
    const LintResult *result = report->result;
    if (result->compared)
        strbuf_printf(buf, "%zu new, %zu gone, %zu known: ", result->introduced, result->fixed,
                      result->known);
    const char *separator = "**";
    for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        add_count(buf, result->counts[severity], severity_name(severity), &separator);
    bool is_empty = *separator == '*';
    strbuf_append_c(buf, !is_empty          ? "**"
                         : result->compared ? "**no new problems**"
                                            : "**No problems found**");
    strbuf_printf(buf, " in %zu file%s (%zu rule%s", result->files, result->files == 1 ? "" : "s",
                  result->rules, result->rules == 1 ? "" : "s");
    if (result->fixable > 0)
        strbuf_printf(buf, "; %zu fixable with `--fix`", result->fixable);
    if (result->fixable_unsafe > 0)
        strbuf_printf(buf, "; %zu %s with `--unsafe-fixes`", result->fixable_unsafe,
                      result->fixable > 0 ? "more" : "fixable");
    if (result->suppressed > 0)
        strbuf_printf(buf, "; %zu suppressed", result->suppressed);
    add_skipped(buf, result);
    strbuf_append_c(buf, ")");
    if (report->fixes)
        strbuf_printf(buf, "; %zu fixed", report->fixes->fixed_count);
    if (report->fixes && report->fixes->refused_count > 0)
        strbuf_printf(buf, ", %zu not", report->fixes->refused_count);
    strbuf_append_c(buf, "\n");
}

static void add_place(StrBuf *buf, const Report *report, Location at) {
    markdown_text(buf, where_path(buf->arena, &report->options, at.source), MOST_TEXT);
    Region region = where_region(at);
    if (region.known)
        strbuf_printf(buf, ":%zu", region.start.line);
}

static void add_row(StrBuf *buf, const Report *report, const Finding *finding) {
    strbuf_printf(buf, "| %s%s | ", severity_name(finding->severity),
                  finding->introduced == INTRODUCED_NO ? " (known)" : "");
    add_place(buf, report, finding->at);
    strbuf_append_c(buf, " | ");
    markdown_text(buf, finding->message, MOST_TEXT);
    if (finding->help.len > 0) {
        strbuf_append_c(buf, "<br>Help: ");
        markdown_text(buf, finding->help, MOST_TEXT);
    }
    for (size_t i = 0; i < finding->related_count; i++) {
        strbuf_append_c(buf, "<br>See ");
        add_place(buf, report, finding->related[i].at);
        strbuf_append_c(buf, ": ");
        markdown_text(buf, finding->related[i].message, MOST_TEXT);
    }
    strbuf_append_c(buf, " | ");
    markdown_text(buf, finding->rule, MOST_TEXT);
    strbuf_append_c(buf, " |\n");
}

static void add_table(StrBuf *buf, const Report *report, const Finding **order) {
    size_t count = report->result->finding_count;
    if (count == 0)
        return;
    strbuf_append_c(buf, "\n| severity | place | finding | rule |\n| --- | --- | --- | --- |\n");
    size_t done = 0;
    while (done < count && buf->len < MOST_TABLE)
        add_row(buf, report, order[done++]);
    if (done < count)
        strbuf_printf(buf, "\nand %zu more\n", count - done);
}

static void add_fixes(StrBuf *buf, const Report *report, const Finding **order) {
    size_t shown = 0;
    bool is_cut = false;
    Map seen;
    map_init(&seen, buf->arena);
    for (size_t i = 0; i < report->result->finding_count && !is_cut; i++) {
        if (!order[i]->fix || first_with_fix(&seen, order[i]) != order[i])
            continue;
        is_cut = shown == MOST_FIXES || buf->len > MOST_ALL;
        if (is_cut)
            break;
        if (shown == 0)
            strbuf_append_c(buf, "\n### Suggested changes\n");
        shown += markdown_fix(buf, report, order[i]);
    }
    if (is_cut)
        strbuf_append_c(buf, "\nand more: `govlint --diff` shows them all\n");
}

static void add_notices(StrBuf *buf, const Report *report) {
    for (size_t i = 0; i < report->notice_count; i++) {
        strbuf_append_c(buf, i == 0 ? "\n- " : "- ");
        markdown_text(buf, report->notices[i].message, MOST_TEXT);
        strbuf_append_c(buf, "\n");
    }
}

static void add_unlooked(StrBuf *buf, const LintResult *result) {
    if (result->skipped_count + result->unread_count == 0)
        return;
    strbuf_printf(buf, "\n<details%s><summary>Not looked at</summary>\n\n",
                  result->unread_count > 0 ? " open" : "");
    for (size_t i = 0; i < result->unread_count && buf->len < MOST_ALL; i++) {
        Str place = str_printf(buf->arena, STR_FMT STR_FMT, STR_ARG(result->unread[i].label),
                               STR_ARG(result->unread[i].path));
        strbuf_append_c(buf, "- cannot read ");
        markdown_text(buf, place, MOST_TEXT);
        strbuf_append_c(buf, ": ");
        markdown_text(buf, result->unread[i].message, MOST_TEXT);
        strbuf_append_c(buf, "\n");
    }
    for (size_t i = 0; i < result->skipped_count && buf->len < MOST_ALL; i++) {
        strbuf_append_c(buf, result->skipped[i].partly ? "- ran only in part: " : "- skipped ");
        markdown_text(buf, result->skipped[i].rule, MOST_TEXT);
        strbuf_append_c(buf, ": ");
        markdown_text(buf, result->skipped[i].reason, MOST_TEXT);
        strbuf_append_c(buf, "\n");
    }
    strbuf_append_c(buf, "\n</details>\n");
}

void markdown_write(const Report *report, FILE *out) {
    Arena arena;
    arena_init(&arena);
    StrBuf buf;
    strbuf_init(&buf, &arena);
    const Finding **order = order_by_severity(&arena, report->result);
    add_counts(&buf, report);
    add_notices(&buf, report);
    add_table(&buf, report, order);
    add_fixes(&buf, report, order);
    add_unlooked(&buf, report->result);
    fwrite(buf.ptr, 1, buf.len, out);
    arena_free(&arena);
}
