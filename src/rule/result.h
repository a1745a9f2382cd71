/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The end of a run. Internal to rule/.
 */
#ifndef GOVLINT_RULE_RESULT_H
#define GOVLINT_RULE_RESULT_H

#include "rule/engine.h"

/* Fills what a result with its findings says besides: what could not be read, and numbers. */
void result_finish(Arena *arena, const LintOptions *options, const Documents *documents,
                   LintResult *out);

#endif
