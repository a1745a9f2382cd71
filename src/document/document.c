/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Documents: bytes from the snapshots, each file read once, checked to be UTF-8, and parsed into
 * each form when that is first requested.
 */
#include "document/document.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/map.h"
#include "base/memory.h"
#include "document/document_internal.h"
#include "document/markdown_memory.h"

/* Initial size in bytes of a document's own arena. */
#define OWN_ARENA ((size_t)8 * 1024)
/* Initial size of a thread's arena for a pass: there are many of these. */
#define PASSING_ARENA ((size_t)64 * 1024)

/* Where the set keeps a document. */
typedef struct Slot {
    Str path;
    Document *document; /* NULL: forgotten */
    size_t index;       /* in `all` */
    bool counted;       /* it counts as one of the files read */
    Retired *retired;   /* NULL: none has ever been */
} Slot;

/* What was requested of one repository; there are only a few repositories. */
typedef struct Shelf {
    const Repository *repository;
    Map slots;   /* Slot by path */
    Map folders; /* Source by path */
} Shelf;

struct Documents {
    Arena *arena;
    ARRAY_OF(Shelf *) shelves;
    ARRAY_OF(const Document *) all;
    size_t read;             /* number of files read by this set and not by another */
    const Documents *shared; /* or NULL */
    bool apart;              /* each document has an arena of its own */
    Arena *lines;            /* for the lines of all sources; NULL until needed */
    DocumentArenas arenas[1 + WORKERS_MOST];
    Workers *workers; /* NULL until needed */
    Batch batches[DOCUMENTS_MOST_BATCHES];
    ARRAY_OF(Document *) passing[DOCUMENTS_MOST_PASSES];
    size_t passes[DOCUMENTS_MOST_PASSES]; /* begun and not ended, in order */
    size_t pass_count;
    DocumentsAhead *ahead; /* NULL until something is expected */
    Retirement retirement;
    ARRAY_OF(const Document *) fresh; /* those read since the last documents_take_fresh */
};

Documents *documents_new(Arena *arena) {
    Documents *documents = arena_new(arena, Documents);
    documents->arena = arena;
    documents->arenas[0].kept = arena;
    documents->retirement.arena = arena;
    return documents;
}

static Shelf *shelf_of(Documents *documents, const Repository *repository) {
    for (size_t i = 0; i < documents->shelves.len; i++)
        if (documents->shelves.items[i]->repository == repository)
            return documents->shelves.items[i];
    Shelf *shelf = arena_new(documents->arena, Shelf);
    shelf->repository = repository;
    map_init(&shelf->slots, documents->arena);
    map_init(&shelf->folders, documents->arena);
    array_push(documents->arena, &documents->shelves, shelf);
    return shelf;
}

void documents_share(Documents *documents, const Documents *with) {
    documents->shared = with;
}

static Document *slot_document(const Map *slots, Str path) {
    const Slot *slot = map_get(slots, path);
    return slot ? slot->document : NULL;
}

static const Document *find_shared(const Documents *documents, const Repository *repository,
                                   Str path) {
    const Documents *shared = documents->shared;
    for (size_t i = 0; shared && i < shared->shelves.len; i++)
        if (str_equal(shared->shelves.items[i]->repository->name, repository->name))
            return slot_document(&shared->shelves.items[i]->slots, path);
    return NULL;
}

bool document_has_bytes(const Document *document) {
    return document->state != DOCUMENT_MISSING && document->state != DOCUMENT_UNREADABLE;
}

/* The blob id of the document's bytes, as hexadecimal digits; empty if it has none. */
static Str blob_of(Arena *arena, const Document *document) {
    if (!document_has_bytes(document))
        return (Str){0};
    const Snapshot *snapshot = document->repository->snapshot;
    Str id = snapshot_blob_id(arena, snapshot_find(snapshot, document->source->path));
    return id.len > 0 ? id : snapshot_hash(arena, document->source->bytes);
}

/* The other set's document for this path if its bytes are the same, otherwise NULL. */
static Document *take_shared(Documents *documents, const Repository *repository, Str path) {
    const Document *other = find_shared(documents, repository, path);
    if (!other || !repository->snapshot)
        return NULL;
    if (repository->snapshot != other->repository->snapshot) {
        const SnapshotEntry *entry = snapshot_find(repository->snapshot, path);
        bool file = entry && entry->kind == ENTRY_FILE;
        Str id = file ? snapshot_blob_id(documents->arena, entry) : (Str){0};
        if (id.len == 0 || !str_equal(id, blob_of(documents->arena, other)))
            return NULL;
    }
    Document *document = arena_new(documents->arena, Document);
    *document = *other;
    document->repository = repository;
    return document;
}

/* Files are counted in the order in which they are requested, whichever thread reads them. */
static bool count_file(Documents *documents, Document *document, const Repository *repository,
                       Str path) {
    const SnapshotEntry *entry =
        repository->snapshot ? snapshot_find(repository->snapshot, path) : NULL;
    if (!entry || entry->kind != ENTRY_FILE)
        return false;
    document->parts->beyond = documents->read >= DOCUMENTS_MAX_READ;
    document->parts->untold = documents->read > DOCUMENTS_MAX_READ;
    document->parts->has_blob = snapshot_has_blob(entry);
    memcpy(document->parts->blob, entry->id, sizeof entry->id);
    documents->read++;
    return true;
}

Arena *documents_own_arena(void) {
    Arena *own = memory_take(sizeof *own);
    arena_init_for(own, OWN_ARENA);
    return own;
}

static void free_own(Arena *own) {
    arena_free(own);
    free(own);
}

void document_free(const Document *document) {
    free_own(document->parts->arena);
}

/* What several threads may need for sources at the same time is in an arena of its own. */
static Arena *lines_arena(Documents *documents) {
    if (!documents->lines && !documents->apart)
        documents->lines = arena_child(documents->arena);
    return documents->lines;
}

Document *document_new(Arena *arena) {
    Document *document = arena_new(arena, Document);
    document->parts = arena_new(arena, struct DocumentParts);
    document->parts->arena = arena;
    return document;
}

/* A document of the path that was read already: ahead, or before it was forgotten. */
static Document *take_read(Documents *documents, const Slot *slot, const Repository *repository) {
    if (!documents->apart || documents->read >= DOCUMENTS_MAX_READ || !repository->snapshot)
        return NULL;
    Document *document = documents_take_expected(documents, repository, slot->path);
    const SnapshotEntry *entry = document ? NULL : snapshot_find(repository->snapshot, slot->path);
    if (entry && entry->kind == ENTRY_FILE && slot->retired)
        document = retired_take(&documents->retirement, slot->retired, entry);
    return document;
}

/* The slot of a path, created if there is none. */
static Slot *slot_of(Documents *documents, const Repository *repository, Str path) {
    Map *slots = &shelf_of(documents, repository)->slots;
    Slot *slot = map_get(slots, path);
    if (!slot) {
        slot = arena_new(documents->arena, Slot);
        slot->path = str_copy(documents->arena, path);
        map_put(slots, slot->path, slot);
    }
    return slot;
}

Document *documents_add(Documents *documents, const Repository *repository, Str *path,
                        bool *known) {
    Slot *slot = slot_of(documents, repository, *path);
    *path = slot->path;
    if (repository->snapshot)
        snapshot_tell(repository->snapshot, ASPECT_CONTENT, *path);
    *known = true;
    if (slot->document)
        return slot->document;
    bool counted = false;
    Document *document = take_shared(documents, repository, *path);
    if (!document) {
        document = take_read(documents, slot, repository);
        *known = document != NULL;
        if (!document)
            document = document_new(documents->apart ? documents_own_arena() : documents->arena);
        document->parts->lines = lines_arena(documents);
        counted = count_file(documents, document, repository, *path);
    }
    slot->document = document;
    slot->index = documents->all.len;
    slot->counted = counted;
    array_push(documents->arena, &documents->all, document);
    if (documents->apart)
        array_push(documents->arena, &documents->fresh, document);
    return document;
}

const Document *documents_get(Documents *documents, const Repository *repository, Str path) {
    bool known;
    Document *document = documents_add(documents, repository, &path, &known);
    if (!known)
        document_read(document, document->parts->arena, repository, path);
    document_settle(document);
    return document;
}

DocumentArenas *documents_arenas(Documents *documents, size_t thread) {
    DocumentArenas *arenas = &documents->arenas[thread];
    if (!arenas->kept)
        arenas->kept = arena_child(documents->arena);
    for (size_t i = 0; i < DOCUMENTS_MOST_PASSES; i++)
        if (!arenas->passing[i])
            arenas->passing[i] = arena_child_for(documents->arena, PASSING_ARENA);
    return arenas;
}

Batch *documents_batch(Documents *documents, size_t pass) {
    Batch *batch = &documents->batches[pass];
    batch->documents = documents;
    batch->pass = pass;
    return batch;
}

Workers *documents_workers(Documents *documents) {
    if (!documents->workers)
        documents->workers = workers_new(documents->arena, markdown_memory_free);
    return documents->workers;
}

static void finish_all(Documents *documents) {
    for (size_t i = 0; i < DOCUMENTS_MOST_BATCHES; i++)
        batch_finish(&documents->batches[i]);
}

DocumentsAhead **documents_steps(Documents *documents) {
    return &documents->ahead;
}

Arena *documents_arena(const Documents *documents) {
    return documents->arena;
}

static void free_passing(Documents *documents) {
    for (size_t i = 0; i <= WORKERS_MOST; i++)
        for (size_t k = 0; k < DOCUMENTS_MOST_PASSES; k++)
            if (documents->arenas[i].passing[k])
                arena_free(documents->arenas[i].passing[k]);
}

void documents_stop_threads(Documents *documents) {
    finish_all(documents);
    documents_free_steps(documents);
    if (documents->workers)
        workers_stop(documents->workers);
    if (documents->pass_count == 0)
        free_passing(documents);
}

static bool is_open(const Documents *documents, size_t pass) {
    for (size_t i = 0; i < documents->pass_count; i++)
        if (documents->passes[i] == pass)
            return true;
    return false;
}

/* Uses the first free number, whose memory has been in use before. */
size_t documents_open_pass(Documents *documents) {
    size_t pass = 0;
    assert(documents->pass_count < DOCUMENTS_MOST_PASSES);
    while (is_open(documents, pass))
        pass++;
    documents->passes[documents->pass_count++] = pass;
    return pass;
}

bool documents_pass(Documents *documents, size_t pass, Document *document) {
    bool added = document_begin_pass(document);
    if (added)
        array_push(documents->arena, &documents->passing[pass], document);
    return added;
}

size_t documents_in_passes(const Documents *documents) {
    size_t count = 0;
    for (size_t i = 0; i < DOCUMENTS_MOST_PASSES; i++)
        count += documents->passing[i].len;
    return count;
}

void documents_end_pass(Documents *documents) {
    size_t pass = documents->passes[0];
    documents->pass_count--;
    memmove(documents->passes, documents->passes + 1,
            documents->pass_count * sizeof *documents->passes);
    batch_finish(&documents->batches[pass]);
    for (size_t i = 0; i < documents->passing[pass].len; i++)
        document_end_pass(documents->passing[pass].items[i]);
    documents->passing[pass].len = 0;
    for (size_t i = 0; i <= WORKERS_MOST; i++)
        if (documents->arenas[i].passing[pass])
            arena_reset(documents->arenas[i].passing[pass]);
}

const Document *const *documents_take_fresh(Documents *documents, size_t *count) {
    *count = documents->fresh.len;
    documents->fresh.len = 0;
    return documents->fresh.items;
}

void documents_keep_apart(Documents *documents) {
    documents->apart = true;
}

void documents_forget(Documents *documents, const Repository *repository, Str path) {
    Shelf *shelf = shelf_of(documents, repository);
    Slot *slot = map_get(&shelf->slots, path);
    if (!slot || !slot->document)
        return;
    const Document *last = documents->all.items[--documents->all.len];
    documents->all.items[slot->index] = last;
    Slot *moved = map_get(&shelf_of(documents, last->repository)->slots, last->source->path);
    moved->index = slot->index;
    documents->read -= slot->counted;
    if (!slot->retired)
        slot->retired = arena_new(documents->arena, Retired);
    retired_add(&documents->retirement, slot->retired, slot->document);
    slot->document = NULL;
}

bool document_has_blob(const Document *document, const SnapshotEntry *entry) {
    const struct DocumentParts *parts = document->parts;
    return parts->has_blob && memcmp(parts->blob, entry->id, sizeof entry->id) == 0;
}

bool documents_remember(Documents *documents, const Repository *repository,
                        const SnapshotEntry *entry) {
    const Slot *slot = map_get(&shelf_of(documents, repository)->slots, entry->path);
    bool remembers = slot && slot->document && document_has_blob(slot->document, entry);
    const Retired *retired = slot ? slot->retired : NULL;
    for (size_t i = 0; retired && i < retired->count; i++)
        remembers = remembers || document_has_blob(retired->documents[i], entry);
    return remembers;
}

void documents_sweep(Documents *documents) {
    Retirement *retirement = &documents->retirement;
    while (retirement->gone.len > 0)
        free_own(retirement->gone.items[--retirement->gone.len]);
}

void documents_free(Documents *documents) {
    retired_free(&documents->retirement);
    documents_sweep(documents);
    for (size_t i = 0; documents->apart && i < documents->all.len; i++)
        document_free(documents->all.items[i]);
    documents->all.len = 0;
}

const Source *documents_folder(Documents *documents, const Repository *repository, Str path) {
    Shelf *shelf = shelf_of(documents, repository);
    Source *source = map_get(&shelf->folders, path);
    if (!source) {
        source = repository_source(documents->arena, repository, str_copy(documents->arena, path),
                                   (Str){0});
        map_put(&shelf->folders, source->path, source);
    }
    return source;
}

const Document *const *documents_all(Documents *documents, size_t *count) {
    finish_all(documents);
    *count = documents->all.len;
    return documents->all.items;
}
