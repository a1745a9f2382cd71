/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where reports go: the standard output, or the files of --output.
 *
 * A file appears whole or not at all: it is written beside its place and then renamed. Something
 * that exists already and is not a regular file (a device, a pipe, a symbolic link) is written to
 * directly.
 */
#ifndef GOVLINT_CLI_OUTPUT_H
#define GOVLINT_CLI_OUTPUT_H

#include <stdio.h>

#include "cli/cli.h"

typedef struct Output {
    Arena *arena; /* of the command */
    FILE *stream;
    const char *path; /* NULL for the standard output */
    char *temporary;  /* NULL if the path is written to directly */
} Output;

/* Opens the last --output. */
bool output_open(Cli *cli, Output *output, Error *error);

/* Opens a file, or the standard output if the path is empty or "-". */
bool output_open_path(Cli *cli, Str path, Output *output, Error *error);

bool output_is_standard(Str path);

/* ERROR_USAGE if two reports go to the same place. */
bool output_check_targets(Cli *cli, Error *error);

/* Closes it and puts the file in its place; ERROR_RUN if anything could not be written. */
bool output_close(Output *output, Error *error);

#endif
