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

/* A role of a pack, bound to a snapshot; `snapshot` is NULL where it was not given. */
typedef struct Repository {
    Str name;     /* the role: "governance" */
    Str github;   /* "OWNER/REPO" of its home, or empty */
    Str branch;   /* its default branch, or empty where that is not known */
    bool guessed; /* only the clone's remote says its home, which may be somebody's fork */
    const Snapshot *snapshot;
} Repository;

/* A source with the name and label of the repository; path and bytes are borrowed. */
Source *repository_source(Arena *arena, const Repository *repository, Str path, Str bytes);

typedef enum DocumentState {
    DOCUMENT_OK,
    DOCUMENT_MISSING,    /* no file of that path (a folder, symbolic link or submodule is none) */
    DOCUMENT_UNREADABLE, /* missing object, too large, vanished: `problem` says why; also where
                            the repository was not given */
    DOCUMENT_NOT_UTF8,   /* `problem_span` is the first byte that is not; NUL bytes count too */
    DOCUMENT_UNMERGED,   /* it has `conflicts` of a merge: what it says is not decided */
} DocumentState;

typedef struct Document {
    const Repository *repository;
    const Source *source; /* also for a missing file, with no bytes */
    DocumentState state;
    Span problem_span; /* where the state is DOCUMENT_NOT_UTF8 */
    Str problem;       /* one line, lower case, where the state is not DOCUMENT_OK */
    const Conflict *conflicts;
    size_t conflict_count;
    struct DocumentParts *parts; /* what was parsed so far; use the functions below */
} Document;

/*
 * Front matter as Jekyll reads it. In plain Markdown a first line "---" is a thematic break: it is
 * taken for front matter only where a later line closes it, or the next line looks like "key:".
 */
typedef struct FrontMatter {
    bool present;     /* the file begins with a line "---", blanks behind it allowed */
    bool closed;      /* a line "---" (or "...") ends it */
    bool of_draft;    /* the line is "--- abstract", with which drafts of the IETF go on */
    Span span;        /* with both "---" lines, without the last one's end; not closed, the first */
    Span content;     /* the lines between them, with their ends */
    YamlStream *yaml; /* NULL unless present and closed */
} FrontMatter;

typedef struct Documents Documents;

/* The snapshots must stay open for as long as documents are asked for. */
Documents *documents_new(Arena *arena);

/*
 * Takes files from another set of documents, with all that was parsed of them, where it has one of
 * the same repository's name, path and bytes. Such a document's source, and so its label, is that
 * of the other set, which must live as long. For another state of the same repositories.
 */
void documents_share(Documents *documents, const Documents *with);

/* What a document is needed as. */
typedef enum DocumentPart {
    DOCUMENT_BYTES = 1 << 0,
    DOCUMENT_YAML = 1 << 1,
    DOCUMENT_FRONT_MATTER = 1 << 2,
    DOCUMENT_MARKDOWN = 1 << 3,
    DOCUMENT_HTML = 1 << 4,
    DOCUMENT_LIQUID = 1 << 5, /* of what has front matter */
} DocumentPart;

typedef struct DocumentNeed {
    const Repository *repository;
    Str path;
    unsigned parts; /* DocumentPart, or-ed */
} DocumentNeed;

/*
 * Reads documents ahead, on up to so many threads, and parses of each what any of its needs says.
 * What is asked for later is the same as without. All functions of documents are for the thread
 * that made them only.
 */
void documents_prepare(Documents *documents, const DocumentNeed *needs, size_t count, size_t jobs);

/*
 * The same for a pass over some documents. The threads may still be at it when this returns: who
 * asks for one of these documents, or for the next pass, then helps them and waits for them.
 *
 * When a pass ends, Markdown, HTML and Liquid of its documents go, and nobody may point into them
 * any more; they are parsed anew if they are asked for again. Bytes and YAML stay, and so does all
 * of documents that were prepared otherwise before. A pass may begin before the last one ends; they
 * end in the order in which they began.
 */
enum { DOCUMENTS_MOST_PASSES = 16 }; /* at a time */
void documents_begin_pass(Documents *documents, const DocumentNeed *needs, size_t count,
                          size_t jobs);
/* How many documents the passes have that were begun and not ended. */
size_t documents_in_passes(const Documents *documents);
void documents_end_pass(Documents *documents);

/* Ends the threads, and lets go of the memory of passes, until they are needed again. */
void documents_stop_threads(Documents *documents);

/*
 * From now on each document has memory of its own, and can be forgotten: for snapshots that change.
 * What was forgotten is read anew when it is asked for; its memory is given back by the next sweep.
 * Documents that were kept apart are freed by documents_free, whatever the arena.
 */
void documents_keep_apart(Documents *documents);
void documents_forget(Documents *documents, const Repository *repository, Str path);
void documents_sweep(Documents *documents);
/*
 * Of documents that are kept apart: reads and parses files ahead, on `jobs` threads (2 or more),
 * that will be asked for once the snapshot of the repository has changed; here they are read from
 * another one of the same. The changes come in the order in which they are expected, and what was
 * expected of one is let go by documents_end_expected. What is asked for is the same as without.
 */
typedef struct DocumentExpected {
    SnapshotEntry entry; /* an ENTRY_FILE; its path must live as long as this is expected */
    unsigned parts;      /* DocumentPart, or-ed */
} DocumentExpected;
enum { DOCUMENTS_MOST_AHEAD = 32 }; /* changes at a time */
void documents_expect(Documents *documents, const Repository *repository, const Snapshot *from,
                      const DocumentExpected *files, size_t count, size_t jobs);
void documents_end_expected(Documents *documents);

/* Those that were read since this was asked last; valid until the next is read. */
const Document *const *documents_take_fresh(Documents *documents, size_t *count);
void documents_free(Documents *documents);

/* The document of a path; the same pointer for the same repository and path. Never NULL. */
const Document *documents_get(Documents *documents, const Repository *repository, Str path);

/* Files beyond these many are not read; each takes some KiB, however small it is. The first that is
   not stands for the others in document_unread. */
#define DOCUMENTS_MAX_READ 120000

/* Whether the file's bytes were read, whatever they are. */
bool document_has_bytes(const Document *document);

/*
 * Whether Markdown, HTML and Liquid can be taken out of the document: its state is DOCUMENT_OK, and
 * there is no more in it than document/dense.h allows. Else they are those of an empty file.
 */
bool document_is_parsable(const Document *document);

/* Tells why something in the document is not read; the first reason counts. */
void document_give_up(const Document *document, Str why);

/* Why the document, or something in it, was asked for and not read; empty where all was. */
Str document_unread(const Document *document);

/* A source that stands for a folder or a whole repository (path ""), for findings without bytes. */
const Source *documents_folder(Documents *documents, const Repository *repository, Str path);

/* Every document asked for so far, in order of asking. */
const Document *const *documents_all(Documents *documents, size_t *count);

/*
 * Parts of a document whose state is DOCUMENT_OK, parsed when first asked for; of any other they
 * are those of an empty file. Front matter is recognised in any file; the Markdown is what follows
 * it, or everything where it is not closed. A byte-order mark belongs to neither. The YAML is the
 * whole file's. The HTML is that of a page (.html, .htm) behind its front matter, of any other file
 * what stands inside of its Markdown. In pages, and in Markdown with front matter, Liquid is taken
 * for neither: https://jekyllrb.com/docs/front-matter/. The Liquid is that behind the front matter.
 * Never NULL.
 */
const YamlStream *document_yaml(const Document *document);
const FrontMatter *document_front_matter(const Document *document);
const Markdown *document_markdown(const Document *document);
const Html *document_html(const Document *document);
const Liquid *document_liquid(const Document *document);
/* Whether its HTML says where relative links of the page start: <base href>. */
bool document_has_base(const Document *document);
/* Whether it is a page of HTML, by its name. */
bool document_is_page(const Document *document);
/* Of the Markdown. */
const Anchors *document_anchors(const Document *document);

#endif
