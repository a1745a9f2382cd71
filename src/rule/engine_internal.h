/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The pieces of a lint, for those who run rules over parts of the repositories. For rule/ and
 * history/ alone.
 */
#ifndef GOVLINT_RULE_ENGINE_INTERNAL_H
#define GOVLINT_RULE_ENGINE_INTERNAL_H

#include "base/array.h"
#include "rule/check.h"
#include "rule/engine.h"
#include "rule/ignore.h"

/* Which rows of a table a rule has already spoken about. */
typedef struct Spoken {
    const Table *table;
    bool *rows;
} Spoken;

/* Checks that were prepared and are asked again in the next part. */
typedef struct KeptRuns {
    Arena *arena;
    Map runs; /* CheckRun by check */
} KeptRuns;

typedef struct Engine {
    Arena *arena;
    const LintOptions *options;
    Tables *tables;
    Tables *others; /* the tables that checks refer to, where `tables` are of a part; else NULL */
    KeptRuns *kept_runs; /* of checks that refer to tables; NULL: none is kept */
    ARRAY_OF(Finding) findings;
    ARRAY_OF(const Row *) found_rows; /* of which rows of tables these are, in their order */
    ARRAY_OF(Skipped) skipped;
    const Rule *rule; /* the one that runs */
    Severity severity;
    ARRAY_OF(Spoken) spoken; /* of this rule */
    size_t clause;           /* which of its clauses */
    CheckRun *check_run;     /* of the clause before */
    size_t clauses_run;      /* of this rule */
    const bool *left_out;    /* clauses of this rule that do not run here, or NULL */
    bool *gave_up;           /* clauses of it of which a pattern gave up are noted here, or NULL */
    bool (*asks)(void *context, const Row *row); /* whether a row is asked about; NULL: all are */
    void *asks_context;
    size_t found; /* by this rule, so far */
    size_t rules_run;
    bool *complete; /* of each rule: it ran over all of its tables */
    IgnoreSet ignores;
    Finding *kept; /* that no ignore holds back */
    size_t kept_count;
} Engine;

/* The severity that a rule of the pack has in the run, and whether it runs. */
Severity engine_severity(const LintOptions *options, size_t rule);
bool engine_runs(const LintOptions *options, size_t rule);

/* Runs one rule over the engine's tables: adds to its findings and to what was skipped. */
void engine_run_rule(Engine *engine, const Rule *rule, Severity severity);

/* Whether the tables that the clause refers to are wholly known; if not, that is noted. */
bool engine_references_known(Engine *engine, const Clause *clause);

/* Makes a finding of what fails a clause, by its templates. */
void engine_report(Engine *engine, const Clause *clause, const Row *row, Failure *failure);

/* Runs a clause about ignores over those that were collected; in engine_finish.c. */
void engine_run_ignores(Engine *engine, const Clause *clause);

/* Notes that patterns of the running clause gave up. */
void engine_give_up(Engine *engine);

/* Notes that the running rule could not look at a table. Only the first reason is kept: a rule that
   was skipped is told once. */
void engine_skip(Engine *engine, Str reason, Str repository);

/*
 * The end of a lint whose rules about anything but ignores have all run: the findings are sorted,
 * ignores of the configurations and of `documents` hold theirs back, and rules about ignores run.
 * In engine_finish.c.
 */
void engine_finish(Engine *engine, const Document *const *documents, size_t count, LintResult *out);

#endif
