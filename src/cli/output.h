/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where a report goes: the standard output, or the file of --output.
 *
 * The file appears whole or not at all: it is written beside its place and renamed. What is there
 * already and no ordinary file (a device, a pipe, a symbolic link) is written to as it is.
 */
#ifndef GOVLINT_CLI_OUTPUT_H
#define GOVLINT_CLI_OUTPUT_H

#include <stdio.h>

#include "cli/cli.h"

typedef struct Output {
    FILE *stream;
    const char *path; /* NULL for the standard output */
    char *temporary;  /* NULL where the path is written to directly */
} Output;

bool output_open(Cli *cli, Output *output, Error *error);

/* Closes it and puts the file in its place; ERROR_RUN where anything could not be written. */
bool output_close(Cli *cli, Output *output, Error *error);

#endif
