/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The pieces that all reports for people are made of. The command line has decided whether there is
 * colour; styles are printed as ANSI sequences or not at all.
 */
#include "report/print.h"

#include <string.h>

#include "base/escape.h"
#include "base/unicode.h"

static const char *const style_codes[] = {
    [STYLE_PLAIN] = "",           [STYLE_BOLD] = "\033[1m",       [STYLE_DIM] = "\033[2m",
    [STYLE_ERROR] = "\033[1;31m", [STYLE_WARNING] = "\033[1;33m", [STYLE_NOTE] = "\033[1;34m",
    [STYLE_GUTTER] = "\033[34m",
};

void print_raw(const Printer *printer, Str text) {
    if (text.len)
        fwrite(text.ptr, 1, text.len, printer->out);
}

void print_c(const Printer *printer, const char *text) {
    fputs(text, printer->out);
}

void print_text(const Printer *printer, Str text) {
    print_raw(printer, escape_terminal(printer->scratch, text));
}

void print_repeat(const Printer *printer, char c, size_t count) {
    for (size_t i = 0; i < count; i++)
        putc(c, printer->out);
}

void print_style(const Printer *printer, Style style) {
    if (printer->options->color)
        fputs(style_codes[style], printer->out);
}

void print_style_end(const Printer *printer, Style style) {
    if (printer->options->color && style != STYLE_PLAIN)
        fputs("\033[0m", printer->out);
}

void print_styled(const Printer *printer, Style style, Str text) {
    print_style(printer, style);
    print_text(printer, text);
    print_style_end(printer, style);
}

Style print_severity_style(Severity severity) {
    switch (severity) {
    case SEVERITY_ERROR: return STYLE_ERROR;
    case SEVERITY_WARNING: return STYLE_WARNING;
    case SEVERITY_NOTE: return STYLE_NOTE;
    case SEVERITY_OFF: break;
    }
    return STYLE_DIM;
}

Str print_path(const Printer *printer, Str label, Str path) {
    StrBuf buf;
    strbuf_init(&buf, printer->scratch);
    /* A line that begins with "::" is a command to GitHub Actions. */
    if (str_starts_with(label.len > 0 ? label : path, STR(":")))
        strbuf_append_c(&buf, "./");
    strbuf_append(&buf, escape_terminal(printer->scratch, label));
    if (path.len == 0) {
        /* The root itself: the label without the character that separates it from a path. */
        if (buf.len > 1)
            buf.len--;
        else if (buf.len == 0)
            strbuf_append_char(&buf, '.');
        return strbuf_str(&buf);
    }
    strbuf_append(&buf, escape_terminal(printer->scratch, path));
    return strbuf_str(&buf);
}

Str print_place(const Printer *printer, Location at) {
    const Source *source = at.source;
    Str label = source->label;
    if (printer->options->by_role)
        label = str_printf(printer->scratch, STR_FMT "/", STR_ARG(source->repository));
    Str path = print_path(printer, label, source->path);
    if (source->bytes.len == 0)
        return path;
    Position position = source_position(source, at.span.start);
    return str_printf(printer->scratch, STR_FMT ":%zu:%zu", STR_ARG(path), position.line,
                      position.column);
}

Str print_count(Arena *arena, size_t count, const char *noun) {
    return str_printf(arena, "%zu %s%s", count, noun, count == 1 ? "" : "s");
}

/* Takes the next word of a paragraph; false at its end: a blank line or the end of the text. */
static bool next_word(Str *rest, Str *word) {
    size_t at = 0;
    size_t line_ends = 0;
    while (at < rest->len && strchr(" \t\r\n", rest->ptr[at]))
        line_ends += rest->ptr[at++] == '\n';
    *rest = str_slice(*rest, at, rest->len);
    if (rest->len == 0 || line_ends > 1)
        return false;
    size_t end = 0;
    while (end < rest->len && !strchr(" \t\r\n", rest->ptr[end]))
        end++;
    *word = str_slice(*rest, 0, end);
    *rest = str_slice(*rest, end, rest->len);
    return true;
}

static void print_paragraph(const Printer *printer, Str *rest) {
    size_t limit = printer->options->width > 20 ? printer->options->width : 20;
    size_t column = 0;
    Str word;
    while (next_word(rest, &word)) {
        Str shown = escape_terminal(printer->scratch, word);
        size_t width = utf8_width(shown);
        if (column > 0 && column + 1 + width <= limit) {
            putc(' ', printer->out);
            column++;
        } else {
            if (column > 0)
                putc('\n', printer->out);
            column = 0;
        }
        print_raw(printer, shown);
        column += width;
    }
    if (column > 0)
        putc('\n', printer->out);
}

void print_prose(const Printer *printer, Str text) {
    Str rest = str_trim(text);
    for (bool first = true; rest.len > 0; first = false) {
        if (!first)
            putc('\n', printer->out);
        print_paragraph(printer, &rest);
    }
}
