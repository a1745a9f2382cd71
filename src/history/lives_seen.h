/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What was found at a commit, kept without its documents, and what could not be looked for there.
 * Internal to history/.
 */
#ifndef GOVLINT_HISTORY_LIVES_SEEN_H
#define GOVLINT_HISTORY_LIVES_SEEN_H

#include "base/map.h"
#include "history/lives.h"

/* Why rules could not look at all of their tables. Commits for which it is the same share one. */
typedef struct SeenSkips {
    const Skipped *items;
    size_t count;
} SeenSkips;

Seen *seen_new(Arena *arena, const Finding *finding);

/* Whether a finding with the same fingerprint is still as it was seen. */
bool seen_holds(const Seen *seen, const Finding *finding);

/* The skips of a commit. `known` holds those of earlier commits; new ones are added to it and live
   in its arena. */
const SeenSkips *seen_skips(Map *known, const LintResult *result);

/* Whether the rule of the finding cannot look at something now that it could look at then. */
bool seen_is_out_of_sight(const Seen *seen, const SeenSkips *then, const SeenSkips *now);

#endif
