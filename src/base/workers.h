/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Threads that process batches of items while the thread that began the batches does something
 * else. Batches are processed in the order in which they began.
 *
 * Nothing depends on the number of threads: if the system can create none, the asking thread does a
 * whole batch itself when it needs the result.
 */
#ifndef GOVLINT_BASE_WORKERS_H
#define GOVLINT_BASE_WORKERS_H

#include "base/arena.h"

enum { WORKERS_MOST = 16 };

typedef struct Workers Workers;

/* Processes one item of a batch. Thread 0 is the one that asks; the others are numbered from 1. */
typedef void WorkersDo(void *context, size_t thread, size_t item);

/* Memory of the caller, to be kept until the batch is finished; zeroed except for the first three
   members. */
typedef struct WorkersBatch {
    WorkersDo *task;
    void *context;
    size_t count; /* number of items */
    size_t next;  /* the first item that nobody has begun */
    size_t done;
    struct WorkersBatch *after;
} WorkersBatch;

/* Starts no threads yet. Each thread calls `leave` when it ends. */
Workers *workers_new(Arena *arena, void (*leave)(void));

/* Begins a batch on up to `threads` threads besides the asking one. Threads already started
   stay. */
void workers_begin(Workers *workers, WorkersBatch *batch, size_t threads);

/* Does the items of the batch that nobody has begun, and waits for the rest. */
void workers_finish(Workers *workers, WorkersBatch *batch);

/* Ends the threads. All batches must be finished. The threads are started again when needed. */
void workers_stop(Workers *workers);

#endif
