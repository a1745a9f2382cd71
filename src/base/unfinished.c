/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The signal handler may run between any two steps, so the name is set last and cleared first:
 * whenever there is a name, the folder is right.
 */
#include "base/unfinished.h"

#include <assert.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static volatile int noted_folder;
static const char *volatile noted_name;

void unfinished_begin(int folder, const char *name) {
    assert(!noted_name);
    noted_folder = folder;
    noted_name = name;
}

void unfinished_end(void) {
    noted_name = NULL;
}

void unfinished_remove(void) {
    const char *name = noted_name;
    if (name)
        (void)unlinkat(noted_folder, name, 0);
}

/* The signal's default action is already restored (SA_RESETHAND), so raising it again ends the
   program. */
static void handle(int number) {
    unfinished_remove();
    (void)raise(number);
}

void unfinished_watch_signals(void) {
    static const int signals[] = {SIGHUP, SIGINT, SIGPIPE, SIGQUIT, SIGTERM};
    for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
        struct sigaction old;
        struct sigaction new = {.sa_handler = handle, .sa_flags = (int)SA_RESETHAND};
        sigemptyset(&new.sa_mask);
        if (sigaction(signals[i], NULL, &old) == 0 && old.sa_handler == SIG_DFL)
            (void)sigaction(signals[i], &new, NULL);
    }
}
