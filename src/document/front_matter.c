/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Front matter, found line by line: the first line opens it, and the next one that consists of
 * "---" or "...", or begins a section of a draft, closes it. This does not use the source's table
 * of lines, which most files never need.
 */
#include "document/front_matter.h"

#include "base/ascii.h"

/* A line and where the next one starts. */
typedef struct Line {
    Span text;
    size_t next;
} Line;

static Line line_at(Str bytes, size_t start) {
    size_t end = str_find_line_end(bytes, start);
    size_t next = end < bytes.len ? str_skip_line_end(bytes, end) : end;
    return (Line){span_between(start, end), next};
}

static bool is_marker(Str bytes, Span line, Str marker) {
    Str text = str_slice(bytes, line.start, line.end);
    Str rest = str_slice(text, marker.len, text.len);
    return str_starts_with(text, marker) && str_trim(rest).len == 0;
}

/* "key:", followed by a blank or nothing. */
static bool is_key(Str bytes, Span line) {
    size_t at = line.start;
    while (at < line.end && ascii_is_name(bytes.ptr[at]))
        at++;
    if (at == line.start || at == line.end || bytes.ptr[at] != ':')
        return false;
    return at + 1 == line.end || bytes.ptr[at + 1] == ' ' || bytes.ptr[at + 1] == '\t';
}

/* "--- abstract": https://github.com/cabo/kramdown-rfc */
static bool is_section(Str bytes, Span line) {
    static const Str names[] = {STR_INIT("abstract"), STR_INIT("middle")};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (str_starts_with(str_slice(bytes, line.start, line.end), STR("--- ")) &&
            str_equal(str_trim(str_slice(bytes, line.start + 4, line.end)), names[i]))
            return true;
    return false;
}

static bool find_end(Str bytes, size_t from, Line *out) {
    for (size_t at = from; at < bytes.len; at = out->next) {
        *out = line_at(bytes, at);
        if (is_marker(bytes, out->text, STR("---")) || is_marker(bytes, out->text, STR("...")) ||
            is_section(bytes, out->text))
            return true;
    }
    return false;
}

FrontMatter *front_matter_read(Arena *arena, const Source *source, size_t *behind) {
    FrontMatter *front = arena_new(arena, FrontMatter);
    Str bytes = source->bytes;
    size_t start = str_starts_with(bytes, STR("\xef\xbb\xbf")) ? 3 : 0;
    *behind = start;
    Line first = line_at(bytes, start);
    Line last = {{0, 0}, 0};
    if (!is_marker(bytes, first.text, STR("---")))
        return front;
    front->closed = find_end(bytes, first.next, &last);
    front->present = front->closed || is_key(bytes, line_at(bytes, first.next).text);
    if (!front->present)
        return front;
    front->span = first.text;
    front->content = span_between(first.next, first.next);
    if (front->closed) {
        front->span.end = last.text.end;
        front->content.end = last.text.start;
        front->of_draft = is_section(bytes, last.text);
        front->yaml = yaml_parse(arena, source, front->content);
        *behind = last.next;
    }
    return front;
}
