/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Printing for people: styles, places, numbers, wrapped prose. Internal to report/.
 */
#ifndef GOVLINT_REPORT_PRINT_H
#define GOVLINT_REPORT_PRINT_H

#include <stdio.h>

#include "finding/finding.h"
#include "report/report.h"

typedef enum Style {
    STYLE_PLAIN,
    STYLE_BOLD,
    STYLE_DIM,
    STYLE_ERROR,
    STYLE_WARNING,
    STYLE_NOTE,
    STYLE_GUTTER,
} Style;

/* Where and how to print. The owner of the printer resets the scratch memory from time to time. */
typedef struct Printer {
    FILE *out;
    Arena *scratch;
    const ReportOptions *options;
} Printer;

/* Prints bytes as they are: only for text that is known to be harmless or is already escaped. */
void print_raw(const Printer *printer, Str text);
void print_c(const Printer *printer, const char *text);
/* Prints escaped text. */
void print_text(const Printer *printer, Str text);
void print_repeat(const Printer *printer, char c, size_t count);

/* Starts and ends a style; prints nothing without colour. */
void print_style(const Printer *printer, Style style);
void print_style_end(const Printer *printer, Style style);

/* Prints escaped text in a style. */
void print_styled(const Printer *printer, Style style, Str text);

Style print_severity_style(Severity severity);

/*
 * "PATH:LINE:COLUMN", escaped, with a path that can be opened from the current folder; without line
 * and column if the place has no bytes.
 */
Str print_place(const Printer *printer, Location at);

/* "LABEL" and "PATH" put together and escaped; "." for the current folder itself. */
Str print_path(const Printer *printer, Str label, Str path);

/* "1 error", "2 errors". */
Str print_count(Arena *arena, size_t count, const char *noun);

/* summary.c: prints counts by severity, "2 errors, 1 warning"; nothing, and false, if all are 0. */
bool print_severities(const Printer *printer, const size_t *counts);
/* summary.c: a line for each reason why rules were skipped. */
void print_all_skipped(const Printer *printer, const Skipped *skipped, size_t count);

/* Prints prose, wrapped to the terminal's width; blank lines separate paragraphs. */
void print_prose(const Printer *printer, Str text);

#endif
