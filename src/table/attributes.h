/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What .gitattributes files say about the line endings of a file. Of the lines that match its path,
 * the last one wins, and the file's own folder takes precedence over the folders above it.
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
    ENDINGS_KEPT, /* left as they are: the file is not text to Git (-text, binary) */
} EndingsWanted;

/* How many lines are read from all .gitattributes files together; further ones are ignored. */
#define ATTRIBUTES_MAX_LINES 1000

/* The .gitattributes files of all repositories, each read when it is first needed. */
typedef struct Attributes Attributes;

/* Globs are compiled into `patterns`. */
Attributes *attributes_new(Arena *arena, Documents *documents, PatternSet *patterns);

EndingsWanted attributes_endings(Attributes *attributes, const Repository *repository, Str path);

#endif
