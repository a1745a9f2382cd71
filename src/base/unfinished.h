/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that are being written and not usable yet: temporary ones, to be renamed when complete. If
 * the program ends before that, because of a signal or lack of memory, they are removed.
 *
 * Nothing here allocates memory, and removal is safe in a signal handler.
 */
#ifndef GOVLINT_BASE_UNFINISHED_H
#define GOVLINT_BASE_UNFINISHED_H

/*
 * Registers a file that is about to be created: `name` in the open folder `folder`, or relative to
 * the current folder if that is AT_FDCWD. The name is borrowed until unfinished_end. Only one file
 * can be registered at a time; registering another is a bug.
 */
void unfinished_begin(int folder, const char *name);

/* The file is complete, or gone. */
void unfinished_end(void);

/* Removes the registered file, if any. */
void unfinished_remove(void);

/*
 * From now on SIGHUP, SIGINT, SIGPIPE, SIGQUIT and SIGTERM remove the file before they end the
 * program as usual; signals that are ignored stay ignored.
 */
void unfinished_watch_signals(void);

#endif
