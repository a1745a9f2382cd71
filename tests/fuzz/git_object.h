/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Loose objects with any content, as Git would write them: a damaged object whose name is right is
 * parsed, one whose name is wrong is refused before. Written by hand, as libraries refuse to.
 */
#ifndef GOVLINT_FUZZ_GIT_OBJECT_H
#define GOVLINT_FUZZ_GIT_OBJECT_H

#include <stddef.h>
#include <stdint.h>

#define SHA1_SIZE 20
#define OBJECT_NAME_SIZE (2 * SHA1_SIZE + 1)

void sha1(const uint8_t *data, size_t size, uint8_t out[SHA1_SIZE]);

/* Writes an object of at most 32 KiB below .git/objects, and gives its name in hexadecimal. */
void object_write(const char *type, const uint8_t *data, size_t size, char name[OBJECT_NAME_SIZE]);

/* Removes all objects that were written. */
void objects_remove(void);

#endif
