/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The encoding: code points, validity and lengths of texts. Their meaning is up to unicode.c.
 */
#include <string.h>
#include <utf8proc.h>

#include "base/unicode.h"

int32_t utf8_at(Str text, size_t offset, size_t *length) {
    if (offset < text.len && (unsigned char)text.ptr[offset] < 0x80) {
        *length = 1;
        return text.ptr[offset];
    }
    utf8proc_int32_t code = 0;
    utf8proc_ssize_t taken = utf8proc_iterate((const utf8proc_uint8_t *)text.ptr + offset,
                                              (utf8proc_ssize_t)(text.len - offset), &code);
    if (taken <= 0 || code < 0) {
        *length = 1;
        return 0xFFFD;
    }
    *length = (size_t)taken;
    return code;
}

/* Checks four words at a time, as most text is ASCII and whole files are checked. */
size_t utf8_ascii_length(Str text, size_t at) {
    static const uint64_t high = UINT64_C(0x8080808080808080);
    size_t end = at;
    for (uint64_t words[4]; text.len - end >= sizeof words; end += sizeof words) {
        memcpy(words, text.ptr + end, sizeof words);
        if ((words[0] | words[1] | words[2] | words[3]) & high)
            break;
    }
    for (uint64_t word; text.len - end >= sizeof word; end += sizeof word) {
        memcpy(&word, text.ptr + end, sizeof word);
        if (word & high)
            break;
    }
    while (end < text.len && (unsigned char)text.ptr[end] < 0x80)
        end++;
    return end - at;
}

bool utf8_is_ascii(Str text) {
    return utf8_ascii_length(text, 0) == text.len;
}

bool utf8_valid(Str text, size_t *bad) {
    for (size_t i = 0; i < text.len;) {
        i += utf8_ascii_length(text, i);
        if (i == text.len)
            return true;
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

Str utf8_clip(Arena *arena, Str text, size_t most) {
    if (text.len <= most)
        return text;
    while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
        most--;
    return str_printf(arena, STR_FMT "…", (int)most, text.ptr);
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
