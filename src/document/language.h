/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What language a file is in, by the extension of its name, and where lines of Markdown are code.
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

/* Fenced code, followed from line to line. Begin with {0}. */
typedef struct Fence {
    char mark; /* '`' or '~' inside of fenced code, else 0 */
    size_t length;
} Fence;

/* Whether the line, without white space around, begins, ends or is inside of fenced code
   (CommonMark 0.29, 4.5). To be asked for all lines in order. */
bool fence_holds(Fence *fence, Str line);

#endif
