/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Row changes: which rows of a table are new or were moved past others, and which are gone. Rows go
 * by their prints (rule/row_print.h). Internal to history/.
 */
#ifndef GOVLINT_HISTORY_ROW_CHANGES_H
#define GOVLINT_HISTORY_ROW_CHANGES_H

#include "base/array.h"
#include "rule/row_print.h"

/* The prints of rows, in the order of the rows. */
typedef ARRAY_OF(uint64_t) RowPrints;

typedef struct RowChanges {
    RowPrints came; /* also those that moved past others */
    RowPrints gone;
} RowChanges;

/* Sets `prints` to those of the rows; returns a print of all of them. */
uint64_t row_prints_set(Arena *arena, RowPrints *prints, Row *const *rows, size_t count);

/* Adds how `after` differs from `before`. `scratch` holds what is needed only during the call. */
void row_changes_add(Arena *arena, Arena *scratch, RowChanges *changes, const RowPrints *before,
                     const RowPrints *after);

#endif
