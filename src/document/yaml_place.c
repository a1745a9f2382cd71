/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From libyaml's marks to bytes.
 *
 * libyaml counts characters; a cursor that follows its events converts them to bytes. What it does
 * not report (where a node begins after its tag and anchor, where a block scalar ends, which
 * indicator an empty scalar belongs to) is read from the bytes again. libyaml has scanned those
 * already, so they are known to be well-formed.
 */
#include "document/yaml_place.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

#define BOM STR("\xef\xbb\xbf")

YamlPlaces yaml_places(const Source *source, Span part) {
    YamlPlaces places = {.bytes = str_slice(source->bytes, 0, part.end), .start = part.start};
    Str text = str_slice(places.bytes, part.start, part.end);
    if (str_starts_with(text, BOM))
        places.start += BOM.len;
    places.offset = places.start;
    places.from = SIZE_MAX;
    return places;
}

static size_t character_length(unsigned char first) {
    if (first < 0x80)
        return 1;
    return first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

static bool continues_character(char byte) {
    return ((unsigned char)byte & 0xc0) == 0x80;
}

size_t yaml_place(YamlPlaces *places, size_t index) {
    const char *bytes = places->bytes.ptr;
    size_t offset = places->offset;
    while (places->index < index && offset < places->bytes.len) {
        offset += character_length((unsigned char)bytes[offset]);
        places->index++;
    }
    while (places->index > index && offset > places->start) {
        offset--;
        while (offset > places->start && continues_character(bytes[offset]))
            offset--;
        places->index--;
    }
    if (offset > places->bytes.len)
        offset = places->bytes.len;
    places->offset = offset;
    return offset;
}

/* Length in bytes of the line ending at `at`; 0 if there is none. CRLF counts as two line
   endings. */
static size_t break_length(Str bytes, size_t at) {
    if (bytes.ptr[at] == '\n' || bytes.ptr[at] == '\r')
        return 1;
    Str rest = str_slice(bytes, at, bytes.len);
    if (str_starts_with(rest, STR("\xc2\x85")))
        return 2;
    bool separator = str_starts_with(rest, STR("\xe2\x80\xa8")) || /* LS and PS */
                     str_starts_with(rest, STR("\xe2\x80\xa9"));
    return separator ? 3 : 0;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

static bool is_one_of(char c, const char *set) {
    return c != '\0' && strchr(set, c);
}

static size_t line_end(Str bytes, size_t at) {
    while (at < bytes.len && break_length(bytes, at) == 0)
        at++;
    return at;
}

/* Length in bytes of the white space at `at`; 0 if there is none. libyaml drops U+FEFF at the start
   of a line. */
static size_t space_length(Str bytes, size_t at, bool line_begins) {
    if (is_blank(bytes.ptr[at]))
        return 1;
    if (bytes.ptr[at] == '#')
        return line_end(bytes, at) - at;
    Str rest = str_slice(bytes, at, bytes.len);
    return line_begins && str_starts_with(rest, BOM) ? BOM.len : break_length(bytes, at);
}

/* The first byte at or after `from` that is not white space, a line ending or a comment. */
static size_t next_token(YamlPlaces *places, size_t from) {
    if (places->from == from)
        return places->to;
    Str bytes = places->bytes;
    size_t at = from;
    bool line_begins = false;
    while (at < bytes.len) {
        size_t length = space_length(bytes, at, line_begins);
        if (length == 0)
            break;
        line_begins = break_length(bytes, at) > 0;
        at += length;
    }
    places->from = from;
    places->to = at;
    return at;
}

/* libyaml ends an anchor where its letters end, and a tag at white space. */
static size_t property_end(Str bytes, size_t at) {
    bool anchor = bytes.ptr[at++] == '&';
    while (at < bytes.len && !is_blank(bytes.ptr[at]) && break_length(bytes, at) == 0 &&
           (!anchor || ascii_is_name(bytes.ptr[at])))
        at++;
    return at;
}

size_t yaml_skip_properties(YamlPlaces *places, size_t at) {
    Str bytes = places->bytes;
    while (at < bytes.len && is_one_of(bytes.ptr[at], "&!"))
        at = next_token(places, property_end(bytes, at));
    return at;
}

size_t yaml_empty_place(YamlPlaces *places, size_t from, size_t place) {
    size_t at = from;
    for (;;) {
        size_t next = next_token(places, at);
        if (next >= place || !is_one_of(places->bytes.ptr[next], "-?:,"))
            return at;
        at = next + 1;
    }
}

/* The end of the last character in [start, end) that is neither blank nor part of a line end. */
static size_t trimmed_end(Str bytes, size_t start, size_t end) {
    while (end > start) {
        size_t at = end - 1;
        while (at > start && continues_character(bytes.ptr[at]))
            at--;
        if (!is_blank(bytes.ptr[at]) && break_length(bytes, at) == 0)
            return end;
        end = at;
    }
    return start;
}

void yaml_block_scalar(const YamlPlaces *places, size_t start, size_t end, Span *span,
                       Span *content) {
    Str bytes = str_slice(places->bytes, 0, end);
    size_t header = start + 1;
    while (header < end && is_one_of(bytes.ptr[header], "+-0123456789"))
        header++;
    size_t first = line_end(bytes, header);
    if (first < end)
        first += str_starts_with(str_slice(bytes, first, end), STR("\r\n"))
                     ? 2
                     : break_length(bytes, first);
    size_t last = trimmed_end(bytes, first, end);
    if (last == first) {
        *span = span_between(start, header);
        *content = span_between(header, header);
        return;
    }
    last = line_end(bytes, last); /* trailing blanks are part of the text */
    *span = span_between(start, last);
    *content = span_between(first, last);
}

Span yaml_problem_span(const YamlPlaces *places, size_t offset) {
    Str bytes = places->bytes;
    if (offset >= bytes.len) {
        size_t end = trimmed_end(bytes, places->start, bytes.len);
        return span_between(end, end);
    }
    size_t end = offset;
    if (break_length(bytes, offset) == 0)
        end += character_length((unsigned char)bytes.ptr[offset]);
    return span_between(offset, end < bytes.len ? end : bytes.len);
}
