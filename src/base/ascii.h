/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * ASCII character classes, independent of the locale. Bytes outside ASCII belong to none of them.
 * For letters of any script see base/unicode.h.
 */
#ifndef GOVLINT_BASE_ASCII_H
#define GOVLINT_BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char c) {
    return c >= '0' && c <= '9';
}

static inline bool ascii_is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

static inline bool ascii_is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

static inline bool ascii_is_letter(char c) {
    return ascii_is_upper(c) || ascii_is_lower(c);
}

static inline bool ascii_is_alphanumeric(char c) {
    return ascii_is_letter(c) || ascii_is_digit(c);
}

/* A character that most languages allow in a name: a letter, a digit, "_" or "-". */
static inline bool ascii_is_name(char c) {
    return ascii_is_alphanumeric(c) || c == '_' || c == '-';
}

/* A space, or any of tab, line feed, vertical tab, form feed and carriage return. */
static inline bool ascii_is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Any visible character that is not a letter or digit. */
static inline bool ascii_is_punctuation(char c) {
    return c > ' ' && c <= '~' && !ascii_is_alphanumeric(c);
}

static inline char ascii_lower(char c) {
    return ascii_is_upper(c) ? (char)(c - 'A' + 'a') : c;
}

/* The value of a hexadecimal digit in either letter case; -1 for any other character. */
static inline int ascii_hex_value(char c) {
    char small = ascii_lower(c);
    if (ascii_is_digit(c))
        return c - '0';
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

#endif
