/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/str.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"

Str str_from_c(const char *text) {
    return text ? (Str){text, strlen(text)} : (Str){0};
}

bool str_is_part_of(Str text, Str whole) {
    return whole.len > 0 && text.ptr >= whole.ptr && text.ptr + text.len <= whole.ptr + whole.len;
}

/* Most texts of equal length differ in the first byte. */
bool str_equal(Str a, Str b) {
    return a.len == b.len &&
           (a.len == 0 || (a.ptr[0] == b.ptr[0] && memcmp(a.ptr, b.ptr, a.len) == 0));
}

bool str_equal_c(Str a, const char *b) {
    for (size_t i = 0; i < a.len; i++)
        if (b[i] == '\0' || a.ptr[i] != b[i])
            return false;
    return b[a.len] == '\0';
}

bool str_is_one_of(Str text, const char *const *others) {
    for (; *others; others++)
        if (str_equal_c(text, *others))
            return true;
    return false;
}

bool str_equal_nocase(Str a, Str b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.ptr[i]) != ascii_lower(b.ptr[i]))
            return false;
    return true;
}

int str_compare(Str a, Str b) {
    size_t shorter = a.len < b.len ? a.len : b.len;
    int order = shorter ? memcmp(a.ptr, b.ptr, shorter) : 0;
    return order ? order : (a.len > b.len) - (a.len < b.len);
}

static int compare_items(const void *a, const void *b) {
    return str_compare(*(const Str *)a, *(const Str *)b);
}

void str_sort(Str *items, size_t count) {
    if (count > 1)
        qsort(items, count, sizeof *items, compare_items);
}

/* Most texts that do not begin with another differ from it in the first byte. */
bool str_starts_with(Str str, Str prefix) {
    return str.len >= prefix.len &&
           (prefix.len == 0 ||
            (str.ptr[0] == prefix.ptr[0] && memcmp(str.ptr, prefix.ptr, prefix.len) == 0));
}

bool str_ends_with(Str str, Str suffix) {
    return str.len >= suffix.len && (suffix.len == 0 || memcmp(str.ptr + (str.len - suffix.len),
                                                               suffix.ptr, suffix.len) == 0);
}

bool str_is_number(Str str) {
    for (size_t i = 0; i < str.len; i++)
        if (!ascii_is_digit(str.ptr[i]))
            return false;
    return str.len > 0;
}

bool str_to_number(Str str, size_t most, size_t *out) {
    size_t value = 0;
    for (size_t i = 0; i < str.len; i++) {
        if (!ascii_is_digit(str.ptr[i]) || value > most / 10)
            return false;
        size_t digit = (size_t)(str.ptr[i] - '0');
        if (digit > most - value * 10)
            return false;
        value = value * 10 + digit;
    }
    if (str.len > 0)
        *out = value;
    return str.len > 0;
}

size_t str_common(Str a, Str b) {
    size_t shorter = a.len < b.len ? a.len : b.len;
    size_t at = 0;
    uint64_t left, right;
    for (; shorter - at >= sizeof left; at += sizeof left) {
        memcpy(&left, a.ptr + at, sizeof left);
        memcpy(&right, b.ptr + at, sizeof right);
        if (left != right)
            break;
    }
    while (at < shorter && a.ptr[at] == b.ptr[at])
        at++;
    return at;
}

Str str_slice(Str str, size_t start, size_t end) {
    if (end > str.len)
        end = str.len;
    if (start > end)
        start = end;
    return (Str){str.ptr ? str.ptr + start : NULL, end - start};
}

Str str_trim(Str str) {
    size_t start = 0;
    size_t end = str.len;
    while (start < end && ascii_is_space(str.ptr[start]))
        start++;
    while (end > start && ascii_is_space(str.ptr[end - 1]))
        end--;
    return str_slice(str, start, end);
}

/* For needles up to this length, trying each place with one of the needle's bytes is fast
   enough. */
#define SHORT_NEEDLE 16

/* Offset of the first byte of the needle that is rare in text, or 0 if there is none: it is
   searched for. */
static size_t rare_byte(Str needle) {
    static const char common[] = " \netaoinsrhldcumfpgbyw.,";
    size_t at = 0;
    while (at < needle.len && memchr(common, needle.ptr[at], sizeof common))
        at++;
    return at < needle.len ? at : 0;
}

static size_t find_short(Str haystack, Str needle, size_t from) {
    /* In a short text choosing costs more than it saves. */
    size_t rare = needle.len > 1 && haystack.len > 256 ? rare_byte(needle) : 0;
    while (haystack.len - from >= needle.len) {
        size_t left = haystack.len - from - (needle.len - 1);
        const char *hit = memchr(haystack.ptr + from + rare, needle.ptr[rare], left);
        if (!hit)
            return SIZE_MAX;
        from = (size_t)(hit - haystack.ptr) - rare;
        if (memcmp(haystack.ptr + from, needle.ptr, needle.len) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

/* Where the greatest suffix begins (or if reversed, the least), and its period. */
static size_t greatest_suffix(Str needle, bool reversed, size_t *period) {
    size_t best = 0; /* start of the greatest suffix so far */
    size_t next = 1; /* start of the one it is compared with */
    size_t k = 0;    /* how many bytes of these two are equal */
    *period = 1;
    while (next + k < needle.len) {
        char a = needle.ptr[best + k];
        char b = needle.ptr[next + k];
        if (a == b) {
            bool whole = ++k == *period;
            next += whole ? *period : 0;
            k = whole ? 0 : k;
        } else if ((a > b) != reversed) {
            next += k + 1;
            k = 0;
            *period = next - best;
        } else {
            best = next++;
            k = 0;
            *period = 1;
        }
    }
    return best;
}

/*
 * The two-way algorithm (Crochemore and Perrin 1991): the needle is cut where its two parts share
 * no shorter period, so that no byte of the haystack is looked at more than twice. Both texts may
 * be untrusted and made to be slow to compare.
 */
static size_t find_long(Str haystack, Str needle, size_t from) {
    size_t period, other_period;
    size_t cut = greatest_suffix(needle, false, &period);
    size_t other = greatest_suffix(needle, true, &other_period);
    if (other > cut) {
        cut = other;
        period = other_period;
    }
    size_t keep = needle.len - period; /* known to match again after a shift by the period */
    if (memcmp(needle.ptr, needle.ptr + period, cut) != 0) {
        keep = 0;
        period = (cut > needle.len - cut ? cut : needle.len - cut) + 1;
        if (period > needle.len)
            period = needle.len;
    }
    size_t known = 0;
    while (haystack.len - from >= needle.len) {
        const char *at = haystack.ptr + from;
        size_t right = cut > known ? cut : known;
        while (right < needle.len && needle.ptr[right] == at[right])
            right++;
        size_t left = cut;
        while (right == needle.len && left > known && needle.ptr[left - 1] == at[left - 1])
            left--;
        if (right == needle.len && left <= known)
            return from;
        size_t step = right < needle.len ? right - cut + 1 : period;
        known = right < needle.len ? 0 : keep;
        if (step > haystack.len - from)
            return SIZE_MAX;
        from += step;
    }
    return SIZE_MAX;
}

/* About the length of a line, so that searching for one of LF and CR never goes far beyond the
   other. */
#define LINE_WINDOW ((size_t)256)

size_t str_find_line_end(Str str, size_t from) {
    while (from < str.len) {
        size_t length = str.len - from < LINE_WINDOW ? str.len - from : LINE_WINDOW;
        const char *at = str.ptr + from;
        const char *lf = memchr(at, '\n', length);
        const char *cr = memchr(at, '\r', lf ? (size_t)(lf - at) : length);
        if (cr || lf)
            return (size_t)((cr ? cr : lf) - str.ptr);
        from += length;
    }
    return str.len;
}

size_t str_skip_line_end(Str str, size_t end) {
    bool crlf = end + 1 < str.len && str.ptr[end] == '\r' && str.ptr[end + 1] == '\n';
    return end + (crlf ? 2 : 1);
}

size_t str_find(Str haystack, Str needle, size_t from) {
    if (from > haystack.len)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
    return needle.len <= SHORT_NEEDLE ? find_short(haystack, needle, from)
                                      : find_long(haystack, needle, from);
}

size_t str_find_last(Str haystack, char c) {
    for (size_t i = haystack.len; i > 0; i--)
        if (haystack.ptr[i - 1] == c)
            return i - 1;
    return SIZE_MAX;
}

bool str_split_next(Str *rest, char separator, Str *out) {
    if (!rest->ptr)
        return false;
    size_t end = str_find(*rest, (Str){&separator, 1}, 0);
    *out = str_slice(*rest, 0, end);
    *rest = end == SIZE_MAX ? (Str){0} : (Str){rest->ptr + end + 1, rest->len - end - 1};
    return true;
}

char *str_to_c(Arena *arena, Str str) {
    char *copy = arena_alloc_bytes(arena, str.len + 1);
    if (str.len)
        memcpy(copy, str.ptr, str.len);
    copy[str.len] = '\0';
    return copy;
}

Str str_copy(Arena *arena, Str str) {
    return (Str){str_to_c(arena, str), str.len};
}

Str str_vprintf(Arena *arena, const char *format, va_list args) {
    assert(format);
    char most[256]; /* long enough for nearly all texts, which are then printed only once */
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(most, sizeof most, format, args);
    if (length < 0)
        arena_out_of_memory();
    char *text = arena_alloc_bytes(arena, (size_t)length + 1);
    if ((size_t)length < sizeof most)
        memcpy(text, most, (size_t)length + 1);
    else
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return (Str){text, (size_t)length};
}

Str str_printf(Arena *arena, const char *format, ...) {
    va_list args;
    va_start(args, format);
    Str text = str_vprintf(arena, format, args);
    va_end(args);
    return text;
}

Str str_number(Arena *arena, size_t number) {
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_append_number(&out, number, 1);
    return strbuf_str(&out);
}

void strbuf_init(StrBuf *buf, Arena *arena) {
    *buf = (StrBuf){.arena = arena};
}

void strbuf_reserve(StrBuf *buf, size_t capacity) {
    if (capacity <= buf->capacity)
        return;
    if (buf->capacity > 0 && arena_resize(buf->arena, buf->ptr, buf->capacity, capacity)) {
        buf->capacity = capacity;
        return;
    }
    char *larger = arena_alloc_bytes(buf->arena, capacity);
    if (buf->len)
        memcpy(larger, buf->ptr, buf->len);
    buf->ptr = larger;
    buf->capacity = capacity;
}

void strbuf_append(StrBuf *buf, Str str) {
    if (str.len == 0)
        return;
    if (str.len > buf->capacity - buf->len) {
        if (str.len > SIZE_MAX / 4 || buf->len > SIZE_MAX / 4)
            arena_out_of_memory();
        strbuf_reserve(buf, (buf->len + str.len) * 2 + 32);
    }
    memcpy(buf->ptr + buf->len, str.ptr, str.len);
    buf->len += str.len;
}

void strbuf_append_c(StrBuf *buf, const char *text) {
    strbuf_append(buf, str_from_c(text));
}

void strbuf_append_char(StrBuf *buf, char c) {
    if (buf->len < buf->capacity)
        buf->ptr[buf->len++] = c;
    else
        strbuf_append(buf, (Str){&c, 1});
}

void strbuf_printf(StrBuf *buf, const char *format, ...) {
    va_list args;
    va_start(args, format);
    strbuf_append(buf, str_vprintf(buf->arena, format, args));
    va_end(args);
}

void strbuf_append_number(StrBuf *buf, size_t number, size_t digits) {
    char text[3 * sizeof number]; /* a byte needs fewer than three digits */
    size_t start = sizeof text;
    while (start > 0 && (number > 0 || sizeof text - start < digits)) {
        text[--start] = (char)('0' + number % 10);
        number /= 10;
    }
    strbuf_append(buf, (Str){text + start, sizeof text - start});
}

/* The text is usually complete by now, so spare capacity is given back. */
Str strbuf_str(StrBuf *buf) {
    if (buf->len > 0 && buf->len < buf->capacity &&
        arena_resize(buf->arena, buf->ptr, buf->capacity, buf->len))
        buf->capacity = buf->len;
    return (Str){buf->ptr, buf->len};
}

Str str_with_lf(Arena *arena, Str text) {
    size_t at = str_find(text, STR("\r\n"), 0);
    if (at == SIZE_MAX)
        return text;
    StrBuf lines;
    strbuf_init(&lines, arena);
    for (size_t from = 0; from < text.len; from = at == SIZE_MAX ? text.len : at + 1) {
        at = str_find(text, STR("\r\n"), from);
        strbuf_append(&lines, str_slice(text, from, at));
    }
    return strbuf_str(&lines);
}
