/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Packed rows: the places of cells, and the texts of those that differ from the text at their
 * place.
 */
#include <limits.h>

#include "table/reader.h"

/* Counts in pairs of bits, then in fours and in bytes, which the multiplication adds up. */
static size_t count_bits(uint32_t bits) {
    bits -= bits >> 1 & UINT32_C(0x55555555);
    bits = (bits & UINT32_C(0x33333333)) + (bits >> 2 & UINT32_C(0x33333333));
    bits = (bits + (bits >> 4)) & UINT32_C(0x0F0F0F0F);
    return (size_t)(bits * UINT32_C(0x01010101) >> 24);
}

_Static_assert(sizeof(Span) % _Alignof(Str) == 0, "texts can stand behind any number of places");

static const Str *kept_texts(const Row *row) {
    return (const Str *)(row->places + row->place_count);
}

/* Where a column in `placed` stands. */
static Span placed_span(const Row *row, size_t column) {
    return row->places[count_bits(row->placed & ((UINT32_C(1) << column) - 1))];
}

/* The cell is put together only at the end. If it were built in memory piece by piece, it would be
   read again before the stores have completed, and that stall would take most of the time. */
Cell row_cell(const Row *row, size_t column) {
    if (!row->packed)
        return row->cells[column];
    uint32_t bit = UINT32_C(1) << column;
    Span span = row->label;
    const char *bytes = NULL;
    size_t length = 0;
    bool present = false;
    if (row->placed & bit) {
        span = placed_span(row, column);
        bytes = row->at.source->bytes.ptr + span.start;
        length = span.end - span.start;
        present = true;
    }
    if (row->worded & bit) {
        const Str *text = &kept_texts(row)[count_bits(row->worded & (bit - 1))];
        bytes = text->ptr;
        length = text->len;
        present = bytes != NULL;
    }
    return (Cell){{bytes, length}, {row->at.source, span}, present};
}

CellForm row_form(const Row *row, size_t column, Span *part) {
    if (!row->packed)
        return CELL_OTHER;
    bool placed = row->placed >> column & 1;
    bool worded = row->worded >> column & 1;
    if (!placed && !worded)
        return CELL_ABSENT;
    if (worded)
        return CELL_OTHER;
    uint32_t start = row->at.span.start;
    Span span = placed_span(row, column);
    *part = (Span){span.start - start, span.end - start};
    return span_contains(row->at.span, span) ? CELL_PART : CELL_OTHER;
}

/* Chooses which columns' places and texts to store; false if the row cannot be packed. */
static bool choose_kept(Row *row, size_t count) {
    if (count > sizeof row->placed * CHAR_BIT)
        return false;
    for (size_t i = 0; i < count; i++) {
        const Cell *cell = &row->cells[i];
        if (cell->at.source != row->at.source)
            return false;
        bool at_label = span_equal(cell->at.span, row->label);
        if (!cell->present && at_label)
            continue;
        uint32_t bit = UINT32_C(1) << i;
        bool verbatim = cell_is_verbatim(cell);
        row->placed |= verbatim || !at_label ? bit : 0;
        row->worded |= verbatim ? 0 : bit;
    }
    row->place_count = (uint8_t)count_bits(row->placed);
    return true;
}

/* The text of a cell as it is stored: its pointer is NULL only if the cell is absent. */
static Str kept_text(const Cell *cell) {
    if (!cell->present)
        return (Str){0};
    return cell->text.ptr ? cell->text : STR("");
}

/* Allocates the storage for a packed row; `*texts` is where its texts go. */
static Span *kept_new(Arena *arena, const Row *row, Str **texts) {
    size_t text_count = count_bits(row->worded);
    Span *kept = arena_alloc(arena, row->place_count * sizeof *kept + text_count * sizeof **texts);
    *texts = (Str *)(kept + row->place_count);
    return kept;
}

void row_pack(Reading *reading, Row *row) {
    size_t count = reading->def->column_count;
    if (!choose_kept(row, count))
        return;
    Str *text;
    Span *place = kept_new(reading->arena, row, &text);
    const Span *places = place;
    for (size_t i = 0; i < count; i++) {
        const Cell *cell = &row->cells[i];
        if (row->placed >> i & 1)
            *place++ = cell->at.span;
        if (row->worded >> i & 1)
            *text++ = kept_text(cell);
    }
    reading->cells = row->cells;
    row->places = places;
    row->packed = true;
}

/* The span in another row with the same text that corresponds to a part of this one. */
static Span move_span(const Row *from, const Row *to, Span part) {
    size_t start = part.start - from->at.span.start;
    size_t end = part.end - from->at.span.start;
    return span_part(to->at.span, start, end);
}

static Str move_text(Arena *arena, const Row *from, const Row *to, Str text) {
    Str whole = location_text(from->at);
    if (text.len == 0)
        return text.ptr ? STR("") : text;
    if (!str_is_part_of(text, whole))
        return str_copy(arena, text);
    return (Str){location_text(to->at).ptr + (text.ptr - whole.ptr), text.len};
}

bool row_pack_as(Reading *reading, Row *row, const Row *before) {
    for (size_t i = 0; i < before->place_count; i++)
        if (!span_contains(before->at.span, before->places[i]))
            return false;
    row->placed = before->placed;
    row->worded = before->worded;
    row->place_count = before->place_count;
    Str *text;
    Span *places = kept_new(reading->arena, row, &text);
    for (size_t i = 0; i < row->place_count; i++)
        places[i] = move_span(before, row, before->places[i]);
    const Str *from = kept_texts(before);
    for (size_t i = 0; i < reading->def->column_count; i++)
        if (row->worded >> i & 1) {
            *text++ = i < reading->def->read_columns
                          ? kept_text(&row->cells[i])
                          : move_text(reading->arena, before, row, *from);
            from++;
        }
    reading->cells = row->cells;
    row->places = places;
    row->packed = true;
    return true;
}

static Str copy_text(Arena *arena, Str text, const Source *source) {
    bool borrowed = str_is_part_of(text, source->bytes) || str_is_part_of(text, source->path);
    return text.len == 0 || borrowed ? text : str_copy(arena, text);
}

static void copy_kept(Arena *arena, const Row *row, Row *copy) {
    Str *texts;
    Span *places = kept_new(arena, row, &texts);
    for (size_t i = 0; i < row->place_count; i++)
        places[i] = row->places[i];
    for (size_t i = 0; i < count_bits(row->worded); i++)
        texts[i] = copy_text(arena, kept_texts(row)[i], row->at.source);
    copy->places = places;
}

Row *row_copy(Arena *arena, const Row *row) {
    Row *copy = arena_new(arena, Row);
    *copy = *row;
    if (row->packed) {
        copy_kept(arena, row, copy);
        return copy;
    }
    size_t count = row->table->def->column_count;
    copy->cells = arena_new_array(arena, count, Cell);
    for (size_t i = 0; i < count; i++) {
        copy->cells[i] = row->cells[i];
        copy->cells[i].text = copy_text(arena, row->cells[i].text, row->cells[i].at.source);
    }
    return copy;
}
