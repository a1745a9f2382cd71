/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What fuzz targets share. A target is a file that defines LLVMFuzzerTestOneInput: libFuzzer drives
 * it (script/fuzz), or driver.c, which replays inputs with any compiler. It aborts where something
 * does not hold.
 */
#ifndef GOVLINT_FUZZ_H
#define GOVLINT_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "rule/engine.h"

/* A condition that must hold; printed before the abort, so that a report names it. */
#define HOLDS(condition)                                                                           \
    ((condition) ? (void)0                                                                         \
                 : (fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #condition), \
                    abort()))

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Repositories out of one text: a line "=== ROLE/PATH" begins a file, which goes to the next such
 * line. A path that no tree could hold, and a second file of the same path, are left out. The
 * roles are those of the pack, and "site".
 */
typedef struct FuzzSet {
    Repository *repositories;
    size_t count;
    const Snapshot *pack; /* of the role "pack", or NULL; not a repository */
} FuzzSet;

void fuzz_split(Arena *arena, const Pack *pack, Str text, FuzzSet *out);

/* The built-in pack "bytecode-alliance", which has all of "common" too; loaded once and kept. */
const Pack *fuzz_pack(void);

/* Only "common", for which every repository has the role "any". */
const Pack *fuzz_common_pack(void);

/* Lints with the configurations of the set; false if one of them cannot be used. */
bool fuzz_lint(Arena *arena, const Pack *pack, const FuzzSet *set, LintOptions *options,
               LintResult *out);

/* Aborts if a place is not in its source. */
void fuzz_check_location(Location at);

/* Aborts if a finding is not in its source, or an edit not in its file. */
void fuzz_check(const LintResult *result);

#endif
