/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The texts by which the check `sorted` compares rows, byte by byte. Internal to it.
 */
#ifndef GOVLINT_RULE_SORT_KEYS_H
#define GOVLINT_RULE_SORT_KEYS_H

#include "table/table.h"

/* The keys of all rows, `width` for each, from as many columns: folded words with a blank between
   them, or for numbers texts that sort by their value. Empty if there is none. */
Str *sort_keys(Arena *arena, const Table *table, const size_t *columns, size_t width);

/* Takes the blanks out of keys: letter by letter "de Mooij" comes after "Delendik", word by word
   before it. Whether there were any. */
bool sort_keys_by_letter(Arena *arena, Str *keys, size_t count);

#endif
