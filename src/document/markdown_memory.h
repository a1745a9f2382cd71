/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The memory of cmark-gfm's nodes: one pool for each thread, used again for each document. They
 * live for one parse only, so nothing is freed on its own; malloc and free would take a fifth of
 * the time of parsing.
 */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_MEMORY_H
#define GOVLINT_DOCUMENT_MARKDOWN_MEMORY_H

#include <cmark-gfm.h>

/* What parsers are made with. */
cmark_mem *markdown_memory(void);

/* Takes back all that was handed out since the last time: no node or parser may be in use. */
void markdown_memory_reset(void);

#endif
