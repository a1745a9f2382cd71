/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Runs the examples of a pack's rules: each bad one must give exactly the findings that it names,
 * each good one none.
 */
#ifndef GOVLINT_RULE_EXAMPLE_H
#define GOVLINT_RULE_EXAMPLE_H

#include <stddef.h>

#include "rule/engine.h"

#define EXAMPLE_DAY "2026-01-01" /* on which examples are linted */

/*
 * An example set up to be linted with its rule alone on; a rule about ignores with all rules, as
 * there would be nothing to ignore.
 */
typedef struct ExampleBench {
    Pack pack; /* with the example's own tables, where it has some */
    Repository *repositories;
    size_t repository_count;
    const Config **configs; /* of each */
    Str problem;            /* of a configuration; empty where all is well */
    LintOptions options;    /* over these */
} ExampleBench;

/*
 * Sets up the files of an example, or others in their place. The files' bytes are borrowed, and
 * `out` must stay where it is for as long as its options are used.
 */
void example_set_up(Arena *arena, const Pack *pack, const Rule *rule, const Example *example,
                    const ExampleFile *files, size_t file_count, ExampleBench *out);

/* Sets up an example and lints it; the result has the findings of its rule alone. */
void example_lint(Arena *arena, const Pack *pack, const Rule *rule, const Example *example,
                  ExampleBench *bench, LintResult *out);

typedef struct ExampleOutcome {
    const Rule *rule;
    size_t index; /* of the example in its rule */
    bool passed;
    Str message; /* what differed, several lines; empty where it passed */
} ExampleOutcome;

/* Runs one example with only its rule on. */
void example_run(Arena *arena, const Pack *pack, const Rule *rule, size_t index,
                 ExampleOutcome *out);

#endif
