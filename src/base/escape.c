/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Escaping for terminals. Everything from a repository that a report prints (paths, messages,
 * source lines, cells) passes through here, in every format meant for people.
 */
#include "base/escape.h"

#include <string.h>

#include "base/ascii.h"
#include "base/unicode.h"

typedef struct Range {
    int32_t first;
    int32_t last;
} Range;

/* Code points that are invisible, or that change the look of their neighbours. */
static const Range hidden[] = {
    {0x0000, 0x001f},   {0x007f, 0x009f}, /* control characters */
    {0x00ad, 0x00ad},                     /* soft hyphen */
    {0x061c, 0x061c},                     /* Arabic letter mark */
    {0x115f, 0x1160},                     /* Hangul fillers */
    {0x180e, 0x180e},                     /* Mongolian vowel separator */
    {0x200b, 0x200f},                     /* zero width, direction marks */
    {0x2028, 0x202e},                     /* line and paragraph separator, direction changes */
    {0x2060, 0x206f},                     /* word joiner, invisible operators, isolates */
    {0x3164, 0x3164},                     /* Hangul filler */
    {0xfeff, 0xfeff},                     /* byte-order mark */
    {0xffa0, 0xffa0},                     /* half-width Hangul filler */
    {0xfff9, 0xfffb},                     /* interlinear annotations */
    {0xe0000, 0xe007f},                   /* tags */
};

bool escape_is_hidden(int32_t code) {
    size_t low = 0;
    size_t high = sizeof hidden / sizeof *hidden;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (code > hidden[middle].last)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof hidden / sizeof *hidden && code >= hidden[low].first;
}

bool escape_is_command(Str text, size_t offset) {
    return text.ptr[offset] == '#' && offset > 0 && text.ptr[offset - 1] == '#' &&
           offset + 1 < text.len && text.ptr[offset + 1] == '[';
}

/* The offset of the first ":" if the text starts with "::", possibly after white space (of which
   Unicode has many kinds); otherwise SIZE_MAX. */
static size_t command_colon(Str text) {
    size_t at = 0;
    while (at < text.len &&
           ((unsigned char)text.ptr[at] <= ' ' || (unsigned char)text.ptr[at] > '~'))
        at++;
    return str_starts_with(str_slice(text, at, text.len), STR("::")) ? at : SIZE_MAX;
}

/* Distinguishes a U+FFFD in the text itself, which is three bytes long, from an invalid byte. */
static bool is_bad_byte(Str text, size_t offset, int32_t code) {
    return code == 0xfffd &&
           !str_starts_with(str_slice(text, offset, text.len), STR("\xef\xbf\xbd"));
}

Str escape_glyph(Arena *arena, Str text, size_t offset, size_t *length) {
    unsigned char byte = (unsigned char)text.ptr[offset];
    if (byte >= 0x20 && byte < 0x7f) {
        *length = 1;
        if (escape_is_command(text, offset))
            return STR("\\x23");
        return str_slice(text, offset, offset + 1);
    }
    int32_t code = utf8_at(text, offset, length);
    if (is_bad_byte(text, offset, code)) {
        *length = 1;
        return str_printf(arena, "\\x%02x", byte);
    }
    if (!escape_is_hidden(code))
        return str_slice(text, offset, offset + *length);
    switch (code) {
    case '\n': return STR("\\n");
    case '\r': return STR("\\r");
    case '\t': return STR("\\t");
    default: break;
    }
    if (code < 0x80)
        return str_printf(arena, "\\x%02x", (unsigned)code);
    return str_printf(arena, "\\u{%x}", (unsigned)code);
}

bool escape_starts_command(Str text) {
    return command_colon(text) != SIZE_MAX;
}

/* Length of the run of printable ASCII at `from` that needs no escaping; ends before `colon`. */
static size_t plain_run(Str text, size_t from, size_t colon) {
    size_t at = from;
    while (at < text.len && at != colon && text.ptr[at] >= 0x20 && text.ptr[at] < 0x7f &&
           !escape_is_command(text, at))
        at++;
    return at - from;
}

Str escape_terminal(Arena *arena, Str text) {
    size_t colon = command_colon(text);
    size_t at = plain_run(text, 0, colon);
    if (at == text.len)
        return text;
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append(&buf, str_slice(text, 0, at));
    while (at < text.len) {
        size_t length = 1;
        strbuf_append(&buf, at == colon ? STR("\\x3a") : escape_glyph(arena, text, at, &length));
        at += length;
        size_t run = plain_run(text, at, colon);
        strbuf_append(&buf, str_slice(text, at, at + run));
        at += run;
    }
    return strbuf_str(&buf);
}

Str escape_clipped(Arena *arena, Str text, size_t most) {
    return escape_terminal(arena, utf8_clip(arena, text, most));
}

Str escape_utf8(Arena *arena, Str text) {
    size_t bad = 0;
    if (utf8_valid(text, &bad))
        return text;
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append(&buf, str_slice(text, 0, bad));
    for (size_t at = bad, length = 0; at < text.len; at += length) {
        int32_t code = utf8_at(text, at, &length);
        bool is_bad = is_bad_byte(text, at, code);
        if (is_bad)
            length = 1;
        strbuf_append(&buf, is_bad ? STR("\xef\xbf\xbd") : str_slice(text, at, at + length));
    }
    return strbuf_str(&buf);
}

/* Whether the word has nothing that a shell would interpret. */
static bool is_plain_word(Str word) {
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        if (!ascii_is_alphanumeric(c) && (!c || !strchr("-._/+", c)) && (unsigned char)c < 0x80)
            return false;
    }
    return word.len > 0;
}

Str escape_shell(Arena *arena, Str word) {
    if (is_plain_word(word))
        return word;
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append_char(&buf, '\'');
    for (size_t i = 0; i < word.len; i++)
        if (word.ptr[i] == '\'')
            strbuf_append_c(&buf, "'\\''");
        else
            strbuf_append_char(&buf, word.ptr[i]);
    strbuf_append_char(&buf, '\'');
    return strbuf_str(&buf);
}
