/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Edits are sorted by file and place, keeping the order of those at the same place, and joined with
 * the bytes between them.
 */
#include "report/hunk.h"

#include <stdlib.h>

#include "base/array.h"

typedef struct Joining {
    Hunk hunk;
    StrBuf text;
    size_t at; /* up to here, the source has been copied into the text or replaced */
} Joining;

static int compare_edits(const void *left, const void *right) {
    const Edit *a = *(const Edit *const *)left;
    const Edit *b = *(const Edit *const *)right;
    int order = str_compare(a->at.source->repository, b->at.source->repository);
    if (!order)
        order = str_compare(a->at.source->path, b->at.source->path);
    if (!order)
        order = (a->at.span.start > b->at.span.start) - (a->at.span.start < b->at.span.start);
    return order ? order : (a > b) - (a < b);
}

static const Edit **sorted_edits(Arena *arena, const Fix *fix) {
    const Edit **edits = arena_alloc_array(arena, fix->edit_count, sizeof(const Edit *));
    for (size_t i = 0; i < fix->edit_count; i++)
        edits[i] = &fix->edits[i];
    qsort(edits, fix->edit_count, sizeof *edits, compare_edits);
    return edits;
}

/* The lines that the span lies in, with their ends. A span that ends after a line end does not
   reach into the next line. */
static Span whole_lines(Str bytes, Span span) {
    while (span.start > 0 && bytes.ptr[span.start - 1] != '\n')
        span.start--;
    bool is_whole = span.end > span.start && bytes.ptr[span.end - 1] == '\n';
    while (!is_whole && span.end < bytes.len && bytes.ptr[span.end++] != '\n')
        continue;
    return span;
}

static void join_start(Arena *arena, Joining *joining, const Edit *edit, uint32_t start) {
    *joining = (Joining){
        .hunk = {.source = edit->at.source, .span = {start, start}, .create = edit->create},
        .at = start};
    strbuf_init(&joining->text, arena);
}

static void join_edit(Joining *joining, const Edit *edit, uint32_t end) {
    if (edit->at.span.start < joining->at)
        return; /* edits of a fix do not overlap */
    Str bytes = edit->at.source->bytes;
    strbuf_append(&joining->text, str_slice(bytes, joining->at, edit->at.span.start));
    strbuf_append(&joining->text, edit->text);
    joining->at = edit->at.span.end;
    if (end > joining->hunk.span.end)
        joining->hunk.span.end = end;
}

static Hunk join_end(Joining *joining) {
    Hunk *hunk = &joining->hunk;
    strbuf_append(&joining->text, str_slice(hunk->source->bytes, joining->at, hunk->span.end));
    hunk->text = strbuf_str(&joining->text);
    return *hunk;
}

Hunk *hunks_of_lines(Arena *arena, const Fix *fix, size_t *count) {
    ARRAY_OF(Hunk) hunks = {0};
    const Edit **edits = sorted_edits(arena, fix);
    Joining joining = {0};
    for (size_t i = 0; i < fix->edit_count; i++) {
        const Source *source = edits[i]->at.source;
        Span lines = whole_lines(source->bytes, edits[i]->at.span);
        bool touches = i > 0 && source_is_same(joining.hunk.source, source) &&
                       lines.start <= joining.hunk.span.end;
        if (!touches && i > 0)
            array_push(arena, &hunks, join_end(&joining));
        if (!touches)
            join_start(arena, &joining, edits[i], lines.start);
        join_edit(&joining, edits[i], lines.end);
    }
    if (fix->edit_count > 0)
        array_push(arena, &hunks, join_end(&joining));
    *count = hunks.len;
    return hunks.items;
}

bool hunk_of_source(Arena *arena, const Fix *fix, const Source *source, size_t most, Hunk *out) {
    if (fix->edit_count == 0)
        return false;
    const Edit **edits = sorted_edits(arena, fix);
    uint32_t start = edits[0]->at.span.start;
    size_t size = edits[fix->edit_count - 1]->at.span.end - start;
    for (size_t i = 0; i < fix->edit_count; i++) {
        size += edits[i]->text.len;
        if (edits[i]->create || size > most || !source_is_same(edits[i]->at.source, source))
            return false;
    }
    Joining joining;
    join_start(arena, &joining, edits[0], start);
    for (size_t i = 0; i < fix->edit_count; i++)
        join_edit(&joining, edits[i], edits[i]->at.span.end);
    *out = join_end(&joining);
    return true;
}
