/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Spread tables: those whose rows come file by file, each file's from it alone. So they can be read
 * of one file by itself, and what is said of its rows holds whatever the other files are.
 */
#ifndef GOVLINT_TABLE_SPREAD_H
#define GOVLINT_TABLE_SPREAD_H

#include "table/definition.h"
#include "table/table.h"

/* Such a table never has problems: a place that is missing is that of one file. */
bool table_def_is_spread(const TableDef *def);

/* The tables that a table is read from, one by one, its parent last; NULL behind them. */
const TableDef *table_def_source(const TableDef *def, size_t index);

/* Whether it is read from files, not from other tables; whether from their bytes. */
bool table_def_is_of_files(const TableDef *def);
bool table_def_reads_bytes(const TableDef *def);

/* Whether all of its rows stand in one file, to which whoever misses one can be sent. */
bool table_def_is_of_one_file(const TableDef *def);

/* What it reads of documents itself: DocumentPart, or-ed. */
unsigned table_def_parts(const TableDef *def);

/* Whether it is read from Markdown, HTML or Liquid itself; whether it can be gathered. */
bool table_def_reads_text(const TableDef *def);
bool table_def_can_be_gathered(const TableDef *def);

/* Whether its rows tell what the lines of files end in, compared with all others. */
bool table_def_is_of_endings(const TableDef *def);

/* Whether its rows are links: each has a Row.link. */
bool table_def_is_of_links(const TableDef *def);

/* Whether rows of several files never have the same text in the column. */
bool table_def_parts_files(const TableDef *def, size_t column);

/* Whether the definition names a repository; whether it names any that there may be. */
bool reading_names_repository(const TableDef *def, Str name);
bool reading_names_any(const TableDef *def);

/* Why a table is not known of which a repository was not given. */
Str reading_not_given(Arena *arena, const Repository *repository);

#endif
