/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Applying edits: the bytes between them are copied as they are.
 */
#include <assert.h>

#include "fix/fix.h"

Str fix_apply(Arena *arena, Str bytes, const Edit *edits, size_t count) {
    StrBuf out;
    size_t at = 0;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < count; i++) {
        Span span = edits[i].at.span;
        assert(at <= span.start && span.start <= span.end && span.end <= bytes.len);
        strbuf_append(&out, str_slice(bytes, at, span.start));
        strbuf_append(&out, edits[i].text);
        at = span.end;
    }
    strbuf_append(&out, str_slice(bytes, at, bytes.len));
    return strbuf_str(&out);
}

size_t fix_offset_before(const Edit *edits, size_t count, size_t offset) {
    size_t inserted = 0;
    size_t removed = 0;
    for (size_t i = 0; i < count; i++) {
        Span span = edits[i].at.span;
        size_t start = span.start - removed + inserted;
        if (offset < start)
            break;
        if (offset < start + edits[i].text.len)
            return span.start;
        inserted += edits[i].text.len;
        removed += span.end - span.start;
    }
    return offset - inserted + removed;
}
