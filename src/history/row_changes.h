/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Row changes: which rows of a table say something that none said before, or where they did not,
 * and what those said that are gone; all by their prints. Internal to history/.
 */
#ifndef GOVLINT_HISTORY_ROW_CHANGES_H
#define GOVLINT_HISTORY_ROW_CHANGES_H

#include "base/array.h"
#include "rule/row_print.h"

/* Of rows in their order. */
typedef ARRAY_OF(uint64_t) RowPrints;

typedef struct RowChanges {
    RowPrints came; /* also those that moved past others */
    RowPrints gone;
} RowChanges;

/* Sets the prints of rows; returns one of them all. */
uint64_t row_prints_set(Arena *arena, RowPrints *prints, Row *const *rows, size_t count);

/* Adds what the rows before and those after do not have in common. `scratch`: for the meantime. */
void row_changes_add(Arena *arena, Arena *scratch, RowChanges *changes, const RowPrints *before,
                     const RowPrints *after);

#endif
