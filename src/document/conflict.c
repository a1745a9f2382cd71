/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Finds merge conflicts. Hardly any file has one, so the bytes are searched for markers first, and
 * only a file that contains one is read line by line.
 */
#include "document/conflict.h"

#include <stdint.h>

#include "base/array.h"
#include "document/language.h"

#define OURS STR("<<<<<<<")
#define SEPARATOR STR("=======")
#define THEIRS STR(">>>>>>>")

typedef struct Scan {
    const Source *source;
    bool markdown;
    Fence fence;
    bool open;      /* inside a conflict */
    bool separated; /* … and past its separator */
    ARRAY_OF(Conflict) found;
} Scan;

static Str line_text(const Scan *scan, size_t number) {
    return source_slice(scan->source, source_line(scan->source, number));
}

/* Exactly seven characters, followed by a label or nothing. */
static bool is_marker(Str line, Str marker) {
    return str_starts_with(line, marker) && (line.len == marker.len || line.ptr[marker.len] == ' ');
}

static bool is_labelled(Str line, Str marker) {
    return is_marker(line, marker) && str_trim(line).len > marker.len;
}

/* Whether the line before or after is quoted as well. */
static bool is_among_quoted(const Scan *scan, size_t number) {
    return (number > 1 && str_starts_with(line_text(scan, number - 1), STR(">"))) ||
           str_starts_with(line_text(scan, number + 1), STR(">"));
}

/* Git labels its markers, so a line without a label only counts if a separator follows. */
static void end_conflict(Scan *scan) {
    if (scan->open && !scan->separated &&
        !is_labelled(source_slice(scan->source, scan->found.items[scan->found.len - 1].begin),
                     OURS))
        scan->found.len--;
    scan->open = scan->separated = false;
}

static void read_line(Arena *arena, Scan *scan, size_t number) {
    Span span = source_line(scan->source, number);
    Str line = source_slice(scan->source, span);
    if (!scan->open && scan->markdown && fence_holds(&scan->fence, str_trim(line)))
        return;
    if (is_marker(line, OURS)) {
        end_conflict(scan);
        array_push(arena, &scan->found, (Conflict){span, span});
        scan->open = true;
    } else if (scan->open && str_equal(line, SEPARATOR)) {
        scan->separated = true;
    } else if (scan->open && is_marker(line, THEIRS)) {
        scan->found.items[scan->found.len - 1].end = span;
        scan->separated = true;
        end_conflict(scan);
    } else if (is_labelled(line, THEIRS) && !is_among_quoted(scan, number)) {
        array_push(arena, &scan->found, (Conflict){span, span});
    }
}

const Conflict *conflicts_find(Arena *arena, const Source *source, size_t *count) {
    *count = 0;
    if (str_find(source->bytes, OURS, 0) == SIZE_MAX &&
        str_find(source->bytes, THEIRS, 0) == SIZE_MAX)
        return NULL;
    Scan scan = {.source = source, .markdown = language_is_markdown(source->path)};
    size_t lines = source_line_count(source);
    for (size_t i = 1; i <= lines; i++)
        read_line(arena, &scan, i);
    end_conflict(&scan);
    *count = scan.found.len;
    return scan.found.items;
}
