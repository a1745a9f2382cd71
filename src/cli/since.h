/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * --since and --staged: which two states of the repositories are compared.
 */
#ifndef GOVLINT_CLI_SINCE_H
#define GOVLINT_CLI_SINCE_H

#include "cli/bind.h"
#include "cli/lint.h"

/* ERROR_USAGE where options about states contradict each other. */
bool since_check_options(const Cli *cli, Error *error);

/*
 * Gives the job its base: the repositories of the binding with each PATH at the commit where the
 * revision of --since meets its present state; with HEAD and during a merge another one, what is
 * merged. What was named or found besides is the same. Without --since there is none. The binding
 * closes what is opened.
 */
bool since_open(Cli *cli, Binding *binding, LintJob *job, Error *error);

#endif
