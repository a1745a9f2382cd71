/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Proves a rule's fixes on its examples. What holds for every fix is checked here for each of
 * them, so that no rule has to be tested for it by hand:
 *
 *   - the fixed files are those that the example names, and no others;
 *   - no fix is taken back, and nothing that could be fixed remains;
 *   - fixing again changes nothing;
 *   - YAML still parses, to the same data but for the cells that were meant;
 *   - a copy of the example with CRLF line endings becomes the CRLF copy of the result;
 *   - in a good example nothing is changed.
 */
#ifndef GOVLINT_FIX_PROVE_H
#define GOVLINT_FIX_PROVE_H

#include "rule/example.h"

/* Appends what does not hold to `difference`, a line each; nothing where all does. */
void fix_prove(Arena *arena, const Pack *pack, const Rule *rule, size_t index, StrBuf *difference);

#endif
