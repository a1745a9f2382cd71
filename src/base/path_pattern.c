/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patterns without wildcards, the usual ones, are compared as text; others become globs.
 */
#include "base/path_pattern.h"

#include <stdint.h>

#include "base/path.h"
#include "base/unicode.h"

/* The character at `*at`; after a backslash, the one it escapes. Moves `*at` past it. */
static char next_character(Str text, size_t *at, bool *escaped) {
    *escaped = text.ptr[*at] == '\\' && *at + 1 < text.len;
    *at += *escaped ? 2 : 1;
    return text.ptr[*at - 1];
}

/* Whether any of the characters occurs unescaped. */
static bool has_any(Str text, Str characters) {
    for (size_t at = 0; at < text.len;) {
        bool escaped;
        char c = next_character(text, &at, &escaped);
        if (!escaped && str_find(characters, (Str){&c, 1}, 0) != SIZE_MAX)
            return true;
    }
    return false;
}

static bool is_stars(Str name) {
    bool stars = name.len > 0;
    for (size_t i = 0; i < name.len; i++)
        stars = stars && name.ptr[i] == '*';
    return stars;
}

static Str unescape(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t at = 0; at < text.len;) {
        bool escaped;
        strbuf_append_char(&out, next_character(text, &at, &escaped));
    }
    return strbuf_str(&out);
}

/* Appends one name as a glob: escaped wildcards become classes of their own. Several "*" within a
   name count as one. */
static void append_name(StrBuf *out, Str name) {
    if (str_equal(name, STR("**"))) {
        strbuf_append(out, name);
        return;
    }
    for (size_t at = 0; at < name.len;) {
        bool escaped;
        char c = next_character(name, &at, &escaped);
        bool star = c == '*' && !escaped;
        if (star && out->len > 0 && out->ptr[out->len - 1] == '*')
            continue;
        if (escaped && (c == '*' || c == '?' || c == '['))
            strbuf_printf(out, "[%c]", c);
        else
            strbuf_append_char(out, c);
    }
}

static Str glob_of(Arena *arena, Str path, bool anchored) {
    StrBuf out;
    strbuf_init(&out, arena);
    if (!anchored)
        strbuf_append_c(&out, "**/");
    Str name;
    for (bool first = true; str_split_next(&path, '/', &name); first = false) {
        if (!first)
            strbuf_append_char(&out, '/');
        append_name(&out, name);
    }
    return strbuf_str(&out);
}

/* The folder of which only the contents are named: the last names are "*" or "**", or the last one
   begins with "*" ("*.md"). */
static Str folder_around(Str path) {
    Str folder = path;
    while (is_stars(path_name(folder)))
        folder = path_folder(folder);
    bool starts_wild = folder.len == path.len && str_starts_with(path_name(path), STR("*"));
    return starts_wild ? path_folder(path) : folder.len < path.len ? folder : (Str){0};
}

bool path_pattern_parse(Arena *arena, Str text, PathPattern *out) {
    *out = (PathPattern){.text = text};
    if (str_starts_with(text, STR("!")) || has_any(text, STR("[]")))
        return false;
    Str path = text;
    while (path.len > 0 && path.ptr[path.len - 1] == '/')
        path.len--;
    out->folders_only = path.len < text.len;
    out->anchored = str_find(path, STR("/"), 0) != SIZE_MAX;
    if (str_starts_with(path, STR("/")))
        path = str_slice(path, 1, path.len);
    if (path.len == 0)
        return false;
    if (!has_any(path, STR("*?"))) {
        out->literal = unescape(arena, path);
        return true;
    }
    if (!utf8_valid(path, NULL))
        return false;
    Str last = path_name(path);
    Str around = folder_around(path);
    out->glob = glob_of(arena, path, out->anchored);
    out->below = str_printf(arena, STR_FMT "/**", STR_ARG(out->glob));
    out->around = around.len ? glob_of(arena, around, true) : (Str){0};
    out->shallow = out->anchored && !out->folders_only && str_equal(last, STR("*"));
    out->everything = true;
    Str name;
    while (str_split_next(&path, '/', &name))
        out->everything = out->everything && is_stars(name);
    return true;
}

/* The glob of a pattern is well-formed, but may be too long to compile: then nothing matches. */
static bool glob_matches(PatternSet *set, Str glob, Str path) {
    Error error = {0};
    const Pattern *pattern = pattern_compile_glob(set, glob, &error);
    return pattern && pattern_matches(pattern, path);
}

/* Whether the pattern names this path itself. */
static bool matches_itself(PatternSet *set, const PathPattern *pattern, Str path) {
    if (pattern->literal.len == 0)
        return glob_matches(set, pattern->glob, path);
    return str_equal(pattern->literal, pattern->anchored ? path : path_name(path));
}

bool path_pattern_matches(PatternSet *set, const PathPattern *pattern, Str path) {
    if (!pattern->folders_only && matches_itself(set, pattern, path))
        return true;
    if (pattern->literal.len == 0)
        return !pattern->shallow && glob_matches(set, pattern->below, path);
    Str folder = path_folder(path);
    while (folder.len > 0 && !matches_itself(set, pattern, folder))
        folder = path_folder(folder);
    return folder.len > 0;
}

bool path_pattern_names(PatternSet *set, const PathPattern *pattern, Str folder) {
    return !pattern->everything &&
           ((!pattern->shallow && matches_itself(set, pattern, folder)) ||
            (pattern->around.len > 0 && glob_matches(set, pattern->around, folder)));
}
