/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sources, spans and locations: where text came from.
 *
 * A Source is the bytes of one file of one repository. A Span is a half-open range of byte
 * offsets in it. Lines and columns exist only in reports, which ask `source_position`.
 */
#ifndef GOVLINT_DOCUMENT_SOURCE_H
#define GOVLINT_DOCUMENT_SOURCE_H

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

/* Large lints have millions of spans, and no file that is read needs more than 32 bits
   (SNAPSHOT_MAX_FILE_SIZE). */
typedef struct Span {
    uint32_t start; /* byte offset of the first byte */
    uint32_t end;   /* byte offset after the last byte; end == start is a place between two bytes */
} Span;

typedef struct Lines Lines;

typedef struct Source {
    Str repository; /* the role's name: "governance" */
    Str label;      /* what a report shows before the path: "../governance/" */
    bool named; /* the label is a name, such as "website@main:", and not the start of a path to the
                   file */
    Str path;   /* relative to the repository's root; also for a folder or a missing file */
    Str bytes;  /* empty for a folder or a missing file */
    Lines *lines; /* where they start: computed on first use */
} Source;

/* A span of a source. */
typedef struct Location {
    const Source *source;
    Span span;
} Location;

typedef struct Position {
    size_t line;   /* from 1 */
    size_t column; /* from 1, in Unicode code points; an invalid UTF-8 byte counts as one */
    size_t offset; /* in bytes, from 0, as in the Span */
} Position;

/* `bytes` are borrowed and must be smaller than 4 GiB; no larger file is read. */
Source *source_new(Arena *arena, Str repository, Str label, Str path, Str bytes);

/*
 * Where to allocate the table of lines, instead of the source's own arena. Several sources may
 * share an arena for their tables, even if threads query them at the same time, provided that
 * nothing else is allocated from it.
 */
void source_set_lines_arena(Source *source, Arena *arena);

/* Whether two sources are of the same file or folder. */
bool source_is_same(const Source *a, const Source *b);

/* "REPOSITORY\0PATH": the key of the file in maps. */
Str source_place(Arena *arena, const Source *source);

/* The text of a span, which must lie inside the source. */
Str source_slice(const Source *source, Span span);
Str location_text(Location location);

/*
 * Line and column of an offset (clamped to the size). Lines end at LF, CRLF or a lone CR. A
 * byte-order mark at the start takes up no column, and an offset inside a code point has the column
 * of that code point. O(log lines) after the first call, however long the line is.
 */
Position source_position(const Source *source, size_t offset);

/* Number of lines. A last line without a line ending counts; an empty one after the last line
   ending does not. */
size_t source_line_count(const Source *source);

/*
 * The span of a line (from 1) without its line ending or a byte-order mark. After the last line, an
 * empty span at the end of the source.
 */
Span source_line(const Source *source, size_t line);

/* The span from one offset to another. */
static inline Span span_between(size_t start, size_t end) {
    assert(start <= UINT32_MAX && end <= UINT32_MAX);
    return (Span){(uint32_t)start, (uint32_t)end};
}

/* Part of a span, by offsets relative to its start: [0, length) is all of it. */
static inline Span span_part(Span span, size_t start, size_t end) {
    return span_between(span.start + start, span.start + end);
}

static inline bool span_equal(Span a, Span b) {
    return a.start == b.start && a.end == b.end;
}

/* Whether it is a place between two bytes. */
bool span_is_empty(Span span);

/* Whether `inner` lies inside `outer`. */
bool span_contains(Span outer, Span inner);

#endif
