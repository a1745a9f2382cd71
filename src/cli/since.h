/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * --since and --staged: which two states of the repositories are compared.
 */
#ifndef GOVLINT_CLI_SINCE_H
#define GOVLINT_CLI_SINCE_H

#include "cli/bind.h"
#include "cli/lint.h"

/* ERROR_USAGE if options about states contradict each other. */
bool since_check_options(const Cli *cli, Error *error);

/*
 * Gives the job its bases. The first has the repositories of the binding, with each PATH at the
 * merge base of the --since revision and its present state. With HEAD during a merge, there is a
 * second one for what is being merged. Repositories that were named or found besides are the same
 * in both states. Without --since there are no bases. The binding closes what is opened.
 */
bool since_open(Cli *cli, Binding *binding, LintJob *job, Error *error);

#endif
