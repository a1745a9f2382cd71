/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sources and the tables of their lines.
 *
 * The table is made when a position is first requested, by one thread at a time: most files of a
 * run are linted without one. A column is counted from the start of its line or, far from that,
 * with the help of marks, so that many positions on one very long line are cheap in any order.
 */
#include "document/source.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/array.h"
#include "base/unicode.h"

#define BOM STR("\xef\xbb\xbf")

/* Distance between two marks, in bytes. */
#define MARK_STEP 1024

/* The start of a code point, and the number of code points before it in the source. */
typedef struct Mark {
    uint32_t offset;
    uint32_t count;
} Mark;

struct Lines {
    Arena *arena;
    /* Where each line starts, after a byte-order mark; includes the empty line after a final line
       ending. */
    ARRAY_OF(uint32_t) starts;
    /* For the code points that contain the bytes 0, MARK_STEP, 2 * MARK_STEP, …. */
    ARRAY_OF(Mark) marks;
    atomic_bool has_starts;
    atomic_bool has_marks;
};

static pthread_mutex_t making = PTHREAD_MUTEX_INITIALIZER;

/* For sources without bytes, of which there is one for each listed path: their one line is
   empty. */
static uint32_t first_line;
static Lines no_lines = {.starts = {.items = &first_line, .len = 1}, .has_starts = true};

static Lines *lines_new(Arena *arena) {
    Lines *lines = arena_new(arena, Lines);
    lines->arena = arena;
    return lines;
}

Source *source_new(Arena *arena, Str repository, Str label, Str path, Str bytes) {
    assert(bytes.len <= UINT32_MAX);
    Source *source = arena_new(arena, Source);
    *source = (Source){.repository = repository, .label = label, .path = path, .bytes = bytes};
    source->lines = bytes.len > 0 ? lines_new(arena) : &no_lines;
    return source;
}

void source_set_lines_arena(Source *source, Arena *arena) {
    if (source->lines != &no_lines)
        source->lines->arena = arena;
}

Str source_slice(const Source *source, Span span) {
    assert(span.start <= span.end && span.end <= source->bytes.len);
    return str_slice(source->bytes, span.start, span.end);
}

bool source_is_same(const Source *a, const Source *b) {
    return a == b || (str_equal(a->repository, b->repository) && str_equal(a->path, b->path));
}

Str source_place(Arena *arena, const Source *source) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append(&buf, source->repository);
    strbuf_append_char(&buf, '\0');
    strbuf_append(&buf, source->path);
    return strbuf_str(&buf);
}

Str location_text(Location location) {
    return source_slice(location.source, location.span);
}

bool span_is_empty(Span span) {
    return span.start == span.end;
}

bool span_contains(Span outer, Span inner) {
    return outer.start <= inner.start && inner.end <= outer.end;
}

static void set_starts(const Source *source, Lines *lines) {
    size_t first = str_starts_with(source->bytes, BOM) ? BOM.len : 0;
    for (size_t at = first; at <= source->bytes.len;
         at = str_skip_line_end(source->bytes, str_find_line_end(source->bytes, at)))
        array_push(lines->arena, &lines->starts, (uint32_t)at);
}

/* Calls `make` unless what it makes is there already. */
static void make_once(const Source *source, atomic_bool *there,
                      void (*make)(const Source *source, Lines *lines)) {
    if (atomic_load_explicit(there, memory_order_acquire))
        return;
    pthread_mutex_lock(&making);
    if (!atomic_load_explicit(there, memory_order_relaxed)) {
        make(source, source->lines);
        atomic_store_explicit(there, true, memory_order_release);
    }
    pthread_mutex_unlock(&making);
}

static Lines *lines_of(const Source *source) {
    make_once(source, &source->lines->has_starts, set_starts);
    return source->lines;
}

/* The line, from 1, that contains an offset: the last one that starts at or before it. */
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

static void set_marks(const Source *source, Lines *lines) {
    Mark at = {lines->starts.items[0], 0};
    while (at.offset < source->bytes.len) {
        size_t length = 1;
        utf8_at(source->bytes, at.offset, &length);
        while (lines->marks.len * MARK_STEP < at.offset + length)
            array_push(lines->arena, &lines->marks, at);
        at.offset += (uint32_t)length;
        at.count++;
    }
}

/* The last mark at or before an offset. The source must not be empty. */
static Mark mark_before(const Source *source, Lines *lines, size_t offset) {
    make_once(source, &lines->has_marks, set_marks);
    size_t index = offset / MARK_STEP;
    return lines->marks.items[index < lines->marks.len ? index : lines->marks.len - 1];
}

/* The number of code points that end between `from` and `offset`; one that contains `offset` does
   not count. */
static size_t count_points(const Source *source, size_t from, size_t offset) {
    size_t count = 0;
    while (from < offset) {
        size_t length = 1;
        utf8_at(source->bytes, from, &length);
        from += length;
        count += from <= offset;
    }
    return count;
}

static size_t count_points_far(const Source *source, Lines *lines, size_t from, size_t offset) {
    Mark first = mark_before(source, lines, from);
    Mark last = mark_before(source, lines, offset);
    return last.count + count_points(source, last.offset, offset) - first.count -
           count_points(source, first.offset, from);
}

Position source_position(const Source *source, size_t offset) {
    if (offset > source->bytes.len)
        offset = source->bytes.len;
    Lines *lines = lines_of(source);
    size_t line = line_at(lines, offset);
    size_t start = lines->starts.items[line - 1];
    size_t before = offset > start + 2 * MARK_STEP ? count_points_far(source, lines, start, offset)
                                                   : count_points(source, start, offset);
    return (Position){.line = line, .column = before + 1, .offset = offset};
}

size_t source_line_count(const Source *source) {
    const Lines *lines = lines_of(source);
    size_t last = lines->starts.items[lines->starts.len - 1];
    return last == source->bytes.len ? lines->starts.len - 1 : lines->starts.len;
}

Span source_line(const Source *source, size_t line) {
    const Lines *lines = lines_of(source);
    if (line == 0 || line > lines->starts.len)
        return span_between(source->bytes.len, source->bytes.len);
    size_t start = lines->starts.items[line - 1];
    if (line == lines->starts.len)
        return span_between(start, source->bytes.len);
    size_t end = lines->starts.items[line];
    bool crlf = str_ends_with(str_slice(source->bytes, start, end), STR("\r\n"));
    return span_between(start, end - (crlf ? 2 : 1));
}
