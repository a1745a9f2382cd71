/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files in the folder of a pack that would never be read, though somebody meant them to be.
 */
#ifndef GOVLINT_RULE_PACK_UNREAD_H
#define GOVLINT_RULE_PACK_UNREAD_H

#include "git/snapshot.h"

/*
 * An error where a file of the pack's folder was meant as a rule or as tables and is not read: one
 * that ends in .yaml or .YML there or in tables/, and a rule or tables in another folder below that
 * is no pack. Other files may be there for other ends. `shown` is the pack's folder in messages.
 */
bool pack_check_unread(Arena *arena, Str shown, const Snapshot *snapshot, Str folder,
                       const SnapshotEntry *entry, Error *error);

#endif
