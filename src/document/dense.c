/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Counting is fast, and small files need not be counted: they cannot reach a limit.
 */
#include "document/dense.h"

#include <stdbool.h>

#include "base/ascii.h"
#include "document/markdown.h"

/* In less than REFERENCES_FROM bytes at most a twelfth of the length squared can be copied. */
enum { MOST_ADDRESSES = 1000, REFERENCES_FROM = 50000 };

/* The number of marks in one line, which ends at `end`, including its line ending. */
static size_t marks_of_line(Str text, size_t start, size_t end, size_t *addresses) {
    size_t count = end < text.len;
    for (size_t at = start; at < end; at++) {
        count += ascii_is_punctuation(text.ptr[at]);
        *addresses += text.ptr[at] == '@';
    }
    return count;
}

/* Whether there are enough brackets for references to copy too much. */
static bool may_have_references(Str text) {
    if (text.len < REFERENCES_FROM)
        return false;
    size_t room = TEXT_MAX_COPIED / text.len;
    for (size_t at = 0; room > 0 && (at = str_find(text, STR("["), at)) != SIZE_MAX; at++)
        room--;
    return room == 0;
}

Str dense_problem(Arena *arena, Str text) {
    size_t marks = 0;
    size_t copied = 0;
    if (may_have_references(text) && markdown_copied(text) > TEXT_MAX_COPIED)
        return STR("it has too many references to too long definitions");
    if (text.len <= TEXT_MAX_MARKS && text.len <= TEXT_MAX_COPIED / MOST_ADDRESSES)
        return (Str){0};
    for (size_t start = 0; start < text.len && marks <= TEXT_MAX_MARKS;) {
        size_t end = str_find_line_end(text, start);
        size_t addresses = 0;
        marks += marks_of_line(text, start, end, &addresses);
        copied += (addresses < MOST_ADDRESSES ? addresses : MOST_ADDRESSES) * (end - start);
        start = str_skip_line_end(text, end);
    }
    if (marks > TEXT_MAX_MARKS)
        return str_printf(arena, "it has more than %d punctuation marks and line ends",
                          TEXT_MAX_MARKS);
    return copied > TEXT_MAX_COPIED ? STR("it has too many '@' in too long lines") : (Str){0};
}
