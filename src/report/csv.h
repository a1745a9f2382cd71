/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comma-separated values (RFC 4180): lines end with CRLF. Invisible characters, line ends included,
 * are written as codes, since the file may be looked at on a terminal. Internal to report/.
 */
#ifndef GOVLINT_REPORT_CSV_H
#define GOVLINT_REPORT_CSV_H

#include "report/print.h"

/* Prints a field, in quotes if it needs them. */
void csv_print(const Printer *printer, Str text);

/*
 * The same, for output that may be opened as a spreadsheet: a text that could be taken for a
 * formula gets an apostrophe before it. https://owasp.org/www-community/attacks/CSV_Injection
 */
void csv_print_inert(const Printer *printer, Str text);

#endif
