/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The pieces of a lint, for callers that run rules over parts of the repositories. Only for rule/
 * and history/.
 */
#ifndef GOVLINT_RULE_ENGINE_INTERNAL_H
#define GOVLINT_RULE_ENGINE_INTERNAL_H

#include "base/array.h"
#include "rule/check.h"
#include "rule/engine.h"
#include "rule/ignore.h"

/* The rows of a table that a rule has already reported. */
typedef struct Spoken {
    const Table *table;
    bool *rows;
} Spoken;

/* Prepared checks that are used again in the next part. */
typedef struct KeptRuns {
    Arena *arena;
    Map runs; /* CheckRun by check */
} KeptRuns;

typedef struct Engine {
    Arena *arena;
    const LintOptions *options;
    Tables *tables;
    Tables *others;      /* the tables that checks refer to, if `tables` covers a part; else NULL */
    KeptRuns *kept_runs; /* of checks that refer to tables; NULL: none are kept */
    ARRAY_OF(Finding) findings;
    ARRAY_OF(const Row *) found_rows; /* the table rows of these findings, in the same order */
    ARRAY_OF(Skipped) skipped;
    const Rule *rule; /* the running rule */
    Severity severity;
    ARRAY_OF(Spoken) spoken; /* of this rule */
    size_t clause;           /* index of its running clause */
    CheckRun *check_run;     /* of the previous clause */
    size_t clauses_run;      /* of this rule */
    const bool *left_out;    /* clauses of this rule that do not run here, or NULL */
    bool *gave_up;           /* set for its clauses in which a pattern gave up; or NULL */
    bool (*asks)(void *context, const Row *row); /* whether to check a row; NULL: all rows */
    void *asks_context;
    size_t found; /* by this rule, so far */
    size_t spent; /* … and how long its fixes are */
    size_t rules_run;
    bool *complete; /* for each rule: it ran over all of its tables */
    IgnoreSet ignores;
    Finding *kept; /* those that no ignore suppresses */
    size_t kept_count;
} Engine;

/* The severity of a rule of the pack in this run, and whether it runs. */
Severity engine_severity(const LintOptions *options, size_t rule);
bool engine_runs(const LintOptions *options, size_t rule);

/* Runs one rule over the engine's tables, adding to its `findings` and `skipped`. */
void engine_run_rule(Engine *engine, const Rule *rule, Severity severity);

/* Whether the tables that the clause refers to are fully known. If not, that is recorded. */
bool engine_references_known(Engine *engine, const Clause *clause);

/* Makes a finding from a row that fails a clause, with the clause's templates. */
void engine_report(Engine *engine, const Clause *clause, const Row *row, Failure *failure);

/* Runs a clause about ignores over those that were collected; in engine_finish.c. */
void engine_run_ignores(Engine *engine, const Clause *clause);

/* Records that patterns of the running clause gave up. */
void engine_give_up(Engine *engine);

/* Records that the running rule could not look at a table. Only the first reason is kept, as a
   skipped rule is reported once. */
void engine_skip(Engine *engine, Str reason, Str repository);

/*
 * Finishes a lint when all rules except those about ignores have run: sorts the findings,
 * suppresses those that the configurations and the comments in `documents` ignore, and runs the
 * rules about ignores. In engine_finish.c.
 */
void engine_finish(Engine *engine, const Document *const *documents, size_t count, LintResult *out);

#endif
