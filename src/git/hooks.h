/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where Git looks for the hooks of a work tree.
 */
#ifndef GOVLINT_GIT_HOOKS_H
#define GOVLINT_GIT_HOOKS_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

typedef struct HooksFolder {
    Str root;   /* absolute path of an existing folder: the repository's own or its work tree */
    Str folder; /* of the hooks, below the root; it may not exist yet */
} HooksFolder;

/*
 * The hooks folder of the work tree that `path` lies in, as `git rev-parse --git-path hooks` gives
 * it, with core.hooksPath and in linked work trees too. ERROR_RUN if there is no work tree, or the
 * folder lies outside the repository: it then serves other repositories too.
 */
bool hooks_find(Arena *arena, Str path, HooksFolder *out, Error *error);

#endif
