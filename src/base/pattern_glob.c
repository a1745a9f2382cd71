/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/pattern_glob.h"

/* Characters that mean themselves in a regular expression, bytes outside ASCII among them. */
static bool is_plain(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
           (unsigned char)c >= 0x80;
}

static void append_literal(StrBuf *out, char c) {
    if (!is_plain(c))
        strbuf_append_char(out, '\\');
    strbuf_append_char(out, c);
}

/*
 * A class, from its `[` on; returns where it ends. `!` or `^` in front negates it, a `]` in front
 * is one of its members, and `/` is never matched. An unclosed one is left for PCRE2 to refuse.
 */
static size_t append_class(StrBuf *out, Str glob, size_t at) {
    strbuf_append_c(out, "(?!/)[");
    at++;
    if (at < glob.len && (glob.ptr[at] == '!' || glob.ptr[at] == '^')) {
        strbuf_append_char(out, '^');
        at++;
    }
    for (size_t first = at; at < glob.len && (glob.ptr[at] != ']' || at == first); at++) {
        if (glob.ptr[at] == '-')
            strbuf_append_char(out, '-');
        else
            append_literal(out, glob.ptr[at]);
    }
    if (at < glob.len)
        strbuf_append_char(out, ']');
    return at + 1;
}

/* `*`s, from the first on; returns where they end. */
static size_t append_stars(StrBuf *out, Str glob, size_t at) {
    bool name_starts = at == 0 || glob.ptr[at - 1] == '/';
    size_t end = at;
    while (end < glob.len && glob.ptr[end] == '*')
        end++;
    if (end - at == 1) {
        strbuf_append_c(out, "[^/]*");
    } else if (name_starts && end < glob.len && glob.ptr[end] == '/') {
        strbuf_append_c(out, "(?:.*/)?");
        end++;
    } else {
        strbuf_append_c(out, ".*");
    }
    return end;
}

Str pattern_glob_regex(Arena *arena, Str glob) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t at = 0; at < glob.len;) {
        char c = glob.ptr[at];
        if (c == '*') {
            at = append_stars(&out, glob, at);
        } else if (c == '[') {
            at = append_class(&out, glob, at);
        } else if (c == '?') {
            strbuf_append_c(&out, "[^/]");
            at++;
        } else {
            append_literal(&out, c);
            at++;
        }
    }
    return strbuf_str(&out);
}
