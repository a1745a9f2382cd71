/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/pattern_glob.h"

#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/unicode.h"

/* Characters that mean themselves in a regular expression, including bytes outside ASCII. */
static bool is_plain(char c) {
    return ascii_is_alphanumeric(c) || (unsigned char)c >= 0x80;
}

static void append_literal(StrBuf *out, char c) {
    if (!is_plain(c))
        strbuf_append_char(out, '\\');
    strbuf_append_char(out, c);
}

/* Where the members of a class begin: after its `[`, and the `!` or `^` that negates it. */
static size_t class_members(Str glob, size_t at, bool *negated) {
    at++;
    *negated = at < glob.len && (glob.ptr[at] == '!' || glob.ptr[at] == '^');
    return *negated ? at + 1 : at;
}

/* Where the members end: a `]` that comes first is one of them. */
static size_t class_end(Str glob, size_t members) {
    size_t at = members;
    while (at < glob.len && (glob.ptr[at] != ']' || at == members))
        at++;
    return at;
}

/* Returns where the class ends. A class never matches `/`. An unclosed one is left for PCRE2 to
   reject. */
static size_t append_class(StrBuf *out, Str glob, size_t at) {
    bool negated;
    at = class_members(glob, at, &negated);
    strbuf_append_c(out, negated ? "(?!/)[^" : "(?!/)[");
    for (size_t end = class_end(glob, at); at < end; at++) {
        if (glob.ptr[at] == '-')
            strbuf_append_char(out, '-');
        else
            append_literal(out, glob.ptr[at]);
    }
    if (at < glob.len)
        strbuf_append_char(out, ']');
    return at + 1;
}

typedef enum Stars {
    STARS_IN_NAME, /* anything but `/` */
    STARS_FOLDERS, /* any number of folders, each with its `/` */
    STARS_ANY,     /* anything */
} Stars;

/* Reads the `*`s at `*at`, and moves it past them. */
static Stars read_stars(Str glob, size_t *at) {
    size_t start = *at;
    while (*at < glob.len && glob.ptr[*at] == '*')
        ++*at;
    if (*at - start == 1)
        return STARS_IN_NAME;
    bool name_starts = start == 0 || glob.ptr[start - 1] == '/';
    if (!name_starts || *at == glob.len || glob.ptr[*at] != '/')
        return STARS_ANY;
    ++*at;
    return STARS_FOLDERS;
}

Str pattern_glob_regex(Arena *arena, Str glob) {
    static const char *const stars[] = {
        [STARS_IN_NAME] = "[^/]*", [STARS_FOLDERS] = "(?:.*/)?", [STARS_ANY] = ".*"};
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t at = 0; at < glob.len;) {
        char c = glob.ptr[at];
        if (c == '*') {
            strbuf_append_c(&out, stars[read_stars(glob, &at)]);
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

/* Returns the character at `*at`, and moves past it. */
static int32_t next_character(Str text, size_t *at) {
    size_t length = 1;
    unsigned char c = (unsigned char)text.ptr[*at];
    int32_t point = c < 0x80 ? c : utf8_at(text, *at, &length);
    *at += length;
    return point;
}

/* Whether a character is a member of the class at `*at`, which is moved past the class. */
static bool class_matches(Str glob, size_t *at, int32_t point) {
    bool negated;
    bool member = false;
    size_t next = class_members(glob, *at, &negated);
    size_t end = class_end(glob, next);
    while (next < end) {
        int32_t first = next_character(glob, &next);
        int32_t last = first;
        if (next + 1 < end && glob.ptr[next] == '-') {
            next++;
            last = next_character(glob, &next);
        }
        member = member || (point >= first && point <= last);
    }
    *at = end + 1;
    return member != negated;
}

/* Whether the path continues with what is at `*at`, which is not `*`; moves past both. */
static bool character_matches(Str glob, size_t *at, Str path, size_t *from) {
    char c = glob.ptr[*at];
    if (c != '?' && c != '[') {
        ++*at;
        return c == path.ptr[(*from)++];
    }
    int32_t point = next_character(path, from);
    if (c == '[')
        return class_matches(glob, at, point) && point != '/';
    ++*at;
    return point != '/';
}

/* Stars already passed: what follows them in the glob, and the least that they can still take. */
typedef struct Passed {
    bool any;
    Stars stars;
    size_t at;
    size_t from;
} Passed;

/* Whether what follows stars may begin at a byte of the path, which is not its end. */
static bool may_begin(Str glob, size_t at, char c) {
    if (at == glob.len)
        return false;
    bool literal = glob.ptr[at] != '?' && glob.ptr[at] != '[' && glob.ptr[at] != '*';
    return literal ? c == glob.ptr[at] : ((unsigned char)c & 0xC0) != 0x80;
}

/* Makes the stars take more, up to where the rest may begin; false if they cannot. */
static bool take_more(Passed *passed, Str glob, Str path) {
    if (!passed->any)
        return false;
    size_t from = passed->from;
    do {
        if (from == path.len || (passed->stars == STARS_IN_NAME && path.ptr[from] == '/'))
            return false;
        while (passed->stars == STARS_FOLDERS && path.ptr[from] != '/')
            if (++from == path.len)
                return false;
        from++;
    } while (from < path.len && !may_begin(glob, passed->at, path.ptr[from]));
    passed->from = from;
    return true;
}

/*
 * Only the last `*` and the last stars that span folders ever need to take more: if an earlier one
 * had to, the last one of its kind could do so instead, as it can stand for everything in between.
 */
bool pattern_glob_matches(Str glob, Str path, size_t *steps) {
    Passed name = {0};
    Passed folders = {0};
    for (size_t at = 0, from = 0; *steps > 0; --*steps) {
        if (at == glob.len && from == path.len)
            return true;
        if (at < glob.len && glob.ptr[at] == '*') {
            Stars stars = read_stars(glob, &at);
            Passed passed = {true, stars, at, from};
            name = stars == STARS_IN_NAME ? passed : (Passed){0};
            folders = stars == STARS_IN_NAME ? folders : passed;
            continue;
        }
        if (at < glob.len && from < path.len && character_matches(glob, &at, path, &from))
            continue;
        const Passed *last = take_more(&name, glob, path)      ? &name
                             : take_more(&folders, glob, path) ? &folders
                                                               : NULL;
        if (!last)
            return false;
        if (last == &folders)
            name.any = false;
        at = last->at;
        from = last->from;
    }
    return false;
}

Str pattern_glob_literal(Str glob) {
    Str longest = {0};
    for (size_t at = 0; at < glob.len; at++) {
        size_t start = at;
        while (at < glob.len && !strchr("/*?[", glob.ptr[at]))
            at++;
        if (at - start > longest.len)
            longest = str_slice(glob, start, at);
        bool negated;
        if (at < glob.len && glob.ptr[at] == '[')
            at = class_end(glob, class_members(glob, at, &negated));
    }
    return longest;
}
