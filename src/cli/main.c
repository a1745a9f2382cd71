/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The program: what must be set up once is set up here, and here alone it ends. A reader that goes
 * away (`govlint | head`) ends it by SIGPIPE, as usual.
 */
#include "cli/cli.h"
#include "git/snapshot.h"

int main(int argc, char **argv) {
    Arena arena;
    arena_init(&arena);
    snapshot_library_init();
    size_t count = argc > 1 ? (size_t)argc - 1 : 0;
    Str program = argc > 0 ? str_from_c(argv[0]) : STR("govlint");
    ExitStatus status = cli_run(&arena, program, (const char *const *)argv + (argc > 0), count);
    snapshot_library_shutdown();
    arena_free(&arena);
    return (int)status;
}
