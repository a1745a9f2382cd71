/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How documents come to be; for document.c and prepare.c only.
 */
#ifndef GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H
#define GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H

#include "document/document.h"

Arena *documents_arena(const Documents *documents);

/* The document of a path; where it is not known yet, an empty one that document_read must fill. */
Document *documents_add(Documents *documents, const Repository *repository, Str path, bool *known);

/* Reads a new document. It stays with the arena, from which its parts come later. */
void document_read(Document *document, Arena *arena, const Repository *repository, Str path);

/* What document_parse is to parse besides what was wanted before. */
void document_want(Document *document, unsigned parts);

/* Parses what is wanted. */
void document_parse(const Document *document);

#endif
