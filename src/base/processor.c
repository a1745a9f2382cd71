/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#define _GNU_SOURCE /* for affinities, which POSIX does not have */
#include "base/processor.h"

#include <unistd.h>

static size_t count_online(void) {
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (size_t)online : 1;
}

#ifdef __GLIBC__

/* Makes one system call; the C library would read the online processors from a file. */
size_t processor_count(void) {
    cpu_set_t allowed;
    int count = sched_getaffinity(0, sizeof allowed, &allowed) == 0 ? CPU_COUNT(&allowed) : 0;
    return count > 0 ? (size_t)count : count_online();
}

/* The processors that the calling thread may run on, except its current one; false if there is no
   other. */
static bool find_others(Processors *allowed, cpu_set_t *others) {
    int here = sched_getcpu();
    allowed->known = here >= 0 && sched_getaffinity(0, sizeof allowed->set, &allowed->set) == 0 &&
                     CPU_COUNT(&allowed->set) > 1 && CPU_ISSET((size_t)here, &allowed->set);
    if (!allowed->known)
        return false;
    *others = allowed->set;
    CPU_CLR((size_t)here, others);
    return true;
}

bool processor_create_beside(pthread_t *thread, Processors *allowed, void *(*run)(void *),
                             void *context) {
    cpu_set_t others;
    pthread_attr_t attributes;
    if (!find_others(allowed, &others) || pthread_attr_init(&attributes) != 0)
        return pthread_create(thread, NULL, run, context) == 0;
    bool made = pthread_attr_setaffinity_np(&attributes, sizeof others, &others) == 0 &&
                pthread_create(thread, &attributes, run, context) == 0;
    pthread_attr_destroy(&attributes);
    return made || pthread_create(thread, NULL, run, context) == 0;
}

void processor_allow_all(const Processors *allowed) {
    if (allowed->known)
        (void)sched_setaffinity(0, sizeof allowed->set, &allowed->set);
}

#else

size_t processor_count(void) {
    return count_online();
}

bool processor_create_beside(pthread_t *thread, Processors *allowed, void *(*run)(void *),
                             void *context) {
    allowed->known = false;
    return pthread_create(thread, NULL, run, context) == 0;
}

void processor_allow_all(const Processors *allowed) {
    (void)allowed;
}

#endif
