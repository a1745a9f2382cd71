/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Text: Str, a borrowed slice of bytes, and StrBuf, a buffer that grows in an arena.
 *
 * Never rely on a Str being NUL-terminated. It may hold any bytes and is valid for as long as what
 * it was cut from. The empty Str may have a NULL pointer. Pass it by value.
 */
#ifndef GOVLINT_BASE_STR_H
#define GOVLINT_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

typedef struct Str {
    const char *ptr;
    size_t len; /* bytes */
} Str;

/* A Str of a string literal; STR_INIT is the same for static initialisers. */
#define STR(literal) ((Str){("" literal), sizeof(literal) - 1})
#define STR_INIT(literal)                                                                          \
    { ("" literal), sizeof(literal) - 1 }

/* printf("%.*s", STR_ARG(str)), written printf(STR_FMT, STR_ARG(str)). */
#define STR_FMT "%.*s"
#define STR_ARG(str) (int)(str).len, ((str).len ? (str).ptr : "")

#if defined(__GNUC__)
#define PRINTF_LIKE(at, first) __attribute__((__format__(__printf__, at, first)))
#else
#define PRINTF_LIKE(at, first)
#endif

/* Borrows a C string; NULL gives the empty Str. */
Str str_from_c(const char *text);

bool str_equal(Str a, Str b);
bool str_equal_c(Str a, const char *b);
/* Whether the text is one of `others`, a list that ends with NULL. */
bool str_is_one_of(Str text, const char *const *others);
/* Whether the text lies within the memory of `whole`. */
bool str_is_part_of(Str text, Str whole);
/* Equality that ignores ASCII letter case. */
bool str_equal_nocase(Str a, Str b);
/* Byte order, like memcmp; a prefix comes first. */
int str_compare(Str a, Str b);
/* Sorts texts in that order. */
void str_sort(Str *items, size_t count);
bool str_starts_with(Str str, Str prefix);
bool str_ends_with(Str str, Str suffix);

/* Whether the text consists of one or more ASCII digits and nothing else. */
bool str_is_number(Str str);
/* The value of such a text; false if it is none, or its value is greater than `most`. */
bool str_to_number(Str str, size_t most, size_t *out);

/* The length in bytes of the common prefix. */
size_t str_common(Str a, Str b);

/* The bytes [start, end), both clamped to the length. */
Str str_slice(Str str, size_t start, size_t end);
/* Without leading and trailing ASCII white space. */
Str str_trim(Str str);
/* Offset of the first LF or CR at or after `from`; the length if there is none. */
size_t str_find_line_end(Str str, size_t from);
/* Where the next line begins, after the line ending at `end`; CRLF counts as one. Past the length
   if `end` is the length. */
size_t str_skip_line_end(Str str, size_t end);
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t str_find(Str haystack, Str needle, size_t from);
/* Offset of the last byte `c`, or SIZE_MAX. */
size_t str_find_last(Str haystack, char c);

/*
 * Takes the part of `*rest` before the first `separator` and moves `*rest` past it. False when
 * `*rest` is used up (its pointer is NULL).
 */
bool str_split_next(Str *rest, char separator, Str *out);

/* Copies into the arena, all with a NUL after them. str_printf ignores what follows a NUL in a Str
   argument. */
Str str_copy(Arena *arena, Str str);
char *str_to_c(Arena *arena, Str str);

/* The text with every CRLF as an LF; the text itself if there is none. */
Str str_with_lf(Arena *arena, Str text);

Str str_printf(Arena *arena, const char *format, ...) PRINTF_LIKE(2, 3);
/* The same as str_printf with "%zu". */
Str str_number(Arena *arena, size_t number);
Str str_vprintf(Arena *arena, const char *format, va_list args) PRINTF_LIKE(2, 0);

/* A text that is built piece by piece. The bytes belong to the arena. */
typedef struct StrBuf {
    Arena *arena;
    char *ptr;
    size_t len;
    size_t capacity;
} StrBuf;

void strbuf_init(StrBuf *buf, Arena *arena);
/* Reserves room for `capacity` bytes in total: for a text whose length is roughly known. */
void strbuf_reserve(StrBuf *buf, size_t capacity);
void strbuf_append(StrBuf *buf, Str str);
void strbuf_append_c(StrBuf *buf, const char *text);
void strbuf_append_char(StrBuf *buf, char c);
void strbuf_printf(StrBuf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* Appends at least `digits` decimal digits, with leading zeros. */
void strbuf_append_number(StrBuf *buf, size_t number, size_t digits);
/* The text so far; valid until the next append. */
Str strbuf_str(StrBuf *buf);

#endif
