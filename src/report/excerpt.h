/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Excerpts: the source line of a place, with the place underlined. Internal to report/.
 */
#ifndef GOVLINT_REPORT_EXCERPT_H
#define GOVLINT_REPORT_EXCERPT_H

#include "report/print.h"

/*
 * Prints the first line of the place, cut around the place to the terminal's width, and marks below
 * it. Returns the width of the margin that it used, for lines that follow, or 0 if the place has no
 * bytes and so no excerpt.
 */
size_t excerpt_print(const Printer *printer, Location at, Style marks);

#endif
