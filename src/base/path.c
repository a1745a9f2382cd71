/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/path.h"

#include <stdint.h>

Str path_name(Str path) {
    size_t slash = str_find_last(path, '/');
    return slash == SIZE_MAX ? path : str_slice(path, slash + 1, path.len);
}

Str path_folder(Str path) {
    size_t slash = str_find_last(path, '/');
    return slash == SIZE_MAX ? (Str){0} : str_slice(path, 0, slash);
}

/* Where the extension of a name begins: at its last dot, unless that is the first character. */
static size_t extension_start(Str name) {
    size_t dot = str_find_last(name, '.');
    return dot == SIZE_MAX || dot == 0 ? name.len : dot;
}

Str path_stem(Str path) {
    Str name = path_name(path);
    return str_slice(name, 0, extension_start(name));
}

Str path_extension(Str path) {
    Str name = path_name(path);
    return str_slice(name, extension_start(name), name.len);
}

Str path_join(Arena *arena, Str folder, Str path) {
    if (folder.len == 0 || path.len == 0)
        return folder.len ? folder : path;
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_append(&out, folder);
    strbuf_append_char(&out, '/');
    strbuf_append(&out, path);
    return strbuf_str(&out);
}

bool path_take_folder(Str *path, Str folder) {
    if (folder.len == 0)
        return true;
    bool inside =
        str_starts_with(*path, folder) && path->len > folder.len && path->ptr[folder.len] == '/';
    if (inside)
        *path = str_slice(*path, folder.len + 1, path->len);
    return inside;
}

bool path_normalise(Arena *arena, Str path, Str *out) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    Str rest = path;
    Str name;
    while (str_split_next(&rest, '/', &name)) {
        if (name.len == 0 || str_equal(name, STR(".")))
            continue;
        if (!str_equal(name, STR(".."))) {
            if (buf.len)
                strbuf_append_char(&buf, '/');
            strbuf_append(&buf, name);
        } else if (buf.len == 0) {
            return false;
        } else {
            buf.len = path_folder(strbuf_str(&buf)).len;
        }
    }
    *out = strbuf_str(&buf);
    return true;
}

/* Length of the deepest folder that contains or equals both; only whole names count. */
static size_t shared_length(Str a, Str b) {
    size_t shared = 0;
    for (size_t i = 0; i <= a.len && i <= b.len; i++) {
        bool a_ends = i == a.len || a.ptr[i] == '/';
        bool b_ends = i == b.len || b.ptr[i] == '/';
        if (a_ends && b_ends)
            shared = i;
        if (i < a.len && i < b.len && a.ptr[i] != b.ptr[i])
            break;
    }
    return shared;
}

/* The path after its first `length` bytes and the `/` there. */
static Str path_below(Str path, size_t length) {
    bool slash = length > 0 && length < path.len;
    return str_slice(path, length + (slash ? 1 : 0), path.len);
}

Str path_relative(Arena *arena, Str folder, Str target) {
    size_t shared = shared_length(folder, target);
    Str up = path_below(folder, shared);
    Str down = path_below(target, shared);
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < up.len; i++)
        if (i == 0 || up.ptr[i] == '/')
            strbuf_append_c(&out, out.len ? "/.." : "..");
    if (out.len && down.len)
        strbuf_append_char(&out, '/');
    strbuf_append(&out, down);
    return out.len ? strbuf_str(&out) : STR(".");
}
