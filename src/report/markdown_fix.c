/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Suggested changes: the lines that a fix removes and adds. There are no lines of context, so each
 * line begins with "-" or "+". Thus none can end the block, and none is a command to a log that the
 * report is printed to.
 */
#include "base/escape.h"
#include "report/hunk.h"
#include "report/markdown.h"
#include "report/where.h"

#define MOST_LINES 60 /* of one side of a hunk */
#define MOST_LINE 300
#define MOST_HUNKS 20
#define LONG_DIFF 12 /* a diff of this many lines or more is folded */
#define MOST_TITLE 300

/* The first line, with its end. */
static Str first_line(Str text) {
    size_t end = str_find(text, STR("\n"), 0);
    return str_slice(text, 0, end == SIZE_MAX ? text.len : end + 1);
}

/* Removes the lines that both begin with; returns how many. */
static size_t drop_same_lines(Str *before, Str *after) {
    size_t lines = 0;
    while (before->len > 0 && after->len > 0) {
        Str line = first_line(*before);
        if (!str_equal(line, first_line(*after)))
            break;
        *before = str_slice(*before, line.len, before->len);
        *after = str_slice(*after, line.len, after->len);
        lines++;
    }
    return lines;
}

static Str last_line(Str text) {
    size_t end = str_find_last(str_slice(text, 0, text.len - 1), '\n');
    return str_slice(text, end == SIZE_MAX ? 0 : end + 1, text.len);
}

static void drop_same_last_lines(Str *before, Str *after) {
    while (before->len > 0 && after->len > 0) {
        Str line = last_line(*before);
        if (!str_equal(line, last_line(*after)))
            break;
        before->len -= line.len;
        after->len -= line.len;
    }
}

static size_t add_lines(StrBuf *buf, char mark, Str text) {
    size_t lines = 0;
    Str line;
    while (text.len > 0 && lines < MOST_LINES) {
        line = first_line(text);
        text = str_slice(text, line.len, text.len);
        if (str_ends_with(line, STR("\n")))
            line.len--;
        if (str_ends_with(line, STR("\r")))
            line.len--;
        strbuf_append_char(buf, mark);
        strbuf_append(buf, escape_clipped(buf->arena, line, MOST_LINE));
        strbuf_append_char(buf, '\n');
        lines++;
    }
    if (text.len > 0)
        strbuf_printf(buf, "%c…\n", mark);
    return lines;
}

/* Appends a hunk; returns how many lines it has. */
static size_t add_hunk(StrBuf *buf, const Report *report, const Hunk *hunk) {
    Str before = source_slice(hunk->source, hunk->span);
    Str after = hunk->text;
    size_t line = source_position(hunk->source, hunk->span.start).line;
    line += drop_same_lines(&before, &after);
    drop_same_last_lines(&before, &after);
    if (before.len + after.len == 0)
        return 0;
    Str path = where_path(buf->arena, &report->options, hunk->source);
    strbuf_printf(buf, "@@ " STR_FMT ":%zu%s @@\n", STR_ARG(escape_terminal(buf->arena, path)),
                  hunk->create ? 1 : line, hunk->create ? " (new file)" : "");
    return 1 + add_lines(buf, '-', before) + add_lines(buf, '+', after);
}

bool markdown_fix(StrBuf *buf, const Report *report, const Finding *finding) {
    size_t count = 0;
    const Hunk *hunks = hunks_of_lines(buf->arena, finding->fix, &count);
    StrBuf diff;
    strbuf_init(&diff, buf->arena);
    size_t lines = 0;
    for (size_t i = 0; i < count && i < MOST_HUNKS; i++)
        lines += add_hunk(&diff, report, &hunks[i]);
    if (lines == 0)
        return false;
    if (count > MOST_HUNKS)
        strbuf_append_c(&diff, "@@ … @@\n");
    bool is_long = lines > LONG_DIFF;
    strbuf_append_c(buf, is_long ? "\n<details><summary>" : "\n");
    strbuf_append_c(buf, is_long ? "Fix: " : "**Fix:** ");
    (is_long ? markdown_html : markdown_text)(buf, finding->fix->title, MOST_TITLE);
    strbuf_append_c(buf, finding->fix->safe ? " (--fix)" : " (--unsafe-fixes: look at the result)");
    strbuf_append_c(buf, is_long ? "</summary>\n\n```diff\n" : "\n\n```diff\n");
    strbuf_append(buf, strbuf_str(&diff));
    strbuf_append_c(buf, is_long ? "```\n\n</details>\n" : "```\n");
    return true;
}
