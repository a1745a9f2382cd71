/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The rows of a table and their cells.
 *
 * cmark-gfm does not report reliable positions of cells, nor even the line of a header row that
 * follows the lines of a paragraph. So rows are taken from their lines and split as the table
 * extension does it: at each `|` without a `\` before it, even in code. A cell only counts as found
 * if its bytes agree with the node's text; otherwise its content is the whole row.
 */
#include <string.h>

#include "document/markdown_internal.h"

/* Takes the next cell of a row; `*at` moves past its bar. Does nothing after the last one. */
static void next_cell(const MarkdownReader *reader, size_t *at, size_t end, Span *cell) {
    if (*at >= end)
        return;
    size_t bar = *at;
    while (bar < end && reader->bytes.ptr[bar] != '|')
        bar += reader->bytes.ptr[bar] == '\\' && bar + 1 < end && reader->bytes.ptr[bar + 1] == '|'
                   ? 2
                   : 1;
    *cell = markdown_trim(reader, span_between(*at, bar));
    *at = bar + 1;
}

static size_t count_cells(cmark_node *node) {
    size_t count = 0;
    for (cmark_node *cell = cmark_node_first_child(node); cell; cell = cmark_node_next(cell))
        count++;
    return count;
}

/* Adds the row at `span`. A row with too few cells is padded at its end. */
static void add_row(MarkdownReader *reader, cmark_node *node, Span span, MarkdownRow row) {
    row.span = span;
    row.count = count_cells(node);
    row.cells = arena_new_array(reader->arena, row.count, MarkdownCell);
    size_t end = markdown_trim(reader, span).end;
    size_t at = span.start + (span.start < end && reader->bytes.ptr[span.start] == '|');

    cmark_node *cell = cmark_node_first_child(node);
    for (size_t i = 0; i < row.count; i++, cell = cmark_node_next(cell)) {
        Span place = span_between(end, end);
        next_cell(reader, &at, end, &place);
        Str text = str_trim(markdown_node_text(cell));
        MarkdownContent content = markdown_cell(reader, text, place, span);
        row.cells[i].content = content.span;
        row.cells[i].text = markdown_inlines(reader, cell, &content, MARKDOWN_NONE);
    }
    array_push(reader->scratch, &reader->rows, row);
}

/* The table's text is the paragraph that it started as, whose last line is the header row. */
static Span header_span(MarkdownReader *reader, cmark_node *table, size_t line) {
    Str text = str_trim(str_from_c(cmark_node_get_string_content(table)));
    size_t last = str_find_last(text, '\n');
    text = str_slice(text, last == SIZE_MAX ? 0 : last + 1, text.len);
    Span span = markdown_line(reader, line);
    Str written = str_slice(reader->bytes, span.start, markdown_trim(reader, span).end);
    if (str_ends_with(written, text))
        return span_between(span.start + (written.len - text.len), span.end);
    return (Span){markdown_trim(reader, span).start, span.end};
}

size_t markdown_table(MarkdownReader *reader, cmark_node *table) {
    int start = cmark_node_get_start_line(table);
    Str text = str_trim(str_from_c(cmark_node_get_string_content(table)));
    size_t header = (size_t)(start > 0 ? start : 1) + markdown_count_lines(text) - 1;
    Span span = {0};
    for (cmark_node *node = cmark_node_first_child(table); node; node = cmark_node_next(node)) {
        MarkdownRow row = {.header = strcmp(cmark_node_get_type_string(node), "table_header") == 0};
        int line = cmark_node_get_start_line(node);
        size_t place = row.header || line <= 0 ? header : (size_t)line;
        span = row.header ? header_span(reader, table, place) : markdown_unquoted(reader, place);
        add_row(reader, node, span, row);
        markdown_mark_text(reader, place, row.header ? place + 1 : place);
    }
    return markdown_trim(reader, span).end;
}
