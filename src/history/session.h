/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sessions: the repositories are linted again and again while one of them changes, at the cost of
 * what has changed.
 *
 *     Session *session = session_new(arena, &options, walked);
 *     session_lint(session, &options, changes, &result);      with all files as changes at first
 *     session_free(session);
 *
 * Rules whose rows and checks keep to one file (table/spread.h) run over each file by itself, and
 * what they find there stays until the file changes, or something else that they looked at: whether
 * another path is there, a heading that a link leads to. Every other rule runs as a whole when
 * something that it or its tables looked at has changed. Results are those of lint_run.
 */
#ifndef GOVLINT_HISTORY_SESSION_H
#define GOVLINT_HISTORY_SESSION_H

#include "git/travel.h"
#include "rule/engine.h"

typedef struct Session Session;

/* The repositories of the options are watched from now on, but not linted yet; they must live as
   long, with the snapshots that they have now. */
Session *session_new(Arena *arena, const LintOptions *options, size_t walked);
void session_free(Session *session);

/*
 * Tells how the walked repository will change, DOCUMENTS_MOST_AHEAD times at the most before it
 * does; `from` is another snapshot of it, which need not list the files. On so many threads, of
 * which there are two at least, files are read ahead. The changes come in this order, and each ends
 * with session_end_expected.
 */
void session_expect(Session *session, const Snapshot *from, TravelChanges changes, size_t jobs);
void session_end_expected(Session *session);

/*
 * Lints after the snapshot of the walked repository has changed as told. The options may have other
 * configurations and another day than before, and nothing else. The result is valid until the next
 * call, which may give the same lists again: they are not to be changed.
 */
void session_lint(Session *session, const LintOptions *options, TravelChanges changes,
                  LintResult *out);

#endif
