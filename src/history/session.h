/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sessions: the repositories are linted again and again while one of them changes. Each time costs
 * only what the change affects.
 *
 *     Session *session = session_new(arena, &options, walked);
 *     session_lint(session, &options, changes, &result);      with all files as changes at first
 *     session_free(session);
 *
 * Rules whose rows and checks keep to one file (table/spread.h) run over each file separately.
 * Their findings are kept until the file changes, or something else that they looked at, such as
 * whether another path exists or a heading that a link leads to. Every other rule runs as a whole
 * when something that it or its tables looked at has changed. Results are the same as lint_run's.
 */
#ifndef GOVLINT_HISTORY_SESSION_H
#define GOVLINT_HISTORY_SESSION_H

#include "git/travel.h"
#include "rule/engine.h"

typedef struct Session Session;

/* Watches the snapshots of the options' repositories from now on, without linting yet. The
   repositories and their snapshots must live as long as the session. */
Session *session_new(Arena *arena, const LintOptions *options, size_t walked);
void session_free(Session *session);

/*
 * Announces a change of the walked repository, so that its files are read ahead on `jobs` threads
 * (2 or more). At most DOCUMENTS_MOST_AHEAD changes may be pending. `from` is another snapshot of
 * the repository, which need not list the files. The changes must then happen in this order, and
 * session_end_expected ends each.
 */
void session_expect(Session *session, const Snapshot *from, TravelChanges changes, size_t jobs);
void session_end_expected(Session *session);

/*
 * Lints after the snapshot of the walked repository has changed as `changes` says. The options may
 * differ from those before only in configurations and day. The result is valid until the next call;
 * it must not be changed, as the next call may return the same lists again.
 */
void session_lint(Session *session, const LintOptions *options, TravelChanges changes,
                  LintResult *out);

#endif
