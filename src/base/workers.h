/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Threads that do the items of batches while the thread that began these goes on with something
 * else. The batch that began first is first to be done.
 *
 * Nothing depends on how many there are: where the system has none to give, the thread that asks
 * does all of a batch itself when it needs it done.
 */
#ifndef GOVLINT_BASE_WORKERS_H
#define GOVLINT_BASE_WORKERS_H

#include "base/arena.h"

enum { WORKERS_MOST = 16 };

typedef struct Workers Workers;

/* Does an item of a batch on a thread: 0 is the one that asks, the others are from 1 on. */
typedef void WorkersDo(void *context, size_t thread, size_t item);

/* The caller's, zeroed but for the first three, until it is finished. */
typedef struct WorkersBatch {
    WorkersDo *task;
    void *context;
    size_t count; /* of items */
    size_t next;  /* that nobody has begun */
    size_t done;
    struct WorkersBatch *after;
} WorkersBatch;

/* None is started yet. Each calls `leave` at its end. */
Workers *workers_new(Arena *arena, void (*leave)(void));

/* Begins a batch, on up to `threads` besides the one that asks: those that were started stay. */
void workers_begin(Workers *workers, WorkersBatch *batch, size_t threads);

/* Does what nobody has begun of the batch, and waits for the rest. */
void workers_finish(Workers *workers, WorkersBatch *batch);

/* Ends the threads; what was begun must be finished. They are started again when needed. */
void workers_stop(Workers *workers);

#endif
