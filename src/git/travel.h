/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A snapshot that goes from commit to commit. Only folders whose trees differ are looked at, so
 * that a step costs what has changed and not what there is.
 *
 *     Travel *travel = travel_new(arena, STR("../governance"), error);
 *     if (travel_to(travel, id, &changes, &odd, error) && !odd)
 *         use(travel_snapshot(travel));
 *     travel_close(travel);
 */
#ifndef GOVLINT_GIT_TRAVEL_H
#define GOVLINT_GIT_TRAVEL_H

#include "base/array.h"
#include "git/snapshot.h"

typedef struct Travel Travel;

/* An entry that came, went, or is another one. */
typedef struct TravelChange {
    bool was; /* there was an entry of this path, `before` */
    bool is;  /* there is one now, `after` */
    SnapshotEntry before;
    SnapshotEntry after;
} TravelChange;

/* In no order; the paths live as long as the travel's arena. */
typedef struct TravelChanges {
    const TravelChange *items;
    size_t count;
} TravelChanges;

/* The repository at `path`, or the folder of it; the snapshot is empty at first. */
Travel *travel_new(Arena *arena, Str path, Error *error);
void travel_close(Travel *travel);

/*
 * Goes to a commit. `*odd`: a listing would have told a problem (snapshot_open_revision does), and
 * the snapshot has stayed where it was. ERROR_RUN where the commit, or its root tree, cannot be
 * read; then it has stayed too.
 */
bool travel_to(Travel *travel, Str commit, TravelChanges *changes, bool *odd, Error *error);

/* Always the same one; it changes with each step. */
Snapshot *travel_snapshot(const Travel *travel);

#endif
