/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Spread tables: tables in which the rows of each file depend on that file only. So they can be
 * read from a single file, and the result is valid whatever the other files are.
 */
#ifndef GOVLINT_TABLE_SPREAD_H
#define GOVLINT_TABLE_SPREAD_H

#include "table/definition.h"
#include "table/table.h"

/* A spread table never has problems: only a table of one file can be missing a place. */
bool table_def_is_spread(const TableDef *def);

/* The tables that a table is read from, by index, its parent last; then NULL. */
const TableDef *table_def_source(const TableDef *def, size_t index);

/* Whether the table is read from files, not from other tables; whether it needs their bytes. */
bool table_def_is_of_files(const TableDef *def);
bool table_def_reads_bytes(const TableDef *def);

/* Whether all of its rows are in one file, which a message about a missing row can point to. */
bool table_def_is_of_one_file(const TableDef *def);

/* Which parts of documents the table itself reads, as DocumentPart flags. */
unsigned table_def_parts(const TableDef *def);

/* Whether the table itself is read from Markdown, HTML or Liquid; whether it can be gathered from
   parts. */
bool table_def_reads_text(const TableDef *def);
bool table_def_can_be_gathered(const TableDef *def);

/* Whether its rows give the line endings of files, compared with those of all other files. */
bool table_def_is_of_endings(const TableDef *def);

/* Whether its rows are links, each with a Row.link. */
bool table_def_is_of_links(const TableDef *def);

/* Whether rows of different files never have the same text in the column. */
bool table_def_parts_files(const TableDef *def, size_t column);

/* Whether the definition names a repository; whether it names "any" repository. */
bool table_def_names_repository(const TableDef *def, Str name);
bool table_def_names_any(const TableDef *def);

/* The reason why a table is not known if one of its repositories was not given. */
Str reason_not_given(Arena *arena, const Repository *repository);

#endif
