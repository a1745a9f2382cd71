/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Patterns (PCRE2 with JIT inside): regular expressions and globs over UTF-8 text.
 *
 * Patterns come from packs, also from strangers' ones, and so run under limits: one that
 * backtracks too much, or a subject longer than PATTERN_MAX_SUBJECT, does not match and is counted
 * in `pattern_limit_hits`. A pattern that does so again and again ends up matching nothing more.
 * Compiled patterns belong to a PatternSet and are freed with it.
 */
#ifndef GOVLINT_BASE_PATTERN_H
#define GOVLINT_BASE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* Bytes. An innocent pattern may still take time with the square of its subject's length; what
   patterns are for (entries of lists, lines, names, paths) is never longer. */
#define PATTERN_MAX_SUBJECT ((size_t)16 * 1024)

/* Groups of one pattern, the whole match included: with more it does not compile. */
#define PATTERN_MAX_GROUPS 64

typedef struct Pattern Pattern;
typedef struct PatternSet PatternSet;

/* What a group matched, as byte offsets in the subject; start is SIZE_MAX where it took no part. */
typedef struct PatternGroup {
    size_t start;
    size_t end;
} PatternGroup;

PatternSet *pattern_set_new(Arena *arena);
/* Frees the set and its patterns; NULL is fine. */
void pattern_set_free(PatternSet *set);

/*
 * While it is trusted, what the set is given is known to compile, as it was tested, and is compiled
 * when it is first needed: most patterns of a pack never are. Its texts must live as long as the
 * set. Tells whether it was trusted before.
 */
bool pattern_set_trust(PatternSet *set, bool trusted);
bool pattern_set_is_trusted(const PatternSet *set);

/*
 * Compiles a regular expression (Perl syntax, UTF and UCP on). The same text is compiled once.
 * On failure the error's message is PCRE2's alone, without a place: the caller knows the place
 * and adds it; `*error_offset` (may be NULL) is the byte offset in `source`.
 */
const Pattern *pattern_compile(PatternSet *set, Str source, size_t *error_offset, Error *error);

/*
 * Compiles a glob over whole paths: `*` and `?` stay inside one folder, `**` spans folders
 * (and `**` + `/` in front also matches no folder at all), `[a-z]` is a class, `[!a-z]` its
 * opposite. Any other character, `\` included, means itself.
 */
const Pattern *pattern_compile_glob(PatternSet *set, Str glob, Error *error);

/* Number of named groups, and the name of the i-th in order of its group's number. */
size_t pattern_name_count(const Pattern *pattern);
Str pattern_name(const Pattern *pattern, size_t index);
/* The group number of the i-th name. */
size_t pattern_name_group(const Pattern *pattern, size_t index);
/* Number of groups, the whole match (0) included. */
size_t pattern_group_count(const Pattern *pattern);

/*
 * Finds the first match at or after the byte offset `from` (a code point boundary) of valid
 * UTF-8 (where it is not valid, nothing matches over the bad bytes). Fills `groups[0 .. capacity)`,
 * [0] being the whole match; groups may be NULL. Where a name stands for several groups (branch
 * reset), each has the same number.
 */
bool pattern_find(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                  size_t capacity);
/* The same for the first match that is not empty, to find one after another; `groups` has room for
   one at least. */
bool pattern_find_some(const Pattern *pattern, Str subject, size_t from, PatternGroup *groups,
                       size_t capacity);
bool pattern_matches(const Pattern *pattern, Str subject);

/* False only where the pattern cannot match any part of the text, as something that every match
   has is not in it. The text may be as long as a file, whose lines need not be tried one by one
   then. */
bool pattern_may_match_within(const Pattern *pattern, Str text);

/* How often a match was given up because it reached a limit, since the set was made. */
size_t pattern_limit_hits(const PatternSet *set);

#endif
