/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Files that are being made and mean nothing yet: temporary ones, to be renamed when they are
 * complete. Where the program ends before that, by a signal or for want of memory, they go with it.
 *
 * Nothing here takes memory, and removing may be done in a handler of signals.
 */
#ifndef GOVLINT_BASE_UNFINISHED_H
#define GOVLINT_BASE_UNFINISHED_H

/*
 * Notes a file that is about to be made: `name` in the open folder `folder`, or from the current
 * folder where that is AT_FDCWD. The name is borrowed until unfinished_end. There is room for one
 * at a time; noting another is a bug.
 */
void unfinished_begin(int folder, const char *name);

/* The file is complete, or gone. */
void unfinished_end(void);

/* Removes the file that is noted, if any. */
void unfinished_remove(void);

/*
 * From now on SIGHUP, SIGINT, SIGPIPE, SIGQUIT and SIGTERM remove the file before they end the
 * program, as they would anyway; those that are ignored stay so.
 */
void unfinished_watch_signals(void);

#endif
