/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Runs the examples of a pack's rules: each bad one must give exactly the findings that it lists,
 * and each good one none.
 */
#ifndef GOVLINT_RULE_EXAMPLE_H
#define GOVLINT_RULE_EXAMPLE_H

#include <stddef.h>

#include "rule/engine.h"

/*
 * An example set up to be linted with only its rule on. For a rule about ignores all rules are on,
 * as there would be nothing to ignore otherwise.
 */
typedef struct ExampleBench {
    Pack pack; /* with the example's own tables, if it has some */
    Repository *repositories;
    size_t repository_count;
    const Config **configs; /* of each repository */
    Str problem;            /* in a configuration; else empty */
    LintOptions options;    /* for linting these */
} ExampleBench;

/*
 * Sets up the files of an example, or others in their place. The files' bytes are borrowed. `out`
 * must not be moved while its options are in use.
 */
void example_set_up(Arena *arena, const Pack *pack, const Rule *rule, const Example *example,
                    const ExampleFile *files, size_t file_count, ExampleBench *out);

/* Sets up an example and lints it; the result has only the findings of its rule. */
void example_lint(Arena *arena, const Pack *pack, const Rule *rule, const Example *example,
                  ExampleBench *bench, LintResult *out);

typedef struct ExampleOutcome {
    const Rule *rule;
    size_t index; /* of the example in its rule */
    bool passed;
    Str message; /* what differed, as several lines; empty if it passed */
} ExampleOutcome;

/* Runs one example with only its rule on. */
void example_run(Arena *arena, const Pack *pack, const Rule *rule, size_t index,
                 ExampleOutcome *out);

#endif
