/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names of people as lists write them: "Doe Jr, Jané L", "Jane Doe", "DOE Jane".
 *
 * Whether the surname comes first cannot be told from a name, so order never counts here; neither
 * do letter case, accents, initials and "Jr", which one list has and the next has not.
 */
#ifndef GOVLINT_BASE_PERSON_H
#define GOVLINT_BASE_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* More words than this are no name; what is behind them is left out. */
#define PERSON_WORDS_MOST 8

typedef struct PersonWord {
    Str written; /* borrowed from the name */
    Str folded;
    bool spare; /* an initial, or a "Jr": names of one person differ in it */
} PersonWord;

typedef struct PersonWords {
    PersonWord items[PERSON_WORDS_MOST];
    size_t count;
} PersonWords;

/* The words of a name, in its order. They end at white space, commas and full stops. */
PersonWords person_words(Arena *arena, Str name);

/* By which names of one person are equal: the words but the spare ones, folded, in alphabetical
   order. "Doe Jr, Jané L" and "Jane Doe" are both "doe jane". */
Str person_fold(Arena *arena, Str name);

/*
 * Whether two names may well be those of one person: one has a word more, writes a word otherwise
 * ("van Doe", "Vandoe"; "Müller", "Mueller"), has a short form of it ("Dan", "Daniel"), or is in
 * letters that the other is not ("王芳").
 */
bool person_may_be(Arena *arena, Str a, Str b);

/* Whether two folded words are one but for how accented letters are written ("muller", "mueller").
 */
bool person_word_respelled(Arena *arena, Str a, Str b);

#endif
