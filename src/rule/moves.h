/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files and folders that were moved. Findings in them are carried over to where they are now, so
 * that they do not count as new there. Only for rule/ and history/.
 *
 * A file that is gone is taken to have moved to a new file of its repository: one with the same
 * bytes, else the one with the same name, else the one in the same folder. By name and by folder,
 * the match must be unique on both sides, and most lines of the new file must be those of the old
 * one. So is a folder, as if its files were one. Only files and folders with findings are
 * considered, on both sides.
 */
#ifndef GOVLINT_RULE_MOVES_H
#define GOVLINT_RULE_MOVES_H

#include "base/array.h"
#include "rule/engine.h"

typedef struct Moves Moves;

typedef ARRAY_OF(const Source *) Sources;

/* The source of a folder with the names and the bytes of its files, for `moves_find`. */
const Source *moves_folder(Arena *arena, const Snapshot *snapshot, Str repository, Str path);

/* Matches files that are gone with new ones. Each must be listed only once. They are borrowed. */
Moves *moves_find(Arena *arena, Sources gone, Sources there);

/* The new place of a file that is gone, or NULL if it was not moved. */
const Source *moves_to(const Moves *moves, Str repository, Str path);

/* The Finding.key of a finding that moved with its file. A line of the key may be the file's path,
   which is replaced. */
Str moves_key(Arena *arena, Str key, Str from, Str to);

/* The base as if files that have moved since had always been in their new places: its findings in
   them get the new paths and the fingerprints that belong to these. */
LintResult result_moved(Arena *arena, const LintResult *base, const LintResult *result);

#endif
