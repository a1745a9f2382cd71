/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * cmark-gfm's extensions: created once per process, shared by all threads.
 */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_EXTENSIONS_H
#define GOVLINT_DOCUMENT_MARKDOWN_EXTENSIONS_H

#include <cmark-gfm.h>
#include <stdbool.h>

#include "base/str.h"

/* Must be called before anything is parsed. */
void markdown_extensions_init(void);

/* Attaches the extensions that can find something in the text; tables only if wanted. */
void markdown_extensions_attach(cmark_parser *parser, Str text, bool tables);

/* cmark_parser_finish for a parser that was fed the text; thread-safe. */
cmark_node *markdown_extensions_finish(cmark_parser *parser, Str text);

#endif
