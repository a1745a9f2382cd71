/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A progress bar on the standard error, for what takes longer than half a second, and only if that
 * is a terminal. It is erased at the end and when the program is interrupted.
 *
 *     Progress progress = progress_begin(cli, "commits", count);
 *     progress_step(&progress, done);        after each
 *     progress_end(&progress);
 */
#ifndef GOVLINT_CLI_PROGRESS_H
#define GOVLINT_CLI_PROGRESS_H

#include "cli/cli.h"

typedef struct Progress {
    const char *what;
    size_t total;
    size_t width;
    bool wanted;
    bool shown;
    double begun; /* as cli_now */
    double drawn; /* when it was last drawn */
} Progress;

Progress progress_begin(const Cli *cli, const char *what, size_t total);
void progress_step(Progress *progress, size_t done);
/* Erases the bar; messages may be written after this. */
void progress_end(Progress *progress);

#endif
