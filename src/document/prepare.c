/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Documents on several threads. They are entered in one order by the thread that asks for them, so
 * that no result depends on how many threads there are; then each thread, the asking one too, takes
 * the next that is not begun, until none is left. A thread has an arena of its own, and what it
 * reads stays there.
 */
#include <pthread.h>
#include <stdatomic.h>

#include "document/document_internal.h"
#include "document/markdown_memory.h"

/* Starting a thread costs as much as some small documents. */
#define DOCUMENTS_FOR_A_THREAD 16

typedef struct Task {
    Document *document;
    const DocumentNeed *need;
    bool read; /* it was read before */
} Task;

typedef struct Tasks {
    Task *items;
    size_t count;
    Documents *passing; /* the pass is over these; else NULL */
    atomic_size_t next;
} Tasks;

typedef struct Worker {
    Tasks *tasks;
    const DocumentArenas *arenas;
    pthread_t thread;
} Worker;

static void work(const Worker *worker) {
    Tasks *tasks = worker->tasks;
    for (size_t i; (i = atomic_fetch_add(&tasks->next, 1)) < tasks->count;) {
        const Task *task = &tasks->items[i];
        if (tasks->passing)
            document_pass(task->document, worker->arenas);
        if (!task->read)
            document_read(task->document, worker->arenas->kept, task->need->repository,
                          task->need->path);
        document_parse(task->document);
    }
}

static void *work_in_thread(void *context) {
    work(context);
    markdown_memory_free();
    return NULL;
}

/* Where the system has no thread to give, those that there are do the work. */
static void run(Documents *documents, Tasks *tasks, size_t jobs) {
    size_t threads = tasks->count / DOCUMENTS_FOR_A_THREAD + 1;
    threads = threads < jobs ? threads : jobs;
    threads = threads < DOCUMENTS_MOST_THREADS ? threads : DOCUMENTS_MOST_THREADS;
    const Worker self = {.tasks = tasks, .arenas = documents_arenas(documents, 0)};
    Worker others[DOCUMENTS_MOST_THREADS];
    size_t started = 0;
    for (; started + 1 < threads; started++) {
        others[started] =
            (Worker){.tasks = tasks, .arenas = documents_arenas(documents, started + 1)};
        if (pthread_create(&others[started].thread, NULL, work_in_thread, &others[started]) != 0)
            break;
    }
    work(&self);
    for (size_t i = 0; i < started; i++)
        pthread_join(others[i].thread, NULL);
}

void documents_prepare(Documents *documents, const DocumentNeed *needs, size_t count, size_t jobs) {
    Tasks tasks = {.items = arena_new_array(documents_arenas(documents, 0)->kept, count, Task)};
    for (size_t i = 0; i < count; i++) {
        bool known;
        Document *document = documents_add(documents, needs[i].repository, needs[i].path, &known);
        document_want(document, needs[i].parts);
        document_keep(document, needs[i].parts);
        if (!known)
            tasks.items[tasks.count++] = (Task){document, &needs[i], false};
    }
    run(documents, &tasks, jobs);
}

void documents_begin_pass(Documents *documents, const DocumentNeed *needs, size_t count,
                          size_t jobs) {
    Tasks tasks = {.passing = documents};
    tasks.items = arena_new_array(documents_arenas(documents, 0)->passing, count, Task);
    for (size_t i = 0; i < count; i++) {
        bool known;
        Document *document = documents_add(documents, needs[i].repository, needs[i].path, &known);
        document_want(document, needs[i].parts);
        if (documents_pass(documents, document))
            tasks.items[tasks.count++] = (Task){document, &needs[i], known};
    }
    run(documents, &tasks, jobs);
}
