/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the terminal can do, and what its user wants.
 */
#ifndef GOVLINT_CLI_TERMINAL_H
#define GOVLINT_CLI_TERMINAL_H

#include <stdio.h>

#include "cli/cli.h"

/*
 * Options for reports to a stream. Colour depends on --color, else NO_COLOR, else CLICOLOR_FORCE,
 * else on whether the stream is a terminal other than TERM=dumb. Width: COLUMNS, else the
 * terminal's.
 */
ReportOptions terminal_options(const Cli *cli, FILE *stream);

#endif
