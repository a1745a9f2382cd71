/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Git's binary files, checked before libgit2 reads them: pack indexes (pack_index.c) and the index
 * of the work tree (index_file.c). A problem with one is described in a few words.
 */
#ifndef GOVLINT_GIT_BINARY_H
#define GOVLINT_GIT_BINARY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BINARY_UNREADABLE "reading it fails"

typedef struct BinaryFile {
    int descriptor;
    uint64_t size; /* bytes */
} BinaryFile;

/*
 * Opens a regular file. On failure `problem` says why, or is NULL if there is no file of that name.
 */
bool binary_open(const char *path, BinaryFile *out, const char **problem);
void binary_close(const BinaryFile *file);

/* Reads `size` bytes from offset `at`; false if the file cannot be read or ends earlier. */
bool binary_read(const BinaryFile *file, uint64_t at, unsigned char *out, size_t size);

/* Decodes a big-endian 32-bit number. */
static inline uint32_t binary_number(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

#endif
