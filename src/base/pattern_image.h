/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Regular expressions that were compiled when the program was built, and the names of their groups:
 * PCRE2 takes a hundred times as long to compile one as to load it.
 *
 * A compiled pattern can only be loaded by the PCRE2 that saved it, which PCRE2 checks (see
 * pcre2serialize(3)). With another one, patterns are compiled as if there were no images.
 */
#ifndef GOVLINT_BASE_PATTERN_IMAGE_H
#define GOVLINT_BASE_PATTERN_IMAGE_H

#include <stddef.h>
#include <stdint.h>

#include "base/pattern.h"

typedef struct PatternImage {
    uint32_t length; /* of the regular expression, in bytes */
    uint32_t text;   /* its offset in `texts`; the names of its groups follow, each with a NUL */
    uint32_t name_count;
    uint32_t code; /* index in `codes` of what PCRE2 saved */
} PatternImage;

typedef struct PatternImages {
    const PatternImage *items; /* sorted by length, then by text in byte order */
    size_t count;
    const char *texts;
    size_t text_count; /* bytes */
    const uint64_t *codes;
    size_t code_count; /* words */
} PatternImages;

/* The images of all regular expressions of a set, which are compiled for this. */
void pattern_images_make(const PatternSet *set, Arena *arena, PatternImages *out);

/* Lets a set load from images the trusted patterns that it would compile. They must live as long as
   the set. */
void pattern_set_use_images(PatternSet *set, const PatternImages *images);

#endif
