/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Names of people as lists write them: "Doe Jr, Jané L", "Jane Doe", "DOE Jane".
 *
 * A name does not reveal whether its surname comes first, so order never counts here; neither do
 * letter case, accents, initials and "Jr", which one list has and another omits.
 */
#ifndef GOVLINT_BASE_PERSON_H
#define GOVLINT_BASE_PERSON_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

/* A text with more words is not a name; the words after these are ignored. */
#define PERSON_WORDS_MOST 8

typedef struct PersonWord {
    Str written; /* borrowed from the name */
    Str folded;
    bool spare; /* an initial or "Jr", which not every spelling of a person's name has */
} PersonWord;

typedef struct PersonWords {
    PersonWord items[PERSON_WORDS_MOST];
    size_t count;
} PersonWords;

/* The words of a name, in order. White space, commas and full stops separate them. */
PersonWords person_words(Arena *arena, Str name);

/* A key that is equal for equal names of one person: the words except the spare ones, folded, in
   alphabetical order. "Doe Jr, Jané L" and "Jane Doe" both give "doe jane". */
Str person_fold(Arena *arena, Str name);

/*
 * Whether two names plausibly belong to one person: one has an extra word, spells a word
 * differently ("van Doe", "Vandoe"; "Müller", "Mueller"), uses a short form ("Dan", "Daniel"), or
 * is in a script that the other is not ("王芳").
 */
bool person_may_be(Arena *arena, Str a, Str b);

/* Whether two folded words differ only in how accented letters are written ("muller",
   "mueller"). */
bool person_word_respelled(Arena *arena, Str a, Str b);

#endif
