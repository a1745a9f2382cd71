/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What rules whose clauses ran part by part could not look at: the same as if they had run over
 * whole tables. It follows from what became of the files, and which repositories there are. For
 * rule/ and history/ alone.
 */
#ifndef GOVLINT_RULE_SKIPS_H
#define GOVLINT_RULE_SKIPS_H

#include "rule/engine_internal.h"

/* What became of the files of one repository. */
typedef struct KnownFiles {
    size_t read;
    Str failed; /* why the first one, in the order of paths, could not be read; empty: all were */
} KnownFiles;

/* Who knows that. */
typedef struct Knowing {
    Arena *arena;
    const LintOptions *options;
    void *context;
    KnownFiles (*files)(void *context, const TableDef *def, size_t repository);
} Knowing;

/* Sets how much is known of a table whose rows came from all parts. */
void skips_set_known(const Knowing *knowing, Table *table);

/* A rule of which some clauses ran part by part. */
typedef struct PartedRule {
    const Rule *rule;
    const bool *parted;  /* which */
    const bool *gave_up; /* of these, those of which a pattern gave up; NULL: that is not known */
    const Skipped *skipped; /* of all others */
    size_t skipped_count;
    size_t clauses_run; /* of them */
} PartedRule;

/* Adds to what was skipped, in the order of clauses; reasons are copied, as tables and files that
   they come from may go first. False where no clause ran at all. */
bool skips_tell(Engine *engine, const PartedRule *rule, const Knowing *knowing);

#endif
