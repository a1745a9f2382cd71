/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Makes one mistake that two rules report a single finding, by the rules' `covers` and `yields-to`.
 * Internal to rule/.
 */
#ifndef GOVLINT_RULE_OVERLAP_H
#define GOVLINT_RULE_OVERLAP_H

#include "rule/pack.h"

/*
 * Sets `covered`, which has one element for each of the sorted findings, for those that report the
 * same mistake as another finding that is at least as severe. A covered finding does not cover
 * others, so one always remains.
 */
void overlaps_mark(const Pack *pack, const Finding *findings, size_t count, bool *covered);

#endif
