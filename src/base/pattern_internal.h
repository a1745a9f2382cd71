/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Shared by pattern.c, which compiles, and pattern_match.c. */
#ifndef GOVLINT_BASE_PATTERN_INTERNAL_H
#define GOVLINT_BASE_PATTERN_INTERNAL_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/map.h"
#include "base/pattern.h"
#include "base/pattern_image.h"
#include "base/pattern_needs.h"

/* A match that needs more is given up: one long line and a bad pattern must not hang a lint. */
#define PATTERN_MATCH_LIMIT 200000

/* The compiled form of a pattern, and its state. */
typedef struct PatternCode {
    pcre2_code *pcre;    /* NULL until compiled */
    PatternNeeds *needs; /* what PCRE2 says a subject must contain */
    size_t size;         /* of the compiled pattern, in bytes */
    size_t looked_at;    /* total bytes of all subjects, plus a constant for each */
    bool tried;          /* whether JIT compilation was attempted … */
    bool machine;        /* … and whether it succeeded */
    bool reached;        /* whether it ever hit a limit */
    size_t group_count;
    bool named; /* the names are known; their groups are known only once it is compiled */
    Str *names;
    size_t *name_groups;
    size_t name_count;
} PatternCode;

struct Pattern {
    PatternSet *set;
    Pattern *next; /* the next pattern of the set */
    Str regex;
    Str glob; /* NULL for a regular expression */
    uint32_t options;
    PatternCode *code; /* use pattern_code to access it */
};

struct PatternSet {
    Arena *arena;
    Pattern *patterns;
    Map by_source;
    Map by_glob;
    const PatternImages *images; /* NULL if there are none */
    pcre2_general_context *memory;
    pcre2_compile_context *compiling;
    pcre2_match_context *context;
    pcre2_jit_stack *stack; /* NULL if PCRE2 was built without JIT */
    pcre2_match_data *data; /* with room for the groups of any pattern of the set */
    size_t data_groups;
    size_t limit_hits;
    size_t spent; /* bytes of subjects whose match hit a limit */
    bool trusted; /* see pattern_set_trust */
};

/* The image of a regular expression, or NULL; images may be NULL. */
const PatternImage *pattern_image_find(const PatternImages *images, Str regex);
/* Fills `names[0 .. name_count)`, ordered by group. They are slices of the images. */
void pattern_image_names(const PatternImages *images, const PatternImage *image, Str *names);
/* The compiled pattern, owned by the caller; NULL if this PCRE2 cannot load it. */
pcre2_code *pattern_image_code(const PatternImages *images, const PatternImage *image,
                               pcre2_general_context *memory);

/* The compiled form of the pattern. A trusted pattern is compiled now if it has not been yet. */
PatternCode *pattern_code(const Pattern *pattern);

#endif
