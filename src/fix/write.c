/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Writing all changed files. Signals that would end the program wait until the current file is
 * done, so that no temporary file is left behind. If any file is of an index, they wait until all
 * files and the index are done, as the index would otherwise lack what the work tree has. A file
 * that cannot be written does not stop the others.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "fix/plan.h"

static void hold_signals(sigset_t *old) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGQUIT);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, old);
}

static Str write_below(Arena *arena, const FixedFile *file) {
    Str root = snapshot_root(file->repository->snapshot);
    SnapshotKind kind = snapshot_kind(file->repository->snapshot);
    bool on_disk = kind == SNAPSHOT_WORK_TREE || kind == SNAPSHOT_FOLDER || kind == SNAPSHOT_INDEX;
    if (!on_disk || root.len == 0)
        return STR("its repository is not a work tree");
    if (!fix_path_allowed(arena, file->path))
        return STR("it may not be written");
    int folder = open(str_to_c(arena, root), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder < 0)
        return error_of_system(arena, errno);
    Str reason = write_file(arena, folder, file);
    close(folder);
    return reason;
}

bool fix_write(Arena *arena, const FixResult *result, Written *out) {
    bool all = true;
    /* Exceeding a limit on the size of files then fails like any other write. */
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction old_limit;
    sigemptyset(&ignore.sa_mask);
    sigaction(SIGXFSZ, &ignore, &old_limit);
    bool at_once = stage_any(result);
    sigset_t old;
    hold_signals(&old);
    for (size_t i = 0; i < result->file_count; i++) {
        bool refused = false;
        Str reason = stage_obstacle(arena, &result->files[i], &refused);
        if (reason.len == 0)
            reason = write_below(arena, &result->files[i]);
        out[i] = (Written){&result->files[i], reason.len == 0, refused, reason};
        all = all && out[i].ok;
        if (!at_once) { /* a signal that came meanwhile ends the program now */
            sigprocmask(SIG_SETMASK, &old, NULL);
            hold_signals(&old);
        }
    }
    all = stage_written(arena, out, result->file_count) && all;
    sigprocmask(SIG_SETMASK, &old, NULL);
    sigaction(SIGXFSZ, &old_limit, NULL);
    return all;
}
