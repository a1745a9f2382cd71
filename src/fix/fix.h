/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Fixing: findings' edits become changed files, in memory first and then on disk.
 *
 * fix_run works in rounds, over snapshots in memory that are laid over those on disk. Each round
 * applies the fixes whose edits overlap no other and lints everything again. A fix that does not
 * remove its finding, or that makes a new error appear, is taken back. It is not tried again,
 * unless it may have failed only because of other fixes that were good. Files that unsafe fixes
 * create may have errors, which a person is to correct. Rounds go on until nothing changes, but at
 * most FIX_MAX_ROUNDS times. Only then is anything written (fix_write) or shown as a patch
 * (fix_patch), so both are the same change by construction.
 */
#ifndef GOVLINT_FIX_FIX_H
#define GOVLINT_FIX_FIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "rule/engine.h"

#define FIX_MAX_ROUNDS 10
/* How many times fix_run may lint to find out which fixes must be taken back. Fixes that are still
   undecided after that are refused. */
#define FIX_MAX_TRIALS 400
/* A trial counts as one, plus one for every this many findings. */
#define FIX_FINDINGS_OF_TRIAL 1000

/* A file that the fixes change or create. */
typedef struct FixedFile {
    const Repository *repository; /* with the snapshot on disk, not the one in memory */
    Str path;
    bool created;
    bool executable; /* a created one */
    Str before;      /* the bytes that were linted; empty for a created file */
    Str after;
} FixedFile;

/* A finding whose fix was applied. Several may share one fix. */
typedef struct Fixed {
    Finding finding; /* as it was found; its place and row are those of the file before all fixes */
    Str title;
    const Source *file; /* the first that the fix changed */
} Fixed;

/* A fix that was not applied, and why: "a new error appeared: …", "the finding was still there". */
typedef struct Refused {
    Finding finding; /* the first that asked for it */
    Str title;
    Str reason;
} Refused;

typedef struct FixOptions {
    LintOptions lint;
    bool unsafe;          /* apply unsafe fixes too */
    const bool *writable; /* for each repository, whether it may be changed; NULL: all may */
} FixOptions;

typedef struct FixResult {
    FixedFile *files; /* by repository and path; only files whose bytes differ */
    size_t file_count;
    Fixed *fixed;
    size_t fixed_count;
    Refused *refused;
    size_t refused_count;
    size_t *elsewhere; /* for each repository, how many fixes were left out as it is not writable */
    size_t rounds;
    bool stable;                    /* false: FIX_MAX_ROUNDS were not enough */
    LintResult after;               /* what remains */
    const Repository *repositories; /* with snapshots in memory that have the changes */
} FixResult;

/* Lints and fixes in memory. */
void fix_run(Arena *arena, const FixOptions *options, FixResult *out);

/*
 * Returns the bytes with the edits applied, which must be sorted by place and must not overlap.
 * Texts that are inserted at the same place keep the order of their edits. Pure.
 */
Str fix_apply(Arena *arena, Str bytes, const Edit *edits, size_t count);

/* The offset that a byte had before the edits were applied. What an edit inserted is where the text
   was that it replaced. */
size_t fix_offset_before(const Edit *edits, size_t count, size_t offset);

/* What became of writing one file. */
typedef struct Written {
    const FixedFile *file;
    bool ok;
    bool refused; /* not tried: a staged file that is different in the work tree */
    Str reason;   /* why not: "it changed on disk since it was read", "no space left on device" */
} Written;

/*
 * Writes the files, each atomically: a temporary file ".govlint-….tmp" in the same folder gets the
 * new bytes and the mode of the old file, is flushed and renamed over it, and then the folder is
 * flushed. A file whose bytes on disk are no longer `before` is left alone, and nothing is written
 * through a symbolic link or outside the root. A failure leaves no temporary file behind and does
 * not stop the other files. An interruption leaves none behind either: it takes effect when the
 * current file is done. Files of an index are written to the work tree and to the index, and are
 * refused if these two differ; with such files, an interruption waits until all files are done.
 * `out` must have room for `result->file_count`. True when all were written.
 */
bool fix_write(Arena *arena, const FixResult *result, Written *out);

/* Lints again as if only the files that were written had been fixed. */
void fix_lint_written(Arena *arena, const FixOptions *options, const FixResult *result,
                      const Written *written, LintResult *out);

/*
 * Prints the change as a unified patch for `git apply`, file after file: a/PATH and b/PATH with
 * paths from the root of their work tree. If several repositories change, a line
 * "# govlint: NAME (PLACE)" precedes the files of each.
 */
bool fix_patch(Arena *arena, const FixResult *result, FILE *out, Error *error);

#endif
