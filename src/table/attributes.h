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

/* Lines of all .gitattributes together that are read; further ones say nothing. */
#define ATTRIBUTES_MAX_LINES 1000

/* The files of all repositories, read when first asked for. */
typedef struct Attributes Attributes;

/* Globs are compiled into the set. */
Attributes *attributes_new(Arena *arena, Documents *documents, PatternSet *patterns);

EndingsWanted attributes_endings(Attributes *attributes, const Repository *repository, Str path);

#endif
