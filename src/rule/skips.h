/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What rules whose clauses ran part by part could not look at; the result is the same as if they
 * had run over whole tables. It is derived from which files could be read and which repositories
 * were given. Only for rule/ and history/.
 */
#ifndef GOVLINT_RULE_SKIPS_H
#define GOVLINT_RULE_SKIPS_H

#include "rule/engine_internal.h"

/* How many files of one repository a table read, and which failed. */
typedef struct KnownFiles {
    size_t read;
    Str failed; /* why the first one that failed, by path, could not be read; empty: none failed */
} KnownFiles;

/* The provider of KnownFiles. */
typedef struct Knowing {
    Arena *arena;
    const LintOptions *options;
    void *context;
    KnownFiles (*files)(void *context, const TableDef *def, size_t repository);
} Knowing;

/* Sets the state of a table whose rows came from all parts. */
void skips_set_known(const Knowing *knowing, Table *table);

/* A rule some of whose clauses ran part by part. */
typedef struct PartedRule {
    const Rule *rule;
    const bool *parted;     /* which clauses these are */
    const bool *gave_up;    /* those of them in which a pattern gave up; NULL: not known */
    const Skipped *skipped; /* of all other clauses */
    size_t skipped_count;
    size_t clauses_run; /* how many other clauses ran */
} PartedRule;

/* Adds to the engine's `skipped`, in the order of clauses. Reasons are copied, as the tables and
   files that they come from may be freed earlier. False if no clause ran at all. */
bool skips_tell(Engine *engine, const PartedRule *rule, const Knowing *knowing);

#endif
