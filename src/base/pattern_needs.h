/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a subject must have for a pattern to match: almost all that match nothing lack some of it,
 * and looking for it costs less than a try. Internal to patterns.
 */
#ifndef GOVLINT_BASE_PATTERN_NEEDS_H
#define GOVLINT_BASE_PATTERN_NEEDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/str.h"

#define PATTERN_FEW_BYTES 3

/* All zero: nothing is needed. */
typedef struct PatternNeeds {
    bool anchored;     /* a match begins where the search does */
    size_t length;     /* characters at least */
    char bytes[2];     /* one of these */
    size_t byte_count; /* 0 where none is needed */
    bool has_first;    /* a match begins with one of `first`, and is not empty */
    bool first[UINT8_MAX + 1];
    char few[PATTERN_FEW_BYTES]; /* all of them, where they are few enough for memchr */
    size_t few_count;            /* 0 where they are not */
    bool high;                   /* none of them is ASCII */
} PatternNeeds;

/* A byte of ASCII, in either letter case, somewhere. */
void pattern_needs_byte(PatternNeeds *needs, char byte);

/* … as the first one. */
void pattern_needs_first(PatternNeeds *needs, char byte);

/* One of the bytes whose bits are set as the first one. */
void pattern_needs_first_of(PatternNeeds *needs, const uint8_t bits[32]);

/* Whether a text has all of it. The text may be the subject, or one that has subjects as its parts;
   where the match is anchored, it begins at the start of the text. */
bool pattern_needs_met(const PatternNeeds *needs, Str text, bool anywhere);

#endif
