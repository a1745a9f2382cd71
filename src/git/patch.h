/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patches: the change to one file as text that `git apply` accepts.
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
 * The change as a unified patch with three lines of context. Its names are a/PATH and b/PATH,
 * quoted as Git quotes them. Empty if nothing changes. ERROR_RUN if libgit2 fails.
 *
 * A patch contains bytes of the file. If a terminal or the GitHub Actions log would act on some of
 * them, the patch is a binary one, below comments that show the change.
 */
bool patch_make(Arena *arena, const PatchFile *file, Str *out, Error *error);

/* A range of lines, numbered from 1. */
typedef struct PatchLines {
    size_t first;
    size_t count;
} PatchLines;

/* The lines of `after` that `before` does not have, in order; none if libgit2 fails. */
const PatchLines *patch_added_lines(Arena *arena, Str before, Str after, size_t *count);

#endif
