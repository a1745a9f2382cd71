/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Documents on several threads. The requesting thread enters them in one order, so that no result
 * depends on the number of threads. Then each thread takes the next one that nobody has begun; so
 * does the requesting thread when it needs one of them. Each thread has arenas of its own, and what
 * it reads stays there; later parts of a document go into the arenas of the requesting thread.
 */
#include "document/document_internal.h"

/* Waking a thread costs as much as some small documents. */
#define DOCUMENTS_FOR_A_THREAD 16

struct Task {
    Document *document;
    const Repository *repository;
    Str path;
    bool read; /* it has been read before */
};

static void do_task(void *context, size_t thread, size_t item) {
    const Batch *batch = context;
    const struct Task *task = &batch->tasks[item];
    const DocumentArenas *arenas = documents_arenas(batch->documents, thread);
    document_set_arenas(task->document, arenas, batch->pass);
    if (!task->read)
        document_read(task->document, arenas->kept, task->repository, task->path);
    document_parse(task->document);
}

static void begin(Batch *batch, size_t jobs) {
    size_t useful = batch->work.count / DOCUMENTS_FOR_A_THREAD;
    size_t threads = useful < jobs ? useful : jobs - 1;
    for (size_t i = 0; i <= threads && i <= WORKERS_MOST; i++)
        (void)documents_arenas(batch->documents, i); /* must be created by this thread */
    workers_begin(documents_workers(batch->documents), &batch->work, threads);
}

void batch_finish(Batch *batch) {
    if (batch->work.count == 0)
        return;
    workers_finish(documents_workers(batch->documents), &batch->work);
    for (size_t i = 0; i < batch->work.count; i++) {
        const Document *document = batch->tasks[i].document;
        document->parts->batch = NULL;
        document_set_arenas(document, documents_arenas(batch->documents, 0), batch->pass);
    }
    batch->work.count = 0;
}

/* Enters the needs into the batch of a pass or NO_PASS. The arena must live until it is
   finished. */
static Batch *enter(Documents *documents, Arena *arena, const DocumentNeed *needs, size_t count,
                    size_t pass) {
    Batch *batch = documents_batch(documents, pass);
    batch->tasks = arena_new_array(arena, count, struct Task);
    batch->work = (WorkersBatch){.task = do_task, .context = batch};
    for (size_t i = 0; i < count; i++) {
        bool known;
        Str path = needs[i].path;
        Document *document = documents_add(documents, needs[i].repository, &path, &known);
        document_settle(document);
        document_want(document, needs[i].parts);
        if (pass == NO_PASS)
            document_keep(document, needs[i].parts);
        if (pass == NO_PASS ? known : !documents_pass(documents, pass, document))
            continue;
        batch->tasks[batch->work.count++] =
            (struct Task){document, needs[i].repository, path, known};
    }
    for (size_t i = 0; i < batch->work.count; i++)
        batch->tasks[i].document->parts->batch = batch;
    return batch;
}

void documents_prepare(Documents *documents, const DocumentNeed *needs, size_t count, size_t jobs) {
    Arena scratch;
    arena_init(&scratch);
    Batch *batch = enter(documents, &scratch, needs, count, NO_PASS);
    begin(batch, jobs);
    batch_finish(batch);
    arena_free(&scratch);
}

void documents_begin_pass(Documents *documents, const DocumentNeed *needs, size_t count,
                          size_t jobs) {
    size_t pass = documents_open_pass(documents);
    Arena *arena = documents_arenas(documents, 0)->passing[pass];
    begin(enter(documents, arena, needs, count, pass), jobs);
}
