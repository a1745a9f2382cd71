/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A lint of an arbitrary set of files: see fuzz_split. It finds the same file by file, and with all
   files at once; and with one part that is read while another is linted. */
#include "fuzz.h"

static void check_same(const LintResult *a, const LintResult *b) {
    HOLDS(a->finding_count == b->finding_count && a->skipped_count == b->skipped_count);
    HOLDS(a->files == b->files && a->rules == b->rules && a->suppressed == b->suppressed);
    for (size_t i = 0; i < a->finding_count; i++) {
        HOLDS(finding_compare(&a->findings[i], &b->findings[i]) == 0);
        HOLDS(str_equal(a->findings[i].message, b->findings[i].message));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    FuzzSet set;
    LintOptions options;
    LintResult results[3];
    arena_init(&arena);
    fuzz_split(&arena, fuzz_pack(), (Str){(const char *)data, size}, &set);
    if (fuzz_lint(&arena, fuzz_pack(), &set, &options, &results[0])) {
        fuzz_check(&results[0]);
        options.part = 1;
        options.jobs = 2;
        lint_run(&arena, documents_new(&arena), &options, &results[1]);
        check_same(&results[0], &results[1]);
        options.at_once = true;
        lint_run(&arena, documents_new(&arena), &options, &results[2]);
        check_same(&results[0], &results[2]);
    }
    arena_free(&arena);
    return 0;
}
