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
 * The tally of all files of a repository that a table of line endings is read from, also where the
 * tables are those of a part of them. The keeper of the tables tells it; else it is counted when it
 * is first asked for.
 */
EndingsTally tables_tally(Tables *tables, const TableDef *def, const Repository *repository);

/* What most files end in, without one of this kind: "lf", "crlf", or nothing where too few
   agree. */
Str endings_of_others(EndingsTally tally, EndingsKind kind);

#endif
