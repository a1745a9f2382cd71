/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/ascii.h"

/* Removes the last code point of a truncated message, which may be incomplete. */
static void trim_cut(char *text, size_t len) {
    while (len > 0 && ((unsigned char)text[len - 1] & 0xC0) == 0x80)
        len--;
    if (len > 0 && (unsigned char)text[len - 1] >= 0xC0)
        len--;
    text[len] = '\0';
}

bool error_set(Error *error, ErrorKind kind, const char *format, ...) {
    char message[sizeof error->message]; /* the arguments may refer to the old message */
    va_list args;
    va_start(args, format);
    int length = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (length < 0)
        message[0] = '\0';
    else if ((size_t)length >= sizeof message)
        trim_cut(message, sizeof message - 1);
    error->kind = kind;
    memcpy(error->message, message, sizeof message);
    return false;
}

Str error_of_system(Arena *arena, int number) {
    char *text = str_to_c(arena, str_from_c(strerror(number)));
    text[0] = ascii_lower(text[0]);
    return str_from_c(text);
}
