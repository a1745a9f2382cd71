/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Documents of a coming state of a snapshot: threads read and parse them while the main thread is
 * still working on the current state. Each has memory of its own from the start, so it can be taken
 * over as it is; documents that are never requested are freed.
 */
#include <string.h>

#include "base/map.h"
#include "document/document_internal.h"

/* A file that is expected. */
typedef struct Expected {
    Document *document; /* NULL once taken */
    SnapshotEntry entry;
} Expected;

/* The expected files of one step. */
typedef struct Ahead {
    Documents *documents;
    const Repository *repository;
    Repository bound;     /* as bound when the files are expected; that may change later */
    const Snapshot *from; /* the snapshot that they are read from */
    Arena memory;         /* for `files` and `by_path` */
    Expected *files;
    Map by_path;
    size_t count;
    WorkersBatch work; /* on the files; count 0: it is finished */
} Ahead;

struct DocumentsAhead {
    Ahead steps[DOCUMENTS_MOST_AHEAD]; /* a ring buffer: step n is at index n modulo its size */
    size_t begun;
    size_t ended;
};

static Ahead *step_at(DocumentsAhead *ahead, size_t step) {
    return &ahead->steps[step % DOCUMENTS_MOST_AHEAD];
}

static bool is_any_expected(const DocumentsAhead *ahead) {
    return ahead && ahead->begun > ahead->ended;
}

static void do_file(void *context, size_t thread, size_t item) {
    const Ahead *step = context;
    const Expected *file = &step->files[item];
    (void)thread;
    document_read_entry(file->document, file->document->parts->arena, &step->bound, step->from,
                        &file->entry);
    document_parse(file->document);
}

static DocumentsAhead *make_steps(Arena *arena) {
    DocumentsAhead *ahead = arena_new(arena, DocumentsAhead);
    for (size_t i = 0; i < DOCUMENTS_MOST_AHEAD; i++)
        arena_init_for(&ahead->steps[i].memory, 0);
    return ahead;
}

void documents_expect(Documents *documents, const Repository *repository, const Snapshot *from,
                      const DocumentExpected *files, size_t count, size_t jobs) {
    DocumentsAhead **ahead = documents_steps(documents);
    if (!*ahead)
        *ahead = make_steps(documents_arena(documents));
    Ahead *step = step_at(*ahead, (*ahead)->begun++);
    step->documents = documents;
    step->repository = repository;
    step->bound = *repository;
    step->from = from;
    step->files = arena_new_array(&step->memory, count, Expected);
    step->count = 0;
    map_init(&step->by_path, &step->memory);
    for (size_t i = 0; i < count; i++) {
        if (documents_remember(documents, repository, &files[i].entry))
            continue;
        Expected *file = &step->files[step->count++];
        *file = (Expected){document_new(documents_own_arena()), files[i].entry};
        document_want(file->document, files[i].parts);
        map_put(&step->by_path, file->entry.path, file);
    }
    step->work = (WorkersBatch){.task = do_file, .context = step, .count = step->count};
    workers_begin(documents_workers(documents), &step->work, jobs - 1);
}

static void finish(Ahead *step) {
    if (step->work.count > 0)
        workers_finish(documents_workers(step->documents), &step->work);
    step->work.count = 0;
}

Document *documents_take_expected(Documents *documents, const Repository *repository, Str path) {
    DocumentsAhead *ahead = *documents_steps(documents);
    if (!is_any_expected(ahead))
        return NULL;
    Ahead *step = step_at(ahead, ahead->ended);
    Expected *file = repository == step->repository ? map_get(&step->by_path, path) : NULL;
    if (!file || !file->document)
        return NULL;
    const SnapshotEntry *entry = snapshot_find(repository->snapshot, path);
    if (!entry || entry->kind != ENTRY_FILE ||
        memcmp(entry->id, file->entry.id, sizeof entry->id) != 0)
        return NULL;
    finish(step);
    Document *document = file->document;
    document->repository = repository;
    file->document = NULL;
    return document;
}

void documents_end_expected(Documents *documents) {
    DocumentsAhead *ahead = *documents_steps(documents);
    if (!is_any_expected(ahead))
        return;
    Ahead *step = step_at(ahead, ahead->ended++);
    finish(step);
    for (size_t i = 0; i < step->count; i++)
        if (step->files[i].document)
            document_free(step->files[i].document);
    arena_reset(&step->memory);
}

void documents_free_steps(Documents *documents) {
    DocumentsAhead *ahead = *documents_steps(documents);
    while (is_any_expected(ahead))
        documents_end_expected(documents);
    for (size_t i = 0; ahead && i < DOCUMENTS_MOST_AHEAD; i++)
        arena_free(&ahead->steps[i].memory);
    *documents_steps(documents) = NULL;
}
