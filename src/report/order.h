/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The most important findings first, for forms that have no room for all; and which finding tells
 * a fix that several share. Internal to report/.
 */
#ifndef GOVLINT_REPORT_ORDER_H
#define GOVLINT_REPORT_ORDER_H

#include "base/map.h"
#include "rule/engine.h"

/* All findings, errors first; those of one severity stay in their order. */
const Finding **order_by_severity(Arena *arena, const LintResult *result);

/* How many findings the formats for people print, the first ones; JSON has them all. */
size_t findings_shown(const LintResult *result);

/*
 * The first finding with the same fix, of those that were asked about with this map, which may be
 * the finding itself. All rows that are out of order share a fix with an edit for each of them:
 * told with each finding it would be told n * n times.
 */
const Finding *first_with_fix(Map *seen, const Finding *finding);

/* The message for a format that has no other place to say that the finding is known. */
Str marked_message(Arena *arena, const Finding *finding);

#endif
