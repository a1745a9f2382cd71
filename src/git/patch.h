/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patches: the change of one file as text that `git apply` takes.
 */
#ifndef GOVLINT_GIT_PATCH_H
#define GOVLINT_GIT_PATCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef struct PatchFile {
    Str path; /* from the root of the work tree */
    Str before;
    Str after;
    bool created; /* there was no such file; `before` is empty */
    bool executable;
} PatchFile;

/*
 * The change as a unified patch with three lines of context: its names are a/PATH and b/PATH,
 * quoted as Git quotes them. Empty where nothing changes. ERROR_RUN where libgit2 fails.
 *
 * A patch has the bytes of the file. Where a terminal would obey some of them, or the log of GitHub
 * Actions, it is a binary one, below comments that show the change.
 */
bool patch_make(Arena *arena, const PatchFile *file, Str *out, Error *error);

/* Lines of a text, from 1. */
typedef struct PatchLines {
    size_t first;
    size_t count;
} PatchLines;

/* The lines of `after` that `before` does not have, in order; none where libgit2 fails. */
const PatchLines *patch_added_lines(Arena *arena, Str before, Str after, size_t *count);

#endif
