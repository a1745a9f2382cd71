/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of Markdown tables below a heading: their rows, with the columns named by `fields`.
 */
#include "base/ascii.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_HEADING, COLUMN_FIRST_FIELD };

/* The index of the header's cell that equals the field, both folded, or the cell count if none
 * does. */
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

/* Finds the header's cell for each field. Returns the first field without one, or the number of
   fields;
   `*found` is how many fields have one. */
static size_t find_cells(Reading *reading, const MarkdownRow *header, size_t *cells,
                         size_t *found) {
    const TextList *fields = &reading->def->fields;
    size_t missing = fields->count;
    *found = 0;
    for (size_t i = 0; i < fields->count; i++) {
        cells[i] = find_cell(reading, header, fields->items[i].str);
        if (cells[i] < header->count)
            (*found)++;
        else if (missing == fields->count)
            missing = i;
    }
    return missing;
}

/* Reports a header that has only some of the fields. If another table has them all, this one is
   taken for something else, unless one of its columns was meant to be the missing one. */
static void tell_missing(Reading *reading, const Document *document, const MarkdownRow *header,
                         Str field, bool alone) {
    Nearest nearest;
    nearest_init(&nearest, reading->arena, field);
    for (size_t i = 0; i < header->count; i++)
        nearest_offer(&nearest, header->cells[i].text);
    if (!alone && !nearest.found)
        return;
    Str help = {0};
    if (nearest.found)
        help = str_printf(reading->arena, "should '" STR_FMT "' be '" STR_FMT "'?",
                          STR_ARG(nearest.text), STR_ARG(field));
    /* In a table of many files this is only the reason for skipped rules, without a place. */
    Str which = STR("this table");
    if (!reading->def->one_file)
        which = str_printf(reading->arena, "a table of " STR_FMT, STR_ARG(document->source->path));
    reading_missing(reading, (Location){document->source, header->span},
                    str_printf(reading->arena, STR_FMT " has no column '" STR_FMT "'",
                               STR_ARG(which), STR_ARG(field)),
                    help);
}

/* The first row that begins at or after an offset; rows are sorted. */
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

/* Reports the tables that have some but not all of the fields. Returns whether there were any. */
static bool tell_lacking(Reading *reading, const Document *document, Span section, size_t *cells,
                         bool alone) {
    const Markdown *markdown = document_markdown(document);
    const TextList *fields = &reading->def->fields;
    size_t failed_before = reading->places_failed;
    for (size_t i = first_row(markdown, section.start);
         i < markdown->row_count && markdown->rows[i].span.start < section.end; i++) {
        const MarkdownRow *row = &markdown->rows[i];
        size_t found = 0;
        size_t missing = row->header ? find_cells(reading, row, cells, &found) : fields->count;
        if (missing < fields->count && found > 0)
            tell_missing(reading, document, row, fields->items[missing].str, alone);
    }
    return reading->places_failed > failed_before;
}

/* The end of a row; for a header, that of the line of dashes below it, which is not a row. */
static size_t row_end(const MarkdownRow *row, Str bytes) {
    size_t end = row->span.end;
    while (row->header && end < bytes.len && ascii_is_space(bytes.ptr[end]))
        end++;
    return row->header ? str_find_line_end(bytes, end) : end;
}

/* Reports a row after a blank line, which ends the table, so that the row is rendered as text. In a
   table of many files it could not be reported at its place, see spread.h, so rules report what
   they lack instead. */
static void tell_severed(Reading *reading, const Document *document, size_t last, Span section) {
    const Markdown *markdown = document_markdown(document);
    Str bytes = document->source->bytes;
    size_t at = row_end(&markdown->rows[last], bytes);
    while (at < section.end && ascii_is_space(bytes.ptr[at]))
        at++;
    bool is_row = last + 1 < markdown->row_count && markdown->rows[last + 1].span.start <= at;
    if (at < section.end && bytes.ptr[at] == '|' && !is_row)
        reading_missing(
            reading,
            reading_first_line((Location){document->source, span_between(at, section.end)}),
            STR("the table ends before this line, which looks like a row of it"),
            STR("take out the blank line before it"));
}

/* Adds the rows of the tables that have all of the fields. Returns whether any table has some. */
static bool add_section(Reading *reading, const Document *document, Span section, Str heading) {
    const Markdown *markdown = document_markdown(document);
    size_t count = reading->def->fields.count;
    size_t *cells = arena_new_array(reading->arena, count, size_t);
    bool wanted = false;
    bool any = false;
    for (size_t i = first_row(markdown, section.start);
         i < markdown->row_count && markdown->rows[i].span.start < section.end; i++) {
        const MarkdownRow *row = &markdown->rows[i];
        size_t found = 0;
        if (row->header)
            wanted = find_cells(reading, row, cells, &found) == count;
        else if (wanted)
            add_row(reading, document, row, heading, cells);
        any |= wanted;
        if (wanted && reading->def->one_file &&
            (i + 1 == markdown->row_count || markdown->rows[i + 1].header))
            tell_severed(reading, document, i, section);
    }
    return tell_lacking(reading, document, section, cells, !any) || any;
}

/* For messages: "table with the columns 'name' and 'github'" */
static const char *wanted_table(Reading *reading) {
    const TextList *fields = &reading->def->fields;
    StrBuf out;
    strbuf_init(&out, reading->arena);
    strbuf_append_c(&out, fields->count == 1 ? "table with the column" : "table with the columns");
    for (size_t i = 0; i < fields->count; i++)
        strbuf_printf(&out, "%s '" STR_FMT "'",
                      i == 0                   ? ""
                      : i + 1 == fields->count ? " and"
                                               : ",",
                      STR_ARG(fields->items[i].str));
    return str_to_c(reading->arena, strbuf_str(&out));
}

static void read_markdown_table_of(Reading *reading, const Document *document) {
    reading_each_section(reading, document, add_section, wanted_table(reading));
}

void read_markdown_table(Reading *reading) {
    reading_each_document(reading, read_markdown_table_of);
}
