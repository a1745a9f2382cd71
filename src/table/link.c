/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Resolving links: first split off the fragment and query, then tell what the rest is.
 */
#include "table/link.h"

#include "base/path.h"

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* RFC 3986, section 2.1; a "%" that begins no escape stays. */
static Str percent_decode(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len; i++) {
        int high = i + 2 < text.len && text.ptr[i] == '%' ? hex_digit(text.ptr[i + 1]) : -1;
        int low = high >= 0 ? hex_digit(text.ptr[i + 2]) : -1;
        if (low >= 0) {
            strbuf_append_char(&out, (char)(high * 16 + low));
            i += 2;
        } else {
            strbuf_append_char(&out, text.ptr[i]);
        }
    }
    return strbuf_str(&out);
}

/* Whether it begins with "scheme:" (RFC 3986, section 3.1) or "//". */
static bool is_absolute(Str url) {
    if (str_starts_with(url, STR("//")))
        return true;
    for (size_t i = 0; i < url.len; i++) {
        char c = url.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
        if (c == ':')
            return i > 0;
        if (!letter && (i == 0 || !other))
            return false;
    }
    return false;
}

static bool skip_prefix_nocase(Str *text, Str prefix) {
    if (!str_equal_nocase(str_slice(*text, 0, prefix.len), prefix))
        return false;
    *text = str_slice(*text, prefix.len, text->len);
    return true;
}

/* Moves `*url` behind https://github.com/; leaves it alone where it is no such URL. */
static bool skip_github(Str *url) {
    Str rest = *url;
    if ((!skip_prefix_nocase(&rest, STR("https://")) &&
         !skip_prefix_nocase(&rest, STR("http://"))) ||
        (!skip_prefix_nocase(&rest, STR("github.com/")) &&
         !skip_prefix_nocase(&rest, STR("www.github.com/"))))
        return false;
    *url = rest;
    return true;
}

/* OWNER/REPO[/(blob|tree|raw|edit)/REF/PATH] of a bound repository. A REF has no "/" here. */
static bool resolve_github(const Repository *repositories, size_t count, Str rest, LinkTarget *out,
                           Str *path) {
    Str owner, name, view, ref;
    if (!str_split_next(&rest, '/', &owner) || !str_split_next(&rest, '/', &name))
        return false;
    out->repository = NULL;
    for (size_t i = 0; i < count; i++) {
        Str github = repositories[i].github;
        if (github.len == owner.len + name.len + 1 &&
            str_equal_nocase(str_slice(github, 0, owner.len), owner) &&
            str_equal_nocase(str_slice(github, owner.len + 1, github.len), name))
            out->repository = &repositories[i];
    }
    if (!out->repository)
        return false;
    *path = (Str){0};
    if (!str_split_next(&rest, '/', &view) || view.len == 0)
        return true;
    bool file = str_equal(view, STR("blob")) || str_equal(view, STR("tree")) ||
                str_equal(view, STR("raw")) || str_equal(view, STR("edit"));
    if (!file || !str_split_next(&rest, '/', &ref))
        return false;
    *path = rest;
    return true;
}

bool link_resolve(Arena *arena, const Repository *repositories, size_t repository_count,
                  const Repository *from, Str from_path, Str url, LinkTarget *out) {
    *out = (LinkTarget){.repository = from};
    size_t hash = str_find(url, STR("#"), 0);
    if (hash != SIZE_MAX) {
        out->fragment = str_slice(url, hash + 1, url.len);
        url = str_slice(url, 0, hash);
    }
    url = str_slice(url, 0, str_find(url, STR("?"), 0));
    Str path;
    if (skip_github(&url)) {
        if (!resolve_github(repositories, repository_count, url, out, &path))
            return false;
    } else if (is_absolute(url)) {
        return false;
    } else if (url.len == 0) {
        path = from_path;
    } else if (url.ptr[0] == '/') {
        path = str_slice(url, 1, url.len);
    } else {
        path = path_join(arena, path_folder(from_path), url);
    }
    return path_normalise(arena, percent_decode(arena, path), &out->path);
}
