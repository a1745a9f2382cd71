/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where threads run. A new thread starts on the processor of its creator, which keeps running
 * there: Linux moves one of them to an idle processor only after ten milliseconds or more, when a
 * lint may already be over.
 */
#ifndef GOVLINT_BASE_PROCESSOR_H
#define GOVLINT_BASE_PROCESSOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#ifdef __GLIBC__
#include <sched.h>
typedef struct Processors {
    bool known;
    cpu_set_t set;
} Processors;
#else
typedef struct Processors {
    bool known;
} Processors;
#endif

/* The number of processors that the process may run on, as far as known: those online, or fewer if
   it is restricted (taskset, a container). At least 1. */
size_t processor_count(void);

/* Creates a thread that starts on another processor if there is one; pass `allowed` to
   processor_allow_all. False if the system cannot create a thread. */
bool processor_create_beside(pthread_t *thread, Processors *allowed, void *(*run)(void *),
                             void *context);

/* From now on the calling thread may run wherever its creator may. */
void processor_allow_all(const Processors *allowed);

#endif
