/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Severities of rules in repositories. Only for rule/ and history/.
 */
#ifndef GOVLINT_RULE_GRADE_H
#define GOVLINT_RULE_GRADE_H

#include "rule/engine.h"

/* The severity in a repository (an index) of a rule whose severity in the run is `severity`. */
Severity rule_grade(const LintOptions *options, const Rule *rule, Severity severity,
                    size_t repository);

/* Whether the rule is on in any repository. */
bool rule_is_on(const LintOptions *options, const Rule *rule, Severity severity);

#endif
