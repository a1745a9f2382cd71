/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Excerpts: the source line of a place, with the place underlined. Internal to report/.
 */
#ifndef GOVLINT_REPORT_EXCERPT_H
#define GOVLINT_REPORT_EXCERPT_H

#include "report/print.h"

/*
 * Prints the first line of the place, cut around it to the terminal's width, and marks below it.
 * Returns the width of the margin that it used, for lines that follow; 0 without an excerpt, where
 * the place has no bytes.
 */
size_t excerpt_print(const Printer *printer, Location at, Style marks);

#endif
