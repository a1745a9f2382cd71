/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* An arbitrary pack ("=== pack/pack.yml") over arbitrary files: tables, patterns, templates. */
#include "fuzz.h"

#include "rule/example.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const Pack no_roles;
    Arena arena;
    FuzzSet set;
    Pack *pack;
    LintOptions options;
    LintResult result;
    Error error = {0};
    Str text = {(const char *)data, size};
    arena_init(&arena);
    PatternSet *patterns = pattern_set_new(&arena);
    fuzz_split(&arena, &no_roles, text, &set);
    if (set.pack && pack_load_inside(&arena, patterns, set.pack, (Str){0}, true, &pack, &error)) {
        fuzz_split(&arena, pack, text, &set);
        if (fuzz_lint(&arena, pack, &set, &options, &result))
            fuzz_check(&result);
        for (size_t i = 0; i < pack->rule_count && i < 8; i++)
            for (size_t j = 0; j < pack->rules[i]->example_count && j < 4; j++) {
                ExampleOutcome outcome;
                example_run(&arena, pack, pack->rules[i], j, &outcome);
            }
    } else if (set.pack) {
        HOLDS(error.kind == ERROR_USAGE && error.message[0] != '\0');
    }
    pattern_set_free(patterns);
    arena_free(&arena);
    return 0;
}
