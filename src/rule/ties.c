/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A book has its ties in one array. The ties of each row are a linked list in it, and so are those
 * of each hash.
 */
#include "rule/ties.h"

#include <assert.h>

#include "rule/row_print.h"

typedef struct Tie {
    uint64_t row;
    uint64_t hash;
    uint32_t next_of_row; /* index of the next tie of the row, or NO_TIE */
    uint32_t next_of_hash;
} Tie;

#define NO_TIE UINT32_MAX

struct TieBook {
    Arena *arena;
    ARRAY_OF(Tie) ties;
    HashMap by_row; /* index of the last tie of each row, and below, of each hash */
    HashMap by_hash;
};

/* one row */

void row_ties_hear(RowTies *ties, Str text) {
    array_push(ties->arena, &ties->hears, row_print_text(ties->salt, text));
}

void row_ties_tell(RowTies *ties, Str text) {
    array_push(ties->arena, &ties->tells, row_print_text(ties->salt, text));
}

void row_ties_share(RowTies *ties, Str text) {
    array_push(ties->arena, &ties->shares, row_print_text(ties->salt, text));
}

/* sets */

void row_set_init(RowSet *set, Arena *arena) {
    *set = (RowSet){.arena = arena};
    hash_map_init(&set->numbers, arena);
}

bool row_set_has(const RowSet *set, uint64_t row) {
    size_t number;
    return row_set_may_have(set, row) && hash_map_get(&set->numbers, row, &number);
}

void row_set_add(RowSet *set, uint64_t row) {
    if (row_set_has(set, row))
        return;
    set->some[row >> 6 & (ROW_SET_WORDS - 1)] |= UINT64_C(1) << (row & 63);
    hash_map_put(&set->numbers, row, set->rows.len);
    array_push(set->arena, &set->rows, row);
}

/* books */

static TieBook *book_new(Arena *arena) {
    TieBook *book = arena_new(arena, TieBook);
    book->arena = arena;
    hash_map_init(&book->by_row, arena);
    hash_map_init(&book->by_hash, arena);
    return book;
}

static uint32_t last_of(const HashMap *map, uint64_t key) {
    size_t number = NO_TIE;
    (void)hash_map_get(map, key, &number);
    return (uint32_t)number;
}

static void book_add(TieBook *book, uint64_t row, uint64_t hash) {
    assert(book->ties.len < NO_TIE); /* each row has few ties, and memory holds fewer rows */
    Tie tie = {row, hash, last_of(&book->by_row, row), last_of(&book->by_hash, hash)};
    hash_map_put(&book->by_row, row, book->ties.len);
    hash_map_put(&book->by_hash, hash, book->ties.len);
    array_push(book->arena, &book->ties, tie);
}

Ties *ties_new(Arena *arena) {
    Ties *ties = arena_new(arena, Ties);
    row_set_init(&ties->known, arena);
    ties->heard = book_new(arena);
    ties->told = book_new(arena);
    ties->shared = book_new(arena);
    return ties;
}

void ties_add(Ties *ties, uint64_t row, const RowTies *of) {
    for (size_t i = 0; i < of->hears.len; i++)
        book_add(ties->heard, row, of->hears.items[i]);
    for (size_t i = 0; i < of->tells.len; i++)
        book_add(ties->told, row, of->tells.items[i]);
    for (size_t i = 0; i < of->shares.len; i++)
        book_add(ties->shared, row, of->shares.items[i]);
}

/* Adds the rows that `to` has for any hash that `from` has for these rows. */
static void add_tied(const TieBook *from, const TieBook *to, const uint64_t *rows, size_t count,
                     RowSet *out) {
    for (size_t i = 0; i < count; i++)
        for (uint32_t at = last_of(&from->by_row, rows[i]); at != NO_TIE;
             at = from->ties.items[at].next_of_row)
            for (uint32_t there = last_of(&to->by_hash, from->ties.items[at].hash); there != NO_TIE;
                 there = to->ties.items[there].next_of_hash)
                row_set_add(out, to->ties.items[there].row);
}

void ties_add_hearers(const Ties *ties, const uint64_t *rows, size_t count, RowSet *out) {
    add_tied(ties->told, ties->heard, rows, count, out);
    add_tied(ties->shared, ties->shared, rows, count, out);
}

void ties_add_tellers(const Ties *ties, const uint64_t *rows, size_t count, RowSet *out) {
    add_tied(ties->heard, ties->told, rows, count, out);
    add_tied(ties->shared, ties->shared, rows, count, out);
}
