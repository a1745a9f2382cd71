/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The pieces of a Markdown report. Internal to report/.
 */
#ifndef GOVLINT_REPORT_MARKDOWN_H
#define GOVLINT_REPORT_MARKDOWN_H

#include "report/report.h"

/* Appends about `most` bytes of the text, escaped so that Markdown, HTML and GitHub's automatic
   links leave it as it is. */
void markdown_text(StrBuf *buf, Str text, size_t most);

/* The same for a line of HTML, in which a backslash would be shown. */
void markdown_html(StrBuf *buf, Str text, size_t most);

/* Appends a suggested change; false if the fix changes nothing that can be shown. */
bool markdown_fix(StrBuf *buf, const Report *report, const Finding *finding);

#endif
