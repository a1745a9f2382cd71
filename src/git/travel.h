/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A snapshot that goes from commit to commit. Only folders whose trees differ are looked at, so
 * that a step costs what has changed and not what there is.
 *
 *     Travel *travel = travel_new(arena, STR("../governance"), error);
 *     if (travel_look(travel, id, &changes, &odd, error) && !odd)
 *         travel_follow(travel, changes), use(travel_snapshot(travel));
 *     travel_close(travel);
 *
 * It may look several commits ahead before the snapshot follows.
 */
#ifndef GOVLINT_GIT_TRAVEL_H
#define GOVLINT_GIT_TRAVEL_H

#include "git/snapshot.h"

typedef struct Travel Travel;

/* An entry that came, went, or is another one. */
typedef struct TravelChange {
    bool was; /* there was an entry of this path, `before` */
    bool is;  /* there is one now, `after` */
    SnapshotEntry before;
    SnapshotEntry after;
} TravelChange;

/* In order of paths, which live as long as the travel's arena. */
typedef struct TravelChanges {
    const TravelChange *items;
    size_t count;
} TravelChanges;

/* The repository at `path`, or the folder of it; the snapshot is empty at first. */
Travel *travel_new(Arena *arena, Str path, Error *error);
void travel_close(Travel *travel);

/*
 * Finds what a commit changes compared with the one that was looked at before; valid until the next
 * look. `*odd`: a listing would have told a problem (snapshot_open_revision does), and it is as if
 * the commit had not been looked at. ERROR_RUN where the commit, or its root tree, cannot be read,
 * or has too many files; then too it is as if it had not been looked at.
 */
bool travel_look(Travel *travel, Str commit, TravelChanges *changes, bool *odd, Error *error);

/* The snapshot takes changes, which come in the order in which they were looked at. */
void travel_follow(Travel *travel, TravelChanges changes);

/* Always the same one; it changes with each step. */
Snapshot *travel_snapshot(const Travel *travel);

/* A snapshot without entries, by which other threads read the files of changes. */
Snapshot *travel_open_reader(Arena *arena, Str path, Error *error);

#endif
