/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sources and the table of their lines.
 *
 * The table is made when a position is first asked for: most files of a run are linted without
 * any. Counting columns goes on from where the last answer stopped when it can, so that many
 * positions on one very long line, asked for in order, cost one pass over it.
 */
#include "document/source.h"

#include <assert.h>

#include "base/array.h"
#include "base/unicode.h"

#define BOM STR("\xef\xbb\xbf")

/* The begin of a code point whose column is known. */
typedef struct ColumnMemo {
    size_t line; /* from 1; 0 is none */
    size_t offset;
    size_t column;
} ColumnMemo;

struct Lines {
    Arena *arena;
    /* Where each line starts, behind a byte-order mark; also the empty line behind a line end that
       ends the file. None until asked for. */
    ARRAY_OF(size_t) starts;
    ColumnMemo memo;
};

Source *source_new(Arena *arena, Str repository, Str label, Str path, Str bytes) {
    Source *source = arena_new(arena, Source);
    *source = (Source){.repository = repository, .label = label, .path = path, .bytes = bytes};
    source->lines = arena_new(arena, Lines);
    source->lines->arena = arena;
    return source;
}

Str source_slice(const Source *source, Span span) {
    assert(span.start <= span.end && span.end <= source->bytes.len);
    return str_slice(source->bytes, span.start, span.end);
}

Str location_text(Location location) {
    return source_slice(location.source, location.span);
}

bool span_contains(Span outer, Span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

/* Whether a line ends right behind the byte at `at`: CRLF is one end. */
static bool ends_line(Str bytes, size_t at) {
    if (bytes.ptr[at] == '\r')
        return at + 1 == bytes.len || bytes.ptr[at + 1] != '\n';
    return bytes.ptr[at] == '\n';
}

static Lines *lines_of(const Source *source) {
    Lines *lines = source->lines;
    if (lines->starts.len > 0)
        return lines;
    size_t first = str_starts_with(source->bytes, BOM) ? BOM.len : 0;
    array_push(lines->arena, &lines->starts, first);
    for (size_t at = first; at < source->bytes.len; at++)
        if (ends_line(source->bytes, at))
            array_push(lines->arena, &lines->starts, at + 1);
    return lines;
}

/* The line, from 1, that an offset stands on: the last one that starts at or before it. */
static size_t line_at(const Lines *lines, size_t offset) {
    size_t low = 0;
    size_t high = lines->starts.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (lines->starts.items[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

Position source_position(const Source *source, size_t offset) {
    if (offset > source->bytes.len)
        offset = source->bytes.len;
    Lines *lines = lines_of(source);
    size_t line = line_at(lines, offset);
    ColumnMemo at = lines->memo;
    if (at.line != line || at.offset > offset)
        at = (ColumnMemo){line, lines->starts.items[line - 1], 1};
    while (at.offset < offset) {
        size_t length = 1;
        utf8_at(source->bytes, at.offset, &length);
        if (at.offset + length > offset)
            break; /* inside a code point: its own column */
        at.offset += length;
        at.column++;
    }
    lines->memo = at;
    return (Position){.line = line, .column = at.column, .offset = offset};
}

size_t source_line_count(const Source *source) {
    const Lines *lines = lines_of(source);
    size_t last = lines->starts.items[lines->starts.len - 1];
    return last == source->bytes.len ? lines->starts.len - 1 : lines->starts.len;
}

Span source_line(const Source *source, size_t line) {
    const Lines *lines = lines_of(source);
    if (line == 0 || line > lines->starts.len)
        return (Span){source->bytes.len, source->bytes.len};
    Span span = {lines->starts.items[line - 1], source->bytes.len};
    if (line == lines->starts.len)
        return span;
    span.end = lines->starts.items[line] - 1;
    Str end = str_slice(source->bytes, span.start, span.end + 1);
    span.end -= str_ends_with(end, STR("\r\n")) ? 1 : 0;
    return span;
}
