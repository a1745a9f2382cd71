/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * One mistake, one finding, where two rules see it: what the rules' `covers` and `yields-to` say.
 * Internal to rule/.
 */
#ifndef GOVLINT_RULE_OVERLAP_H
#define GOVLINT_RULE_OVERLAP_H

#include "rule/pack.h"

/*
 * Sets those of `covered`, one for each of the sorted findings, for which another one stands that
 * is at least as severe: they are the same mistake. A covered finding covers nothing itself, so
 * one always remains.
 */
void overlaps_mark(const Pack *pack, const Finding *findings, size_t count, bool *covered);

#endif
