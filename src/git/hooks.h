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
 * The hooks of the work tree that `path` lies in: what `git rev-parse --git-path hooks` says, also
 * with core.hooksPath and in a linked work tree. ERROR_RUN where there is no work tree, and where
 * the folder lies outside of the repository: it then serves other repositories too.
 */
bool hooks_find(Arena *arena, Str path, HooksFolder *out, Error *error);

#endif
