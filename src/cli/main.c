/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The program: what must be set up once is set up here, and it ends only here. If the reader of its
 * output goes away (`govlint | head`), SIGPIPE ends it as usual.
 *
 * If it is started without one of the standard streams, the first file that it opens must not take
 * the place of that stream, as output would be printed into the file.
 */
#include <fcntl.h>

#include "base/unfinished.h"
#include "cli/cli.h"
#include "git/snapshot.h"

/* Fills standard streams that are closed so that reading or writing them still fails: the mode of
   opening is the opposite of their use. */
static bool open_standard_streams(void) {
    for (int stream = 0; stream <= 2; stream++)
        if (fcntl(stream, F_GETFD) < 0 && open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY) < 0)
            return false;
    return true;
}

int main(int argc, char **argv) {
    Arena arena;
    if (!open_standard_streams())
        return EXIT_STATUS_NOT_RUN;
    unfinished_watch_signals();
    arena_init_for_run(&arena);
    snapshot_library_init();
    size_t count = argc > 1 ? (size_t)argc - 1 : 0;
    Str program = argc > 0 ? str_from_c(argv[0]) : STR("govlint");
    ExitStatus status = cli_run(&arena, program, (const char *const *)argv + (argc > 0), count);
    snapshot_library_shutdown();
    arena_free(&arena);
    return (int)status;
}
