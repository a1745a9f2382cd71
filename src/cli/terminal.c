/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Colour and width, by the conventions of https://no-color.org and https://bixense.com/clicolors/.
 */
#include "cli/terminal.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define DEFAULT_WIDTH 100
#define LEAST_WIDTH 40
#define MOST_WIDTH 1000

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value && *value;
}

static bool wants_color(const Cli *cli, bool is_terminal) {
    if (str_equal(cli->options.color, STR("always")))
        return true;
    if (str_equal(cli->options.color, STR("never")) || is_set("NO_COLOR"))
        return false;
    if (is_set("CLICOLOR_FORCE") && strcmp(getenv("CLICOLOR_FORCE"), "0") != 0)
        return true;
    const char *term = getenv("TERM");
    return is_terminal && !(term && strcmp(term, "dumb") == 0);
}

/* The width in COLUMNS; 0 if it is not a sensible number. */
static size_t width_of_environment(void) {
    const char *columns = getenv("COLUMNS");
    if (!columns)
        return 0;
    char *end = NULL;
    long width = strtol(columns, &end, 10);
    return end != columns && *end == '\0' && width > 0 && width <= 100000 ? (size_t)width : 0;
}

static size_t width_of_terminal(int descriptor) {
    struct winsize size;
    if (ioctl(descriptor, TIOCGWINSZ, &size) != 0)
        return 0;
    return size.ws_col;
}

ReportOptions terminal_options(const Cli *cli, FILE *stream) {
    int descriptor = fileno(stream);
    bool is_terminal = isatty(descriptor) != 0;
    size_t width = width_of_environment();
    if (width == 0 && is_terminal)
        width = width_of_terminal(descriptor);
    if (width == 0)
        width = DEFAULT_WIDTH;
    width = width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
    return (ReportOptions){.color = wants_color(cli, is_terminal),
                           .width = width,
                           .quiet = cli->options.quiet,
                           .stats = cli->options.stats};
}
