/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The end of a run. For rule/ and history/ alone.
 */
#ifndef GOVLINT_RULE_RESULT_H
#define GOVLINT_RULE_RESULT_H

#include "rule/engine.h"

/* Fills what a result with its findings says besides: what could not be read, and numbers. */
void result_finish(Arena *arena, const LintOptions *options, const Document *const *documents,
                   size_t count, LintResult *out);

/* What the result saw of a repository; NULL where it did not see it. */
const Snapshot *result_snapshot(const LintResult *result, Str repository);

/*
 * alike.c: of the findings that only their order tells apart, gives the fingerprints that the base
 * has to those on lines that the base has.
 */
void result_settle_alike(Arena *arena, const LintResult *base, LintResult *result);

#endif
