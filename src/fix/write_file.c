/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Writing one file so that at any moment it is wholly old or wholly new.
 *
 * The folders on its path are opened one by one without following symbolic links, and everything
 * else happens relative to the folder that was opened. A temporary file gets the new bytes and the
 * old mode and is flushed. Then the old file is read once more, and if nobody has changed it, the
 * new one is renamed over it. A file to be created is linked instead, which fails if something is
 * there by now.
 *
 * The gap between the last read and the rename cannot be closed with POSIX alone: an editor that
 * saves in that moment loses to govlint.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/path.h"
#include "base/unfinished.h"
#include "fix/plan.h"

#define MAX_NAME 256

typedef struct Writer {
    Arena *arena;
    const FixedFile *file;
    int folder;          /* descriptor of the file's folder */
    char name[MAX_NAME]; /* in the folder */
    char temporary[40];
    struct stat old; /* of the file, unless it is to be created */
    Str made;        /* the topmost folder that was created for it; empty if none was */
} Writer;

/* The message for an error of opening without following links. */
static Str way_problem(Arena *arena, int number) {
    if (number == ELOOP || number == ENOTDIR)
        return STR("a symbolic link or a file is on the way to it");
    return error_of_system(arena, number);
}

static bool name_to_c(Str name, char *out) {
    if (name.len >= MAX_NAME) {
        errno = ENAMETOOLONG;
        return false;
    }
    memcpy(out, name.ptr, name.len);
    out[name.len] = '\0';
    return true;
}

/* Opens a folder in a folder; if it is missing and `make` is set, creates it. */
static int open_folder(int parent, Str name, bool make, bool *made) {
    char text[MAX_NAME];
    *made = false;
    if (!name_to_c(name, text))
        return -1;
    int folder = openat(parent, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0 || errno != ENOENT || !make)
        return folder;
    *made = mkdirat(parent, text, 0777) == 0;
    if (!*made && errno != EEXIST)
        return -1;
    return openat(parent, text, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Opens a folder below the root; with `make`, creates the folders that are missing. Returns -1 and
   sets errno on failure. */
static int open_way(Writer *writer, int root, Str rest, bool make) {
    Str name;
    int folder = fcntl(root, F_DUPFD_CLOEXEC, 0);
    while (folder >= 0 && rest.len > 0 && str_split_next(&rest, '/', &name)) {
        bool made = false;
        int next = open_folder(folder, name, make, &made);
        int number = errno;
        if (made && writer->made.len == 0)
            writer->made = str_slice(writer->file->path, 0,
                                     (size_t)(name.ptr - writer->file->path.ptr) + name.len);
        if (made)
            (void)fsync(folder);
        close(folder);
        errno = number;
        folder = next;
    }
    return folder;
}

/* Removes the folders that were created for a file that could not be written, if they are empty. */
static void remove_made(Writer *writer, int root) {
    bool gone = true;
    Str folder = path_folder(writer->file->path);
    for (; gone && writer->made.len > 0 && folder.len >= writer->made.len;
         folder = path_folder(folder)) {
        char name[MAX_NAME];
        int parent = open_way(writer, root, path_folder(folder), false);
        gone = parent >= 0 && name_to_c(path_name(folder), name) &&
               unlinkat(parent, name, AT_REMOVEDIR) == 0;
        if (parent >= 0)
            close(parent);
    }
}

/* Whether the open file holds exactly these bytes. */
static bool holds(int file, Str bytes) {
    char buffer[16384];
    size_t at = 0;
    for (;;) {
        ssize_t got = read(file, buffer, sizeof buffer);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return false;
        if (got == 0)
            return at == bytes.len;
        if ((size_t)got > bytes.len - at || memcmp(bytes.ptr + at, buffer, (size_t)got) != 0)
            return false;
        at += (size_t)got;
    }
}

/* Whether nobody, or at least not the user, may write to the old file. Renaming would not check. */
static bool is_protected(const Writer *writer, const struct stat *status) {
    return (status->st_mode & (S_IWUSR | S_IWGRP | S_IWOTH)) == 0 ||
           (faccessat(writer->folder, writer->name, W_OK, AT_EACCESS) != 0 && errno == EACCES);
}

/* Checks that the old file still is what was linted. */
static Str check_old(const Writer *writer, struct stat *status) {
    int file = openat(writer->folder, writer->name,
                      O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (file < 0)
        return errno == ELOOP ? STR("it is a symbolic link")
                              : error_of_system(writer->arena, errno);
    Str problem = {0};
    if (fstat(file, status) != 0)
        problem = error_of_system(writer->arena, errno);
    else if (!S_ISREG(status->st_mode))
        problem = STR("it is not a regular file");
    else if (is_protected(writer, status))
        problem = STR("it is write-protected");
    else if (!holds(file, writer->file->before))
        problem = STR("it changed on disk since it was read");
    close(file);
    return problem;
}

/* Bits that no other process is likely to have; O_EXCL catches the rest. */
static unsigned long long random_bits(void) {
    unsigned long long bits = 0;
    int source = open("/dev/urandom", O_RDONLY | O_CLOEXEC);
    if (source >= 0) {
        if (read(source, &bits, sizeof bits) != (ssize_t)sizeof bits)
            bits = 0;
        close(source);
    }
    struct timespec now = {0};
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return bits ^ (unsigned long long)now.tv_nsec ^ ((unsigned long long)getpid() << 32);
}

static int open_temporary(Writer *writer) {
    int file = -1;
    unfinished_begin(writer->folder, writer->temporary);
    for (int tries = 0; tries < 100 && file < 0; tries++) {
        snprintf(writer->temporary, sizeof writer->temporary, ".govlint-%016llx.tmp",
                 random_bits());
        file = openat(writer->folder, writer->temporary,
                      O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (file < 0 && errno != EEXIST)
            break;
    }
    if (file < 0)
        writer->temporary[0] = '\0';
    return file;
}

static bool write_all(int file, Str bytes) {
    while (bytes.len > 0) {
        ssize_t put = write(file, bytes.ptr, bytes.len);
        if (put < 0 && errno != EINTR)
            return false;
        if (put > 0)
            bytes = str_slice(bytes, (size_t)put, bytes.len);
    }
    return true;
}

/* Gives the file the mode and, if allowed, the owner of the old file, or the mode of a new one. */
static bool set_mode(const Writer *writer, int file) {
    if (writer->file->created) {
        mode_t mask = umask(0);
        umask(mask);
        return fchmod(file, (writer->file->executable ? 0777 : 0666) & ~mask) == 0;
    }
    struct stat now;
    if (fstat(file, &now) != 0)
        return false;
    bool same = now.st_uid == writer->old.st_uid && now.st_gid == writer->old.st_gid;
    if (!same)
        same = fchown(file, writer->old.st_uid, writer->old.st_gid) == 0;
    if (!same) /* a user who may not change the owner may still be in the group */
        (void)!fchown(file, (uid_t)-1, writer->old.st_gid);
    return fchmod(file, writer->old.st_mode & (same ? 07777 : 0777)) == 0;
}

/* Creates the temporary file with the new bytes, and flushes it to disk. */
static Str fill_temporary(Writer *writer) {
    int file = open_temporary(writer);
    if (file < 0)
        return error_of_system(writer->arena, errno);
    bool ok = write_all(file, writer->file->after) && set_mode(writer, file) && fsync(file) == 0;
    int number = errno;
    if (close(file) != 0 && ok) {
        ok = false;
        number = errno;
    }
    return ok ? (Str){0} : error_of_system(writer->arena, number);
}

/* Renames, for file systems that cannot link. A file that appeared meanwhile is then noticed,
   unless it appears right before the rename. */
static Str create_by_renaming(const Writer *writer) {
    struct stat status;
    if (fstatat(writer->folder, writer->name, &status, AT_SYMLINK_NOFOLLOW) == 0)
        return STR("something is there by now");
    if (renameat(writer->folder, writer->temporary, writer->folder, writer->name) != 0)
        return error_of_system(writer->arena, errno);
    return (Str){0};
}

static Str create_file(const Writer *writer) {
    if (linkat(writer->folder, writer->temporary, writer->folder, writer->name, 0) == 0)
        return (Str){0};
    if (errno == EEXIST)
        return STR("something is there by now");
    /* NOLINTNEXTLINE(misc-redundant-expression): two of them are the same on Linux */
    if (errno == EPERM || errno == ENOTSUP || errno == EOPNOTSUPP || errno == ENOSYS)
        return create_by_renaming(writer);
    return error_of_system(writer->arena, errno);
}

static Str replace_file(const Writer *writer) {
    struct stat now;
    Str problem = check_old(writer, &now);
    if (problem.len > 0)
        return problem;
    if (now.st_dev != writer->old.st_dev || now.st_ino != writer->old.st_ino)
        return STR("it changed on disk since it was read");
    if (renameat(writer->folder, writer->temporary, writer->folder, writer->name) != 0)
        return error_of_system(writer->arena, errno);
    return (Str){0};
}

static Str write_in_folder(Writer *writer) {
    Str problem = {0};
    if (!name_to_c(path_name(writer->file->path), writer->name))
        return error_of_system(writer->arena, errno);
    if (!writer->file->created)
        problem = check_old(writer, &writer->old);
    if (problem.len == 0)
        problem = fill_temporary(writer);
    if (problem.len == 0)
        problem = writer->file->created ? create_file(writer) : replace_file(writer);
    /* If it was renamed, it is already gone. */
    bool left = writer->temporary[0] != '\0' &&
                unlinkat(writer->folder, writer->temporary, 0) != 0 && errno != ENOENT;
    if (left && problem.len == 0)
        problem = str_printf(writer->arena, "it was written, but %s beside it could not be removed",
                             writer->temporary);
    unfinished_end();
    /* Some file systems cannot flush a folder; that is not an error of ours. */
    if (problem.len == 0 && fsync(writer->folder) != 0 && errno == EIO)
        problem = STR("it was written, but its folder could not be flushed");
    return problem;
}

Str write_file(Arena *arena, int root, const FixedFile *file) {
    Writer writer = {.arena = arena, .file = file};
    Str problem;
    writer.folder = open_way(&writer, root, path_folder(file->path), file->created);
    if (writer.folder < 0) {
        problem = way_problem(arena, errno);
    } else {
        problem = write_in_folder(&writer);
        close(writer.folder);
    }
    if (problem.len > 0)
        remove_made(&writer, root);
    return problem;
}
