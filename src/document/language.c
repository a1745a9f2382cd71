/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/language.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/path.h"

static bool has_extension(Str path, const char *const *extensions) {
    Str own = path_extension(path);
    for (; *extensions; extensions++)
        if (str_equal_nocase(own, str_from_c(*extensions)))
            return true;
    return false;
}

bool language_is_markdown(Str path) {
    static const char *const extensions[] = {".md", ".markdown", NULL};
    return has_extension(path, extensions);
}

bool language_is_html(Str path) {
    static const char *const extensions[] = {".html", ".htm", NULL};
    return has_extension(path, extensions);
}

bool language_is_markup(Str path) {
    static const char *const extensions[] = {".xml", ".svg", NULL};
    return language_is_markdown(path) || language_is_html(path) || has_extension(path, extensions);
}

bool language_is_yaml(Str path) {
    static const char *const extensions[] = {".yml", ".yaml", NULL};
    return has_extension(path, extensions);
}

/* The text after the marks of list items that begin on the line: a fence may follow them, but only
   an opening one. */
static Str behind_marks(Str line) {
    for (;;) {
        size_t end = 0;
        while (end < line.len && ascii_is_digit(line.ptr[end]))
            end++;
        const char *marks = end > 0 ? ".)" : "-+*";
        if (end + 1 >= line.len || !memchr(marks, line.ptr[end], strlen(marks)) ||
            !ascii_is_space(line.ptr[end + 1]))
            return line;
        line = str_trim(str_slice(line, end + 1, line.len));
    }
}

bool fence_holds(Fence *fence, Str line) {
    if (!fence->mark)
        line = behind_marks(line);
    char mark = line.len > 0 ? line.ptr[0] : 0;
    size_t length = 0;
    while (length < line.len && line.ptr[length] == mark)
        length++;
    bool marks = (mark == '`' || mark == '~') && length >= 3;
    Str rest = str_slice(line, length, line.len);
    if (fence->mark) {
        if (marks && mark == fence->mark && length >= fence->length && rest.len == 0)
            fence->mark = 0;
        return true;
    }
    if (!marks || (mark == '`' && str_find(rest, STR("`"), 0) != SIZE_MAX))
        return false;
    *fence = (Fence){mark, length};
    return true;
}
