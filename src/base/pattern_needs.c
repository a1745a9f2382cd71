/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/pattern_needs.h"

#include <string.h>

#include "base/ascii.h"
#include "base/unicode.h"

static char other_case(char c) {
    return ascii_is_letter(c) ? (char)(c ^ ('a' ^ 'A')) : c;
}

void pattern_needs_byte(PatternNeeds *needs, char byte) {
    needs->bytes[needs->byte_count++] = byte;
    if (other_case(byte) != byte)
        needs->bytes[needs->byte_count++] = other_case(byte);
}

void pattern_needs_first_of(PatternNeeds *needs, const uint8_t bits[32]) {
    size_t count = 0;
    needs->has_first = needs->high = true;
    for (size_t byte = 0; byte <= UINT8_MAX; byte++) {
        needs->first[byte] = bits[byte / 8] >> byte % 8 & 1;
        needs->high = needs->high && (byte >= 0x80 || !needs->first[byte]);
        if (needs->first[byte] && count++ < PATTERN_FEW_BYTES)
            needs->few[count - 1] = (char)(unsigned char)byte;
    }
    needs->few_count = count <= PATTERN_FEW_BYTES ? count : 0;
}

void pattern_needs_first(PatternNeeds *needs, char byte) {
    const char bytes[] = {byte, other_case(byte)};
    uint8_t bits[32] = {0};
    for (size_t i = 0; i < sizeof bytes; i++)
        bits[bytes[i] / 8] |= (uint8_t)(1U << bytes[i] % 8);
    pattern_needs_first_of(needs, bits);
}

static bool has_any(Str text, const char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (memchr(text.ptr, bytes[i], text.len))
            return true;
    return false;
}

/* Whether a match can begin with one of the bytes. If none of them is ASCII, ASCII is skipped. */
static bool can_begin(const PatternNeeds *needs, Str text) {
    if (needs->few_count > 0)
        return has_any(text, needs->few, needs->few_count);
    for (size_t at = 0; at < text.len; at++) {
        if (needs->high && (unsigned char)text.ptr[at] < 0x80)
            at += utf8_ascii_length(text, at);
        if (at < text.len && needs->first[(unsigned char)text.ptr[at]])
            return true;
    }
    return false;
}

/* An anchored match may also begin after bytes that are invalid UTF-8. */
static bool can_begin_with(const PatternNeeds *needs, char byte) {
    return needs->first[(unsigned char)byte] || (unsigned char)byte >= 0x80;
}

bool pattern_needs_met(const PatternNeeds *needs, Str text, bool anywhere) {
    if (text.len < needs->length)
        return false;
    if (text.len == 0)
        return !needs->has_first && needs->byte_count == 0;
    if (needs->has_first && !(needs->anchored && !anywhere ? can_begin_with(needs, text.ptr[0])
                                                           : can_begin(needs, text)))
        return false;
    return needs->byte_count == 0 || has_any(text, needs->bytes, needs->byte_count);
}
