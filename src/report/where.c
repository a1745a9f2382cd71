/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Code scanning, annotations and the like match a finding to a file by its exact path in the
 * checkout. So the path must not depend on how the user spelled it ("./governance/").
 */
#include "report/where.h"

#include <string.h>

#include "base/escape.h"

/* "governance@HEAD~1:" → "governance/". The "@" of "HEAD@{1}" and a lone "@" belong to the
 * revision.
 */
static Str without_revision(Arena *arena, Str label) {
    if (!str_ends_with(label, STR(":")))
        return label;
    size_t end = label.len - 1;
    while (end > 0) {
        end--;
        char next = label.ptr[end + 1];
        if (label.ptr[end] == '@' && next != '{' && next != ':')
            break;
    }
    if (end == 0)
        return STR("");
    return str_printf(arena, STR_FMT "/", STR_ARG(str_slice(label, 0, end)));
}

/* Removes the last name, for ".."; false if there is none to remove. */
static bool drop_name(StrBuf *buf, size_t root) {
    Str path = strbuf_str(buf);
    size_t slash = str_find_last(path, '/');
    Str last = slash == SIZE_MAX ? path : str_slice(path, slash + 1, path.len);
    if (path.len <= root || str_equal(last, STR("..")))
        return false;
    buf->len = slash == SIZE_MAX ? 0 : slash < root ? root : slash;
    return true;
}

static Str normalised(Arena *arena, Str path) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    size_t root = str_starts_with(path, STR("/")) ? 1 : 0;
    if (root)
        strbuf_append_char(&buf, '/');
    Str name;
    while (str_split_next(&path, '/', &name)) {
        if (name.len == 0 || str_equal(name, STR(".")))
            continue;
        if (str_equal(name, STR("..")) && (drop_name(&buf, root) || root))
            continue;
        if (buf.len > root)
            strbuf_append_char(&buf, '/');
        strbuf_append(&buf, name);
    }
    return buf.len > 0 ? strbuf_str(&buf) : STR(".");
}

Str where_path(Arena *arena, const ReportOptions *options, const Source *source) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (source->named && !options->by_role)
        return str_printf(arena, STR_FMT STR_FMT, STR_ARG(source->label), STR_ARG(source->path));
    if (options->by_role) {
        strbuf_append(&buf, source->repository);
        strbuf_append_char(&buf, '/');
    } else {
        strbuf_append(&buf, without_revision(arena, source->label));
    }
    strbuf_append(&buf, source->path);
    return normalised(arena, strbuf_str(&buf));
}

bool where_is_outside(Arena *arena, const ReportOptions *options, const Source *source) {
    if (source->named)
        return !options->by_role;
    Str path = where_path(arena, options, source);
    return str_starts_with(path, STR("/")) || str_equal(path, STR("..")) ||
           str_starts_with(path, STR("../"));
}

Str where_uri(Arena *arena, Str path) {
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (str_starts_with(path, STR("/")))
        strbuf_append_c(&buf, "file://");
    for (size_t i = 0; i < path.len; i++) {
        if (path.ptr[i] && strchr(plain, path.ptr[i]))
            strbuf_append_char(&buf, path.ptr[i]);
        else
            strbuf_printf(&buf, "%%%02X", (unsigned)(unsigned char)path.ptr[i]);
    }
    return strbuf_str(&buf);
}

Region where_region(Location at) {
    if (at.source->bytes.len == 0)
        return (Region){.known = false};
    return (Region){true, source_position(at.source, at.span.start),
                    source_position(at.source, at.span.end)};
}

Str where_place(Arena *arena, const ReportOptions *options, Location at) {
    Str path = escape_terminal(arena, where_path(arena, options, at.source));
    Region region = where_region(at);
    if (!region.known)
        return path;
    return str_printf(arena, STR_FMT ":%zu:%zu", STR_ARG(path), region.start.line,
                      region.start.column);
}
