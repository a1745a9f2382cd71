/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A lint, and its fixes, of an arbitrary set of files: see fuzz_split. */
#include "fuzz.h"

#include "base/unicode.h"
#include "fix/fix.h"

/* What fixes may add to a file: links and handles, written once more for each of its bytes. */
static size_t most(size_t before) {
    return 64 * before + 65536;
}

static void check_files(const FixResult *result) {
    for (size_t i = 0; i < result->file_count; i++) {
        const FixedFile *file = &result->files[i];
        HOLDS(file->created || !str_equal(file->before, file->after));
        HOLDS(file->created || file->after.len <= most(file->before.len));
        HOLDS(!utf8_valid(file->before, NULL) || utf8_valid(file->after, NULL));
    }
}

/* Fixing what is fixed changes nothing. */
static void check_idempotent(Arena *arena, const FixOptions *options, const FixResult *first) {
    FixOptions again = *options;
    FixResult second;
    if (!first->stable || first->refused_count > 0)
        return;
    again.lint.repositories = first->repositories;
    fix_run(arena, &again, &second);
    HOLDS(second.file_count == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    FuzzSet set;
    FixOptions options = {.unsafe = true};
    FixResult fixed;
    LintResult result;
    arena_init(&arena);
    fuzz_split(&arena, fuzz_pack(), (Str){(const char *)data, size}, &set);
    if (fuzz_lint(&arena, fuzz_pack(), &set, &options.lint, &result)) {
        fuzz_check(&result);
        fix_run(&arena, &options, &fixed);
        check_files(&fixed);
        check_idempotent(&arena, &options, &fixed);
    }
    arena_free(&arena);
    return 0;
}
