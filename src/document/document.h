/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Documents: the files of the bound repositories, read and parsed at most once each.
 *
 *     const Document *document = documents_get(documents, repository, path);
 *     if (document->state == DOCUMENT_OK)
 *         use(document_yaml(document));
 */
#ifndef GOVLINT_DOCUMENT_DOCUMENT_H
#define GOVLINT_DOCUMENT_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "document/anchor.h"
#include "document/conflict.h"
#include "document/html.h"
#include "document/liquid.h"
#include "document/markdown.h"
#include "document/source.h"
#include "document/yaml.h"
#include "git/snapshot.h"

/* A role of a pack, bound to a snapshot; `snapshot` is NULL if it was not given. */
typedef struct Repository {
    Str name;     /* the role: "governance" */
    Str github;   /* "OWNER/REPO" of its home, or empty */
    Str branch;   /* its default branch, or empty if unknown */
    bool guessed; /* the home is only known from the clone's remote, which may be a fork */
    const Snapshot *snapshot;
} Repository;

/* A source with the name and label of the repository; path and bytes are borrowed. */
Source *repository_source(Arena *arena, const Repository *repository, Str path, Str bytes);

typedef enum DocumentState {
    DOCUMENT_OK,
    DOCUMENT_MISSING,    /* no file of this path; a folder, symbolic link or submodule is not one */
    DOCUMENT_UNREADABLE, /* missing object, too large, vanished: `problem` says why; also if the
                            repository was not given */
    DOCUMENT_NOT_UTF8,   /* `problem_span` is the first offending byte; NUL bytes count as such */
    DOCUMENT_UNMERGED,   /* it contains merge `conflicts`: what it says is undecided */
} DocumentState;

typedef struct Document {
    const Repository *repository;
    const Source *source; /* also for a missing file, then without bytes */
    DocumentState state;
    Span problem_span; /* if the state is DOCUMENT_NOT_UTF8 */
    Str problem;       /* one line, lower case, if the state is not DOCUMENT_OK */
    const Conflict *conflicts;
    size_t conflict_count;
    struct DocumentParts *parts; /* what has been parsed so far; use the functions below */
} Document;

/*
 * Front matter as Jekyll reads it. In plain Markdown a first line "---" is a thematic break, so it
 * counts as front matter only if a later line closes it, or the next line looks like "key:".
 */
typedef struct FrontMatter {
    bool present;  /* the file begins with a line "---", possibly with trailing blanks */
    bool closed;   /* a line "---" (or "...") ends it */
    bool of_draft; /* the closing line begins a section, "--- abstract", as in IETF drafts */
    Span span; /* from the first "---" to the last, without the last line ending; if not closed, the
                  first only */
    Span content;     /* the lines between them, with their line endings */
    YamlStream *yaml; /* NULL unless present and closed */
} FrontMatter;

typedef struct Documents Documents;

/* The snapshots must stay open for as long as documents are requested. */
Documents *documents_new(Arena *arena);

/*
 * Takes files, with everything parsed from them, from another set of documents if it has one with
 * the same repository name, path and bytes. Such a document keeps the source of the other set, and
 * so its label; the other set must live as long. Use it for another state of the same repositories.
 */
void documents_share(Documents *documents, const Documents *with);

/* The parts of a document that may be needed. */
typedef enum DocumentPart {
    DOCUMENT_BYTES = 1 << 0,
    DOCUMENT_YAML = 1 << 1,
    DOCUMENT_FRONT_MATTER = 1 << 2,
    DOCUMENT_MARKDOWN = 1 << 3,
    DOCUMENT_HTML = 1 << 4,
    DOCUMENT_LIQUID = 1 << 5, /* only of documents with front matter */
} DocumentPart;

typedef struct DocumentNeed {
    const Repository *repository;
    Str path;
    unsigned parts; /* DocumentPart, or-ed */
} DocumentNeed;

/*
 * Reads documents ahead on up to `jobs` threads, and parses all parts of each that any of its needs
 * names. Later requests give the same results as without. All functions for documents may only be
 * called by the thread that made them.
 */
void documents_prepare(Documents *documents, const DocumentNeed *needs, size_t count, size_t jobs);

/*
 * The same for a pass over some documents. The threads may still be working when this returns: a
 * request for one of these documents, or for the next pass, then helps them and waits for them.
 *
 * When a pass ends, the Markdown, HTML and Liquid of its documents are freed, and nobody may point
 * into them any more; they are parsed again if requested again. Bytes and YAML stay, and so does
 * everything in documents that were prepared in another way before. A pass may begin before the
 * last one ends; passes end in the order in which they began.
 */
enum { DOCUMENTS_MOST_PASSES = 16 }; /* at the same time */
void documents_begin_pass(Documents *documents, const DocumentNeed *needs, size_t count,
                          size_t jobs);
/* The number of documents in passes that have begun and not ended. */
size_t documents_in_passes(const Documents *documents);
void documents_end_pass(Documents *documents);

/* Ends the threads and releases the memory of passes, until they are needed again. */
void documents_stop_threads(Documents *documents);

/*
 * From now on each document has memory of its own and can be forgotten: for snapshots that change.
 * A forgotten document is read again when it is requested; its memory is released by the next
 * sweep. Documents that are kept apart are freed by documents_free, not with the arena.
 */
void documents_keep_apart(Documents *documents);
void documents_forget(Documents *documents, const Repository *repository, Str path);
void documents_sweep(Documents *documents);
/*
 * For documents that are kept apart: reads and parses files ahead, on `jobs` threads (2 or more),
 * that will be requested once the snapshot of the repository has changed; until then they are read
 * from `from`, another snapshot of it. The changes must be given in the order in which they are
 * expected; documents_end_expected drops what was expected of one. Later requests give the same
 * results as without.
 */
typedef struct DocumentExpected {
    SnapshotEntry entry; /* an ENTRY_FILE; its path must live as long as it is expected */
    unsigned parts;      /* DocumentPart, or-ed */
} DocumentExpected;
enum { DOCUMENTS_MOST_AHEAD = 32 }; /* changes at the same time */
void documents_expect(Documents *documents, const Repository *repository, const Snapshot *from,
                      const DocumentExpected *files, size_t count, size_t jobs);
void documents_end_expected(Documents *documents);

/* The documents read since the last call; valid until the next one is read. */
const Document *const *documents_take_fresh(Documents *documents, size_t *count);
void documents_free(Documents *documents);

/* The document of a path; the same pointer for the same repository and path. Never NULL. */
const Document *documents_get(Documents *documents, const Repository *repository, Str path);

/* Files beyond this number are not read, as each takes some KiB however small it is. The first
   unread one stands for all of them in document_unread. */
#define DOCUMENTS_MAX_READ 120000

/* Whether the file's bytes were read, whatever they are. */
bool document_has_bytes(const Document *document);

/*
 * Whether Markdown, HTML and Liquid can be taken from the document: its state is DOCUMENT_OK, and
 * it does not exceed the limits of document/dense.h. If not, they are those of an empty file.
 */
bool document_is_parsable(const Document *document);

/* Records why something in the document is not read; the first reason counts. */
void document_give_up(const Document *document, Str why);

/* Why the document, or something in it, was requested but not read; empty if everything was
   read. */
Str document_unread(const Document *document);

/* A source that stands for a folder or a whole repository (path ""), for findings without bytes. */
const Source *documents_folder(Documents *documents, const Repository *repository, Str path);

/* Every document requested so far, in order of the requests. */
const Document *const *documents_all(Documents *documents, size_t *count);

/*
 * Parts of a document whose state is DOCUMENT_OK, parsed on first use; for any other state they are
 * those of an empty file. Front matter is recognised in any file; the Markdown is what follows it,
 * or everything if it is not closed. A byte-order mark belongs to neither. The YAML is that of the
 * whole file. The HTML is what follows the front matter of a page (.html, .htm), or for any other
 * file the HTML inside its Markdown. In pages, and in Markdown with front matter, Liquid is not
 * treated as Markdown or HTML: https://jekyllrb.com/docs/front-matter/. The Liquid is that after
 * the front matter. Never NULL.
 */
const YamlStream *document_yaml(const Document *document);
const FrontMatter *document_front_matter(const Document *document);
const Markdown *document_markdown(const Document *document);
const Html *document_html(const Document *document);
const Liquid *document_liquid(const Document *document);
/* Whether its HTML says where the page's relative links start: <base href>. */
bool document_has_base(const Document *document);
/* Whether it is an HTML page, judging by its name. */
bool document_is_page(const Document *document);
/* The anchors of its Markdown. */
const Anchors *document_anchors(const Document *document);

#endif
