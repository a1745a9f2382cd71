/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What was found at a commit, kept without its documents, and what could not be looked for then.
 * Internal to history/.
 */
#ifndef GOVLINT_HISTORY_LIVES_SEEN_H
#define GOVLINT_HISTORY_LIVES_SEEN_H

#include "base/map.h"
#include "history/lives.h"

/* Why rules could not look at all of their tables, once for all commits where it was the same. */
typedef struct SeenSkips {
    const Skipped *items;
    size_t count;
} SeenSkips;

Seen *seen_new(Arena *arena, const Finding *finding);

/* Whether a finding of the same fingerprint is as it was seen. */
bool seen_holds(const Seen *seen, const Finding *finding);

/* Those of a commit; `known` has those of the commits before, and its arena gets them. */
const SeenSkips *seen_skips(Map *known, const LintResult *result);

/* Whether the rule of what was found then could not look now where it could then. */
bool seen_is_out_of_sight(const Seen *seen, const SeenSkips *then, const SeenSkips *now);

#endif
