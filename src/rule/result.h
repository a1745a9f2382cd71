/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The end of a run. Only for rule/ and history/.
 */
#ifndef GOVLINT_RULE_RESULT_H
#define GOVLINT_RULE_RESULT_H

#include "rule/engine.h"

/* Completes a result that has its findings: adds what could not be read, and the counts. */
void result_finish(Arena *arena, const LintOptions *options, const Document *const *documents,
                   size_t count, LintResult *out);

/* The snapshot of a repository that the result is based on; NULL if it was not given. */
const Snapshot *result_snapshot(const LintResult *result, Str repository);

/*
 * Among findings that differ only in their order, assigns the fingerprints that the base has to
 * those on lines that the base has. In alike.c.
 */
void result_settle_alike(Arena *arena, const LintResult *base, LintResult *result);

#endif
