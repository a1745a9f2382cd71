/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Proves a rule's fixes on its examples. What must hold for every fix is checked here, so that no
 * rule needs tests of its own for it:
 *
 *   - the fixed files are those that the example names, and no others;
 *   - no fix is taken back, and nothing that could be fixed remains;
 *   - fixing again changes nothing;
 *   - YAML still parses, to the same data except for the cells that were to change;
 *   - a copy of the example with CRLF line endings becomes the CRLF copy of the result;
 *   - in a good example nothing is changed.
 */
#ifndef GOVLINT_FIX_PROVE_H
#define GOVLINT_FIX_PROVE_H

#include "rule/example.h"

/* Appends a line to `difference` for each thing that does not hold. */
void fix_prove(Arena *arena, const Pack *pack, const Rule *rule, size_t index, StrBuf *difference);

#endif
