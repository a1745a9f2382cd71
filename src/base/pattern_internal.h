/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* What pattern.c, which compiles, and pattern_match.c share. */
#ifndef GOVLINT_BASE_PATTERN_INTERNAL_H
#define GOVLINT_BASE_PATTERN_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/map.h"
#include "base/pattern.h"
#include "base/pattern_needs.h"

/* A match that needs more is given up: one long line and a bad pattern must not hang a lint. */
#define PATTERN_MATCH_LIMIT 200000

/* What a pattern is compiled to, and what became of it. */
typedef struct PatternCode {
    pcre2_code *pcre;    /* NULL before it is compiled */
    PatternNeeds *needs; /* what a subject must have, as PCRE2 tells */
    size_t size;         /* bytes that it was compiled to */
    size_t looked_at;    /* bytes of all subjects, and some more for each */
    bool tried;          /* to make machine code of it … */
    bool machine;        /* … and whether that was made */
    bool reached;        /* whether it ever reached a limit */
    size_t group_count;
    bool named; /* the names are known; their groups only once it is compiled */
    Str *names;
    size_t *name_groups;
    size_t name_count;
} PatternCode;

struct Pattern {
    PatternSet *set;
    Pattern *next; /* of the set */
    Str regex;
    Str glob; /* of a regular expression: NULL */
    uint32_t options;
    PatternCode *code; /* use pattern_code */
};

struct PatternSet {
    Arena *arena;
    Pattern *patterns;
    Map by_source;
    Map by_glob;
    pcre2_general_context *memory;
    pcre2_compile_context *compiling;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* NULL where PCRE2 was built without JIT */
    pcre2_match_data *data; /* with room for the groups of any pattern of the set */
    size_t data_groups;
    size_t limit_hits;
    size_t spent; /* on matches that reached a limit */
    bool trusted; /* as pattern_set_trust */
};

/* What the pattern is compiled to; one that is built in is compiled now. */
PatternCode *pattern_code(const Pattern *pattern);

#endif
