/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Why something could not be done: an unusable pack, configuration, command line or repository.
 * (Wrong content of a linted file is a finding, never an Error; a bug aborts.)
 *
 * A function that can fail this way returns bool and takes an `Error *` last. On success it leaves
 * the Error untouched, so that calls chain: `a(&x, error) && b(&x, error)`. The message is one
 * line, in lower case, without a full stop; it starts with `PATH:LINE:COLUMN: ` if it refers to a
 * place, and callers pass it up unchanged.
 */
#ifndef GOVLINT_BASE_ERROR_H
#define GOVLINT_BASE_ERROR_H

#include <stdbool.h>

#include "base/str.h"

typedef enum ErrorKind {
    ERROR_NONE,
    ERROR_USAGE, /* bad usage, configuration or pack: exit status 2 */
    ERROR_RUN,   /* no repository, unreadable object, write failed: exit status 3 */
} ErrorKind;

typedef struct Error {
    ErrorKind kind;
    char message[1024]; /* truncated if longer */
} Error;

/*
 * Sets the error and returns false, so that callers can return the result. The arguments may refer
 * to the error's own old message, for example to put a place before it.
 */
bool error_set(Error *error, ErrorKind kind, const char *format, ...) PRINTF_LIKE(3, 4);

/* The system's message for an errno, starting in lower case. */
Str error_of_system(Arena *arena, int number);

#endif
