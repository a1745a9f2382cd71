/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A table's rows for people, in aligned columns, and as comma-separated values.
 */
#include "base/escape.h"
#include "base/unicode.h"
#include "report/csv.h"
#include "report/formats.h"
#include "report/print.h"

/* Cells are cut to this many columns of the terminal, as their text can be of any length. */
#define MAX_CELL_WIDTH 60

typedef struct Grid {
    Str *cells; /* row by row, the heading first */
    size_t rows;
    size_t columns;
    const size_t *shown; /* for each column after the first, the place: which one of the table's */
    size_t *widths;
} Grid;

/* The escaped text, cut if needed; "-" for an absent cell. */
static Str shown_cell(Arena *arena, Cell cell) {
    if (!cell.present)
        return STR("-");
    Str text = str_slice(cell.text, 0, 8 * MAX_CELL_WIDTH);
    size_t width = 0;
    size_t length = 0;
    StrBuf buf;
    strbuf_init(&buf, arena);
    for (size_t at = 0; at < text.len; at += length) {
        Str glyph = escape_glyph(arena, text, at, &length);
        width += utf8_width(glyph);
        if (width > MAX_CELL_WIDTH - 1) {
            strbuf_append_c(&buf, "…");
            return strbuf_str(&buf);
        }
        strbuf_append(&buf, glyph);
    }
    if (text.len < cell.text.len)
        strbuf_append_c(&buf, "…");
    return strbuf_str(&buf);
}

static bool has_value(const Table *table, size_t column) {
    for (size_t i = 0; i < table->row_count; i++)
        if (row_cell(table->rows[i], column).present)
            return true;
    return false;
}

/* Makes a grid without the columns that have no value, unless the table has no rows. */
static Grid grid_new(Arena *arena, const Table *table) {
    size_t *shown = arena_new_array(arena, table->def->column_count, size_t);
    size_t count = 0;
    for (size_t i = 0; i < table->def->column_count; i++)
        if (table->row_count == 0 || has_value(table, i))
            shown[count++] = i;
    Grid grid = {.rows = table->row_count + 1, .columns = count + 1, .shown = shown};
    grid.cells = arena_alloc_array(arena, grid.rows * grid.columns, sizeof *grid.cells);
    grid.widths = arena_new_array(arena, grid.columns, size_t);
    return grid;
}

static void grid_fill(const Printer *printer, const Table *table, Grid *grid) {
    Str *cell = grid->cells;
    *cell++ = STR("place");
    for (size_t i = 0; i + 1 < grid->columns; i++)
        *cell++ = escape_terminal(printer->scratch, table->def->columns[grid->shown[i]].name);
    for (size_t row = 0; row < table->row_count; row++) {
        *cell++ = print_place(printer, table->rows[row]->at);
        for (size_t i = 0; i + 1 < grid->columns; i++)
            *cell++ = shown_cell(printer->scratch, row_cell(table->rows[row], grid->shown[i]));
    }
}

static void grid_measure(Grid *grid) {
    for (size_t i = 0; i < grid->rows * grid->columns; i++) {
        size_t width = utf8_width(grid->cells[i]);
        size_t column = i % grid->columns;
        if (width > grid->widths[column])
            grid->widths[column] = width;
    }
}

static void grid_print_row(const Printer *printer, const Grid *grid, size_t row, Style style) {
    const Str *cells = grid->cells + row * grid->columns;
    print_style(printer, style);
    for (size_t i = 0; i < grid->columns; i++) {
        print_raw(printer, cells[i]);
        if (i + 1 < grid->columns)
            print_repeat(printer, ' ', grid->widths[i] - utf8_width(cells[i]) + 2);
    }
    print_style_end(printer, style);
    print_c(printer, "\n");
}

/* Prints how many rows are not well-formed. Hardly any check sees these, so that a pack's author
   would look for them in vain among the findings. */
static void print_malformed(const Printer *printer, const Table *table) {
    const Row *first = NULL;
    size_t count = 0;
    for (size_t i = 0; i < table->row_count; i++) {
        if (table->rows[i]->formed)
            continue;
        count++;
        first = first ? first : table->rows[i];
    }
    if (!first)
        return;
    fprintf(printer->out, ", %zu not well-formed (%s", count, count > 1 ? "the first at " : "");
    print_raw(printer, print_place(printer, first->at));
    print_c(printer, ")");
}

/* Prints how many rows there are, how many are not well-formed, and which columns are left out. */
static void print_footer(const Printer *printer, const Table *table, const Grid *grid) {
    print_c(printer, "\n");
    print_raw(printer, print_count(printer->scratch, table->row_count, "row"));
    print_malformed(printer, table);
    const char *before = ", none with ";
    size_t shown = 0;
    for (size_t i = 0; i < table->def->column_count; i++) {
        if (shown + 1 < grid->columns && grid->shown[shown] == i) {
            shown++;
            continue;
        }
        print_c(printer, before);
        print_raw(printer, escape_terminal(printer->scratch, table->def->columns[i].name));
        before = ", ";
    }
    print_c(printer, "\n");
}

void table_write_text(const Table *table, const ReportOptions *options, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, options};
    Grid grid = grid_new(&scratch, table);
    grid_fill(&printer, table, &grid);
    grid_measure(&grid);
    for (size_t row = 0; row < grid.rows; row++)
        grid_print_row(&printer, &grid, row, row == 0 ? STYLE_BOLD : STYLE_PLAIN);
    if (!options->quiet)
        print_footer(&printer, table, &grid);
    arena_free(&scratch);
}

static bool is_path(const TableDef *def, size_t column) {
    return str_equal(def->columns[column].name, STR("path"));
}

/* Writes the row's place and then the table's columns, without `path`, which the place already has.
   An absent cell is an empty field. For unchanged texts there is JSON. */
void table_write_csv(const Table *table, const ReportOptions *options, FILE *out) {
    const TableDef *def = table->def;
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, options};
    print_c(&printer, "repository,path,line,column");
    for (size_t i = 0; i < def->column_count; i++) {
        if (is_path(def, i))
            continue;
        print_c(&printer, ",");
        csv_print(&printer, def->columns[i].name);
    }
    print_c(&printer, "\r\n");
    for (size_t i = 0; i < table->row_count; i++) {
        const Row *row = table->rows[i];
        Position position = source_position(row->at.source, row->at.span.start);
        csv_print(&printer, row->at.source->repository);
        print_c(&printer, ",");
        csv_print(&printer, row->at.source->path);
        fprintf(out, ",%zu,%zu", position.line, position.column);
        for (size_t k = 0; k < def->column_count; k++) {
            if (is_path(def, k))
                continue;
            print_c(&printer, ",");
            if (row_cell(row, k).present)
                csv_print(&printer, row_cell(row, k).text);
        }
        print_c(&printer, "\r\n");
    }
    arena_free(&scratch);
}
