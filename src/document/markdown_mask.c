/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What looks like Markdown and is none: comments of MDX, with braces and stars around them, and
 * formulas, $E[X](t)$ and $$[a](b)$$. Both are searched for by what is rare, in one pass each.
 * https://docs.github.com/en/get-started/writing-on-github/working-with-advanced-formatting/writing-mathematical-expressions
 */
#include "document/markdown_mask.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

enum { NOTHING_MASK = '\f', FORMULA_MASK = 'x' };

/* A text of which a copy is made when something is first masked. */
typedef struct Mask {
    Arena *arena;
    Str bytes; /* up to the end of the part */
    size_t total;
    char *copy;
} Mask;

static void mask(Mask *mask, Span span, char with) {
    if (!mask->copy) {
        mask->copy = arena_alloc_bytes(mask->arena, mask->total);
        memcpy(mask->copy, mask->bytes.ptr, mask->total);
    }
    memset(mask->copy + span.start, with, span.end - span.start);
}

/* Code may show only one of the ends of a comment, so none with a backtick in or before it
   counts. */
static void mask_comments(Mask *text, size_t at) {
    for (;;) {
        size_t start = str_find(text->bytes, STR("{/*"), at);
        size_t end = start == SIZE_MAX ? start : str_find(text->bytes, STR("*/}"), start + 3);
        if (end == SIZE_MAX)
            return;
        at = end + 3;
        bool code = start > 0 && text->bytes.ptr[start - 1] == '`';
        if (!code && !memchr(text->bytes.ptr + start, '`', end - start))
            mask(text, span_between(start, at), NOTHING_MASK);
    }
}

/* The end of the parenthesis that begins at `open` if it has what a formula has rather than a
   link: a path has a dot or a slash. Otherwise 0. */
static size_t argument_end(Str formula, size_t open) {
    size_t at = open + 1;
    while (at < formula.len && !memchr("()./:#?\n", formula.ptr[at], 8))
        at++;
    return at < formula.len && formula.ptr[at] == ')' ? at : 0;
}

static void mask_links(Mask *text, Span formula) {
    Str inside = str_slice(text->bytes, 0, formula.end);
    size_t at = str_find(inside, STR("]("), formula.start);
    for (; at != SIZE_MAX; at = str_find(inside, STR("]("), at + 2))
        if (argument_end(inside, at + 1) > 0)
            mask(text, span_between(at, at + 1), FORMULA_MASK);
}

static bool is_space_at(Str bytes, size_t at) {
    return at >= bytes.len || ascii_is_space(bytes.ptr[at]);
}

/* Where the formula that begins with `marks` dollars at `start` has its last ones, or 0. It has no
   other dollar and no code in it, nor a blank line, nor a line break with a single dollar. */
static size_t formula_end(Str bytes, size_t start, size_t marks) {
    size_t at = start + marks;
    bool single = marks == 1;
    if (single &&
        (is_space_at(bytes, at) || (start > 0 && ascii_is_alphanumeric(bytes.ptr[start - 1]))))
        return 0;
    for (; at < bytes.len && bytes.ptr[at] != '$'; at++)
        if (bytes.ptr[at] == '`' ||
            (bytes.ptr[at] == '\n' && (single || at + 1 == bytes.len || bytes.ptr[at + 1] == '\n')))
            return 0;
    if (at == bytes.len)
        return 0;
    char next = at + 1 < bytes.len ? bytes.ptr[at + 1] : ' ';
    if (single)
        return is_space_at(bytes, at - 1) || next == '$' || ascii_is_alphanumeric(next) ? 0 : at;
    return next == '$' ? at : 0;
}

static void mask_formulas(Mask *text, size_t at) {
    if (str_find(text->bytes, STR("]("), at) == SIZE_MAX)
        return;
    for (;;) {
        at = str_find(text->bytes, STR("$"), at);
        if (at == SIZE_MAX)
            return;
        bool two = at + 1 < text->bytes.len && text->bytes.ptr[at + 1] == '$';
        size_t marks = two ? 2 : 1;
        size_t end = formula_end(text->bytes, at, marks);
        if (end > 0)
            mask_links(text, span_between(at + marks, end));
        at = (end > 0 ? end : at) + marks;
    }
}

Str markdown_mask(Arena *arena, Str bytes, Span part) {
    Mask text = {arena, str_slice(bytes, 0, part.end), bytes.len, NULL};
    mask_comments(&text, part.start);
    mask_formulas(&text, part.start);
    return text.copy ? (Str){text.copy, bytes.len} : bytes;
}
