/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Lines and columns are wanted only for findings, so a source's line table is made when the first
 * one is.
 */
#include "document/source.h"

#include "base/array.h"
#include "base/unicode.h"

#define BOM STR("\xEF\xBB\xBF")

struct Lines {
    Arena *arena;
    ARRAY_OF(size_t) starts; /* offset of the first byte of each line; empty until asked for */
};

Source *source_new(Arena *arena, Str repository, Str label, Str path, Str bytes) {
    Source *source = arena_new(arena, Source);
    Lines *lines = arena_new(arena, Lines);
    lines->arena = arena;
    *source = (Source){repository, label, path, bytes, lines};
    return source;
}

Str source_slice(const Source *source, Span span) {
    return str_slice(source->bytes, span.start, span.end);
}

Str location_text(Location location) {
    return source_slice(location.source, location.span);
}

/* Length of the line ending at an offset, 0 where there is none. */
static size_t ending_length(Str bytes, size_t at) {
    if (bytes.ptr[at] == '\n')
        return 1;
    if (bytes.ptr[at] != '\r')
        return 0;
    return at + 1 < bytes.len && bytes.ptr[at + 1] == '\n' ? 2 : 1;
}

static const Lines *lines_of(const Source *source) {
    Lines *lines = source->lines;
    if (lines->starts.len > 0)
        return lines;
    size_t first = str_starts_with(source->bytes, BOM) ? BOM.len : 0;
    array_push(lines->arena, &lines->starts, first);
    for (size_t i = first; i < source->bytes.len;) {
        size_t ending = ending_length(source->bytes, i);
        i += ending ? ending : 1;
        if (ending)
            array_push(lines->arena, &lines->starts, i);
    }
    return lines;
}

/* Index of the last line that starts at or before the offset. */
static size_t line_index(const Lines *lines, size_t offset) {
    size_t low = 0;
    size_t high = lines->starts.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low;
}

Position source_position(const Source *source, size_t offset) {
    const Lines *lines = lines_of(source);
    if (offset > source->bytes.len)
        offset = source->bytes.len;
    size_t line = line_index(lines, offset);
    size_t start = lines->starts.items[line];
    size_t column = offset > start ? utf8_count(str_slice(source->bytes, start, offset)) : 0;
    return (Position){line + 1, column + 1, offset};
}

size_t source_line_count(const Source *source) {
    const Lines *lines = lines_of(source);
    size_t last = lines->starts.items[lines->starts.len - 1];
    return lines->starts.len - (last >= source->bytes.len);
}

Span source_line(const Source *source, size_t line) {
    const Lines *lines = lines_of(source);
    if (line == 0 || line > lines->starts.len)
        return (Span){source->bytes.len, source->bytes.len};
    size_t start = lines->starts.items[line - 1];
    size_t end = line < lines->starts.len ? lines->starts.items[line] : source->bytes.len;
    while (end > start &&
           (source->bytes.ptr[end - 1] == '\n' || source->bytes.ptr[end - 1] == '\r'))
        end--;
    return (Span){start, end};
}

bool span_contains(Span outer, Span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}
