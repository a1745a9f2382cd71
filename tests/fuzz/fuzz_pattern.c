/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Patterns and globs: the first line is the pattern, and the rest is searched for it. */
#include "fuzz.h"

#include "base/unicode.h"

static void check(const Pattern *pattern, Str subject) {
    PatternGroup groups[8];
    if (!pattern || !pattern_find(pattern, subject, 0, groups, 8))
        return;
    for (size_t i = 0; i < 8 && i < pattern_group_count(pattern); i++)
        HOLDS(groups[i].start == SIZE_MAX || groups[i].end <= subject.len);
    /* A lookahead may set "\K" after the end; the match itself is never outside. */
    HOLDS(groups[0].start <= subject.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Error error = {0};
    size_t offset = 0;
    Str text = {(const char *)data, size};
    Str first = str_slice(text, 0, str_find(text, STR("\n"), 0));
    Str subject = str_slice(text, first.len + 1, text.len);
    if (!utf8_valid(first, NULL))
        return 0;
    arena_init(&arena);
    PatternSet *set = pattern_set_new(&arena);
    const Pattern *pattern = pattern_compile(set, first, &offset, &error);
    HOLDS(pattern || (offset <= first.len && error.message[0] != '\0'));
    check(pattern, subject);
    check(pattern_compile_glob(set, first, &error), subject);
    pattern_set_free(set);
    arena_free(&arena);
    return 0;
}
