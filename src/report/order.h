/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The most important findings first, for forms that have no room for all. Internal to report/.
 */
#ifndef GOVLINT_REPORT_ORDER_H
#define GOVLINT_REPORT_ORDER_H

#include "rule/engine.h"

/* All findings, errors first; those of one severity stay in their order. */
const Finding **order_by_severity(Arena *arena, const LintResult *result);

#endif
