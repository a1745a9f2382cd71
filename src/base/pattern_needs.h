/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a subject must contain for a pattern to match. Almost all subjects that do not match lack
 * some of it, and checking costs less than attempting a match. Internal to patterns.
 */
#ifndef GOVLINT_BASE_PATTERN_NEEDS_H
#define GOVLINT_BASE_PATTERN_NEEDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define PATTERN_FEW_BYTES 3

/* All zero: nothing is required. */
typedef struct PatternNeeds {
    bool anchored;     /* a match begins where the search does */
    size_t length;     /* minimum number of characters */
    char bytes[2];     /* one of these must occur */
    size_t byte_count; /* 0 if none is required */
    bool has_first;    /* a match is not empty and begins with one of `first` */
    bool first[UINT8_MAX + 1];
    char few[PATTERN_FEW_BYTES]; /* all of `first`, if few enough for memchr */
    size_t few_count;            /* 0 if there are too many */
    bool high;                   /* none of `first` is ASCII */
} PatternNeeds;

/* Requires an ASCII byte, in either letter case, anywhere. */
void pattern_needs_byte(PatternNeeds *needs, char byte);

/* Requires it as the first byte. */
void pattern_needs_first(PatternNeeds *needs, char byte);

/* Requires one of the bytes whose bits are set as the first byte. */
void pattern_needs_first_of(PatternNeeds *needs, const uint8_t bits[32]);

/* Whether a text meets all needs. If `anywhere`, the subjects are parts of the text; otherwise the
   text is the subject, and an anchored match begins at its start. */
bool pattern_needs_met(const PatternNeeds *needs, Str text, bool anywhere);

#endif
