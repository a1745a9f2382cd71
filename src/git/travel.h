/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A snapshot that moves from commit to commit. Only folders whose trees differ are looked at, so
 * the cost of a step depends on what changed, not on how much there is.
 *
 *     Travel *travel = travel_new(arena, STR("../governance"), error);
 *     if (travel_look(travel, id, &changes, &odd, error) && !odd)
 *         travel_follow(travel, changes), use(travel_snapshot(travel));
 *     travel_close(travel);
 *
 * It may look at several commits before the snapshot follows.
 */
#ifndef GOVLINT_GIT_TRAVEL_H
#define GOVLINT_GIT_TRAVEL_H

#include "git/snapshot.h"

typedef struct Travel Travel;

/* An entry that was added, removed or changed. */
typedef struct TravelChange {
    bool was; /* there was an entry at this path, `before` */
    bool is;  /* there is one now, `after` */
    SnapshotEntry before;
    SnapshotEntry after;
} TravelChange;

/* Sorted by path; the paths live as long as the travel's arena. */
typedef struct TravelChanges {
    const TravelChange *items;
    size_t count;
} TravelChanges;

/* Travels in the repository at `path`, or in that folder of it; the snapshot is empty at first. */
Travel *travel_new(Arena *arena, Str path, Error *error);
void travel_close(Travel *travel);

/*
 * Finds what a commit changes compared with the one looked at before; valid until the next look.
 * `*odd` means that a listing would have reported a problem (as snapshot_open_revision does).
 * ERROR_RUN if the commit or its root tree cannot be read, or it has too many files. In both cases
 * it is as if the commit had not been looked at.
 */
bool travel_look(Travel *travel, Str commit, TravelChanges *changes, bool *odd, Error *error);

/* Applies changes to the snapshot. They must come in the order in which they were looked at. */
void travel_follow(Travel *travel, TravelChanges changes);

/* Always the same snapshot; it changes with each step. */
Snapshot *travel_snapshot(const Travel *travel);

/* A snapshot without entries, through which other threads read changed files. */
Snapshot *travel_open_reader(Arena *arena, Str path, Error *error);

#endif
