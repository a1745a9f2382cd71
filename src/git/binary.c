/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "git/binary.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

bool binary_open(const char *path, BinaryFile *out, const char **problem) {
    struct stat status;
    *problem = NULL;
    out->descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* do not wait for a pipe */
    if (out->descriptor < 0) {
        *problem = errno == ENOENT ? NULL : BINARY_UNREADABLE;
        return false;
    }
    if (fstat(out->descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        *problem = "it is no file";
        binary_close(out);
        return false;
    }
    out->size = (uint64_t)status.st_size;
    return true;
}

void binary_close(const BinaryFile *file) {
    close(file->descriptor);
}

bool binary_read(const BinaryFile *file, uint64_t at, unsigned char *out, size_t size) {
    while (size > 0) {
        ssize_t got = pread(file->descriptor, out, size, (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        out += got;
        at += (uint64_t)got;
        size -= (size_t)got;
    }
    return true;
}
