/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The most important findings first, for formats that have no room for all; and which finding shows
 * a fix that several share. Internal to report/.
 */
#ifndef GOVLINT_REPORT_ORDER_H
#define GOVLINT_REPORT_ORDER_H

#include "base/map.h"
#include "rule/engine.h"

/* All findings, errors first; findings of the same severity keep their order. */
const Finding **order_by_severity(Arena *arena, const LintResult *result);

/* How many findings the formats for people print, from the first on; JSON has all of them. */
size_t findings_shown(const LintResult *result);

/*
 * The first finding with the same fix among those that were asked about with this map; it may be
 * the finding itself. All rows that are out of order share one fix with an edit for each of them,
 * so that showing it with each finding would print n * n edits.
 */
const Finding *first_with_fix(Map *seen, const Finding *finding);

/* The message for formats that have no other place to say that the finding is known. */
Str marked_message(Arena *arena, const Finding *finding);

#endif
