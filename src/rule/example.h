/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Runs the examples of a pack's rules: each bad one must give exactly the findings that it names,
 * each good one none.
 */
#ifndef GOVLINT_RULE_EXAMPLE_H
#define GOVLINT_RULE_EXAMPLE_H

#include <stddef.h>

#include "rule/engine.h"

typedef struct ExampleOutcome {
    const Rule *rule;
    size_t index;  /* of the example in its rule */
    bool passed;
    Str message;   /* what differed, several lines; empty where it passed */
} ExampleOutcome;

/*
 * Runs one example with only its rule on. `check` says what it is for in the report; the scratch
 * memory is the arena's.
 */
void example_run(Arena *arena, const Pack *pack, const Rule *rule, size_t index,
                 ExampleOutcome *out);

#endif
