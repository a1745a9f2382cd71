/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A source line becomes a row of glyphs: what is shown for each code point, and how wide it is. A
 * tab extends to the next tab stop, and hidden characters are shown as their codes. A window of
 * glyphs around the place is then printed. Only as much of the line is looked at as could ever be
 * shown, so that many findings in one huge line do not cost their number times its length.
 */
#include "report/excerpt.h"

#include <stdint.h>

#include "base/array.h"
#include "base/escape.h"
#include "base/unicode.h"

#define TAB_STOP 4
#define LEAST_WIDTH 40
#define MARGIN_INDENT 2

typedef struct Glyph {
    Str text;
    size_t column; /* on the terminal, from 0 at the first glyph */
} Glyph;

typedef struct GlyphRow {
    ARRAY_OF(Glyph) glyphs; /* and one more after the last, only for its column */
    size_t first;           /* index of the place's first glyph */
    size_t last;            /* index after the place's last glyph */
    bool cut_before;        /* the line has more before the row, or after it */
    bool cut_behind;
} GlyphRow;

/* The part of the line to look at. */
static Span reach_of(const Source *source, Span line, Span place, size_t width) {
    size_t reach = 4 * width + 64;
    size_t start = line.start;
    if (place.start > start + reach) {
        start = place.start - reach;
        while (start < place.start && (source->bytes.ptr[start] & 0xc0) == 0x80)
            start++;
    }
    size_t end = line.end > start + 3 * reach ? start + 3 * reach : line.end;
    return span_between(start, end);
}

static void read_glyphs(Arena *arena, const Source *source, Span part, Span place, GlyphRow *row) {
    static const char spaces[TAB_STOP + 1] = "    ";
    Str text = str_slice(source->bytes, 0, part.end);
    size_t column = 0;
    size_t length = 0;
    row->first = row->last = SIZE_MAX;
    for (size_t at = part.start; at < part.end; at += length) {
        if (row->first == SIZE_MAX && at >= place.start)
            row->first = row->glyphs.len;
        if (row->last == SIZE_MAX && at >= place.end)
            row->last = row->glyphs.len;
        Str shown = escape_glyph(arena, text, at, &length);
        if (text.ptr[at] == '\t')
            shown = (Str){spaces, TAB_STOP - column % TAB_STOP};
        array_push(arena, &row->glyphs, (Glyph){shown, column});
        column += utf8_width(shown);
    }
    size_t count = row->glyphs.len;
    array_push(arena, &row->glyphs, (Glyph){STR(""), column});
    if (row->first == SIZE_MAX)
        row->first = count;
    if (row->last == SIZE_MAX)
        row->last = count;
}

/*
 * Chooses the glyphs [*from, *to) that fit into `room` columns. They begin at the start of the line
 * if that leaves the place half of the room, or all that it needs; else the place is in the middle.
 */
static void choose_window(const GlyphRow *row, size_t room, size_t *from, size_t *to) {
    const Glyph *glyphs = row->glyphs.items;
    size_t count = row->glyphs.len - 1;
    *from = 0;
    *to = count;
    if (!row->cut_before && !row->cut_behind && glyphs[count].column <= room)
        return;
    room -= 2; /* for the dots at both ends */
    size_t place = glyphs[row->last].column - glyphs[row->first].column;
    size_t before = place < room ? (room - place) / 2 : 0;
    if (glyphs[row->first].column + (place < room / 2 ? place : room / 2) <= room)
        before = room;
    while (glyphs[row->first].column - glyphs[*from].column > before)
        (*from)++;
    while (*from > 0 && glyphs[count].column - glyphs[*from - 1].column <= room)
        (*from)--;
    *to = *from;
    while (*to < count && glyphs[*to + 1].column - glyphs[*from].column <= room)
        (*to)++;
}

static void print_margin(const Printer *printer, size_t width, Str number) {
    print_style(printer, STYLE_GUTTER);
    print_repeat(printer, ' ', MARGIN_INDENT + width - number.len);
    print_raw(printer, number);
    print_c(printer, " |");
    print_style_end(printer, STYLE_GUTTER);
}

static void print_window(const Printer *printer, const GlyphRow *row, size_t from, size_t to) {
    if (to == 0 && !row->cut_behind)
        return;
    print_c(printer, " ");
    if (from > 0 || row->cut_before)
        print_c(printer, "…");
    for (size_t i = from; i < to; i++)
        print_raw(printer, row->glyphs.items[i].text);
    if (to + 1 < row->glyphs.len || row->cut_behind)
        print_c(printer, "…");
}

static void print_marks(const Printer *printer, const GlyphRow *row, size_t from, size_t to,
                        Style style) {
    const Glyph *glyphs = row->glyphs.items;
    size_t last = row->last < to ? row->last : to;
    size_t marks = last > row->first ? glyphs[last].column - glyphs[row->first].column : 0;
    size_t dots = from > 0 || row->cut_before;
    print_repeat(printer, ' ', 1 + dots + glyphs[row->first].column - glyphs[from].column);
    print_style(printer, style);
    print_repeat(printer, '^', marks ? marks : 1);
    print_style_end(printer, style);
}

size_t excerpt_print(const Printer *printer, Location at, Style marks) {
    const Source *source = at.source;
    if (source->bytes.len == 0)
        return 0;
    size_t line_number = source_position(source, at.span.start).line;
    Span line = source_line(source, line_number);
    Str number = str_number(printer->scratch, line_number);
    size_t width = printer->options->width > LEAST_WIDTH ? printer->options->width : LEAST_WIDTH;

    GlyphRow row = {0};
    Span part = reach_of(source, line, at.span, width);
    row.cut_before = part.start > line.start;
    row.cut_behind = part.end < line.end;
    read_glyphs(printer->scratch, source, part, at.span, &row);

    size_t from = 0;
    size_t to = 0;
    choose_window(&row, width - MARGIN_INDENT - number.len - 3, &from, &to);
    print_margin(printer, number.len, number);
    print_window(printer, &row, from, to);
    print_c(printer, "\n");
    print_margin(printer, number.len, STR(""));
    print_marks(printer, &row, from, to, marks);
    print_c(printer, "\n");
    return MARGIN_INDENT + number.len;
}
