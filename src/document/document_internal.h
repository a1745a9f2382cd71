/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How documents come to be; for document*.c and prepare.c only.
 */
#ifndef GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H
#define GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H

#include "document/document.h"
#include "document/front_matter.h"

struct DocumentParts {
    Arena *arena;
    Arena *passing; /* of Markdown, HTML and Liquid during a pass; else NULL */
    unsigned kept;  /* DocumentPart, or-ed: no pass takes them away */
    bool in_pass;
    unsigned wanted; /* DocumentPart, or-ed: by document_parse */
    FrontMatter *front;
    size_t behind_front; /* where the Markdown begins */
    const YamlStream *yaml;
    const Markdown *markdown;
    const Html *html;
    const Liquid *liquid;
    const Anchors *anchors;
    bool measured; /* `dense` says whether there is too much in it */
    Str dense;
    Str unread;
    bool beyond; /* there are too many files before it */
    bool untold; /* another document stands for it in document_unread */
};

#define DOCUMENTS_MOST_THREADS 16

/* Where a thread puts what it reads: what stays, and what goes at the end of a pass. */
typedef struct DocumentArenas {
    Arena *kept;
    Arena *passing;
} DocumentArenas;

/* Those of a thread, by its number; 0 is the thread that asks. */
DocumentArenas *documents_arenas(Documents *documents, size_t thread);

/* Makes a document part of the pass; false where it is already. */
bool documents_pass(Documents *documents, Document *document);

/* The document of a path; where it is not known yet, an empty one that document_read must fill. */
Document *documents_add(Documents *documents, const Repository *repository, Str path, bool *known);

/* Reads a new document. It stays with the arena, from which its parts come later. */
void document_read(Document *document, Arena *arena, const Repository *repository, Str path);

/* What document_parse is to parse besides what was wanted before. */
void document_want(Document *document, unsigned parts);

/* These parts are needed longer than a pass. */
void document_keep(Document *document, unsigned parts);

/* Takes a document into a pass; false where it is in it. */
bool document_begin_pass(Document *document);
/* Lets go of what is not kept. */
void document_end_pass(Document *document);

/* From now on it is parsed into these arenas; whoever read it may be using its own. */
void document_pass(Document *document, const DocumentArenas *arenas);

/* Parses what is wanted. */
void document_parse(const Document *document);

#endif
