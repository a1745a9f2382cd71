/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Folded texts, remembered over many readings of almost the same tables. Internal to table/.
 */
#ifndef GOVLINT_TABLE_FOLDS_H
#define GOVLINT_TABLE_FOLDS_H

#include "base/arena.h"
#include "base/str.h"

typedef struct Folds Folds;
typedef Str (*FoldFn)(Arena *arena, Str text);

Folds *folds_new(Arena *arena);
void folds_free(Folds *folds);

/* The folded text, in the arena; folded now where `folds` is NULL. */
Str folds_get(Folds *folds, Arena *arena, FoldFn fold, Str text);

#endif
