/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Running git: the only program that govlint starts, and only to talk to remotes.
 *
 * The user's own configuration applies, as it knows their proxies, certificates and credentials;
 * variables that would point git to another repository do not. https://git-scm.com/docs/git
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/array.h"
#include "git/fetch_internal.h"
#include "git/snapshot_internal.h"

extern char **environ;

/* No governance repository is larger. */
#define MAX_FILE_BYTES ((rlim_t)1024 * 1024 * 1024)

/* At least this much of the end of git's output is kept. */
#define LEAST_KEPT ((size_t)64 * 1024)

typedef ARRAY_OF(char *) Strings;

/* Of git's own variables, only those that say how to reach a remote are passed on. */
static bool is_passed_on(const char *variable) {
    static const char *const kept[] = {
        "GIT_SSH=",           "GIT_SSH_COMMAND=",   "GIT_SSH_VARIANT=",     "GIT_SSL_",
        "GIT_CONFIG_GLOBAL=", "GIT_CONFIG_SYSTEM=", "GIT_CONFIG_NOSYSTEM=", "GIT_PROXY_",
        "GIT_EXEC_PATH=",     "GIT_TRACE",
    };
    static const char *const dropped[] = {"GIT_", "SSH_ASKPASS", "LC_ALL=", "LANGUAGE="};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strncmp(variable, kept[i], strlen(kept[i])) == 0)
            return true;
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        if (strncmp(variable, dropped[i], strlen(dropped[i])) == 0)
            return false;
    return true;
}

static void add(Arena *arena, Strings *list, Str text) {
    char *copy = str_to_c(arena, text);
    array_push(arena, list, copy);
}

/* The environment for git, with the remote and its restrictions as configuration. */
static char **make_environment(Arena *arena, Str url) {
    const struct {
        const char *key;
        Str value;
    } settings[] = {
        {"remote." FETCH_REMOTE ".url", url},
        {"core.hooksPath", STR("/dev/null")},
        {"core.askPass", STR("")},
        {"credential.interactive", STR("never")},
        {"fetch.recurseSubmodules", STR("no")},
        {"gc.auto", STR("0")},
        {"maintenance.auto", STR("false")},
        {"http.lowSpeedLimit", STR("100")}, /* bytes per second, for a minute */
        {"http.lowSpeedTime", STR("60")},
    };
    enum { COUNT = sizeof settings / sizeof *settings };
    Strings list = {0};
    for (char **variable = environ; *variable; variable++)
        if (is_passed_on(*variable))
            array_push(arena, &list, *variable);
    for (int i = 0; i < COUNT; i++) {
        add(arena, &list, str_printf(arena, "GIT_CONFIG_KEY_%d=%s", i, settings[i].key));
        add(arena, &list,
            str_printf(arena, "GIT_CONFIG_VALUE_%d=" STR_FMT, i, STR_ARG(settings[i].value)));
    }
    add(arena, &list, str_printf(arena, "GIT_CONFIG_COUNT=%d", COUNT));
    add(arena, &list, STR("GIT_TERMINAL_PROMPT=0"));
    add(arena, &list, STR("LC_ALL=C"));
    add(arena, &list,
        fetch_url_is_plain_http(url) ? STR("GIT_ALLOW_PROTOCOL=http")
                                     : STR("GIT_ALLOW_PROTOCOL=https:ssh:file"));
    if (!getenv("GIT_SSH_COMMAND") && !getenv("GIT_SSH"))
        add(arena, &list, STR("GIT_SSH_COMMAND=ssh -oBatchMode=yes -oConnectTimeout=30"));
    array_push(arena, &list, (char *)NULL);
    return list.items;
}

static char **make_arguments(Arena *arena, Str folder, const char *const *arguments) {
    Strings list = {0};
    add(arena, &list, STR("git"));
    add(arena, &list, str_printf(arena, "--git-dir=" STR_FMT, STR_ARG(folder)));
    for (; *arguments; arguments++)
        add(arena, &list, str_from_c(*arguments));
    array_push(arena, &list, (char *)NULL);
    return list.items;
}

/* Collects one of the child's output streams. */
typedef struct Listener {
    int fd; /* of the pipe; -1 once it has ended */
    StrBuf said;
} Listener;

static void listen_once(Listener *listener) {
    char buffer[4096];
    ssize_t got = read(listener->fd, buffer, sizeof buffer);
    StrBuf *said = &listener->said;
    if (said->len >= 2 * LEAST_KEPT) {
        memcpy(said->ptr, said->ptr + said->len - LEAST_KEPT, LEAST_KEPT);
        said->len = LEAST_KEPT;
    }
    if (got > 0)
        strbuf_append(said, (Str){buffer, (size_t)got});
    if (got == 0 || (got < 0 && errno != EINTR)) {
        close(listener->fd);
        listener->fd = -1;
    }
}

static void listen_to_both(Listener listeners[2]) {
    while (listeners[0].fd >= 0 || listeners[1].fd >= 0) {
        struct pollfd waiting[2] = {{listeners[0].fd, POLLIN, 0}, {listeners[1].fd, POLLIN, 0}};
        if (poll(waiting, 2, -1) < 0 && errno != EINTR)
            return;
        for (int i = 0; i < 2; i++)
            if (waiting[i].fd >= 0 && waiting[i].revents)
                listen_once(&listeners[i]);
    }
}

/* Runs between fork and exec, so it may only do what is safe there. */
static _Noreturn void become_git(char **arguments, char **environment, const int out[2],
                                 const int err[2]) {
    const struct rlimit limit = {MAX_FILE_BYTES, MAX_FILE_BYTES};
    int nothing = open("/dev/null", O_RDONLY);
    (void)setrlimit(RLIMIT_FSIZE, &limit);
    if (nothing >= 0 && dup2(nothing, 0) >= 0 && dup2(out[1], 1) >= 0 && dup2(err[1], 2) >= 0) {
        environ = environment;
        execvp("git", arguments);
    }
    _exit(127);
}

/* The program inherits neither end, only the copies that it is given as descriptors 1 and 2. */
static bool make_pipe(int ends[2]) {
    if (pipe(ends) != 0)
        return false;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* Runs git to its end. Returns its exit status, 127 if git does not exist, or -1 with errno if it
   cannot be run. */
static int run(char **arguments, char **environment, Listener listeners[2]) {
    int out[2], err[2];
    if (!make_pipe(out))
        return -1;
    pid_t child = -1;
    if (!make_pipe(err)) {
        err[0] = err[1] = -1;
    } else {
        child = fork();
    }
    int number = errno;
    if (child == 0)
        become_git(arguments, environment, out, err);
    close(out[1]);
    close(err[1]);
    listeners[0].fd = out[0];
    listeners[1].fd = err[0];
    listen_to_both(listeners);
    for (int i = 0; i < 2; i++)
        if (listeners[i].fd >= 0) /* otherwise git could block forever on its output */
            close(listeners[i].fd);
    int status = 0;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    errno = number;
    if (child < 0)
        return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

/* What git's complaints mean to somebody who does not know how it was called. */
static const struct {
    const char *said;
    const char *means;
} meanings[] = {
    {"terminal prompts disabled",
     "there is no such repository, or it wants credentials, which govlint never asks for"},
    {"Authentication failed",
     "there is no such repository, or it wants credentials other than these"},
    {"Permission denied (publickey", "the server takes no key of the SSH agent"},
    {"Host key verification failed", "the server's key is not the one in known_hosts"},
    {"signal 25", "it is larger than 1 GiB"},
    {"File too large", "it is larger than 1 GiB"},
    {"does not appear to be a git repository", "there is no repository"},
};

/* The line that gives the reason: the last that begins with "fatal: ", or else the last one. Git
   omits passwords; if one is in the line all the same, the line is not shown. */
static Str reason(Arena *arena, Str url, Str said) {
    Str line, last = {0}, fatal = {0};
    for (size_t i = 0; i < sizeof meanings / sizeof *meanings; i++)
        if (str_find(said, str_from_c(meanings[i].said), 0) != SIZE_MAX)
            return str_from_c(meanings[i].means);
    while (str_split_next(&said, '\n', &line)) {
        line = str_trim(line);
        if (line.len > 0)
            last = line;
        if (str_starts_with(line, STR("fatal: ")))
            fatal = str_slice(line, 7, line.len);
    }
    Str chosen = fatal.len > 0 ? fatal : last;
    bool tells_password = !str_equal(url, remote_without_password(arena, url)) &&
                          str_find(chosen, url, 0) != SIZE_MAX;
    return tells_password ? STR("the URL cannot be used") : chosen;
}

bool program_git(Arena *arena, Str folder, Str url, const char *const *arguments, Str *out,
                 Error *error) {
    Listener listeners[2];
    for (int i = 0; i < 2; i++)
        strbuf_init(&listeners[i].said, arena);
    int status =
        run(make_arguments(arena, folder, arguments), make_environment(arena, url), listeners);
    Str said = strbuf_str(&listeners[1].said);
    if (out)
        *out = strbuf_str(&listeners[0].said);
    if (status == 0)
        return true;
    if (status < 0)
        return error_set(error, ERROR_RUN, "git cannot be run: " STR_FMT,
                         STR_ARG(error_of_system(arena, errno)));
    if (status == 127 && said.len == 0)
        return error_set(error, ERROR_RUN, "there is no git, which fetching takes");
    Str why = said.len > 0 ? reason(arena, url, said)
                           : str_printf(arena, "git ended with status %d", status);
    return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(why));
}
