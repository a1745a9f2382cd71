/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of Markdown tables below a heading: their rows, with the columns that `fields` names.
 */
#include "base/unicode.h"
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_HEADING, COLUMN_FIRST_FIELD };

/* The cell below the heading that reads as the field does, folded; its count where there is none.
 */
static size_t find_cell(Reading *reading, const MarkdownRow *header, Str field) {
    Str wanted = unicode_fold(reading->arena, field);
    size_t i = 0;
    while (i < header->count &&
           !str_equal(unicode_fold(reading->arena, header->cells[i].text), wanted))
        i++;
    return i;
}

static void add_row(Reading *reading, const Document *document, const MarkdownRow *markdown_row,
                    Str heading, const size_t *cells) {
    Location at = {document->source, markdown_row->span};
    Row *row = row_new(reading, at, at);
    row_set_verbatim(row, COLUMN_TEXT, at);
    row_set(row, COLUMN_PATH, document->source->path, at);
    row_set(row, COLUMN_HEADING, heading, at);
    for (size_t i = 0; i < reading->def->fields.count; i++)
        row_set_verbatim(row, COLUMN_FIRST_FIELD + i,
                         (Location){document->source, markdown_row->cells[cells[i]].content});
    row_finish(reading, row);
}

static void column_missing(Reading *reading, Location header, Str field) {
    reading_missing(
        reading, header,
        str_printf(reading->arena, "this table has no column '" STR_FMT "'", STR_ARG(field)),
        (Str){0});
}

/* Where the fields stand in the rows below a header; false for a table that has none of them, or
   that lacks one, which is told. */
static bool find_cells(Reading *reading, const Document *document, const MarkdownRow *header,
                       size_t *cells) {
    const TextList *fields = &reading->def->fields;
    size_t missing = fields->count;
    size_t found = 0;
    for (size_t i = 0; i < fields->count; i++) {
        cells[i] = find_cell(reading, header, fields->items[i].str);
        if (cells[i] < header->count)
            found++;
        else if (missing == fields->count)
            missing = i;
    }
    if (found > 0 && found < fields->count)
        column_missing(reading, (Location){document->source, header->span},
                       fields->items[missing].str);
    return found == fields->count;
}

/* The first row that begins at or behind an offset: rows come in order. */
static size_t first_row(const Markdown *markdown, size_t offset) {
    size_t low = 0;
    size_t high = markdown->row_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (markdown->rows[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Adds the rows of the tables that have the fields; whether there is a table with any of them. */
static bool add_section(Reading *reading, const Document *document, Span section, Str heading) {
    const Markdown *markdown = document_markdown(document);
    size_t *cells = arena_new_array(reading->arena, reading->def->fields.count, size_t);
    size_t failed_before = reading->places_failed;
    bool wanted = false;
    bool any = false;
    for (size_t i = first_row(markdown, section.start);
         i < markdown->row_count && markdown->rows[i].span.start < section.end; i++) {
        const MarkdownRow *row = &markdown->rows[i];
        if (row->header)
            wanted = find_cells(reading, document, row, cells);
        else if (wanted)
            add_row(reading, document, row, heading, cells);
        any |= wanted;
    }
    return any || reading->places_failed > failed_before;
}

static void read_markdown_table_of(Reading *reading, const Document *document) {
    reading_each_section(reading, document, add_section, "table with these columns");
}

void read_markdown_table(Reading *reading) {
    reading_each_document(reading, read_markdown_table_of);
}
