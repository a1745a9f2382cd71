/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Git's binary files, looked at before libgit2 reads them: indexes, of packs (pack_index.c) and of
 * the work tree (index_file.c). What is wrong with one is told in a few words.
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
 * Opens a regular file. Where that fails `problem` says why, or is NULL where there is no file of
 * that name.
 */
bool binary_open(const char *path, BinaryFile *out, const char **problem);
void binary_close(const BinaryFile *file);

/* `size` bytes from offset `at`; false where the file cannot be read, or ends before. */
bool binary_read(const BinaryFile *file, uint64_t at, unsigned char *out, size_t size);

/* Four bytes, the most significant one first. */
static inline uint32_t binary_number(const unsigned char *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

#endif
