/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/url.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"

/* Length of "scheme" if "scheme:" begins the text (RFC 3986, section 3.1), otherwise 0. */
static size_t scheme_length(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool other = i > 0 && (ascii_is_digit(c) || c == '+' || c == '-' || c == '.');
        if (c == ':')
            return i;
        if (!ascii_is_letter(c) && !other)
            return 0;
    }
    return 0;
}

/* Cuts off the text at the first `mark` and returns what follows that. */
static Str split_behind(Str *text, Str mark) {
    size_t at = str_find(*text, mark, 0);
    if (at == SIZE_MAX)
        return (Str){0};
    Str behind = str_slice(*text, at + 1, text->len);
    *text = str_slice(*text, 0, at);
    return behind;
}

void url_split(Str text, Url *out) {
    *out = (Url){0};
    out->fragment = split_behind(&text, STR("#"));
    out->query = split_behind(&text, STR("?"));
    size_t scheme = scheme_length(text);
    if (scheme > 0) {
        out->scheme = str_slice(text, 0, scheme);
        text = str_slice(text, scheme + 1, text.len);
    }
    if (str_starts_with(text, STR("//"))) {
        size_t slash = str_find(text, STR("/"), 2);
        out->host = str_slice(text, 2, slash);
        text = str_slice(text, slash, text.len);
    }
    out->path = text;
}

bool url_is_absolute(const Url *url) {
    return url->scheme.len > 0 || url->host.ptr;
}

Str url_decode(Arena *arena, Str text) {
    if (str_find(text, STR("%"), 0) == SIZE_MAX)
        return text;
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        int high = i + 2 < text.len && text.ptr[i] == '%' ? ascii_hex_value(text.ptr[i + 1]) : -1;
        int low = high >= 0 ? ascii_hex_value(text.ptr[i + 2]) : -1;
        if (low >= 0) {
            strbuf_append_char(&out, (char)(high * 16 + low));
            i += 2;
        } else {
            strbuf_append_char(&out, text.ptr[i]);
        }
    }
    return strbuf_str(&out);
}

Str url_escape_path(Arena *arena, Str path) {
    static const char unsafe[] = "()<>[]\\%#?\"`&|:";
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < path.len; i++) {
        unsigned char c = (unsigned char)path.ptr[i];
        if (c <= ' ' || c == 0x7f || strchr(unsafe, c))
            strbuf_printf(&out, "%%%02X", c);
        else
            strbuf_append_char(&out, (char)c);
    }
    return strbuf_str(&out);
}
