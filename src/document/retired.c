/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Forgotten documents that may come back: when a change is reverted, or a history moves from one
 * branch to another and back. The last few of each path are kept, as long as there is room.
 */
#include <string.h>

#include "document/document_internal.h"

/* Limit in bytes for all of them together. */
#define RETIRED_MOST_BYTES ((size_t)16 << 20)

static void remove_at(Retired *retired, size_t index) {
    size_t behind = retired->count - index - 1;
    memmove(&retired->documents[index], &retired->documents[index + 1],
            behind * sizeof *retired->documents);
    retired->count--;
}

static void let_go(Retirement *all, Retired *retired, size_t index) {
    Arena *own = retired->documents[index]->parts->arena;
    all->bytes -= own->total;
    array_push(all->arena, &all->gone, own);
    remove_at(retired, index);
}

/* Frees the one that has waited longest, if it is still there. */
static void let_oldest_go(Retirement *all) {
    Waiting oldest = all->waiting.items[all->first++];
    for (size_t i = 0; i < oldest.place->count; i++)
        if (oldest.place->documents[i] == oldest.document) {
            let_go(all, oldest.place, i);
            return;
        }
}

static void close_gap(Retirement *all) {
    if (all->first < all->waiting.len / 2)
        return;
    all->waiting.len -= all->first;
    memmove(all->waiting.items, all->waiting.items + all->first,
            all->waiting.len * sizeof *all->waiting.items);
    all->first = 0;
}

void retired_add(Retirement *all, Retired *place, Document *document) {
    bool whole = document_has_bytes(document) && document->parts->unread.len == 0;
    if (!whole || !document->parts->has_blob) { /* it may be readable the next time */
        array_push(all->arena, &all->gone, document->parts->arena);
        return;
    }
    if (place->count == RETIRED_OF_PATH)
        let_go(all, place, 0);
    place->documents[place->count++] = document;
    all->bytes += document->parts->arena->total;
    array_push(all->arena, &all->waiting, (Waiting){place, document});
    while (all->bytes > RETIRED_MOST_BYTES)
        let_oldest_go(all);
    close_gap(all);
}

Document *retired_take(Retirement *all, Retired *place, const SnapshotEntry *entry) {
    for (size_t i = 0; i < place->count; i++) {
        Document *document = place->documents[i];
        if (!document_has_blob(document, entry))
            continue;
        all->bytes -= document->parts->arena->total;
        remove_at(place, i);
        return document;
    }
    return NULL;
}

void retired_free(Retirement *all) {
    while (all->first < all->waiting.len)
        let_oldest_go(all);
}
