/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Fixing: findings' edits become changed files, in memory first and then on disk.
 *
 * fix_run works in rounds over snapshots that lie in memory above those on disk. In each round
 * the fixes whose edits overlap no other are applied and everything is linted again. A fix that
 * does not remove its finding, or with which a new error appears, is taken back, and not tried
 * again unless that was beside others that are good; but a file that an unsafe fix creates may have
 * errors, which a person is to mend. Rounds go on until nothing changes, FIX_MAX_ROUNDS at most.
 * Only then is anything written (fix_write) or shown as a patch (fix_patch), so both are the same
 * change by construction.
 */
#ifndef GOVLINT_FIX_FIX_H
#define GOVLINT_FIX_FIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "rule/engine.h"

#define FIX_MAX_ROUNDS 10
/* How often a round is linted to find out which of its fixes must be taken back. Fixes that are
   undecided then are refused. */
#define FIX_MAX_TRIALS 400
/* A trial counts once more for every so many findings. */
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
    Finding finding; /* as it was found; its locations are those of the round it was found in */
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
    bool unsafe;          /* unsafe fixes too */
    const bool *writable; /* for each repository whether it may be changed; NULL: all may */
} FixOptions;

typedef struct FixResult {
    FixedFile *files; /* in order of repository and path; those whose bytes differ only */
    size_t file_count;
    Fixed *fixed;
    size_t fixed_count;
    Refused *refused;
    size_t refused_count;
    size_t *elsewhere; /* for each repository, the fixes left out because it is not writable */
    size_t rounds;
    bool stable;                    /* false: FIX_MAX_ROUNDS were not enough */
    LintResult after;               /* what remains */
    const Repository *repositories; /* bound to snapshots in memory that have the changes */
} FixResult;

/* Lints and fixes in memory. */
void fix_run(Arena *arena, const FixOptions *options, FixResult *out);

/*
 * The edits of fixes applied to bytes: sorted by place, non-overlapping. Pure. Of several at one
 * place between two bytes, the texts come in the order of the edits.
 */
Str fix_apply(Arena *arena, Str bytes, const Edit *edits, size_t count);

/* What became of writing one file. */
typedef struct Written {
    const FixedFile *file;
    bool ok;
    bool refused; /* not tried: a staged file whose work tree has something else */
    Str reason;   /* why not: "it changed on disk since it was read", "no space left on device" */
} Written;

/*
 * Writes the files, each atomically: a temporary file ".govlint-….tmp" in the same folder, flushed,
 * given the mode of the old one, renamed over it, the folder flushed. A file whose bytes on disk
 * are no longer `before` is left alone; nothing is written through a symbolic link or outside the
 * root. A failure leaves no temporary file behind and does not stop the others; nor does an
 * interruption, which waits until the file at hand is done. Files of an index are written to the
 * work tree and the index, and are refused where those differ; there it waits until all are.
 * `out` has room for `result->file_count`. True when all were written.
 */
bool fix_write(Arena *arena, const FixResult *result, Written *out);

/* Lints again as if only the files that were written had been fixed. */
void fix_lint_written(Arena *arena, const FixOptions *options, const FixResult *result,
                      const Written *written, LintResult *out);

/*
 * The change as a unified patch that `git apply` takes, file after file: a/PATH and b/PATH with
 * paths from the root of their work tree. Where several repositories change, a line
 * "# govlint: NAME (PLACE)" goes before the files of each.
 */
bool fix_patch(Arena *arena, const FixResult *result, FILE *out, Error *error);

#endif
