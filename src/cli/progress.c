/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The line is drawn over itself. An interrupt erases it before it does what it would do otherwise.
 */
#include "cli/progress.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/terminal.h"

#define DELAY 0.5
#define INTERVAL 0.1
#define BAR_WIDTH 30

/* Moves to the start of the line and erases it. */
#define ERASE "\r\033[K"

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
enum { SIGNAL_COUNT = sizeof signals / sizeof *signals };

/* The previous action of each signal. */
static struct sigaction before[SIGNAL_COUNT];

/* Erases the line, restores the previous action, and raises the signal again, which is delivered
   when this returns and ends the program. */
static void interrupted(int number) {
    int saved = errno;
    ssize_t written = write(STDERR_FILENO, ERASE, sizeof ERASE - 1);
    (void)written;
    errno = saved;
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        if (signals[i] == number)
            (void)sigaction(number, &before[i], NULL);
    (void)raise(number);
}

static void set_handlers(bool on) {
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction action = {.sa_handler = interrupted};
        if (!on) {
            (void)sigaction(signals[i], &before[i], NULL);
            continue;
        }
        (void)sigemptyset(&action.sa_mask);
        (void)sigaction(signals[i], NULL, &before[i]);
        if (before[i].sa_handler != SIG_IGN) /* an ignored signal stays ignored */
            (void)sigaction(signals[i], &action, NULL);
    }
}

Progress progress_begin(const Cli *cli, const char *what, size_t total) {
    const char *term = getenv("TERM");
    double now = cli_now();
    return (Progress){.what = what,
                      .total = total,
                      .width = terminal_options(cli, stderr).width,
                      .wanted = isatty(STDERR_FILENO) && !cli->options.quiet && term &&
                                strcmp(term, "dumb") != 0,
                      .begun = now,
                      .drawn = now - INTERVAL};
}

/* "3 s", "2 min" */
static void print_rest(double seconds) {
    if (seconds < 90)
        fprintf(stderr, ", about %.0f s left", seconds < 1 ? 1 : seconds);
    else
        fprintf(stderr, ", about %.0f min left", seconds / 60);
}

static void draw(Progress *progress, size_t done, double now) {
    char bar[BAR_WIDTH + 1];
    size_t filled = progress->total > 0 ? BAR_WIDTH * done / progress->total : BAR_WIDTH;
    memset(bar, ' ', BAR_WIDTH);
    memset(bar, '#', filled);
    bar[BAR_WIDTH] = '\0';
    fputs(ERASE, stderr);
    if (progress->width >= BAR_WIDTH + 50)
        fprintf(stderr, "[%s] ", bar);
    fprintf(stderr, "%zu of %zu %s", done, progress->total, progress->what);
    if (done > 0)
        print_rest((now - progress->begun) / (double)done * (double)(progress->total - done));
    (void)fflush(stderr);
    progress->drawn = now;
}

void progress_step(Progress *progress, size_t done) {
    if (!progress->wanted)
        return;
    double now = cli_now();
    if (now - progress->begun < DELAY || now - progress->drawn < INTERVAL)
        return;
    if (!progress->shown)
        set_handlers(true);
    progress->shown = true;
    draw(progress, done, now);
}

void progress_end(Progress *progress) {
    if (!progress->shown)
        return;
    fputs(ERASE, stderr);
    (void)fflush(stderr);
    set_handlers(false);
    progress->shown = false;
}
