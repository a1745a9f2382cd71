/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How documents are created; only for the files that read documents ahead and keep them.
 */
#ifndef GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H
#define GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H

#include "base/array.h"
#include "base/workers.h"
#include "document/document.h"

struct DocumentParts {
    Arena *arena;
    Arena *lines;        /* for the source's lines; NULL: like everything else */
    struct Batch *batch; /* threads may be working on it until this is finished; or NULL */
    Arena *passing;      /* for Markdown, HTML and Liquid during a pass; or NULL */
    unsigned kept;       /* DocumentPart, or-ed: parts that survive the end of a pass */
    unsigned wanted;     /* DocumentPart, or-ed: parts that document_parse must parse */
    FrontMatter *front;
    size_t behind_front; /* where the text after the front matter begins */
    const YamlStream *yaml;
    const Markdown *markdown;
    const Html *html;
    const Liquid *liquid;
    const Anchors *anchors;
    Str dense;
    Str unread;
    unsigned char blob[20]; /* as in SnapshotEntry */
    bool has_blob;
    bool in_pass;
    bool measured; /* `dense` says whether there is too much in it */
    bool beyond;   /* too many files were read before it */
    bool untold;   /* another document stands for it in document_unread */
    bool searched; /* `has_base` is known */
    bool has_base; /* as document_has_base says */
};

/* Where a thread puts what it reads: what stays, and what is freed at the end of a pass. */
typedef struct DocumentArenas {
    Arena *kept;
    Arena *passing[DOCUMENTS_MOST_PASSES];
} DocumentArenas;

/* The arenas of a thread, by its number; 0 is the requesting thread. */
DocumentArenas *documents_arenas(Documents *documents, size_t thread);

/* A batch is a set of documents that are being read and parsed: those of a pass or, in the last
   batch, those of no pass. */
enum { NO_PASS = DOCUMENTS_MOST_PASSES, DOCUMENTS_MOST_BATCHES };
typedef struct Batch {
    Documents *documents;
    size_t pass;
    struct Task *tasks;
    WorkersBatch work; /* runs over the tasks */
} Batch;

Batch *documents_batch(Documents *documents, size_t pass);
/* The threads that process all batches. */
Workers *documents_workers(Documents *documents);

/* Begins a pass and returns its number, below DOCUMENTS_MOST_PASSES. */
size_t documents_open_pass(Documents *documents);
/* Makes a document part of the pass; false if it is already part of one. */
bool documents_pass(Documents *documents, size_t pass, Document *document);

/* Helps to finish what is being read and parsed, and waits for it. */
void batch_finish(Batch *batch);

/* The document of a path; if it is not known yet, an empty one that document_read must fill.
   `*path` is replaced with the same text in memory that lives as long as the documents. */
Document *documents_add(Documents *documents, const Repository *repository, Str *path, bool *known);

/* Reads a new document. It stays with the arena, from which its parts are allocated later; the path
   is borrowed. */
void document_read(Document *document, Arena *arena, const Repository *repository, Str path);

/* The same for a file that is, or will be, in the repository, by its entry in some snapshot. */
void document_read_entry(Document *document, Arena *arena, const Repository *repository,
                         const Snapshot *from, const SnapshotEntry *entry);

/* An empty document in an arena, and an arena of a document's own: document_free frees both. */
Document *document_new(Arena *arena);
Arena *documents_own_arena(void);
void document_free(const Document *document);

/* Forgotten documents of one path, the most recent last; see retired.c. */
enum { RETIRED_OF_PATH = 8 };
typedef struct Retired {
    Document *documents[RETIRED_OF_PATH];
    size_t count;
} Retired;

typedef struct Waiting {
    Retired *place;
    const Document *document;
} Waiting;

/* All forgotten documents, in the order in which they were forgotten, and some that were taken
   since. */
typedef struct Retirement {
    Arena *arena;
    ARRAY_OF(Waiting) waiting;
    size_t first;
    size_t bytes;
    ARRAY_OF(Arena *) gone; /* documents' own arenas, which the next sweep frees */
} Retirement;

void retired_add(Retirement *all, Retired *place, Document *document);
/* The forgotten document that has the entry's blob, now the caller's; NULL if there is none. */
Document *retired_take(Retirement *all, Retired *place, const SnapshotEntry *entry);
/* Frees all of them. */
void retired_free(Retirement *all);

bool document_has_blob(const Document *document, const SnapshotEntry *entry);

/* Whether the document of a path with this blob exists, or is forgotten and may come back. */
bool documents_remember(Documents *documents, const Repository *repository,
                        const SnapshotEntry *entry);

/* Documents of coming steps, made by documents_expect; see ahead.c. */
typedef struct DocumentsAhead DocumentsAhead;
DocumentsAhead **documents_steps(Documents *documents);
/* The document expected for this path; NULL if none was, or its content is different now. */
Document *documents_take_expected(Documents *documents, const Repository *repository, Str path);
void documents_free_steps(Documents *documents);
/* The arena for what does not belong to one document. */
Arena *documents_arena(const Documents *documents);

/* Adds to the parts that document_parse must parse. */
void document_want(Document *document, unsigned parts);

/* Marks parts that are needed longer than a pass. */
void document_keep(Document *document, unsigned parts);

/* Takes a document into a pass; false if it is already in one. */
bool document_begin_pass(Document *document);
/* Frees the parts that are not kept. */
void document_end_pass(Document *document);

/* From now on the document is parsed into these arenas: those of the thread that works on it. */
void document_set_arenas(const Document *document, const DocumentArenas *arenas, size_t pass);

/* Parses the wanted parts, on any thread. */
void document_parse(const Document *document);

/* The requesting thread must call this before it looks at a document that other threads may be
   reading or parsing: waits for them, and returns the document. */
const Document *document_settle(const Document *document);

#endif
