/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The line endings of files, counted over a repository.
 */
#ifndef GOVLINT_TABLE_ENDINGS_H
#define GOVLINT_TABLE_ENDINGS_H

#include "table/table.h"

typedef enum EndingsKind {
    ENDINGS_NONE, /* there is no line ending */
    ENDINGS_ALL_LF,
    ENDINGS_ALL_CRLF,
    ENDINGS_MIXED,
} EndingsKind;

EndingsKind endings_kind(Str bytes);

/* Adds a file to the tally (`more`), or takes it out again. */
void endings_count(EndingsTally *tally, EndingsKind kind, bool more);

/*
 * The tally of all files of a repository that a table of line endings is read from, even if
 * `tables` covers only a part of them. It comes from the keeper of the tables if they have one;
 * otherwise it is counted when first asked for.
 */
EndingsTally tables_tally(Tables *tables, const TableDef *def, const Repository *repository);

/* The line ending of most files, not counting one file of the given kind: "lf" or "crlf", or empty
   if neither is more than twice as common as the other. */
Str endings_of_others(EndingsTally tally, EndingsKind kind);

#endif
