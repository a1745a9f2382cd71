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
#define MOST_THREADS 16

typedef struct Task {
    Document *document;
    const DocumentNeed *need;
} Task;

typedef struct Tasks {
    Task *items;
    size_t count;
    atomic_size_t next;
} Tasks;

typedef struct Worker {
    Tasks *tasks;
    Arena *arena;
    pthread_t thread;
} Worker;

static void work(const Worker *worker) {
    Tasks *tasks = worker->tasks;
    for (size_t i; (i = atomic_fetch_add(&tasks->next, 1)) < tasks->count;) {
        const Task *task = &tasks->items[i];
        document_read(task->document, worker->arena, task->need->repository, task->need->path);
        document_parse(task->document);
    }
}

static void *work_in_thread(void *context) {
    work(context);
    markdown_memory_free();
    return NULL;
}

/* Where the system has no thread to give, those that there are do the work. */
static void run(Arena *arena, Tasks *tasks, size_t thread_count) {
    Worker workers[MOST_THREADS];
    size_t started = 0;
    for (; started + 1 < thread_count; started++) {
        workers[started] = (Worker){.tasks = tasks, .arena = arena_child(arena)};
        if (pthread_create(&workers[started].thread, NULL, work_in_thread, &workers[started]) != 0)
            break;
    }
    Worker self = {.tasks = tasks, .arena = arena};
    work(&self);
    for (size_t i = 0; i < started; i++)
        pthread_join(workers[i].thread, NULL);
}

void documents_prepare(Documents *documents, const DocumentNeed *needs, size_t count, size_t jobs) {
    Arena *arena = documents_arena(documents);
    Tasks tasks = {.items = arena_new_array(arena, count, Task)};
    for (size_t i = 0; i < count; i++) {
        bool known;
        Document *document = documents_add(documents, needs[i].repository, needs[i].path, &known);
        document_want(document, needs[i].parts);
        if (!known)
            tasks.items[tasks.count++] = (Task){document, &needs[i]};
    }
    size_t threads = tasks.count / DOCUMENTS_FOR_A_THREAD + 1;
    threads = threads < jobs ? threads : jobs;
    run(arena, &tasks, threads < MOST_THREADS ? threads : MOST_THREADS);
}
