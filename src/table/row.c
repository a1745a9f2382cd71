/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Rows: the built-in cells are filled first, then those named by entry patterns, then derived ones.
 */
#include <assert.h>
#include <string.h>

#include "base/ascii.h"
#include "base/person.h"
#include "base/unicode.h"
#include "table/folds.h"
#include "table/reader.h"

/* Mostly the text is a slice of the file itself, and the bytes need not be compared. */
bool cell_is_verbatim(const Cell *cell) {
    Str text = cell->text;
    if (!cell->present || text.len != cell->at.span.end - cell->at.span.start)
        return false;
    const char *there = cell->at.source->bytes.ptr + cell->at.span.start;
    return text.ptr == there || text.len == 0 || memcmp(text.ptr, there, text.len) == 0;
}

Location row_label(const Row *row) {
    return (Location){row->at.source, row->label};
}

/* A row has all of its cells while it is made; their memory is then reused by the next one. */
Row *row_new(Reading *reading, Location at, Location label) {
    Row *row = reading->spare;
    if (!row)
        row = arena_new(reading->arena, Row);
    reading->spare = NULL;
    Cell *cells = reading->cells;
    if (!cells)
        cells = arena_new_array(reading->arena, reading->def->column_count, Cell);
    reading->cells = NULL;
    assert(label.source == at.source);
    *row = (Row){
        .table = reading->table, .at = at, .label = label.span, .formed = true, .cells = cells};
    for (size_t i = 0; i < reading->def->column_count; i++)
        row->cells[i] = (Cell){.at = label};
    return row;
}

/* Discards an unfinished row; the next one reuses its memory. */
static void drop_row(Reading *reading, Row *row) {
    row->formed = false;
    reading->spare = row;
    if (!row->packed)
        reading->cells = row->cells;
}

Location reading_first_line(Location at) {
    Str text = location_text(at);
    at.span = span_part(at.span, 0, str_find_line_end(text, 0));
    return at;
}

void row_set(Row *row, size_t column, Str text, Location at) {
    row->cells[column] = (Cell){text, at, text.len > 0};
}

void row_set_verbatim(Row *row, size_t column, Location at) {
    row_set(row, column, location_text(at), at);
}

/* The part [start, end) of a cell's text, with its exact place if the cell is verbatim. */
static Cell cell_part(const Cell *cell, bool verbatim, size_t start, size_t end) {
    Cell part = {str_slice(cell->text, start, end), cell->at, end > start};
    if (verbatim)
        part.at.span = span_part(cell->at.span, start, end);
    return part;
}

/* The column of this name. Mostly it is the next one, as names became columns in their order. */
static size_t column_behind(const TableDef *def, size_t before, Str name) {
    size_t next = before + 1; /* the first one, after COLUMN_NONE */
    bool found = next < def->column_count && str_equal(def->columns[next].name, name);
    return found ? next : table_def_column(def, name);
}

void row_fill(Row *row, const Cell *subject, bool verbatim, const Pattern *pattern,
              const PatternGroup *groups) {
    size_t column = COLUMN_NONE;
    for (size_t i = 0; i < pattern_name_count(pattern); i++) {
        PatternGroup group = groups[pattern_name_group(pattern, i)];
        column = column_behind(row->table->def, column, pattern_name(pattern, i));
        if (group.start != SIZE_MAX)
            row->cells[column] = cell_part(subject, verbatim, group.start, group.end);
    }
}

/* Fills the row with what the pattern matches in its first column; false if it does not match. */
static bool match_entry(Row *row, const Pattern *pattern) {
    PatternGroup groups[PATTERN_MAX_GROUPS];
    const Cell subject = row->cells[0];
    if (!pattern_find(pattern, subject.text, 0, groups, pattern_group_count(pattern)))
        return false;
    row_fill(row, &subject, cell_is_verbatim(&subject), pattern, groups);
    return true;
}

static void apply_entries(const TableDef *def, Row *row) {
    bool fits = row->cells[0].text.len <= TABLE_MAX_ENTRY;
    for (size_t i = 0; i < def->entry_count && fits; i++)
        if (match_entry(row, def->entries[i]))
            return;
    row->formed = def->entry_count == 0;
}

/* The text without what the pattern matches. */
static Str drop_matches(Arena *arena, const Pattern *pattern, Str text) {
    StrBuf kept;
    strbuf_init(&kept, arena);
    PatternGroup match;
    size_t from = 0;
    while (from < text.len && pattern_find_some(pattern, text, from, &match, 1)) {
        strbuf_append(&kept, str_slice(text, from, match.start));
        from = match.end;
    }
    if (from == 0)
        return text;
    strbuf_append(&kept, str_slice(text, from, text.len));
    return strbuf_str(&kept);
}

/* The date in a cell's text, with its place. */
static Cell derive_date(Reading *reading, const Row *row, const Column *column, const Cell *cell) {
    DateHints hints = {.order = column->order};
    for (size_t i = 0; i < column->year_count && hints.year == 0; i++)
        hints.year = date_year(row->cells[column->years[i]].text);
    Date date;
    DateForms *forms = tables_dates(reading->tables);
    if (!date_find(forms, cell->text, hints, &date))
        return (Cell){.at = cell->at};
    if (column->zoned)
        date_move(forms, cell->text, column->zone, &date);
    Cell found = cell_part(cell, cell_is_verbatim(cell), date.start, date.end);
    found.text = date_text(reading->arena, &date);
    return found;
}

/* The number in a cell's text, if there is just one, with its place. */
static Cell derive_number(const Cell *cell) {
    Str text = cell->text;
    size_t start = 0;
    while (start < text.len && !ascii_is_digit(text.ptr[start]))
        start++;
    size_t end = start;
    while (end < text.len && ascii_is_digit(text.ptr[end]))
        end++;
    for (size_t i = end; i < text.len; i++)
        if (ascii_is_digit(text.ptr[i]))
            return (Cell){.at = cell->at};
    Cell found = cell_part(cell, cell_is_verbatim(cell), start, end);
    while (found.text.len > 1 && found.text.ptr[0] == '0')
        found.text = str_slice(found.text, 1, found.text.len);
    return found;
}

static Cell derive(Reading *reading, const Row *row, const Column *column, const Cell *source) {
    Arena *arena = reading->arena;
    Cell cell = *source;
    if (!cell.present)
        return cell;
    if (column->match) {
        PatternGroup groups[2];
        size_t group = pattern_group_count(column->match) > 1 ? 1 : 0;
        bool found = pattern_find(column->match, source->text, 0, groups, group + 1);
        if (!found || groups[group].start == SIZE_MAX)
            return (Cell){.at = source->at};
        cell = cell_part(source, cell_is_verbatim(source), groups[group].start, groups[group].end);
    }
    if (column->drop)
        cell.text = drop_matches(arena, column->drop, cell.text);
    static const FoldFn forms[] = {[COLUMN_AS_IS] = NULL,
                                   [COLUMN_FOLDED] = unicode_fold,
                                   [COLUMN_CASE_FOLDED] = unicode_fold_case,
                                   [COLUMN_WORDS] = unicode_fold_words,
                                   [COLUMN_PERSON] = person_fold,
                                   [COLUMN_DATE] = NULL,
                                   [COLUMN_NUMBER] = NULL};
    if (column->form == COLUMN_DATE)
        return derive_date(reading, row, column, &cell);
    if (column->form == COLUMN_NUMBER)
        return derive_number(&cell);
    if (forms[column->form])
        cell.text = folds_get(tables_folds(reading->tables), arena, forms[column->form], cell.text);
    cell.present = cell.text.len > 0;
    return cell;
}

static void derive_column(Reading *reading, Row *row, size_t index) {
    const Column *column = &reading->def->columns[index];
    const Row *from = column->of_parent.len ? row->parent : row;
    if (!from)
        return;
    size_t of = from == row ? column->of : table_def_column(from->table->def, column->of_parent);
    const Cell source = row_cell(from, of);
    row->cells[index] = derive(reading, row, column, &source);
}

bool reading_wants(const Reading *reading, size_t column, Str text) {
    const TableDef *def = reading->def;
    for (size_t i = 0; def->entry_count == 0 && i < def->only_count; i++)
        if (def->only[i].column == column &&
            (text.len == 0 || !pattern_matches(def->only[i].pattern, text)))
            return false;
    return true;
}

bool reading_wants_part(const Reading *reading, size_t column, Str text) {
    const TableDef *def = reading->def;
    for (size_t i = 0; def->entry_count == 0 && i < def->only_count; i++)
        if (def->only[i].column == column && !pattern_may_match_within(def->only[i].pattern, text))
            return false;
    return true;
}

/* Whether the definition's `only` admits the row by its text in a column. */
static bool is_wanted(const TableDef *def, const Row *row, size_t column) {
    const Cell *cell = &row->cells[column];
    for (size_t i = 0; i < def->only_count; i++)
        if (def->only[i].column == column &&
            (!cell->present || !pattern_matches(def->only[i].pattern, cell->text)))
            return false;
    return true;
}

/* Derives columns, each from earlier ones. False, without deriving further ones, if the row is not
   wanted. */
static bool derive_columns(Reading *reading, Row *row) {
    for (size_t i = 0; i < reading->def->column_count; i++) {
        if (reading->def->columns[i].of != COLUMN_NONE)
            derive_column(reading, row, i);
        if (!is_wanted(reading->def, row, i))
            return false;
    }
    return true;
}

bool row_has_room(Reading *reading, const Source *source) {
    if (reading->source != source) {
        reading->source = source;
        reading->source_rows = reading->source_text = 0;
    }
    return reading->source_rows <= TABLE_MAX_ROWS_OF_FILE &&
           reading->source_text <= TABLE_MAX_TEXT_OF_FILE;
}

/* Whether there is room for the texts of a row that was read. Reports once when there is none any
   more. */
static bool take_text(Reading *reading, const Row *row) {
    const Source *source = row->at.source;
    if (!row_has_room(reading, source))
        return false;
    for (size_t i = 0; i < reading->def->read_columns; i++)
        if (row->cells[i].text.ptr != source->path.ptr)
            reading->source_text += row->cells[i].text.len;
    if (reading->source_text <= TABLE_MAX_TEXT_OF_FILE)
        return true;
    Str why = str_printf(reading->arena,
                         "the rows of the table '" STR_FMT "' in it have more than %zu MiB of text",
                         STR_ARG(reading->def->name.str), TABLE_MAX_TEXT_OF_FILE / 1024 / 1024);
    reading_give_up(reading, source, why);
    return false;
}

/* Whether there is room for another row of the file. Reports once when there is none any more. */
static bool take_room(Reading *reading, const Row *row) {
    const Source *source = row->at.source;
    if (!row_has_room(reading, source))
        return false;
    if (++reading->source_rows <= TABLE_MAX_ROWS_OF_FILE)
        return true;
    Str why = str_printf(reading->arena, "more than %d rows of the table '" STR_FMT "' are in it",
                         TABLE_MAX_ROWS_OF_FILE, STR_ARG(reading->def->name.str));
    reading_give_up(reading, source, why);
    return false;
}

/* Fills the remaining cells; false if the table leaves the row out. */
static bool make_row(Reading *reading, Row *row) {
    const TableDef *def = reading->def;
    if (def->except && pattern_matches(def->except, row->cells[0].text))
        return false;
    apply_entries(def, row);
    return derive_columns(reading, row);
}

void row_finish(Reading *reading, Row *row) {
    if (!take_text(reading, row)) {
        drop_row(reading, row);
        return;
    }
    bool taken = row_take_over(reading, row);
    if ((!taken && !make_row(reading, row)) || !take_room(reading, row)) {
        drop_row(reading, row);
        return;
    }
    if (!taken)
        row_pack(reading, row);
    array_push(reading->listing, &reading->rows, row);
}

Str row_key(Arena *arena, const Row *row) {
    const TableDef *def = row->table->def;
    StrBuf key;
    strbuf_init(&key, arena);
    for (size_t i = 0; i < def->key_count; i++)
        if (row_cell(row, def->key[i]).present) {
            strbuf_append(&key, row_cell(row, def->key[i]).text);
            strbuf_append_char(&key, '\n');
        }
    return str_with_lf(arena, key.len ? strbuf_str(&key) : row_cell(row, 0).text);
}

Location row_own_place(const Row *row) {
    Location text = row_cell(row, 0).at;
    bool part = !row->mapping && text.source == row->at.source && text.span.end > text.span.start &&
                span_contains(row->at.span, text.span);
    return part ? text : row->at;
}
