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

/* There are millions in a large lint, and no file that is read needs more than 32 bits
   (SNAPSHOT_MAX_FILE_SIZE). */
typedef struct Span {
    uint32_t start; /* byte offset of the first byte */
    uint32_t end;   /* byte offset behind the last; end == start is a place between two bytes */
} Span;

typedef struct Lines Lines;

typedef struct Source {
    Str repository; /* the role's name: "governance" */
    Str label;      /* what a report shows before the path: "../governance/" */
    bool named;     /* the label is a name, as "website@main:", and no path leads to the file */
    Str path;       /* relative to the repository's root; of a folder or a missing file too */
    Str bytes;      /* empty for a folder or a missing file */
    Lines *lines;   /* where they start: found when first asked for */
} Source;

/* A span of a source. */
typedef struct Location {
    const Source *source;
    Span span;
} Location;

typedef struct Position {
    size_t line;   /* from 1 */
    size_t column; /* from 1, in Unicode code points; a byte that is not UTF-8 counts as one */
    size_t offset; /* bytes from 0, as in the Span */
} Position;

/* `bytes` are borrowed, and fewer than 4 GiB: no file is read that is larger. */
Source *source_new(Arena *arena, Str repository, Str label, Str path, Str bytes);

/*
 * Where the table of lines is to be made, else in the source's own arena. Several sources, of which
 * threads ask at a time, may have one for their tables that nothing else is in.
 */
void source_set_lines_arena(Source *source, Arena *arena);

/* "REPOSITORY\0PATH": the key of the file in maps. */
Str source_place(Arena *arena, const Source *source);

/* The text of a span; the span must lie inside the source. */
Str source_slice(const Source *source, Span span);
Str location_text(Location location);

bool location_equal(Location a, Location b);

/*
 * Line and column of an offset (clamped to the size). Lines end at LF, CRLF or a lone CR; a
 * byte-order mark at the start has no column of its own, and an offset inside a code point has that
 * one's. O(log lines) after the first call, however long the line is.
 */
Position source_position(const Source *source, size_t offset);

/* Number of lines; a last line without an end counts, an empty one behind the last end does not. */
size_t source_line_count(const Source *source);

/*
 * The span of a line (from 1) without its line ending or a byte-order mark; empty, at the end of
 * the source, behind the last line.
 */
Span source_line(const Source *source, size_t line);

/* From one offset to another, both of a source. */
static inline Span span_between(size_t start, size_t end) {
    assert(start <= UINT32_MAX && end <= UINT32_MAX);
    return (Span){(uint32_t)start, (uint32_t)end};
}

/* The part of a span from one of its bytes to another: [0, length) is all of it. */
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
