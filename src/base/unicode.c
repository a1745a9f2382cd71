/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Text of names is nearly always ASCII, so folding has a path without utf8proc for it.
 */
#include "base/unicode.h"

#include <stdlib.h>
#include <utf8proc.h>

int32_t utf8_at(Str text, size_t offset, size_t *length) {
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t taken =
        utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + offset,
                         (utf8proc_ssize_t)(text.len - offset), &code);
    if (taken <= 0 || code < 0) {
        *length = 1;
        return 0xFFFD;
    }
    *length = (size_t)taken;
    return code;
}

bool utf8_valid(Str text, size_t *bad) {
    for (size_t i = 0; i < text.len;) {
        if ((unsigned char)text.ptr[i] < 0x80) {
            i++;
            continue;
        }
        utf8proc_int32_t code;
        utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + i,
                                                  (utf8proc_ssize_t)(text.len - i), &code);
        if (taken <= 0) {
            if (bad)
                *bad = i;
            return false;
        }
        i += (size_t)taken;
    }
    return true;
}

size_t utf8_count(Str text) {
    size_t count = 0;
    size_t length;
    for (size_t i = 0; i < text.len; i += length, count++)
        utf8_at(text, i, &length);
    return count;
}

size_t utf8_width(Str text) {
    size_t width = 0;
    size_t length;
    for (size_t i = 0; i < text.len; i += length) {
        int32_t code = utf8_at(text, i, &length);
        int columns = code == '\t' ? 1 : utf8proc_charwidth(code);
        width += columns > 0 ? (size_t)columns : 0;
    }
    return width;
}

static bool is_ascii(Str text) {
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0x80)
            return false;
    return true;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_alphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static Str fold_ascii(Arena *arena, Str text, bool letters_only) {
    char *out = arena_alloc_bytes(arena, text.len);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = lower(text.ptr[i]);
        if (!letters_only || is_alphanumeric(c))
            out[len++] = c;
    }
    return (Str){out, len};
}

/* Letters that Unicode does not decompose, as they are usually spelled without their stroke. */
typedef struct Spelling {
    int32_t code;
    const char *ascii;
} Spelling;

static const Spelling spellings[] = {
    {0x00E6, "ae"}, {0x00F0, "d"}, {0x00F8, "o"}, {0x00FE, "th"}, {0x0111, "d"}, {0x0127, "h"},
    {0x0131, "i"},  {0x0142, "l"}, {0x0153, "oe"}, {0x0167, "t"}, {0x00DF, "ss"},
};

static const char *spelling_of(int32_t code) {
    for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++)
        if (spellings[i].code == code)
            return spellings[i].ascii;
    return NULL;
}

static bool is_letter_or_digit(int32_t code) {
    utf8proc_category_t category = utf8proc_category(code);
    return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
           (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO);
}

/* utf8proc's own memory, copied into the arena; text that is not UTF-8 gives nothing. */
static Str map_text(Arena *arena, Str text, utf8proc_option_t options) {
    utf8proc_uint8_t *mapped = NULL;
    utf8proc_ssize_t length = utf8proc_map((const utf8proc_uint8_t *)text.ptr,
                                           (utf8proc_ssize_t)text.len, &mapped, options);
    if (length == UTF8PROC_ERROR_NOMEM)
        arena_out_of_memory();
    if (length < 0)
        return fold_ascii(arena, text, false);
    Str out = str_copy(arena, (Str){(const char *)mapped, (size_t)length});
    free(mapped);
    return out;
}

Str unicode_fold(Arena *arena, Str text) {
    if (is_ascii(text))
        return fold_ascii(arena, text, true);
    Str mapped = map_text(arena, text, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                           UTF8PROC_STRIPMARK);
    StrBuf out;
    strbuf_init(&out, arena);
    size_t length;
    for (size_t i = 0; i < mapped.len; i += length) {
        int32_t code = utf8_at(mapped, i, &length);
        const char *spelling = spelling_of(code);
        if (spelling)
            strbuf_append_c(&out, spelling);
        else if (is_letter_or_digit(code))
            strbuf_append(&out, str_slice(mapped, i, i + length));
    }
    return strbuf_str(&out);
}

static int compare_words(const void *a, const void *b) {
    return str_compare(*(const Str *)a, *(const Str *)b);
}

/* Words end at white space and commas; what else stands between letters is part of a word. */
static bool ends_word(char c) {
    return c == ' ' || c == ',' || (c >= '\t' && c <= '\r');
}

Str unicode_fold_words(Arena *arena, Str text) {
    Str *words = arena_new_array(arena, text.len / 2 + 1, Str);
    size_t count = 0;
    for (size_t start = 0, end; start < text.len; start = end + 1) {
        end = start;
        while (end < text.len && !ends_word(text.ptr[end]))
            end++;
        words[count] = unicode_fold(arena, str_slice(text, start, end));
        count += words[count].len > 0;
    }
    qsort(words, count, sizeof *words, compare_words);
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            strbuf_append_char(&out, ' ');
        strbuf_append(&out, words[i]);
    }
    return strbuf_str(&out);
}

Str unicode_fold_case(Arena *arena, Str text) {
    if (is_ascii(text))
        return fold_ascii(arena, text, false);
    return map_text(arena, text, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD);
}

/* Longer words are never slips of the pen of each other. */
#define MAX_WORD 256

static size_t decode_word(Str text, int32_t *codes) {
    size_t count = 0;
    size_t length;
    for (size_t i = 0; i < text.len && count <= MAX_WORD; i += length)
        codes[count++] = utf8_at(text, i, &length);
    return count;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* One row of the table: the distances of a[0..i] to all beginnings of b. Returns the least. */
static size_t fill_row(const int32_t *a, size_t i, const int32_t *b, size_t count, size_t *before,
                       const size_t *above, size_t *row) {
    row[0] = i;
    size_t smallest = i;
    for (size_t j = 1; j <= count; j++) {
        size_t same = a[i - 1] == b[j - 1] ? 0 : 1;
        row[j] = least(above[j - 1] + same, least(above[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = least(row[j], before[j - 2] + 1);
        smallest = least(smallest, row[j]);
    }
    return smallest;
}

size_t unicode_distance(Str a, Str b, size_t limit) {
    int32_t codes_a[MAX_WORD + 1], codes_b[MAX_WORD + 1];
    size_t rows[3][MAX_WORD + 1];
    size_t count_a = decode_word(a, codes_a);
    size_t count_b = decode_word(b, codes_b);
    size_t apart = count_a > count_b ? count_a - count_b : count_b - count_a;
    if (count_a > MAX_WORD || count_b > MAX_WORD || apart > limit)
        return limit + 1;
    for (size_t j = 0; j <= count_b; j++)
        rows[0][j] = j;
    size_t previous_least = 0;
    for (size_t i = 1; i <= count_a; i++) {
        size_t smallest = fill_row(codes_a, i, codes_b, count_b, rows[(i + 1) % 3],
                                   rows[(i - 1) % 3], rows[i % 3]);
        if (smallest > limit && previous_least > limit) /* a swap reaches back two rows */
            return limit + 1;
        previous_least = smallest;
    }
    size_t distance = rows[count_a % 3][count_b];
    return distance <= limit ? distance : limit + 1;
}

size_t unicode_slip(size_t length) {
    if (length <= 2)
        return 0;
    if (length <= 5)
        return 1;
    return length <= 11 ? 2 : 3;
}
