/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Folded texts, which can be cached while almost the same tables are read many times. Internal to
 * table/.
 */
#ifndef GOVLINT_TABLE_FOLDS_H
#define GOVLINT_TABLE_FOLDS_H

#include "base/arena.h"
#include "base/str.h"

typedef struct Folds Folds;
typedef Str (*FoldFn)(Arena *arena, Str text);

Folds *folds_new(Arena *arena);
/* Starts caching folded texts, until folds_free. */
void folds_remember(Folds *folds);
void folds_free(Folds *folds);

/* The folded text, in the arena, or the text itself if folding does not change it. */
Str folds_get(Folds *folds, Arena *arena, FoldFn fold, Str text);

#endif
