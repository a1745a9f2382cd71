/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What .gitattributes says of the line endings of a file. Of the lines that match its path the last
 * one counts, those in the folder of the file more than those in folders around.
 * https://git-scm.com/docs/gitattributes
 */
#ifndef GOVLINT_TABLE_ATTRIBUTES_H
#define GOVLINT_TABLE_ATTRIBUTES_H

#include "base/pattern.h"
#include "document/document.h"

typedef enum EndingsWanted {
    ENDINGS_UNSAID,
    ENDINGS_LF,
    ENDINGS_CRLF,
    ENDINGS_KEPT, /* whatever they are: the file is no text to Git (-text, binary) */
} EndingsWanted;

/* Globs are compiled into the set. Of each .gitattributes only the first 1000 lines are read. */
EndingsWanted attributes_endings(Arena *arena, Documents *documents, PatternSet *patterns,
                                 const Repository *repository, Str path);

#endif
