/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/pattern_names.h"

#include <stdint.h>
#include <string.h>

typedef struct Scan {
    Str regex;
    size_t at;
    Str names[PATTERN_NAMES_MAX];
    size_t count;
    bool extended; /* the option x: comments from "#" to the end of the line */
    bool resets;   /* branches share groups, so names may repeat */
} Scan;

static bool sees(const Scan *scan, Str text) {
    return str_starts_with(str_slice(scan->regex, scan->at, scan->regex.len), text);
}

/* Skips a class "[…]". */
static void skip_class(Scan *scan) {
    Str regex = scan->regex;
    scan->at += sees(scan, STR("[^")) ? 2 : 1;
    scan->at += sees(scan, STR("]"));
    for (; scan->at < regex.len && regex.ptr[scan->at] != ']'; scan->at++) {
        size_t posix = sees(scan, STR("[:")) ? str_find(regex, STR(":]"), scan->at) : SIZE_MAX;
        if (posix != SIZE_MAX)
            scan->at = posix + 1;
        else if (regex.ptr[scan->at] == '\\')
            scan->at++;
    }
    scan->at++;
}

static bool is_known(const Scan *scan, Str name) {
    for (size_t i = 0; i < scan->count; i++)
        if (str_equal(scan->names[i], name))
            return true;
    return false;
}

/* Takes a name that begins `skip` bytes ahead and ends before `end`. */
static bool take_name(Scan *scan, size_t skip, Str end) {
    size_t start = scan->at + skip;
    size_t behind = str_find(scan->regex, end, start);
    Str name = str_slice(scan->regex, start, behind);
    bool again = is_known(scan, name);
    if (behind == SIZE_MAX || scan->count == PATTERN_NAMES_MAX || (again && !scan->resets))
        return false;
    if (!again)
        scan->names[scan->count++] = name;
    scan->at = behind + 1;
    return true;
}

/* Skips options as in "(?i)" or "(?s:"; x is only understood if it applies to everything that
   follows. */
static bool skip_options(Scan *scan) {
    bool first = scan->at == 0;
    for (scan->at += 2; scan->at < scan->regex.len; scan->at++) {
        char c = scan->regex.ptr[scan->at];
        if (c == 'x' && first)
            scan->extended = true;
        else if (c == 'x' || c == 'J')
            return false;
        else if (!strchr("imnsU-^", c))
            return c == ')' || !scan->extended || !first;
    }
    return true;
}

/* Handles the start of a group. */
static bool take_group(Scan *scan) {
    if (sees(scan, STR("(*")) || sees(scan, STR("(?#")))
        return false;
    scan->resets = scan->resets || sees(scan, STR("(?|"));
    if (sees(scan, STR("(?P<")))
        return take_name(scan, 4, STR(">"));
    if (sees(scan, STR("(?'")))
        return take_name(scan, 3, STR("'"));
    if (sees(scan, STR("(?<")) && !sees(scan, STR("(?<=")) && !sees(scan, STR("(?<!")))
        return take_name(scan, 3, STR(">"));
    if (sees(scan, STR("(?")))
        return skip_options(scan);
    scan->at++;
    return true;
}

bool pattern_names_scan(Arena *arena, Str regex, Str **names, size_t *count) {
    Scan scan = {.regex = regex};
    while (scan.at < regex.len) {
        char c = regex.ptr[scan.at];
        if (c == '\\' && scan.at + 1 < regex.len && regex.ptr[scan.at + 1] == 'Q')
            return false;
        if (c == '[')
            skip_class(&scan);
        else if (c == '#' && scan.extended)
            scan.at = str_find_line_end(regex, scan.at);
        else if (c == '(' && !take_group(&scan))
            return false;
        else if (c != '(')
            scan.at += c == '\\' ? 2 : 1;
    }
    *names = arena_new_array(arena, scan.count, Str);
    memcpy(*names, scan.names, scan.count * sizeof *scan.names);
    *count = scan.count;
    return true;
}
