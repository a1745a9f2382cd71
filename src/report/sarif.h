/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The pieces of a SARIF log. Internal to report/.
 */
#ifndef GOVLINT_REPORT_SARIF_H
#define GOVLINT_REPORT_SARIF_H

#include "report/json_value.h"
#include "report/report.h"

/* "error", "warning", "note" or "none". */
Str sarif_level(Severity severity);

/* {"text": …}, escaped for people and so that SARIF sees no placeholders or links in it. */
json_t *sarif_message(Arena *scratch, Str text);

/* The program with the descriptions of all rules of the pack. */
json_t *sarif_tool(const Pack *pack);

/* What the run itself reports: skipped rules, unread files, results that were left out. */
json_t *sarif_invocation(const Report *report, size_t left_out);

#endif
