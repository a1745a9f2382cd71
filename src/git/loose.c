/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Reads loose objects in place of libgit2's own reader. That waits forever for the end of a
 * truncated object, such as a full disk or a crash leaves behind (at least in 1.5 to 1.9); here
 * such an object is damaged. Writing objects is left to libgit2.
 *
 * An object is a file named by its id below one of the object folders. It is a zlib stream with
 * "TYPE SIZE", a NUL and SIZE bytes.
 */
#include <dirent.h>
#include <fcntl.h>
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/ascii.h"
#include "base/memory.h"
#include "git/objects_internal.h"
#include "git/snapshot_internal.h"

#define MAX_HEADER 64

typedef struct Loose {
    git_odb_backend backend; /* must be first, as libgit2 only knows this part */
    Arena arena;
    ObjectFolders folders;
} Loose;

/* A loose object being read. */
typedef struct Stream {
    int file;
    z_stream zlib;
    int state; /* the last result of inflate */
    unsigned char input[16384];
} Stream;

static int damaged(const git_oid *id) {
    char message[128];
    char name[GIT_OID_HEXSZ + 1];
    snprintf(message, sizeof message, "the loose object %s is damaged",
             git_oid_tostr(name, sizeof name, id));
    git_error_set_str(GIT_ERROR_ODB, message);
    return GIT_ERROR;
}

static bool stream_open(Stream *stream, const char *path) {
    *stream = (Stream){.file = open(path, O_RDONLY | O_CLOEXEC)};
    if (stream->file < 0)
        return false;
    if (inflateInit(&stream->zlib) == Z_OK)
        return true;
    close(stream->file);
    return false;
}

static void stream_close(Stream *stream) {
    inflateEnd(&stream->zlib);
    close(stream->file);
}

/* Inflates up to `size` bytes and returns how many. If there are fewer, the stream or file has
   ended. */
static size_t stream_read(Stream *stream, void *out, size_t size) {
    z_stream *zlib = &stream->zlib;
    zlib->next_out = out;
    zlib->avail_out = (uInt)size;
    while (zlib->avail_out > 0 && stream->state == Z_OK) {
        if (zlib->avail_in == 0) {
            ssize_t got = read(stream->file, stream->input, sizeof stream->input);
            if (got <= 0)
                break;
            zlib->next_in = stream->input;
            zlib->avail_in = (uInt)got;
        }
        stream->state = inflate(zlib, Z_NO_FLUSH);
    }
    return size - zlib->avail_out;
}

/* Whether nothing follows what was read. */
static bool stream_ends(Stream *stream) {
    char more;
    return stream_read(stream, &more, 1) == 0 && stream->state == Z_STREAM_END;
}

/* Parses "TYPE SIZE" and a NUL; returns the length, or 0 if it is malformed. */
static size_t parse_header(const char *bytes, size_t length, git_object_t *type, size_t *size) {
    const char *end = memchr(bytes, '\0', length);
    const char *space = memchr(bytes, ' ', length);
    char name[16] = "";
    if (!end || !space || space > end || space - bytes >= (ptrdiff_t)sizeof name ||
        end == space + 1)
        return 0;
    memcpy(name, bytes, (size_t)(space - bytes));
    *type = git_object_string2type(name);
    *size = 0;
    for (const char *digit = space + 1; digit < end; digit++) {
        if (!ascii_is_digit(*digit) || *size > SIZE_MAX / 20)
            return 0;
        *size = *size * 10 + (size_t)(*digit - '0');
    }
    return git_object_typeisloose(*type) ? (size_t)(end - bytes) + 1 : 0;
}

/* Opens an object's file in the first folder that has it. */
static bool open_object(const Loose *loose, const git_oid *id, Stream *stream) {
    char path[SNAPSHOT_MAX_PATH + 1];
    char name[GIT_OID_HEXSZ + 1];
    git_oid_tostr(name, sizeof name, id);
    for (size_t i = 0; i < loose->folders.count; i++) {
        int length = snprintf(path, sizeof path, STR_FMT "/%.2s/%s",
                              STR_ARG(loose->folders.items[i]), name, name + 2);
        if (length > 0 && (size_t)length < sizeof path && stream_open(stream, path))
            return true;
    }
    return false;
}

static int read_header(size_t *size, git_object_t *type, git_odb_backend *backend,
                       const git_oid *id) {
    Stream stream;
    char header[MAX_HEADER];
    if (!open_object((const Loose *)backend, id, &stream))
        return GIT_ENOTFOUND;
    size_t length = stream_read(&stream, header, sizeof header);
    stream_close(&stream);
    return parse_header(header, length, type, size) > 0 ? 0 : damaged(id);
}

/* The bytes of an object whose header, and `got` bytes after it, have been read. */
static int read_rest(Stream *stream, git_odb_backend *backend, const git_oid *id, const char *bytes,
                     size_t got, size_t size, void **out) {
    if (size > SNAPSHOT_MAX_FILE_SIZE)
        return object_too_large(id);
    char *buffer = git_odb_backend_data_alloc(backend, size + 1);
    if (!buffer)
        return GIT_ERROR;
    memcpy(buffer, bytes, got);
    got += stream_read(stream, buffer + got, size - got);
    buffer[size] = '\0';
    if (got == size && stream_ends(stream)) {
        *out = buffer;
        return 0;
    }
    git_odb_backend_data_free(backend, buffer);
    return damaged(id);
}

static int read_object(void **out, size_t *size, git_object_t *type, git_odb_backend *backend,
                       const git_oid *id) {
    Stream stream;
    char header[MAX_HEADER];
    if (!open_object((const Loose *)backend, id, &stream))
        return GIT_ENOTFOUND;
    size_t length = stream_read(&stream, header, sizeof header);
    size_t start = parse_header(header, length, type, size);
    int code = start == 0 || length - start > *size
                   ? damaged(id)
                   : read_rest(&stream, backend, id, header + start, length - start, *size, out);
    stream_close(&stream);
    return code;
}

/* Finds the ids in a folder that begin with `key`; false if there is more than one. */
static bool find_prefix(const Loose *loose, size_t folder, const char *key, size_t length,
                        git_oid *out, bool *found) {
    char path[SNAPSHOT_MAX_PATH + 1];
    char name[GIT_OID_HEXSZ + 1];
    bool unique = true;
    git_oid id;
    snprintf(path, sizeof path, STR_FMT "/%.2s", STR_ARG(loose->folders.items[folder]), key);
    DIR *list = opendir(path);
    for (struct dirent *entry; unique && list && (entry = readdir(list));) {
        if (strlen(entry->d_name) != GIT_OID_HEXSZ - 2 ||
            strncmp(entry->d_name, key + 2, length - 2) != 0)
            continue;
        memcpy(name, key, 2);
        memcpy(name + 2, entry->d_name, sizeof name - 2);
        if (git_oid_fromstr(&id, name) != 0)
            continue;
        unique = !*found || git_oid_equal(&id, out);
        *out = id;
        *found = true;
    }
    if (list)
        closedir(list);
    return unique;
}

static int read_prefix(git_oid *id, void **out, size_t *size, git_object_t *type,
                       git_odb_backend *backend, const git_oid *key, size_t length) {
    const Loose *loose = (const Loose *)backend;
    char name[GIT_OID_HEXSZ + 1];
    bool found = false;
    git_oid_tostr(name, sizeof name, key);
    if (length < GIT_OID_MINPREFIXLEN)
        return GIT_ENOTFOUND;
    for (size_t i = 0; i < loose->folders.count; i++)
        if (!find_prefix(loose, i, name, length, id, &found))
            return GIT_EAMBIGUOUS;
    return found ? read_object(out, size, type, backend, id) : GIT_ENOTFOUND;
}

static void loose_free(git_odb_backend *backend) {
    Loose *loose = (Loose *)backend;
    arena_free(&loose->arena);
    free(loose);
}

git_odb_backend *loose_new(git_repository *repository) {
    Loose *loose = memory_take_zeroed(1, sizeof *loose);
    git_odb_init_backend(&loose->backend, GIT_ODB_BACKEND_VERSION);
    loose->backend.read = read_object;
    loose->backend.read_header = read_header;
    loose->backend.read_prefix = read_prefix;
    loose->backend.free = loose_free;
    arena_init(&loose->arena);
    objects_find_folders(&loose->arena, repository, &loose->folders);
    return &loose->backend;
}
