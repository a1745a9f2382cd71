/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files of this folder share: the plan of one round.
 *
 *     plan.c        which fixes can be applied together, and to which files
 *     verify.c      whether applying some of them made things better
 *     run.c         the rounds
 *     apply.c       edits → bytes
 *     patch.c       changed files → patch
 *     write.c       changed files → disk; write_file.c writes a single one
 *     stage.c       … and into the index
 */
#ifndef GOVLINT_FIX_PLAN_H
#define GOVLINT_FIX_PLAN_H

#include "base/array.h"
#include "base/map.h"
#include "fix/fix.h"

/* A fix and the findings that it would remove. */
typedef struct Candidate {
    const Fix *fix;
    ARRAY_OF(const Finding *) findings;
    bool applied; /* it has turned out to be good */
} Candidate;

typedef struct DraftEdit {
    Edit edit;
    size_t candidate; /* index in the plan */
} DraftEdit;

/* The edits of one file, sorted by place. */
typedef struct Draft {
    const Source *source;
    bool create;
    bool crlf; /* every line ends with CRLF */
    ARRAY_OF(DraftEdit) edits;
} Draft;

typedef struct Plan {
    Arena *arena;
    const FixOptions *options;
    const Repository *repositories; /* as they were linted */
    Map *refused;                   /* fixes that are not tried again, by identity */
    ARRAY_OF(Candidate *) candidates;
    ARRAY_OF(Draft *) drafts;
    Map by_place;               /* drafts by repository and path */
    Map unread;                 /* files that were not fully looked at, by label and path */
    ARRAY_OF(Refused) rejected; /* fixes that this plan refuses */
} Plan;

/*
 * Chooses, in the order of the findings, each fix that overlaps none chosen before it. The caller
 * has set the plan's arena, options, repositories and refused.
 */
void plan_make(Plan *plan, const LintResult *result);

/* Refuses a fix for good. The reason must live as long as the plan. */
void plan_reject(Plan *plan, const Candidate *candidate, Str reason);

#define REPOSITORY_NONE ((size_t)-1)

/* The repository that the source is from, or REPOSITORY_NONE. */
size_t plan_repository(const LintOptions *options, const Source *source);

/* Whether the finding has a fix that is asked for: not if the finding is known from before the
   change, and not if the fix is unsafe and unsafe ones were not asked for. */
bool plan_concerns(const FixOptions *options, const Finding *finding);

/* The first repository that the fix would change and must not, or REPOSITORY_NONE. */
size_t plan_unwritable(const FixOptions *options, const Fix *fix);

/* The text with CRLF at the end of each line; lines that have it already stay as they are. */
Str plan_crlf(Arena *arena, Str text);

/*
 * Whether a file of this path may be written at all: it must be inside the root and not inside a
 * `.git`, in any of the spellings that some file systems take for it.
 */
bool fix_path_allowed(Arena *arena, Str path);

/*
 * Whether the candidates with `tried` set did what they should: their findings are gone, and there
 * is no new error except in files that unsafe fixes create. Returns why not, in the arena, or an
 * empty text if all is well.
 */
Str verify(Arena *arena, const LintResult *before, const LintResult *after, const Plan *plan,
           const bool *tried);

/* write_file.c: writes one file below the open root folder. Returns why not, or an empty text. */
Str write_file(Arena *arena, int root, const FixedFile *file);

/*
 * stage.c: why a file of an index must not be written; empty if it may be, or is not of an index.
 * `refused` is set if that is because of what is there, and not because reading failed.
 */
Str stage_obstacle(Arena *arena, const FixedFile *file, bool *refused);
/* Whether any of the files is of an index. */
bool stage_any(const FixResult *result);
/* Adds the written files of an index to it. False if that failed; `written` then says so. */
bool stage_written(Arena *arena, Written *written, size_t count);

#endif
