/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/workers.h"

#include <pthread.h>

#include "base/processor.h"

typedef struct Worker {
    Workers *all;
    size_t number;
    pthread_t thread;
    Processors allowed;
} Worker;

struct Workers {
    void (*leave)(void);
    Worker started[WORKERS_MOST];
    size_t count;         /* of started threads */
    pthread_mutex_t lock; /* protects everything below, and the batches */
    pthread_cond_t come;
    pthread_cond_t done;
    WorkersBatch *first; /* batches with items not begun yet, in order */
    bool stopping;
};

Workers *workers_new(Arena *arena, void (*leave)(void)) {
    Workers *workers = arena_new(arena, Workers);
    workers->leave = leave;
    pthread_mutex_init(&workers->lock, NULL);
    pthread_cond_init(&workers->come, NULL);
    pthread_cond_init(&workers->done, NULL);
    return workers;
}

static void take_out(Workers *workers, const WorkersBatch *batch) {
    WorkersBatch **at = &workers->first;
    while (*at != batch)
        at = &(*at)->after;
    *at = batch->after;
}

/* Does the next item of a batch. The lock is held before and after, but not meanwhile. */
static void do_next(Workers *workers, WorkersBatch *batch, size_t thread) {
    size_t item = batch->next++;
    if (batch->next == batch->count)
        take_out(workers, batch);
    pthread_mutex_unlock(&workers->lock);
    batch->task(batch->context, thread, item);
    pthread_mutex_lock(&workers->lock);
    if (++batch->done == batch->count)
        pthread_cond_signal(&workers->done);
}

static void *work(void *context) {
    const Worker *self = context;
    Workers *workers = self->all;
    processor_allow_all(&self->allowed);
    pthread_mutex_lock(&workers->lock);
    while (!workers->stopping) {
        if (workers->first)
            do_next(workers, workers->first, self->number);
        else
            pthread_cond_wait(&workers->come, &workers->lock);
    }
    pthread_mutex_unlock(&workers->lock);
    workers->leave();
    return NULL;
}

static void start(Workers *workers, size_t threads) {
    threads = threads < WORKERS_MOST ? threads : WORKERS_MOST;
    while (workers->count < threads) {
        Worker *worker = &workers->started[workers->count];
        *worker = (Worker){.all = workers, .number = workers->count + 1};
        if (!processor_create_beside(&worker->thread, &worker->allowed, work, worker))
            return;
        workers->count++;
    }
}

void workers_begin(Workers *workers, WorkersBatch *batch, size_t threads) {
    if (batch->count == 0)
        return;
    start(workers, threads);
    pthread_mutex_lock(&workers->lock);
    WorkersBatch **last = &workers->first;
    while (*last)
        last = &(*last)->after;
    *last = batch;
    pthread_cond_broadcast(&workers->come);
    pthread_mutex_unlock(&workers->lock);
}

void workers_finish(Workers *workers, WorkersBatch *batch) {
    pthread_mutex_lock(&workers->lock);
    while (batch->next < batch->count)
        do_next(workers, batch, 0);
    while (batch->done < batch->count)
        pthread_cond_wait(&workers->done, &workers->lock);
    pthread_mutex_unlock(&workers->lock);
}

void workers_stop(Workers *workers) {
    pthread_mutex_lock(&workers->lock);
    workers->stopping = true;
    pthread_cond_broadcast(&workers->come);
    pthread_mutex_unlock(&workers->lock);
    for (size_t i = 0; i < workers->count; i++)
        pthread_join(workers->started[i].thread, NULL);
    workers->count = 0;
    workers->stopping = false;
}
