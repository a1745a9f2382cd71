/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks an index file before libgit2 reads it. libgit2 (in 1.5) allocates memory for as many
 * entries and folders as the file claims to have, and recurses as deeply as it says. In version 4 a
 * few bytes can stand for a path of any length. The format, from gitformat-index(5):
 *
 *     "DIRC", version, count of entries
 *     entries: 60 bytes, flags, more flags (from version 3), path and NULs (version 4: how much of
 *         the last path to drop, the rest, NUL)
 *     extensions: name, size, that many bytes
 *     hash of all of this, 20 bytes
 *
 * The extension TREE is a folder: name, NUL, "ENTRIES FOLDERS", newline, its hash unless ENTRIES is
 * -1, and that many subfolders in the same form.
 */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "git/binary.h"
#include "git/snapshot_internal.h"

enum {
    HEADER = 12,
    HASH = 20,
    FLAGS_AT = 60,
    LEAST_ENTRY = FLAGS_AT + 2,
    LEAST_FOLDER = 5, /* NUL, digit, space, digit, newline */
    MAX_DEPTH = SNAPSHOT_MAX_PATH / 2,
};
#define HAS_MORE_FLAGS 0x4000u
#define LENGTH_OF_PATH 0x0fffu /* if all are set: the path extends to the NUL */
#define INDEX_MAX_SIZE ((size_t)128 * 1024 * 1024)

static const char cut_off[] = "an entry is cut off";
static const char odd_path[] = "the path of an entry is damaged";
static const char long_path[] = "the path of an entry is longer than 4,095 bytes";
static const char long_paths[] = "its paths take more than 128 MiB";
static const char odd_folders[] = "its extension TREE is damaged";

/* What is still to be read. */
typedef struct Rest {
    const unsigned char *at;
    const unsigned char *end;
    uint64_t path;  /* in version 4: the length of the last entry's path … */
    uint64_t paths; /* … and of all paths, as a few bytes can stand for a long one */
} Rest;

static size_t rest_size(const Rest *rest) {
    return (size_t)(rest->end - rest->at);
}

/* Moves past the next NUL. */
static bool skip_text(Rest *rest) {
    const unsigned char *end = memchr(rest->at, '\0', rest_size(rest));
    rest->at = end ? end + 1 : rest->end;
    return end != NULL;
}

/* Skips the path of an entry that began at `start`, with the NULs that pad the entry to a multiple
   of 8 bytes. */
static bool skip_padded_path(Rest *rest, const unsigned char *start, size_t length) {
    const unsigned char *path = rest->at;
    if (length == LENGTH_OF_PATH) {
        if (!skip_text(rest))
            return false;
        length = (size_t)(rest->at - path) - 1;
    }
    size_t size = ((size_t)(path - start) + length) / 8 * 8 + 8;
    bool fits = size <= (size_t)(rest->end - start);
    rest->at = fits ? start + size : rest->end;
    return fits;
}

/* How many bytes of the last path to drop; encoded like offsets in packs. */
static bool read_strip(Rest *rest, uint64_t *out) {
    uint64_t value = 0;
    for (size_t i = 0; rest->at < rest->end && i < 8; i++) {
        unsigned byte = *rest->at++;
        value = (i > 0 ? value + 1 : 0) << 7 | (byte & 0x7f);
        *out = value;
        if (!(byte & 0x80))
            return true;
    }
    return false;
}

static const char *skip_packed_path(Rest *rest) {
    uint64_t strip;
    if (!read_strip(rest, &strip))
        return cut_off;
    const unsigned char *start = rest->at;
    if (!skip_text(rest))
        return cut_off;
    if (strip > rest->path)
        return odd_path;
    rest->path += (uint64_t)(rest->at - start) - 1 - strip;
    rest->paths += rest->path;
    return rest->path > SNAPSHOT_MAX_PATH ? long_path
           : rest->paths > INDEX_MAX_SIZE ? long_paths
                                          : NULL;
}

static const char *skip_entry(Rest *rest, uint32_t version) {
    const unsigned char *start = rest->at;
    if (rest_size(rest) < LEAST_ENTRY + 2)
        return cut_off;
    unsigned flags = (unsigned)start[FLAGS_AT] << 8 | start[FLAGS_AT + 1];
    rest->at += LEAST_ENTRY + (version >= 3 && (flags & HAS_MORE_FLAGS) ? 2 : 0);
    if (version >= 4)
        return skip_packed_path(rest);
    return skip_padded_path(rest, start, flags & LENGTH_OF_PATH) ? NULL : cut_off;
}

/* Reads a decimal number that ends with `stop`. */
static bool read_count(Rest *rest, unsigned char stop, uint32_t *out) {
    const unsigned char *start = rest->at;
    *out = 0;
    for (; rest->at < rest->end && *rest->at >= '0' && *rest->at <= '9'; rest->at++) {
        if (*out > INT32_MAX / 10 - 1)
            return false;
        *out = *out * 10 + (uint32_t)(*rest->at - '0');
    }
    return rest->at > start && rest->at < rest->end && *rest->at++ == stop;
}

/* Reads a folder of TREE up to its subfolders. */
static bool read_folder(Rest *rest, uint32_t *inside) {
    uint32_t entries;
    if (!skip_text(rest))
        return false;
    bool is_stale = rest_size(rest) >= 3 && memcmp(rest->at, "-1 ", 3) == 0;
    if (is_stale)
        rest->at += 3;
    else if (!read_count(rest, ' ', &entries))
        return false;
    if (!read_count(rest, '\n', inside) || (!is_stale && rest_size(rest) < HASH))
        return false;
    rest->at += is_stale ? 0 : HASH;
    return *inside <= rest_size(rest) / LEAST_FOLDER;
}

static const char *check_folders(Rest rest) {
    uint32_t left[MAX_DEPTH + 1] = {1}; /* folders left to read at each depth */
    size_t depth = 0;
    for (;;) {
        if (left[depth] == 0 && depth == 0)
            return NULL;
        if (left[depth] == 0) {
            depth--;
            continue;
        }
        if (depth == MAX_DEPTH)
            return "its extension TREE is too deep";
        left[depth++]--;
        if (!read_folder(&rest, &left[depth]))
            return odd_folders;
    }
}

static const char *check_extensions(Rest rest) {
    while (rest_size(&rest) >= 8) {
        const unsigned char *name = rest.at;
        uint32_t size = binary_number(name + 4);
        rest.at += 8;
        if (size > rest_size(&rest))
            return "an extension is cut off";
        const char *problem = memcmp(name, "TREE", 4) == 0 && size > 0
                                  ? check_folders((Rest){.at = rest.at, .end = rest.at + size})
                                  : NULL;
        if (problem)
            return problem;
        rest.at += size;
    }
    return NULL;
}

static const char *check_content(const unsigned char *bytes, size_t size, uint32_t *count) {
    Rest rest = {.at = bytes + HEADER, .end = bytes + size - HASH};
    uint32_t version = binary_number(bytes + 4);
    if (memcmp(bytes, "DIRC", 4) != 0 || version < 2 || version > 4)
        return NULL; /* libgit2 reports that itself */
    *count = binary_number(bytes + 8);
    const char *problem = NULL;
    for (uint32_t i = 0; i < *count && !problem; i++)
        problem = skip_entry(&rest, version);
    return problem ? problem : check_extensions(rest);
}

const char *index_file_problem(const char *path, uint32_t *count) {
    BinaryFile file;
    const char *problem;
    *count = 0;
    if (!binary_open(path, &file, &problem))
        return problem;
    if (file.size > INDEX_MAX_SIZE)
        problem = "it is larger than 128 MiB";
    unsigned char *bytes = NULL;
    if (!problem && file.size >= HEADER + HASH) {
        bytes = memory_take((size_t)file.size);
        problem = binary_read(&file, 0, bytes, (size_t)file.size)
                      ? check_content(bytes, (size_t)file.size, count)
                      : BINARY_UNREADABLE;
    }
    free(bytes);
    binary_close(&file);
    return problem;
}
