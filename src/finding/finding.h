/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Findings and fixes: plain data that rules produce and reports show.
 */
#ifndef GOVLINT_FINDING_FINDING_H
#define GOVLINT_FINDING_FINDING_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "document/source.h"

typedef enum Severity {
    SEVERITY_OFF,
    SEVERITY_NOTE,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
} Severity;

/* "off", "note", "warning", "error"; and back (false for any other word). */
const char *severity_name(Severity severity);
bool severity_from_name(Str name, Severity *out);

/* Whether a finding came with what changed since a base. */
typedef enum Introduced {
    INTRODUCED_UNKNOWN, /* there was no base */
    INTRODUCED_YES,
    INTRODUCED_NO, /* the base has it too: it is known */
} Introduced;

/* Replaces the bytes of a location by a text; an edit of a missing file creates it. */
typedef struct Edit {
    Location at; /* of a file to create: its source, which has no bytes, and an empty span */
    Str text;
    bool create;
    bool exact; /* line endings too; else they become those of the file, where all its are CRLF */
} Edit;

/* A titled set of edits that belong together. Safe: what the text says stays the same. */
typedef struct Fix {
    Str title; /* imperative: "write the handle without '@'" */
    bool safe;
    Edit *edits;
    size_t edit_count;
} Fix;

/* Another place that the finding is about. */
typedef struct Related {
    Location at;
    Str message; /* what stands there: "first listed here" */
} Related;

typedef struct Finding {
    Str rule; /* the rule's id */
    Severity severity;
    Location row; /* what of a file it is about as a whole: a list item's text, an entry */
    Location at;  /* an empty span at 0 of a folder's source where the place has no bytes */
    Str message;  /* one line, says what is wrong */
    Str help;     /* one line, says what to do; may be empty */
    Related *related;
    size_t related_count;
    const Fix *fix;      /* or NULL … */
    const char *unfixed; /* … and then why, where its clause has one, which could not be made */
    Str key;             /* of the row: what makes it the same finding when it moves */
    Str fingerprint;     /* 32 hexadecimal digits, set by findings_finish */
    Introduced introduced;
} Finding;

/*
 * What stays the same when the finding moves within its file. Several may have it in common; then
 * only their order tells them apart.
 */
Str finding_identity(Arena *arena, const Finding *finding);

/*
 * Copies of findings whose texts, related places and fixes are in the arena. Sources are not
 * copied. Those that share a fix and follow each other share the copy.
 */
Finding *findings_copy(Arena *arena, const Finding *findings, size_t count);

/* The one order of findings: repository, path, place, rule, message. */
int finding_compare(const Finding *a, const Finding *b);

/*
 * Sorts the findings, drops exact repetitions (same rule, place and message) and sets the
 * fingerprints: made of rule, repository, path and key, and of how many before it have all of these
 * in common. Returns how many are left.
 */
size_t findings_finish(Arena *arena, Finding *findings, size_t count);

#endif
