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

/* Converts to "off", "note", "warning" or "error", and back (false for any other word). */
const char *severity_name(Severity severity);
bool severity_from_name(Str name, Severity *out);

/* Whether a finding was introduced by the changes since a base. */
typedef enum Introduced {
    INTRODUCED_UNKNOWN, /* there was no base */
    INTRODUCED_YES,
    INTRODUCED_NO, /* the base has it too, so it is known */
} Introduced;

/* Replaces the bytes at a location with a text, or creates a missing file. */
typedef struct Edit {
    Location at; /* for a file to create: its source, which has no bytes, and an empty span */
    Str text;
    bool create;
    bool exact; /* keeps the text's line endings; else CRLF is used if all the file's are CRLF */
} Edit;

/* A titled set of edits that belong together. A safe one does not change what the text says. */
typedef struct Fix {
    Str title; /* imperative: "write the handle without '@'" */
    bool safe;
    Edit *edits;
    size_t edit_count;
} Fix;

/* Another place that a finding refers to. */
typedef struct Related {
    Location at;
    Str message; /* what is there: "first listed here" */
} Related;

typedef struct Finding {
    Str rule; /* the rule's id */
    Severity severity;
    Location row; /* the whole item that it is about, such as a list item's text or an entry */
    Location at;  /* if the place has no bytes, an empty span at 0 of a folder's source */
    Str message;  /* one line, says what is wrong */
    Str help;     /* one line, says what to do; may be empty */
    Related *related;
    size_t related_count;
    const Fix *fix;      /* or NULL … */
    const char *unfixed; /* … and then, if its clause has a fix, why that could not be made */
    Str key;             /* the row's key, which identifies the finding when it moves */
    Str fingerprint;     /* 32 hexadecimal digits, set by findings_finish */
    Introduced introduced;
} Finding;

/*
 * The part of a finding that stays the same when it moves within its file. Several findings may
 * share an identity and then differ only in their order.
 */
Str finding_identity(Arena *arena, const Finding *finding);

/*
 * Copies findings with their texts, related places and fixes into the arena. Sources are not
 * copied. Consecutive findings that share a fix share its copy.
 */
Finding *findings_copy(Arena *arena, const Finding *findings, size_t count);

/* The order in which all findings are sorted: by repository, path, place, rule and message. */
int finding_compare(const Finding *a, const Finding *b);

/*
 * Sorts the findings, drops duplicates (same rule, place and message) and sets the fingerprints. A
 * fingerprint is made of rule, repository, path and key, and of how many earlier findings have the
 * same. Returns the number of findings left.
 */
size_t findings_finish(Arena *arena, Finding *findings, size_t count);

#endif
