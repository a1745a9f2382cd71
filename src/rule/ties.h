/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Ties: which rows what a rule says of a row depends on. Each row is told of by some hashes and
 * hears others; what is said of it depends on the row itself and on rows that tell what it hears.
 * So where a few rows of thousands change, only those that hear what they tell, or told, are looked
 * at again. Rows go by their prints (rule/row_print.h). For rule/ and history/ alone.
 */
#ifndef GOVLINT_RULE_TIES_H
#define GOVLINT_RULE_TIES_H

#include "base/array.h"
#include "base/hash_map.h"
#include "base/str.h"

/* The hashes of one row, in the making. */
typedef struct RowTies {
    Arena *arena;
    uint64_t salt; /* of the check: what one check hears is no matter to another */
    ARRAY_OF(uint64_t) hears;
    ARRAY_OF(uint64_t) tells;
    ARRAY_OF(uint64_t) shares; /* what it hears and tells, as all others do that have it */
} RowTies;

void row_ties_hear(RowTies *ties, Str text);
void row_ties_tell(RowTies *ties, Str text);

void row_ties_share(RowTies *ties, Str text);

enum { ROW_SET_WORDS = 16 };

/* Rows by their prints, each once, in the order in which they were added. */
typedef struct RowSet {
    Arena *arena;
    uint64_t some[ROW_SET_WORDS]; /* a bit for each row that is in it, and so for others */
    HashMap numbers;
    ARRAY_OF(uint64_t) rows;
} RowSet;

/* Whether a row may be in the set: nearly all others are not. */
static inline bool row_set_may_have(const RowSet *set, uint64_t row) {
    return set->some[row >> 6 & (ROW_SET_WORDS - 1)] >> (row & 63) & 1;
}

void row_set_init(RowSet *set, Arena *arena);
void row_set_add(RowSet *set, uint64_t row);
bool row_set_has(const RowSet *set, uint64_t row);

/* What rows hear, or what they tell. */
typedef struct TieBook TieBook;

/* The ties of all rows that a rule ever looked at: a row that says the same has the same ones. */
typedef struct Ties {
    RowSet known;
    TieBook *heard;
    TieBook *told;
    TieBook *shared;
} Ties;

Ties *ties_new(Arena *arena);

/* Adds ties of a row, which may have some already. */
void ties_add(Ties *ties, uint64_t row, const RowTies *of);

/* Adds to `out` all rows that hear what some of these tell, … */
void ties_add_hearers(const Ties *ties, const uint64_t *rows, size_t count, RowSet *out);
/* … or that tell what some of these hear. */
void ties_add_tellers(const Ties *ties, const uint64_t *rows, size_t count, RowSet *out);

#endif
