/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks the index of a pack before libgit2 reads it. libgit2 (in 1.5) counts bytes in 32 bits, and
 * adds to 64-bit offsets without checking for overflow. The format, from gitformat-pack(5):
 *
 *     version 2                         version 1
 *     ff 74 4f 63, version
 *     256 counts: the i-th is of names whose first byte is at most i
 *     names, 20 bytes each              offset and name, 24 bytes each
 *     checksums, 4 bytes each
 *     offsets, 4 bytes each: if the
 *       first bit is set, into the next table
 *     offsets of 8 bytes
 *     hash of the pack, hash of this
 *
 * Only the counts and the offsets are read, piece by piece: so a file that shrinks in the meantime
 * causes no crash, and a large one takes no memory.
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "git/binary.h"
#include "git/objects_internal.h"
#include "git/snapshot_internal.h"

enum { HASH = 20, FANOUT = 256 * 4, HEADER = 8, PACK_HEADER = 12, PIECE = 16384 };
#define IN_NEXT_TABLE 0x80000000u

typedef struct PackIndex {
    BinaryFile file;
    uint64_t pack_size;
    uint64_t count;      /* number of objects */
    uint64_t wide_count; /* number of 8-byte offsets */
    int version;
} PackIndex;

/* Whether an entry of a table is plausible. */
typedef bool Judge(const PackIndex *index, const unsigned char *entry);

static const char *read_counts(PackIndex *index) {
    unsigned char bytes[HEADER + FANOUT];
    if (index->file.size < FANOUT + 2 * HASH)
        return "it is cut off";
    if (!binary_read(&index->file, 0, bytes, sizeof bytes))
        return BINARY_UNREADABLE;
    bool has_header = memcmp(bytes, "\377tOc", 4) == 0;
    index->version = has_header ? 2 : 1;
    if (has_header && binary_number(bytes + 4) != 2)
        return "it is of an unknown version";
    for (size_t i = has_header ? HEADER : 0; i < (has_header ? HEADER : 0) + FANOUT; i += 4) {
        if (binary_number(bytes + i) < index->count)
            return "its counts of objects fall";
        index->count = binary_number(bytes + i);
    }
    return NULL;
}

static const char *check_size(PackIndex *index) {
    static const char problem[] = "its size is not that of its number of objects";
    bool is_first = index->version == 1;
    uint64_t least = is_first ? FANOUT + index->count * (4 + HASH) + 2 * HASH
                              : HEADER + FANOUT + index->count * (HASH + 4 + 4) + 2 * HASH;
    if (index->file.size < least || (is_first && index->file.size > least))
        return problem;
    index->wide_count = (index->file.size - least) / 8;
    return (index->file.size - least) % 8 != 0 || index->wide_count > index->count ? problem : NULL;
}

/* Whether an object can begin at this offset. */
static bool is_in_pack(const PackIndex *index, uint64_t offset) {
    return offset >= PACK_HEADER && index->pack_size > HASH && offset < index->pack_size - HASH;
}

static bool judge_offset(const PackIndex *index, const unsigned char *entry) {
    uint32_t offset = binary_number(entry);
    if (index->version == 2 && (offset & IN_NEXT_TABLE))
        return (offset & ~IN_NEXT_TABLE) < index->wide_count;
    return is_in_pack(index, offset);
}

static bool judge_wide(const PackIndex *index, const unsigned char *entry) {
    return is_in_pack(index, (uint64_t)binary_number(entry) << 32 | binary_number(entry + 4));
}

static const char *check_table(const PackIndex *index, uint64_t at, uint64_t count, size_t size,
                               Judge *judge) {
    unsigned char piece[PIECE];
    while (count > 0) {
        size_t some = count < PIECE / size ? (size_t)count : PIECE / size;
        if (!binary_read(&index->file, at, piece, some * size))
            return BINARY_UNREADABLE;
        for (size_t i = 0; i < some; i++)
            if (!judge(index, piece + i * size))
                return "an offset leads out of the pack";
        at += some * size;
        count -= some;
    }
    return NULL;
}

static const char *check_offsets(const PackIndex *index) {
    if (index->version == 1)
        return check_table(index, FANOUT, index->count, 4 + HASH, judge_offset);
    uint64_t offsets = HEADER + FANOUT + index->count * (HASH + 4);
    const char *problem = check_table(index, offsets, index->count, 4, judge_offset);
    return problem
               ? problem
               : check_table(index, offsets + index->count * 4, index->wide_count, 8, judge_wide);
}

/* Finds the pack's size; false if there is no pack that libgit2 would open. */
static bool find_pack(const char *path, PackIndex *index) {
    char pack[SNAPSHOT_MAX_PATH + 1];
    struct stat status;
    size_t length = strlen(path) - strlen(".idx");
    int written = snprintf(pack, sizeof pack, "%.*s.pack", (int)length, path);
    if (written < 0 || (size_t)written >= sizeof pack || stat(pack, &status) != 0)
        return false;
    index->pack_size = (uint64_t)status.st_size;
    return S_ISREG(status.st_mode);
}

const char *pack_index_problem(const char *path) {
    PackIndex index = {0};
    const char *problem;
    if (!find_pack(path, &index))
        return NULL;
    if (!binary_open(path, &index.file, &problem))
        return problem;
    problem = read_counts(&index);
    if (!problem)
        problem = check_size(&index);
    if (!problem)
        problem = check_offsets(&index);
    binary_close(&index.file);
    return problem;
}
