/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the lines of files end in, counted over a repository.
 */
#ifndef GOVLINT_TABLE_ENDINGS_H
#define GOVLINT_TABLE_ENDINGS_H

#include "table/table.h"

typedef enum EndingsKind {
    ENDINGS_NONE, /* no line has an end */
    ENDINGS_ALL_LF,
    ENDINGS_ALL_CRLF,
    ENDINGS_MIXED,
} EndingsKind;

EndingsKind endings_kind(Str bytes);

/* Counts a file, or takes it out again. */
void endings_count(EndingsTally *tally, EndingsKind kind, bool more);

/*
 * Of a table of line endings, all files of a repository that it is read from: told by who keeps the
 * tables, else counted when it is first asked for, whatever part they are of.
 */
EndingsTally tables_tally(Tables *tables, const TableDef *def, const Repository *repository);

/* What most files but one of this kind end in: "lf", "crlf" or, in between, nothing. */
Str endings_of_others(EndingsTally tally, EndingsKind kind);

#endif
