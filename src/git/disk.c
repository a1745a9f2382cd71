/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Folders on disk: finding the files below a root, and reading them.
 *
 * What lies on disk may be hostile (a checked-out pull request) and must not lead out of the root:
 * paths are opened relative to the root's descriptor and no symbolic link is followed, neither at
 * the end of a path nor on the way. Only regular files are ever opened for their bytes, without
 * waiting for a writer.
 *
 * Folders wait in a list instead of being walked recursively, and each is opened by its whole path,
 * so a deep tree costs neither stack nor descriptors. The system rejects paths that are too long,
 * which bounds the depth.
 */
#define _DEFAULT_SOURCE /* syscall */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#include "git/snapshot.h"
#include "git/snapshot_internal.h"

typedef struct Walk {
    Snapshot *snapshot;
    DiskJudge *judge;
    void *context;
    ARRAY_OF(Str) folders; /* still to be read; each path is followed by a NUL */
} Walk;

/* "FOLDER/NAME" followed by a NUL. */
static Str join(Arena *arena, Str folder, const char *name) {
    size_t length = strlen(name);
    size_t start = folder.len > 0 ? folder.len + 1 : 0;
    char *bytes = arena_alloc_bytes(arena, start + length + 1);
    if (folder.len > 0) {
        memcpy(bytes, folder.ptr, folder.len);
        bytes[folder.len] = '/';
    }
    memcpy(bytes + start, name, length + 1);
    return (Str){bytes, start + length};
}

static DiskVerdict judge_item(const Walk *walk, const DiskItem *item) {
    mode_t mode = item->stat->st_mode;
    if (!S_ISREG(mode) && !S_ISLNK(mode) && !S_ISDIR(mode))
        return DISK_SKIP;
    if (walk->judge)
        return walk->judge(walk->context, item);
    return S_ISDIR(mode) ? DISK_ENTER : DISK_LIST;
}

static bool visit(Walk *walk, int folder, Str folder_path, const char *name, Error *error) {
    Snapshot *snapshot = walk->snapshot;
    struct stat status;
    if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT)
            return true; /* deleted in the meantime */
        int number = errno;
        snapshot_add_problem(snapshot, join(snapshot->arena, folder_path, name), STR_FMT,
                             STR_ARG(error_of_system(snapshot->arena, number)));
        return true;
    }
    Str path = join(snapshot->arena, folder_path, name);
    DiskItem item = {.folder = folder, .name = name, .path = path, .stat = &status};
    SnapshotEntry entry = {.path = path, .kind = ENTRY_FILE};
    switch (judge_item(walk, &item)) {
    case DISK_SKIP: return true;
    case DISK_ENTER: array_push(snapshot->arena, &walk->folders, path); return true;
    case DISK_SUBMODULE: entry.kind = ENTRY_SUBMODULE; break;
    case DISK_LIST:
        if (S_ISLNK(status.st_mode))
            entry.kind = ENTRY_SYMLINK;
        entry.executable = entry.kind == ENTRY_FILE && (status.st_mode & S_IXUSR) != 0;
        break;
    }
    return snapshot_add(snapshot, entry, error);
}

static bool is_passed_over(const char *name) {
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || strcmp(name, ".git") == 0)
        return true;
    Str text = str_from_c(name); /* the name of a temporary file made by fix/write_file.c */
    return str_starts_with(text, STR(".govlint-")) && str_ends_with(text, STR(".tmp"));
}

static bool walk_folder(Walk *walk, Str path, Error *error) {
    Snapshot *snapshot = walk->snapshot;
    DIR *stream = NULL;
    bool ok = true;
    int folder = openat(snapshot->folder, path.len > 0 ? path.ptr : ".",
                        O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (folder >= 0)
        stream = fdopendir(folder);
    if (!stream)
        goto out;
    struct dirent *found;
    while (ok && (errno = 0, found = readdir(stream)) != NULL) {
        if (!is_passed_over(found->d_name))
            ok = visit(walk, folder, path, found->d_name, error);
    }
    if (!ok)
        errno = 0;

out:
    if (errno != 0 && errno != ENOENT) {
        snapshot_add_problem(snapshot, path, STR_FMT,
                             STR_ARG(error_of_system(snapshot->arena, errno)));
    }
    if (stream) {
        closedir(stream);
    } else if (folder >= 0) {
        close(folder);
    }
    return ok;
}

bool disk_walk(Snapshot *snapshot, DiskJudge *judge, void *context, Error *error) {
    Walk walk = {.snapshot = snapshot, .judge = judge, .context = context};
    array_push(snapshot->arena, &walk.folders, (Str){0});
    while (walk.folders.len > 0) {
        Str folder = walk.folders.items[--walk.folders.len];
        if (!walk_folder(&walk, folder, error))
            return false;
    }
    return true;
}

/* Opens one name in a folder without following symbolic links; on failure -1 with errno. */
static int open_name(int folder, Str name, int flags) {
    char text[256];
    if (name.len >= sizeof text) {
        errno = ENAMETOOLONG;
        return -1;
    }
    memcpy(text, name.ptr, name.len);
    text[name.len] = '\0';
    return openat(folder, text, O_RDONLY | O_NOFOLLOW | O_CLOEXEC | flags);
}

/* Opens the file name by name, so that no folder on the way can be a symbolic link. */
static int open_by_names(int root, Str path) {
    int folder = root;
    size_t slash;
    while ((slash = str_find(path, STR("/"), 0)) != SIZE_MAX) {
        int next = open_name(folder, str_slice(path, 0, slash), O_DIRECTORY);
        int number = errno;
        if (folder != root)
            close(folder);
        errno = number;
        if (next < 0)
            return -1;
        folder = next;
        path = str_slice(path, slash + 1, path.len);
    }
    int file = open_name(folder, path, O_NONBLOCK);
    int number = errno;
    if (folder != root)
        close(folder);
    errno = number;
    return file;
}

/*
 * Opens a file below the root whose path contains no symbolic link. Since 5.6 Linux can do that in
 * one call; if it cannot, or a sandbox forbids it, the path is opened name by name.
 */
static int open_below(int root, Str path) {
#ifdef SYS_openat2
    char text[PATH_MAX];
    if (path.len < sizeof text) {
        struct open_how how = {.flags = O_RDONLY | O_NONBLOCK | O_CLOEXEC,
                               .resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH};
        memcpy(text, path.ptr, path.len);
        text[path.len] = '\0';
        long file = syscall(SYS_openat2, root, text, &how, sizeof how);
        if (file >= 0 || (errno != ENOSYS && errno != EPERM && errno != EAGAIN))
            return (int)file;
    }
#endif
    return open_by_names(root, path);
}

/*
 * Reads a file that should have `size` bytes, with room for one more, which would show that it has
 * grown. Returns the number of bytes read, or -1 with errno. Each read asks for one byte more than
 * there should be: if exactly `size` bytes come, that is the whole file, and no further call is
 * needed to see its end.
 */
static ssize_t read_all(int file, char *bytes, size_t size) {
    size_t len = 0;
    ssize_t got = 1;
    while (got != 0 && len <= size) {
        got = read(file, bytes + len, size + 1 - len);
        if (got < 0 && errno != EINTR)
            return -1;
        len += got > 0 ? (size_t)got : 0;
        if (len == size)
            break;
    }
    return (ssize_t)len;
}

static bool read_file(Arena *arena, int file, Str *out, Error *error) {
    struct stat status;
    if (fstat(file, &status) != 0) {
        return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(error_of_system(arena, errno)));
    }
    if (!S_ISREG(status.st_mode))
        return error_set(error, ERROR_RUN, "not a regular file");
    if (status.st_size < 0 || (uintmax_t)status.st_size > SNAPSHOT_MAX_FILE_SIZE) {
        return error_set(error, ERROR_RUN, "file is larger than %zu MiB",
                         SNAPSHOT_MAX_FILE_SIZE / 1024 / 1024);
    }
    size_t size = (size_t)status.st_size;
    char *bytes = arena_alloc_bytes(arena, size + 1);
    ssize_t len = read_all(file, bytes, size);
    if (len < 0)
        return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(error_of_system(arena, errno)));
    if ((size_t)len != size)
        return error_set(error, ERROR_RUN, "file changed while it was read");
    *out = (Str){bytes, size};
    return true;
}

DiskState disk_state(const Snapshot *snapshot, Str path) {
    struct stat status;
    int file = open_below(snapshot->folder, path);
    if (file < 0)
        return errno == ENOENT                      ? DISK_HAS_NONE
               : errno == ELOOP || errno == ENOTDIR ? DISK_HAS_OTHER
                                                    : DISK_HAS_FILE;
    bool other = fstat(file, &status) == 0 && !S_ISREG(status.st_mode);
    close(file);
    return other ? DISK_HAS_OTHER : DISK_HAS_FILE;
}

bool disk_read(const Snapshot *snapshot, Arena *arena, Str path, Str *out, Error *error) {
    int file = open_below(snapshot->folder, path);
    if (file < 0 && (errno == ELOOP || errno == ENOTDIR)) {
        return error_set(error, ERROR_RUN, "replaced by something else since it was listed");
    }
    if (file < 0) {
        return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(error_of_system(arena, errno)));
    }
    bool ok = read_file(arena, file, out, error);
    close(file);
    return ok;
}
