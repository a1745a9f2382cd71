/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A stranger's .govlint.yml: it is accepted, or refused with a one-line message. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Error error = {0};
    const Config *config = NULL;
    arena_init(&arena);
    PatternSet *patterns = pattern_set_new(&arena);
    SnapshotEntry entry = {.path = STR(CONFIG_NAME), .bytes = {(const char *)data, size}};
    Repository repository = {.name = STR("governance"),
                             .snapshot = snapshot_of_memory(&arena, &entry, 1)};
    bool ok = config_load(&arena, patterns, &repository, &config, &error) &&
              (!config || config_check(config, fuzz_pack(), &error));
    HOLDS(ok || (error.kind != ERROR_NONE && error.message[0] != '\0'));
    pattern_set_free(patterns);
    arena_free(&arena);
    return 0;
}
