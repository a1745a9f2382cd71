/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Prints: 64-bit hashes of the contents of rows, which are equal if rows differ only in their
 * places. They are seeded with a number that differs in each run, as the texts are untrusted. Only
 * for rule/ and history/.
 */
#ifndef GOVLINT_RULE_ROW_PRINT_H
#define GOVLINT_RULE_ROW_PRINT_H

#include <stdint.h>

#include "table/table.h"

/* The value that a print starts from. */
uint64_t row_print_start(void);

/* Extends a print by a number or a text. */
uint64_t row_print_number(uint64_t print, uint64_t number);
uint64_t row_print_text(uint64_t print, Str text);

/* The print of a row. It includes the name of its table, and whether `before`, the row before it or
   NULL, has the same parent. */
uint64_t row_print(const Row *row, const Row *before);

#endif
