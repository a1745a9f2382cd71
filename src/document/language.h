/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The language of a file, judging by the extension of its name, and which lines of Markdown are
 * code.
 */
#ifndef GOVLINT_DOCUMENT_LANGUAGE_H
#define GOVLINT_DOCUMENT_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/str.h"

bool language_is_markdown(Str path);
bool language_is_html(Str path);
/* Markdown, HTML or another language whose comments are <!-- -->. */
bool language_is_markup(Str path);
bool language_is_yaml(Str path);

/* Fenced code, tracked from line to line. Initialise with {0}. */
typedef struct Fence {
    char mark; /* '`' or '~' inside fenced code, otherwise 0 */
    size_t length;
} Fence;

/* Whether the line, without surrounding white space, begins, ends or is inside fenced code
   (CommonMark 0.29, 4.5). Must be called for all lines in order. */
bool fence_holds(Fence *fence, Str line);

#endif
