/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Merge conflicts that were left in a file, told by the lines that Git marks them with:
 *
 *     <<<<<<< HEAD
 *     ours
 *     =======
 *     theirs
 *     >>>>>>> branch
 *
 * Markers that an example in fenced code shows are none. A line "=======" alone is none either: it
 * underlines a heading. What is left of a conflict that was half cleaned up is found too, a lone
 * ">>>>>>>" only where it does not stand among other quoted lines.
 * https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
#ifndef GOVLINT_DOCUMENT_CONFLICT_H
#define GOVLINT_DOCUMENT_CONFLICT_H

#include "base/arena.h"
#include "document/source.h"

typedef struct Conflict {
    Span begin; /* the line of its first marker */
    Span end;   /* that of its last; the same where it has one only */
} Conflict;

/* The conflicts of a file in order; NULL where there are none. */
const Conflict *conflicts_find(Arena *arena, const Source *source, size_t *count);

#endif
