/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that were moved: what was found in them is told of where they are now, so that it is not
 * new there. For rule/ and history/ alone.
 *
 * A file that is gone was moved to a new one of its repository with its bytes; else to the new one
 * with its name, or else of its folder, where no other of either side has it and most of the lines
 * there are its own. Only files in which something was found matter, on both sides.
 */
#ifndef GOVLINT_RULE_MOVES_H
#define GOVLINT_RULE_MOVES_H

#include "base/array.h"
#include "rule/engine.h"

typedef struct Moves Moves;

typedef ARRAY_OF(const Source *) Sources;

/* Of files that are gone, and those that are there now and were not; each once, and borrowed. */
Moves *moves_find(Arena *arena, Sources gone, Sources there);

/* Where the file that is gone is now; NULL: nowhere. */
const Source *moves_to(const Moves *moves, Str repository, Str path);

/* Finding.key of what moved with its file, whose path it may have in it, in a line of its own. */
Str moves_key(Arena *arena, Str key, Str from, Str to);

/* The base as if the files that are somewhere else now had been there: its findings in them are
   told of their new paths, with the fingerprints of these. */
LintResult result_moved(Arena *arena, const LintResult *base, const LintResult *result);

#endif
