/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/sort_keys.h"

#include <stdint.h>

#include "base/unicode.h"

/* A text that sorts whole numbers by their value: how many digits there are, and the digits. */
static Str number_key(Arena *arena, Str digits) {
    while (digits.len > 1 && digits.ptr[0] == '0')
        digits = str_slice(digits, 1, digits.len);
    return str_printf(arena, "%08zu " STR_FMT, digits.len, STR_ARG(digits));
}

/* Where the texts of a column are whole numbers, they are in the order of these. Of the first
   column a few may be something else, a slip of the pen: such rows then have no place in the order.
 */
static void make_number_keys(Arena *arena, Str *keys, size_t count, size_t width, size_t column) {
    size_t numbers = 0;
    size_t others = 0;
    for (size_t i = column; i < count; i += width) {
        numbers += str_is_number(keys[i]);
        others += keys[i].len > 0 && !str_is_number(keys[i]);
    }
    if (others > 0 && (column > 0 || others >= numbers))
        return;
    for (size_t i = column; i < count; i += width)
        keys[i] = str_is_number(keys[i]) ? number_key(arena, keys[i]) : (Str){0};
}

Str *sort_keys(Arena *arena, const Table *table, const size_t *columns, size_t width) {
    size_t count = table->row_count * width;
    Str *keys = arena_new_array(arena, count, Str);
    for (size_t i = 0; i < count; i++) {
        const Cell cell = row_cell(table->rows[i / width], columns[i % width]);
        keys[i] = unicode_fold_phrase(arena, cell.text);
    }
    for (size_t j = 0; j < width; j++)
        make_number_keys(arena, keys, count, width, j);
    return keys;
}

static Str without_blanks(Arena *arena, Str key) {
    StrBuf letters;
    strbuf_init(&letters, arena);
    for (Str word; str_split_next(&key, ' ', &word);)
        strbuf_append(&letters, word);
    return strbuf_str(&letters);
}

bool sort_keys_by_letter(Arena *arena, Str *keys, size_t count) {
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        if (str_find(keys[i], STR(" "), 0) == SIZE_MAX)
            continue;
        keys[i] = without_blanks(arena, keys[i]);
        any = true;
    }
    return any;
}
