/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Text: Str, a borrowed slice of bytes, and StrBuf, a buffer that grows in an arena.
 *
 * A Str is never NUL-terminated as far as its reader knows, may hold any bytes, and is valid for
 * as long as what it was cut from. The empty Str may have a NULL pointer. Pass it by value.
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
/* Whether it is one of these, the last of which is NULL. */
bool str_is_one_of(Str text, const char *const *others);
/* Whether the text lies in the memory of the whole. */
bool str_is_part_of(Str text, Str whole);
/* Equal when ASCII letter case is ignored. */
bool str_equal_nocase(Str a, Str b);
/* Byte order, as memcmp; a prefix comes first. */
int str_compare(Str a, Str b);
/* Puts texts in that order. */
void str_sort(Str *items, size_t count);
bool str_starts_with(Str str, Str prefix);
bool str_ends_with(Str str, Str suffix);

/* Whether it is made of ASCII digits alone, and of one at least. */
bool str_is_number(Str str);

/* How many bytes the two have in common from the start on. */
size_t str_common(Str a, Str b);

/* The bytes [start, end), both clamped to the length. */
Str str_slice(Str str, size_t start, size_t end);
/* Without leading and trailing ASCII white space. */
Str str_trim(Str str);
/* Offset of the first LF or CR at or after `from`; the length where there is none. */
size_t str_find_line_end(Str str, size_t from);
/* Where the next line begins, behind the line end at `end`: CRLF is one. Past the length where
   `end` is the length. */
size_t str_skip_line_end(Str str, size_t end);
/* Offset of the first `needle` at or after `from`, or SIZE_MAX. */
size_t str_find(Str haystack, Str needle, size_t from);
/* Offset of the last byte `c`, or SIZE_MAX. */
size_t str_find_last(Str haystack, char c);

/*
 * Takes the part of `*rest` before the first `separator` and moves `*rest` behind it.
 * False when `*rest` is used up (its pointer is NULL).
 */
bool str_split_next(Str *rest, char separator, Str *out);

/* Copies into the arena. All of these have a NUL behind them; str_printf's have no more of a Str
   than what stands before a NUL in it. */
Str str_copy(Arena *arena, Str str);
char *str_to_c(Arena *arena, Str str);

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
/* Takes room for so many bytes in all: for a text whose length is almost known. */
void strbuf_reserve(StrBuf *buf, size_t capacity);
void strbuf_append(StrBuf *buf, Str str);
void strbuf_append_c(StrBuf *buf, const char *text);
void strbuf_append_char(StrBuf *buf, char c);
void strbuf_printf(StrBuf *buf, const char *format, ...) PRINTF_LIKE(2, 3);
/* In at least so many decimal digits, with zeros in front. */
void strbuf_append_number(StrBuf *buf, size_t number, size_t digits);
/* What was built so far; valid until the next append. */
Str strbuf_str(StrBuf *buf);

#endif
