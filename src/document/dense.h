/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How much there is to parse in a text. Parsers make nodes of some hundred bytes for every mark or
 * two, so that a file of a few megabytes can ask for more memory than there is. The limits are far
 * beyond what people write.
 */
#ifndef GOVLINT_DOCUMENT_DENSE_H
#define GOVLINT_DOCUMENT_DENSE_H

#include "base/arena.h"
#include "base/str.h"

/* Punctuation of ASCII and line ends of a text that is Markdown, HTML or Liquid: so many are in
   about 6 MB of prose. A link with its row and its finding takes 4 of them and 4 KiB of memory. */
#define TEXT_MAX_MARKS 1000000

/* For each of the first 1,000 "@" of a line, cmark-gfm copies what is left of it when it looks for
   e-mail addresses; for each reference, its definition: bytes of either copies. */
#define TEXT_MAX_COPIED ((size_t)256 * 1024 * 1024)

/* Why there is too much in a text: "it has more than …"; empty where there is not. */
Str dense_problem(Arena *arena, Str text);

#endif
