/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_MASK_H
#define GOVLINT_DOCUMENT_MARKDOWN_MASK_H

#include "base/arena.h"
#include "base/str.h"
#include "document/source.h"

/*
 * A copy of `bytes`, of the same length, in which comments of MDX are form feeds, as in
 * liquid_mask, and no formula has anything that looks like a link. `bytes` itself if `part` has
 * neither.
 */
Str markdown_mask(Arena *arena, Str bytes, Span part);

#endif
