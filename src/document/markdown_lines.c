/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The lines of a Markdown source, split like in cmark-gfm (at LF, CRLF and a lone CR), and the
 * mapping from its lines and columns to offsets. Its columns count bytes; a tab is one.
 */
#include <stdint.h>

#include "base/ascii.h"
#include "document/markdown_internal.h"

void markdown_lines(MarkdownReader *reader) {
    ARRAY_OF(Span) lines = {0};
    size_t end = reader->part.end;
    Str text = str_slice(reader->bytes, 0, end);
    for (size_t at = reader->part.start; at < end;) {
        Span line = span_between(at, str_find_line_end(text, at));
        at = str_skip_line_end(text, line.end);
        array_push(reader->scratch, &lines, line);
    }
    reader->lines = lines.items;
    reader->line_count = lines.len;
    reader->is_text = arena_new_array(reader->scratch, lines.len + 1, bool);
}

Span markdown_line(const MarkdownReader *reader, size_t line) {
    if (reader->line_count == 0)
        return (Span){reader->part.start, reader->part.start};
    if (line == 0)
        line = 1;
    return reader->lines[line < reader->line_count ? line - 1 : reader->line_count - 1];
}

size_t markdown_offset(const MarkdownReader *reader, int line, int column) {
    Span span = markdown_line(reader, line > 0 ? (size_t)line : 1);
    size_t offset = span.start + (column > 0 ? (size_t)column - 1 : 0);
    return offset < span.end ? offset : span.end;
}

Span markdown_trim(const MarkdownReader *reader, Span span) {
    while (span.end > span.start && ascii_is_space(reader->bytes.ptr[span.end - 1]))
        span.end--;
    while (span.start < span.end && ascii_is_space(reader->bytes.ptr[span.start]))
        span.start++;
    return span;
}

Span markdown_unquoted(const MarkdownReader *reader, size_t line) {
    Span span = markdown_line(reader, line);
    while (span.start < span.end &&
           (ascii_is_space(reader->bytes.ptr[span.start]) || reader->bytes.ptr[span.start] == '>'))
        span.start++;
    return span;
}

void markdown_mark_text(MarkdownReader *reader, size_t first, size_t last) {
    for (size_t line = first; line <= last && line <= reader->line_count; line++)
        if (line > 0)
            reader->is_text[line - 1] = true;
}

size_t markdown_count_lines(Str text) {
    size_t count = 0;
    for (size_t at = 0; (at = str_find(text, STR("\n"), at)) != SIZE_MAX; at++)
        count++;
    return count + (text.len > 0 && text.ptr[text.len - 1] != '\n');
}
