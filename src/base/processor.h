/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where threads run. A new one begins where its maker runs, which goes on there: Linux moves one of
 * them to an idle processor only after ten milliseconds or more, when a lint may be over.
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

/* How many processors the process may run on, as far as that is known: those that are online, or
   fewer where it is kept to some (taskset, a container). At least 1. */
size_t processor_count(void);

/* Makes a thread that begins on another processor, where there is one; `allowed` is for
   processor_allow_all. False where the system has no thread to give. */
bool processor_create_beside(pthread_t *thread, Processors *allowed, void *(*run)(void *),
                             void *context);

/* From now on the calling thread runs where its maker may. */
void processor_allow_all(const Processors *allowed);

#endif
