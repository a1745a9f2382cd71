/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory for as long as a document is parsed, one for each thread and used again for each document:
 * a pool of cmark-gfm's nodes, of which none is freed on its own (malloc and free would take a
 * fifth of the time of parsing), and an arena for what grows before its size is known.
 */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_MEMORY_H
#define GOVLINT_DOCUMENT_MARKDOWN_MEMORY_H

#include <cmark-gfm.h>

#include "base/arena.h"

/* What parsers are made with. */
cmark_mem *markdown_memory(void);

Arena *markdown_scratch(void);

/* Takes back all that was handed out since the last time: no node or parser may be in use. */
void markdown_memory_reset(void);

/* The same, and gives all memory back: at the end of a thread. */
void markdown_memory_free(void);

#endif
