/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patterns (PCRE2 with JIT inside): regular expressions and globs over UTF-8 text.
 *
 * Patterns may come from untrusted packs, so they run under limits: a match that backtracks too
 * much, or whose subject is longer than PATTERN_MAX_SUBJECT, fails and is counted in
 * `pattern_limit_hits`. A pattern that keeps hitting limits eventually matches nothing at all.
 * Compiled patterns belong to a PatternSet and are freed with it.
 */
#ifndef GOVLINT_BASE_PATTERN_H
#define GOVLINT_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* In bytes. Even a harmless pattern may take time quadratic in the length of its subject; what
   patterns are for (list entries, lines, names, paths) is never longer. */
#define PATTERN_MAX_SUBJECT ((size_t)16 * 1024)

/* Groups per pattern, including the whole match: a pattern with more does not compile. */
#define PATTERN_MAX_GROUPS 64

typedef struct Pattern Pattern;
typedef struct PatternSet PatternSet;

/* What a group matched, as byte offsets in the subject; start is SIZE_MAX if it took no part. */
typedef struct PatternGroup {
    size_t start;
    size_t end;
} PatternGroup;

PatternSet *pattern_set_new(Arena *arena);
/* Frees the set and its patterns; NULL is allowed. */
void pattern_set_free(PatternSet *set);

/*
 * While a set is trusted, the patterns it is given are known from tests to compile, and each is
 * compiled only when first needed: most patterns of a pack never are. Their texts must live as long
 * as the set. Returns whether it was trusted before.
 */
bool pattern_set_trust(PatternSet *set, bool trusted);
bool pattern_set_is_trusted(const PatternSet *set);

/*
 * Compiles a regular expression (Perl syntax, UTF and UCP on). The same text is compiled only once.
 * On failure the error's message is PCRE2's own, without a place: the caller knows the place and
 * adds it; `*error_offset` (may be NULL) is the byte offset in `source`.
 */
const Pattern *pattern_compile(PatternSet *set, Str source, size_t *error_offset, Error *error);

/*
 * Compiles a glob over whole paths: `*` and `?` stay inside one folder, `**` spans folders
 * (and `**` + `/` in front also matches no folder at all), `[a-z]` is a class, `[!a-z]` its
 * opposite. Any other character, `\` included, means itself.
 */
const Pattern *pattern_compile_glob(PatternSet *set, Str glob, Error *error);

/* Number of named groups, and the name of the i-th, ordered by group number. */
size_t pattern_name_count(const Pattern *pattern);
Str pattern_name(const Pattern *pattern, size_t index);
/* The group number of the i-th name. */
size_t pattern_name_group(const Pattern *pattern, size_t index);
/* Number of groups, including the whole match (0). */
size_t pattern_group_count(const Pattern *pattern);

/*
 * Finds the first match at or after the byte offset `from` (a code point boundary) in valid UTF-8
 * (if it is invalid, no match spans the bad bytes). Fills `groups[0 .. capacity)`, [0] being the
 * whole match; groups may be NULL. If a name stands for several groups (branch reset), each has the
 * same number.
 */
bool pattern_find(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                  size_t capacity);
/* The same for the first non-empty match, for iterating over matches; `groups` must have room for
   at least one. */
bool pattern_find_some(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                       size_t capacity);
bool pattern_matches(const Pattern *pattern, Str subject);

/* False only if the pattern cannot match any part of the text because something that every match
   contains is missing. The text may be a whole file, whose lines then need not be tried one by
   one. */
bool pattern_may_match_within(const Pattern *pattern, Str text);

/* How many matches have been given up at a limit since the set was made. */
size_t pattern_limit_hits(const PatternSet *set);

#endif
