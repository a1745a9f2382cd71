/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * How documents come to be; for the files that read documents ahead and keep them only.
 */
#ifndef GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H
#define GOVLINT_DOCUMENT_DOCUMENT_INTERNAL_H

#include "base/array.h"
#include "base/workers.h"
#include "document/document.h"

struct DocumentParts {
    Arena *arena;
    Arena *lines;        /* of the source's lines; NULL: as all else */
    struct Batch *batch; /* threads may be at it, until this is finished; else NULL */
    Arena *passing;      /* of Markdown, HTML and Liquid during a pass; else NULL */
    unsigned kept;       /* DocumentPart, or-ed: no pass takes them away */
    unsigned wanted;     /* DocumentPart, or-ed: by document_parse */
    FrontMatter *front;
    size_t behind_front; /* where the Markdown begins */
    const YamlStream *yaml;
    const Markdown *markdown;
    const Html *html;
    const Liquid *liquid;
    const Anchors *anchors;
    Str dense;
    Str unread;
    unsigned char blob[20]; /* as of a SnapshotEntry */
    bool has_blob;
    bool in_pass;
    bool measured; /* `dense` says whether there is too much in it */
    bool beyond;   /* there are too many files before it */
    bool untold;   /* another document stands for it in document_unread */
};

/* Where a thread puts what it reads: what stays, and what goes at the end of a pass. */
typedef struct DocumentArenas {
    Arena *kept;
    Arena *passing[DOCUMENTS_MOST_PASSES];
} DocumentArenas;

/* Those of a thread, by its number; 0 is the thread that asks. */
DocumentArenas *documents_arenas(Documents *documents, size_t thread);

/* Documents that are being read and parsed: of a pass or, as the last of all, of none. */
enum { NO_PASS = DOCUMENTS_MOST_PASSES, DOCUMENTS_MOST_BATCHES };
typedef struct Batch {
    Documents *documents;
    size_t pass;
    struct Task *tasks;
    WorkersBatch work; /* over them */
} Batch;

Batch *documents_batch(Documents *documents, size_t pass);
/* Those that do all batches. */
Workers *documents_workers(Documents *documents);

/* Begins a pass; its number, below DOCUMENTS_MOST_PASSES. */
size_t documents_open_pass(Documents *documents);
/* Makes a document part of it; false where it is of one already. */
bool documents_pass(Documents *documents, size_t pass, Document *document);

/* Helps with what is being read and parsed, and waits for it. */
void batch_finish(Batch *batch);

/* The document of a path; where it is not known yet, an empty one that document_read must fill.
   `*path` becomes the same text that lives as long as the documents. */
Document *documents_add(Documents *documents, const Repository *repository, Str *path, bool *known);

/* Reads a new document. It stays with the arena, from which its parts come later; the path is
   borrowed. */
void document_read(Document *document, Arena *arena, const Repository *repository, Str path);

/* The same of a file that is, or will be, of the repository, by its entry in some snapshot. */
void document_read_entry(Document *document, Arena *arena, const Repository *repository,
                         const Snapshot *from, const SnapshotEntry *entry);

/* An empty one in an arena, and one that is a document's own: document_free frees both. */
Document *document_new(Arena *arena);
Arena *documents_own_arena(void);
void document_free(const Document *document);

/* Documents of one path that were forgotten, the last one last; retired.c. */
enum { RETIRED_OF_PATH = 8 };
typedef struct Retired {
    Document *documents[RETIRED_OF_PATH];
    size_t count;
} Retired;

typedef struct Waiting {
    Retired *place;
    const Document *document;
} Waiting;

/* All of them, in the order in which they were forgotten; also some that were taken since. */
typedef struct Retirement {
    Arena *arena;
    ARRAY_OF(Waiting) waiting;
    size_t first;
    size_t bytes;
    ARRAY_OF(Arena *) gone; /* documents' own, which the next sweep frees */
} Retirement;

void retired_add(Retirement *all, Retired *place, Document *document);
/* The one that has the entry's blob, which is nobody else's then; NULL: there is none. */
Document *retired_take(Retirement *all, Retired *place, const SnapshotEntry *entry);
/* Lets all of them go. */
void retired_free(Retirement *all);

bool document_has_blob(const Document *document, const SnapshotEntry *entry);

/* Whether the document of a path with this blob is there, or was and may come back. */
bool documents_remember(Documents *documents, const Repository *repository,
                        const SnapshotEntry *entry);

/* Those of steps to come, which are made by documents_expect; ahead.c. */
typedef struct DocumentsAhead DocumentsAhead;
DocumentsAhead **documents_steps(Documents *documents);
/* What was expected of this path; NULL: nothing, or something else is there. */
Document *documents_take_expected(Documents *documents, const Repository *repository, Str path);
void documents_free_steps(Documents *documents);
/* Of all that is not of one document. */
Arena *documents_arena(const Documents *documents);

/* What document_parse is to parse besides what was wanted before. */
void document_want(Document *document, unsigned parts);

/* These parts are needed longer than a pass. */
void document_keep(Document *document, unsigned parts);

/* Takes a document into a pass; false where it is in it. */
bool document_begin_pass(Document *document);
/* Lets go of what is not kept. */
void document_end_pass(Document *document);

/* From now on it is parsed into these arenas: they are the thread's that is at it. */
void document_set_arenas(const Document *document, const DocumentArenas *arenas, size_t pass);

/* Parses what is wanted, on any thread. */
void document_parse(const Document *document);

/* To be called by the thread that asks before it looks at a document that other threads may be
   reading or parsing: waits for them, and returns the document. */
const Document *document_settle(const Document *document);

#endif
