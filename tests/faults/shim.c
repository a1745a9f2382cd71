/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A library to be loaded before a program (LD_PRELOAD) that lets one call of the system fail.
 *
 * Calls are counted from 1 in the order in which they are made. The environment says what is to
 * happen, and is gone when the program starts, so that no child inherits it:
 *
 *   FAULT_LOG    a file that gets the name of each call, one a line, when the program ends
 *   FAULT_KIND   "call" (the default): calls that have to do with files and processes, those of
 *                libraries too; "memory": allocations
 *   FAULT_AT     the call that fails; 0 or nothing for none
 *   FAULT_AFTER  "create": nothing counts before the first file is created
 *   FAULT_HOW    error    it fails with an errno that fits it
 *                forever  so do all after it that have the same name
 *                eintr    it fails with EINTR, once
 *                short    it reads or writes half of what it should
 *                kill, term, int, hup, quit   the program gets this signal before the call
 *                each     all in turn: each fails in a child that is made for it, and that goes
 *                         on from there, while the program waits for its end
 *   FAULT_FOLDER where children leave what they print, as N.out and N.err; "N STATUS" is in the log
 *
 * Reading and writing inside of the C library (stdio) cannot be seen from here; what stands for it
 * is fopen, fdopen, fflush and fclose.
 */
#define _GNU_SOURCE 1 /* RTLD_NEXT */

#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int git_libgit2_init(void);
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

typedef enum How { HOW_ERROR, HOW_FOREVER, HOW_EINTR, HOW_SHORT, HOW_SIGNAL, HOW_EACH } How;

static const struct {
    const char *name;
    How how;
    int signal;
} hows[] = {
    {"error", HOW_ERROR, 0},     {"forever", HOW_FOREVER, 0},   {"eintr", HOW_EINTR, 0},
    {"short", HOW_SHORT, 0},     {"kill", HOW_SIGNAL, SIGKILL}, {"term", HOW_SIGNAL, SIGTERM},
    {"int", HOW_SIGNAL, SIGINT}, {"hup", HOW_SIGNAL, SIGHUP},   {"quit", HOW_SIGNAL, SIGQUIT},
    {"each", HOW_EACH, 0},
};

static struct {
    bool on; /* between the start of the program and its end */
    bool memory;
    bool waits; /* for a file to be created */
    long at;
    How how;
    int signal;
    long count;
    char failing[16]; /* the name of what fails forever */
    char log[4096];
    char folder[4096];
    char *names; /* what goes to the log; mapped, as allocations are counted */
    size_t length;
} shim;

#define NAMES_SIZE ((size_t)16 * 1024 * 1024)

#define REAL(name) ((__typeof__(&name))real(#name))

static void *real(const char *name) {
    void *found = dlsym(RTLD_NEXT, name);
    if (!found)
        abort();
    return found;
}

static void note(const char *name) {
    size_t length = strlen(name);
    if (!shim.names || shim.length + length + 1 > NAMES_SIZE)
        return;
    memcpy(shim.names + shim.length, name, length);
    shim.names[shim.length + length] = '\n';
    shim.length += length + 1;
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("FAULT_LOG");
    const char *kind = getenv("FAULT_KIND");
    const char *at = getenv("FAULT_AT");
    const char *how = getenv("FAULT_HOW");
    shim.memory = kind && strcmp(kind, "memory") == 0;
    shim.at = at ? strtol(at, NULL, 10) : 0;
    shim.waits = getenv("FAULT_AFTER") != NULL;
    snprintf(shim.folder, sizeof shim.folder, "%s",
             getenv("FAULT_FOLDER") ? getenv("FAULT_FOLDER") : "");
    for (size_t i = 0; how && i < sizeof hows / sizeof *hows; i++)
        if (strcmp(how, hows[i].name) == 0) {
            shim.how = hows[i].how;
            shim.signal = hows[i].signal;
        }
    if (log) {
        snprintf(shim.log, sizeof shim.log, "%s", log);
        void *names = mmap(NULL, NAMES_SIZE, PROT_READ | PROT_WRITE,
                           MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        shim.names = names == MAP_FAILED ? NULL : names;
    }
    static const char *const ours[] = {"LD_PRELOAD", "FAULT_LOG",   "FAULT_KIND",  "FAULT_AT",
                                       "FAULT_HOW",  "FAULT_AFTER", "FAULT_FOLDER"};
    for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
        unsetenv(ours[i]);
    shim.on = true;
}

__attribute__((destructor)) static void end(void) {
    shim.on = false;
    if (!shim.names)
        return;
    FILE *log = fopen(shim.log, "w");
    if (!log || fwrite(shim.names, 1, shim.length, log) != shim.length || fclose(log) != 0)
        abort();
}

/* In a child: what it prints goes to a file of its own. */
static void redirect(int descriptor, const char *ending) {
    char path[sizeof shim.folder + 32];
    snprintf(path, sizeof path, "%s/%ld.%s", shim.folder, shim.count, ending);
    int file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0 || dup2(file, descriptor) < 0)
        _exit(125);
    close(file);
}

/* Makes a child in which the call fails: true there. */
static bool fails_in_child(void) {
    int status = 0;
    char line[64];
    shim.on = false;
    pid_t child = fork();
    if (child == 0) {
        shim.names = NULL;
        alarm(30);
        redirect(1, "out");
        redirect(2, "err");
        return true;
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        abort();
    snprintf(line, sizeof line, "%ld %d", shim.count,
             WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status));
    note(line);
    shim.on = true;
    return false;
}

/* Whether this call, of which `memory` tells the kind, is to fail in the way of `shim.how`. */
static bool hit(const char *name, bool memory) {
    if (!shim.on || shim.waits || memory != shim.memory)
        return false;
    shim.count++;
    if (shim.how == HOW_EACH)
        return fails_in_child();
    note(name);
    bool now = shim.count == shim.at;
    if (now && shim.how == HOW_SIGNAL)
        raise(shim.signal);
    if (now && shim.how == HOW_FOREVER)
        snprintf(shim.failing, sizeof shim.failing, "%s", name);
    if (shim.how == HOW_FOREVER)
        return strcmp(name, shim.failing) == 0;
    return now && shim.how != HOW_SIGNAL;
}

/* Whether the call is to fail with this errno, or EINTR. */
static bool fails(const char *name, int number) {
    if (!hit(name, false) || shim.how == HOW_SHORT)
        return false;
    errno = shim.how == HOW_EINTR ? EINTR : number;
    return true;
}

/* The same for what may be done in part: then `*size` is less. */
static bool fails_or_shortens(const char *name, int number, size_t *size) {
    if (!hit(name, false))
        return false;
    if (shim.how == HOW_SHORT) {
        *size = *size > 1 ? *size / 2 : *size;
        return false;
    }
    errno = shim.how == HOW_EINTR ? EINTR : number;
    return true;
}

static void *fails_to_allocate(void) {
    errno = ENOMEM;
    return NULL;
}

void *malloc(size_t size) {
    return hit("malloc", true) ? fails_to_allocate() : __libc_malloc(size);
}

void *calloc(size_t count, size_t size) {
    return hit("calloc", true) ? fails_to_allocate() : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size) {
    return hit("realloc", true) ? fails_to_allocate() : __libc_realloc(old, size);
}

/* OpenSSL and libssh2, which are begun here, wait for themselves where memory fails them. */
int git_libgit2_init(void) {
    bool on = shim.on;
    shim.on = on && !shim.memory;
    int (*init)(void) = (int (*)(void))real("git_libgit2_init");
    int result = init();
    shim.on = on;
    return result;
}

static mode_t mode_of(int flags, va_list arguments) {
    shim.waits = shim.waits && !(flags & O_CREAT);
    return flags & O_CREAT ? va_arg(arguments, mode_t) : 0;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        mode_t mode = mode_of(flags, arguments);                                                   \
        va_end(arguments);                                                                         \
        if (fails("open", flags & O_CREAT ? ENOSPC : EMFILE))                                      \
            return -1;                                                                             \
        return REAL(name)(path, flags, mode);                                                      \
    }

#define OPENAT(name)                                                                               \
    int name(int folder, const char *path, int flags, ...) {                                       \
        va_list arguments;                                                                         \
        va_start(arguments, flags);                                                                \
        mode_t mode = mode_of(flags, arguments);                                                   \
        va_end(arguments);                                                                         \
        if (fails("openat", flags & O_CREAT ? ENOSPC : EMFILE))                                    \
            return -1;                                                                             \
        return REAL(name)(folder, path, flags, mode);                                              \
    }

OPEN(open)
OPEN(open64)
OPENAT(openat)
OPENAT(openat64)

/* CALL(TYPE, NAME, (PARAMETERS), (ARGUMENTS), ERRNO, RESULT): fails as a whole. */
#define CALL(type, name, parameters, arguments, number, result)                                    \
    type name parameters {                                                                         \
        if (fails(#name, number))                                                                  \
            return result;                                                                         \
        return REAL(name) arguments;                                                               \
    }

/* The same with a `size` that can be done in part. */
#define PART(name, parameters, arguments, number)                                                  \
    ssize_t name parameters {                                                                      \
        if (fails_or_shortens(#name, number, &size))                                               \
            return -1;                                                                             \
        return REAL(name) arguments;                                                               \
    }

PART(read, (int file, void *bytes, size_t size), (file, bytes, size), EIO)
PART(write, (int file, const void *bytes, size_t size), (file, bytes, size), ENOSPC)
PART(pread, (int file, void *bytes, size_t size, off_t at), (file, bytes, size, at), EIO)
PART(pread64, (int file, void *bytes, size_t size, off64_t at), (file, bytes, size, at), EIO)
PART(pwrite, (int file, const void *bytes, size_t size, off_t at), (file, bytes, size, at), ENOSPC)

CALL(int, rename, (const char *from, const char *to), (from, to), EACCES, -1)
CALL(int, renameat, (int old, const char *from, int new, const char *to), (old, from, new, to),
     EACCES, -1)
CALL(int, link, (const char *from, const char *to), (from, to), EIO, -1)
CALL(int, linkat, (int old, const char *from, int new, const char *to, int flags),
     (old, from, new, to, flags), EIO, -1)
CALL(int, unlink, (const char *path), (path), EIO, -1)
CALL(int, unlinkat, (int folder, const char *path, int flags), (folder, path, flags), EIO, -1)
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), ENOSPC, -1)
CALL(int, mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), ENOSPC, -1)
CALL(int, rmdir, (const char *path), (path), EIO, -1)
CALL(int, fsync, (int file), (file), EIO, -1)
CALL(int, fchmod, (int file, mode_t mode), (file, mode), EPERM, -1)
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), EPERM, -1)
CALL(int, futimens, (int file, const struct timespec times[2]), (file, times), EPERM, -1)
CALL(int, stat, (const char *path, struct stat *status), (path, status), EIO, -1)
CALL(int, lstat, (const char *path, struct stat *status), (path, status), EIO, -1)
CALL(int, fstat, (int file, struct stat *status), (file, status), EIO, -1)
CALL(int, fstatat, (int folder, const char *path, struct stat *status, int flags),
     (folder, path, status, flags), EIO, -1)
CALL(int, access, (const char *path, int mode), (path, mode), EIO, -1)
CALL(char *, realpath, (const char *path, char *out), (path, out), EIO, NULL)
CALL(char *, getcwd, (char *out, size_t size), (out, size), EACCES, NULL)
CALL(DIR *, opendir, (const char *path), (path), EMFILE, NULL)
CALL(DIR *, fdopendir, (int folder), (folder), ENOMEM, NULL)
CALL(struct dirent *, readdir, (DIR * folder), (folder), EIO, NULL)
CALL(FILE *, fopen, (const char *path, const char *mode), (path, mode), EMFILE, NULL)
CALL(FILE *, fdopen, (int file, const char *mode), (file, mode), ENOMEM, NULL)
CALL(int, fflush, (FILE * stream), (stream), ENOSPC, EOF)
CALL(void *, mmap, (void *at, size_t size, int protect, int flags, int file, off_t from),
     (at, size, protect, flags, file, from), ENOMEM, MAP_FAILED)
CALL(int, pipe, (int ends[2]), (ends), EMFILE, -1)
CALL(pid_t, fork, (void), (), EAGAIN, -1)
CALL(int, poll, (struct pollfd * files, nfds_t count, int wait), (files, count, wait), ENOMEM, -1)
CALL(pid_t, waitpid, (pid_t child, int *status, int flags), (child, status, flags), ECHILD, -1)

int mkstemp(char *path) {
    shim.waits = false;
    return fails("mkstemp", ENOSPC) ? -1 : REAL(mkstemp)(path);
}

/* What is closed is closed, whatever is told of it. */
int close(int file) {
    bool failed = fails("close", EIO);
    int number = errno;
    int result = REAL(close)(file);
    if (failed)
        errno = number;
    return failed ? -1 : result;
}

int fclose(FILE *stream) {
    bool failed = fails("fclose", ENOSPC);
    int number = errno;
    int result = REAL(fclose)(stream);
    if (failed)
        errno = number;
    return failed ? EOF : result;
}
