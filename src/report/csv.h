/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comma-separated values as of RFC 4180: lines end with CRLF. What does not show is written by its
 * code, line ends too: a file may be looked at on a terminal. Internal to report/.
 */
#ifndef GOVLINT_REPORT_CSV_H
#define GOVLINT_REPORT_CSV_H

#include "report/print.h"

/* Prints a field, in quotes where it needs them. */
void csv_print(const Printer *printer, Str text);

/*
 * The same, for what is going to be opened as a spreadsheet: a text that one would take for a
 * formula has an apostrophe before it. https://owasp.org/www-community/attacks/CSV_Injection
 */
void csv_print_inert(const Printer *printer, Str text);

#endif
