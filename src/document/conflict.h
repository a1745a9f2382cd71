/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Merge conflicts left in a file, recognised by the lines that Git marks them with:
 *
 *     <<<<<<< HEAD
 *     ours
 *     =======
 *     theirs
 *     >>>>>>> branch
 *
 * Markers shown in fenced code do not count. Neither does a line "=======" without other markers:
 * it underlines a heading. The remains of a half-resolved conflict are found too, but a lone
 * ">>>>>>>" only if it is not among other quoted lines.
 * https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
#ifndef GOVLINT_DOCUMENT_CONFLICT_H
#define GOVLINT_DOCUMENT_CONFLICT_H

#include "base/arena.h"
#include "document/source.h"

typedef struct Conflict {
    Span begin; /* the line of the first marker */
    Span end;   /* the line of the last marker; equals `begin` if there is only one */
} Conflict;

/* The conflicts of a file in order; NULL if there are none. */
const Conflict *conflicts_find(Arena *arena, const Source *source, size_t *count);

#endif
