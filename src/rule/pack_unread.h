/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files in the folder of a pack that would never be read although they seem to be meant for it.
 */
#ifndef GOVLINT_RULE_PACK_UNREAD_H
#define GOVLINT_RULE_PACK_UNREAD_H

#include "git/snapshot.h"

/*
 * Sets an error if a file in the pack's folder seems to be meant as a rule or as tables but is not
 * read. That is a file there or in tables/ whose name ends in .yaml or .YML, and a rule or tables
 * in another folder below, unless that is a pack. Files for other purposes are allowed. `shown` is
 * the pack's folder in messages.
 */
bool pack_check_unread(Arena *arena, Str shown, const Snapshot *snapshot, Str folder,
                       const SnapshotEntry *entry, Error *error);

#endif
