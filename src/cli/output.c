/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Report files. A full disk or a vanished folder must never look like a written report.
 */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/unfinished.h"

static bool failed(const Output *output, Error *error) {
    Str why = errno ? error_of_system(output->arena, errno) : STR("write error");
    return error_set(error, ERROR_RUN, "cannot write '%s': " STR_FMT, output->path, STR_ARG(why));
}

/* mkstemp gives nobody else access, so this sets the mode of the old file, or that of a new one. */
static void set_usual_mode(int descriptor, const struct stat *old) {
    mode_t mask = umask(0);
    umask(mask);
    (void)fchmod(descriptor, old ? old->st_mode & 07777 : 0666 & ~mask);
}

/* Blocks signals, so that none comes between making the file and noting its name. */
static int make_temporary(char *path) {
    sigset_t all, old;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &old);
    int descriptor = mkstemp(path);
    if (descriptor >= 0)
        unfinished_begin(AT_FDCWD, path);
    sigprocmask(SIG_SETMASK, &old, NULL);
    return descriptor;
}

static bool open_temporary(Cli *cli, Output *output, const struct stat *old, Error *error) {
    Str name = str_printf(cli->arena, "%s.XXXXXX", output->path);
    output->temporary = str_to_c(cli->arena, name);
    int descriptor = make_temporary(output->temporary);
    if (descriptor < 0)
        return failed(output, error);
    set_usual_mode(descriptor, old);
    output->stream = fdopen(descriptor, "w");
    if (output->stream)
        return true;
    failed(output, error);
    close(descriptor);
    unlink(output->temporary);
    unfinished_end();
    return false;
}

bool output_is_standard(Str path) {
    return path.len == 0 || str_equal(path, STR("-"));
}

/* Whether two paths are the same regular file or, if either does not exist, spelled the same. */
static bool same_place(Cli *cli, Str a, Str b) {
    if (output_is_standard(a) || output_is_standard(b))
        return output_is_standard(a) && output_is_standard(b);
    struct stat one;
    struct stat other;
    if (stat(str_to_c(cli->arena, a), &one) != 0 || stat(str_to_c(cli->arena, b), &other) != 0)
        return str_equal(a, b);
    return S_ISREG(one.st_mode) && one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

bool output_check_targets(Cli *cli, Error *error) {
    const TargetList *targets = &cli->options.targets;
    for (size_t i = 0; i < targets->len; i++)
        for (size_t k = 0; k < i; k++) {
            Str place = targets->items[i].output;
            if (!same_place(cli, place, targets->items[k].output))
                continue;
            if (output_is_standard(place))
                return error_set(error, ERROR_USAGE,
                                 "two reports would go to the standard output; put '-o FILE' "
                                 "after the '--format' of one");
            return error_set(error, ERROR_USAGE, "two reports would go to '" STR_FMT "'",
                             STR_ARG(place));
        }
    return true;
}

bool output_open(Cli *cli, Output *output, Error *error) {
    return output_open_path(cli, cli->options.output, output, error);
}

bool output_open_path(Cli *cli, Str path, Output *output, Error *error) {
    *output = (Output){.arena = cli->arena, .stream = stdout};
    if (output_is_standard(path))
        return true;
    output->path = str_to_c(cli->arena, path);
    struct stat old;
    bool exists = lstat(output->path, &old) == 0;
    if (!exists || S_ISREG(old.st_mode))
        return open_temporary(cli, output, exists ? &old : NULL, error);
    output->stream = fopen(output->path, "w");
    return output->stream ? true : failed(output, error);
}

bool output_close(Output *output, Error *error) {
    if (!output->path)
        return true; /* the standard output is flushed at the end of the program */
    errno = 0;
    bool bad = ferror(output->stream) != 0;
    bad = fflush(output->stream) != 0 || bad;
    bad = fclose(output->stream) != 0 || bad;
    if (!bad && output->temporary)
        bad = rename(output->temporary, output->path) != 0;
    if (bad) {
        failed(output, error);
        if (output->temporary)
            unlink(output->temporary);
    }
    if (output->temporary)
        unfinished_end();
    return !bad;
}
