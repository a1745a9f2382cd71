/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Memory that is needed while a document is parsed, one set per thread, reused for each document: a
 * pool for cmark-gfm's nodes, none of which is freed on its own (malloc and free would take a fifth
 * of the parsing time), and an arena for data that grows before its size is known.
 */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_MEMORY_H
#define GOVLINT_DOCUMENT_MARKDOWN_MEMORY_H

#include <cmark-gfm.h>

#include "base/arena.h"

/* The allocator for parsers. */
cmark_mem *markdown_memory(void);

Arena *markdown_scratch(void);

/* Takes back everything handed out since the last reset. No node or parser may be in use. */
void markdown_memory_reset(void);

/* The same, and releases all memory: for the end of a thread. */
void markdown_memory_free(void);

#endif
