/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ties record on which other rows a rule's result for a row depends. Each row tells some hashes and
 * hears some; the result for it depends on the row itself and on all rows that tell a hash that it
 * hears. So if a few rows of thousands change, only the rows that hear what these tell, or told
 * before, are checked again. Rows are identified by their prints (rule/row_print.h). Only for rule/
 * and history/.
 */
#ifndef GOVLINT_RULE_TIES_H
#define GOVLINT_RULE_TIES_H

#include "base/array.h"
#include "base/hash_map.h"
#include "base/str.h"

/* The hashes of one row, while they are collected. */
typedef struct RowTies {
    Arena *arena;
    uint64_t salt; /* of the check, so that the ties of different checks do not mix */
    ARRAY_OF(uint64_t) hears;
    ARRAY_OF(uint64_t) tells;
    ARRAY_OF(uint64_t) shares; /* both heard and told by the row, as by all rows with them */
} RowTies;

void row_ties_hear(RowTies *ties, Str text);
void row_ties_tell(RowTies *ties, Str text);

void row_ties_share(RowTies *ties, Str text);

enum { ROW_SET_WORDS = 16 };

/* A set of rows by their prints, in the order in which they were added. */
typedef struct RowSet {
    Arena *arena;
    uint64_t some[ROW_SET_WORDS]; /* a bit for each row in the set, shared with other rows */
    HashMap numbers;
    ARRAY_OF(uint64_t) rows;
} RowSet;

/* A quick test, which is false for nearly all rows that are not in the set. */
static inline bool row_set_may_have(const RowSet *set, uint64_t row) {
    return set->some[row >> 6 & (ROW_SET_WORDS - 1)] >> (row & 63) & 1;
}

void row_set_init(RowSet *set, Arena *arena);
void row_set_add(RowSet *set, uint64_t row);
bool row_set_has(const RowSet *set, uint64_t row);

/* The hashes that rows hear, tell or share. */
typedef struct TieBook TieBook;

/* The ties of all rows that a rule has ever looked at; rows with equal prints have the same ties.
 */
typedef struct Ties {
    RowSet known;
    TieBook *heard;
    TieBook *told;
    TieBook *shared;
} Ties;

Ties *ties_new(Arena *arena);

/* Adds ties to a row, which may have some already. */
void ties_add(Ties *ties, uint64_t row, const RowTies *of);

/* Adds to `out` all rows that hear what any of these rows tell … */
void ties_add_hearers(const Ties *ties, const uint64_t *rows, size_t count, RowSet *out);
/* … or that tell what any of these rows hear. */
void ties_add_tellers(const Ties *ties, const uint64_t *rows, size_t count, RowSet *out);

#endif
