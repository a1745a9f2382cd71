/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Nearly always only a few neighbouring rows change, so what is the same at both ends is set aside
 * first. The rows between are counted, and then the order of those that both sides have is
 * compared.
 */
#include "history/row_changes.h"

#include "base/hash_map.h"

uint64_t row_prints_set(Arena *arena, RowPrints *prints, Row *const *rows, size_t count) {
    uint64_t all = row_print_start();
    prints->len = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t print = row_print(rows[i], i > 0 ? rows[i - 1] : NULL);
        all = row_print_number(all, print);
        array_push(arena, prints, print);
    }
    return all;
}

/* Prints of rows, in their order; once part() has split them, only of rows that both sides have. */
typedef struct Common {
    const uint64_t *items;
    size_t len;
} Common;

static size_t count_of(const HashMap *counts, uint64_t print) {
    size_t count = 0;
    (void)hash_map_get(counts, print, &count);
    return count;
}

/* Splits the prints into those that `counts` has, each as often as it says, and the rest. Returns
   the former if `counted`, else the latter, and adds the other part to `others`. */
static Common part(Arena *arena, Arena *scratch, HashMap *counts, Common prints, bool counted,
                   RowPrints *others) {
    RowPrints common = {0};
    for (size_t i = 0; i < prints.len; i++) {
        size_t count = count_of(counts, prints.items[i]);
        if (count > 0)
            hash_map_put(counts, prints.items[i], count - 1);
        if ((count > 0) == counted)
            array_push(scratch, &common, prints.items[i]);
        else
            array_push(arena, others, prints.items[i]);
    }
    return (Common){common.items, common.len};
}

/* Adds rows that were moved. Exact where single rows moved; otherwise it may add more than that. */
static void add_moved(Arena *arena, RowPrints *out, Common before, Common after) {
    for (size_t i = 0, j = 0; i < before.len && j < after.len;) {
        bool went = i + 1 < before.len && before.items[i + 1] == after.items[j];
        bool came = j + 1 < after.len && before.items[i] == after.items[j + 1];
        if (before.items[i] == after.items[j]) {
            i++, j++;
            continue;
        }
        if (went || !came)
            array_push(arena, out, before.items[i++]);
        if (!went)
            array_push(arena, out, after.items[j++]);
    }
}

void row_changes_add(Arena *arena, Arena *scratch, RowChanges *changes, const RowPrints *before,
                     const RowPrints *after) {
    Common old = {before->items, before->len};
    Common new = {after->items, after->len};
    for (; old.len > 0 && new.len > 0 && *old.items == *new.items; old.len--, new.len--)
        old.items++, new.items++;
    while (old.len > 0 && new.len > 0 && old.items[old.len - 1] == new.items[new.len - 1])
        old.len--, new.len--;
    HashMap counts;
    hash_map_init(&counts, scratch);
    for (size_t i = 0; i < new.len; i++)
        hash_map_put(&counts, new.items[i], count_of(&counts, new.items[i]) + 1);
    old = part(arena, scratch, &counts, old, true, &changes->gone);  /* `counts` keeps … */
    new = part(arena, scratch, &counts, new, false, &changes->came); /* … only rows that came */
    add_moved(arena, &changes->came, old, new);
}
