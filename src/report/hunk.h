/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Hunks: the edits of a fix put together into whole replacements. Internal to report/.
 */
#ifndef GOVLINT_REPORT_HUNK_H
#define GOVLINT_REPORT_HUNK_H

#include "finding/finding.h"

/* A span of a source and the text that replaces it. */
typedef struct Hunk {
    const Source *source;
    Span span;
    Str text;
    bool create; /* the source is a file that does not exist yet */
} Hunk;

/* The fix as replacements of whole lines, by file and place; adjacent ones are merged. */
Hunk *hunks_of_lines(Arena *arena, const Fix *fix, size_t *count);

/*
 * The fix as one replacement. False if it changes more than this source, creates a file, or the
 * replacement would have more than `most` bytes.
 */
bool hunk_of_source(Arena *arena, const Fix *fix, const Source *source, size_t most, Hunk *out);

#endif
