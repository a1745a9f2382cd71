/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Prints: 64-bit hashes of what rows say, the same where only their places differ. They are made
 * with a number of this run, as texts are those of strangers. For rule/ and history/ alone.
 */
#ifndef GOVLINT_RULE_ROW_PRINT_H
#define GOVLINT_RULE_ROW_PRINT_H

#include <stdint.h>

#include "table/table.h"

/* What a print begins with. */
uint64_t row_print_start(void);

/* The print of what it was of, and then of this. */
uint64_t row_print_number(uint64_t print, uint64_t number);
uint64_t row_print_text(uint64_t print, Str text);

/* Of a row: of its table, and of whether the row before it, or NULL, has the same parent. */
uint64_t row_print(const Row *row, const Row *before);

#endif
