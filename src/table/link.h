/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where a link leads: to a path of one of the bound repositories, or elsewhere.
 *
 * As GitHub resolves links in a rendered file: relative to the file's folder, from the root of the
 * repository when it begins with "/", percent-decoded, without query and fragment; and
 * https://github.com/OWNER/REPO/(blob|tree|raw|edit)/REF/PATH for a bound repository.
 * https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-readmes#relative-links-and-image-paths-in-markdown-files
 */
#ifndef GOVLINT_TABLE_LINK_H
#define GOVLINT_TABLE_LINK_H

#include "document/document.h"

typedef struct LinkTarget {
    const Repository *repository;
    Str path;     /* normalised; the root is "" */
    Str fragment; /* behind "#", as written */
} LinkTarget;

/* False where the link leads out of the bound repositories, or out of the root. */
bool link_resolve(Arena *arena, const Repository *repositories, size_t repository_count,
                  const Repository *from, Str from_path, Str url, LinkTarget *out);

#endif
