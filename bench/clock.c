/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Runs a program and writes what it used to a file, as one line: clock FILE PROGRAM [ARGUMENT…]
 *
 *     WALL CPU PEAK STATUS        seconds, seconds, KiB, exit status (128 + a signal's number)
 *
 * This is a separate program because the kernel counts the memory of the process that starts
 * another as the other's until that has begun: started by Python, no program would seem smaller
 * than Python.
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static _Noreturn void die(const char *what) {
    perror(what);
    exit(127);
}

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double seconds(struct timeval time) {
    return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

int main(int argc, char **argv) {
    struct rusage usage;
    int status;
    if (argc < 3) {
        fprintf(stderr, "usage: clock FILE PROGRAM [ARGUMENT…]\n");
        return 2;
    }
    FILE *out = fopen(argv[1], "w");
    if (!out)
        die(argv[1]);
    double start = now();
    pid_t child = fork();
    if (child < 0)
        die("fork");
    if (child == 0) {
        execvp(argv[2], argv + 2);
        die(argv[2]);
    }
    if (wait4(child, &status, 0, &usage) != child)
        die("wait4");
    double wall = now() - start;
    fprintf(out, "%.6f %.6f %ld %d\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime),
            usage.ru_maxrss, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return fclose(out) == 0 ? 0 : 127;
}
