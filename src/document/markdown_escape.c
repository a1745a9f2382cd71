/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Backslash escapes, as cmark-gfm resolves them.
 */
#include "base/ascii.h"
#include "document/markdown_internal.h"

bool markdown_is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static Str trim(Str text) {
    while (text.len > 0 && markdown_is_space(text.ptr[text.len - 1]))
        text.len--;
    while (text.len > 0 && markdown_is_space(text.ptr[0]))
        text = str_slice(text, 1, text.len);
    return text;
}

/* Resolves entities before escapes, as cmark-gfm does: their decoded text may form an escape. */
Str markdown_decode_url(MarkdownReader *reader, Str written) {
    Str text = entities_decode(&reader->entities, trim(written));
    if (str_find(text, STR("\\"), 0) == SIZE_MAX)
        return text;
    StrBuf buf;
    strbuf_init(&buf, reader->scratch);
    for (size_t at = 0; at < text.len; at++) {
        if (text.ptr[at] == '\\' && at + 1 < text.len && ascii_is_punctuation(text.ptr[at + 1]))
            at++;
        strbuf_append_char(&buf, text.ptr[at]);
    }
    return strbuf_str(&buf);
}

Str markdown_unmask_url(MarkdownReader *reader, Span place, Str masked) {
    Str written = str_slice(reader->written, place.start, place.end);
    bool same = str_equal(written, str_slice(reader->bytes, place.start, place.end));
    return same ? masked : markdown_decode_url(reader, written);
}

bool markdown_is_masked(const MarkdownReader *reader) {
    return reader->bytes.ptr != reader->written.ptr;
}
