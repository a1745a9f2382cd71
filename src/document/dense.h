/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Limits how much there is to parse in a text. Parsers make nodes of some hundred bytes for every
 * mark or two, so a file of a few megabytes could need more memory than there is. The limits are
 * far beyond what people write.
 */
#ifndef GOVLINT_DOCUMENT_DENSE_H
#define GOVLINT_DOCUMENT_DENSE_H

#include "base/arena.h"
#include "base/str.h"

/* Limit for ASCII punctuation and line endings in a text that is Markdown, HTML or Liquid: about 6
   MB of prose has this many. A link with its row and its finding has 4 of them and takes 4 KiB of
   memory. */
#define TEXT_MAX_MARKS 1000000

/* Limit, in bytes, for what cmark-gfm copies. For each of the first 1,000 "@" of a line it copies
   the rest of the line when it looks for e-mail addresses; for each reference it copies the
   definition. */
#define TEXT_MAX_COPIED ((size_t)256 * 1024 * 1024)

/* Why there is too much in a text: "it has more than …"; empty if there is not. */
Str dense_problem(Arena *arena, Str text);

#endif
