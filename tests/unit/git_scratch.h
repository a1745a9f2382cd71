/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Scratch folders for the tests of src/git: a temporary folder in no repository, the `git` program
 * with a scrubbed environment to fill it, and what is asked of snapshots again and again.
 *
 * A test runs with the scratch folder as its current folder.
 */
#ifndef GOVLINT_TESTS_GIT_SCRATCH_H
#define GOVLINT_TESTS_GIT_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "git/snapshot.h"

typedef struct Scratch {
    Arena arena;
    char folder[64];
    Error error;
} Scratch;

/* Variables through which the user's own configuration could affect git or libgit2. */
static inline void scratch_scrub_environment(const char *home) {
    static const char *const unset[] = {
        "GIT_DIR",    "GIT_WORK_TREE",   "GIT_INDEX_FILE",      "GIT_CONFIG_GLOBAL",
        "GIT_CONFIG", "XDG_CONFIG_HOME", "GIT_OBJECT_DIRECTORY"};
    static const char *const set[][2] = {{"GIT_CONFIG_NOSYSTEM", "1"},
                                         {"LC_ALL", "C"},
                                         {"GIT_AUTHOR_NAME", "A"},
                                         {"GIT_AUTHOR_EMAIL", "a@example.org"},
                                         {"GIT_AUTHOR_DATE", "2024-01-01T00:00:00Z"},
                                         {"GIT_COMMITTER_NAME", "A"},
                                         {"GIT_COMMITTER_EMAIL", "a@example.org"},
                                         {"GIT_COMMITTER_DATE", "2024-01-01T00:00:00Z"}};
    for (size_t i = 0; i < sizeof unset / sizeof *unset; i++)
        unsetenv(unset[i]);
    for (size_t i = 0; i < sizeof set / sizeof *set; i++)
        setenv(set[i][0], set[i][1], 1);
    setenv("HOME", home, 1);
}

/* Runs a shell command in the scratch folder; the test fails if the command does. */
static inline void run(const char *command) {
    if (system(command) != 0)
        fail_msg("failed: %s", command);
}

static inline int scratch_setup(void **state) {
    Scratch *scratch = calloc(1, sizeof *scratch);
    if (!scratch)
        return -1;
    strcpy(scratch->folder, "/tmp/govlint-test-XXXXXX");
    if (!mkdtemp(scratch->folder) || chdir(scratch->folder) != 0)
        return -1;
    if (mkdir("home", 0777) != 0)
        return -1;
    char home[80];
    snprintf(home, sizeof home, "%s/home", scratch->folder);
    scratch_scrub_environment(home);
    run("git config --global init.defaultBranch main && git config --global "
        "protocol.file.allow always");
    arena_init(&scratch->arena);
    snapshot_library_init();
    *state = scratch;
    return 0;
}

static inline int scratch_teardown(void **state) {
    Scratch *scratch = *state;
    char command[192];
    snapshot_library_shutdown();
    arena_free(&scratch->arena);
    snprintf(command, sizeof command, "chmod -R u+rwX %s && rm -rf %s", scratch->folder,
             scratch->folder);
    int failed = chdir("/") != 0 || system(command) != 0;
    free(scratch);
    return failed;
}

static inline void write_bytes(const char *path, const void *bytes, size_t size) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

static inline void assert_str(Str actual, const char *expected) {
    if (!str_equal(actual, str_from_c(expected))) {
        fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(actual), expected);
    }
}

/* Opens a repository, which must succeed; a `revision` of NULL is the work tree. */
static inline Snapshot *open_at(Scratch *scratch, const char *path, const char *revision) {
    Str place = str_from_c(path);
    scratch->error = (Error){0};
    Snapshot *snapshot = revision ? snapshot_open_revision(&scratch->arena, place,
                                                           str_from_c(revision), &scratch->error)
                                  : snapshot_open(&scratch->arena, place, &scratch->error);
    if (!snapshot)
        fail_msg("%s: %s", path, scratch->error.message);
    return snapshot;
}

/* Asserts that opening fails, and that the message contains `text`. */
static inline void assert_refused(Scratch *scratch, const char *path, const char *revision,
                                  const char *text) {
    Str place = str_from_c(path);
    Error error = {0};
    Snapshot *snapshot =
        revision ? snapshot_open_revision(&scratch->arena, place, str_from_c(revision), &error)
                 : snapshot_open(&scratch->arena, place, &error);
    if (snapshot)
        fail_msg("%s opened", path);
    assert_int_equal(error.kind, ERROR_RUN);
    if (!strstr(error.message, text))
        fail_msg("'%s' lacks '%s'", error.message, text);
    assert_null(strchr(error.message, '\n'));
}

/* Asserts the entries: paths with "*" for executable, "@" for links, "/" for submodules. */
static inline void assert_listed(Scratch *scratch, const Snapshot *snapshot, const char *expected) {
    StrBuf buf;
    size_t count;
    const SnapshotEntry *entries = snapshot_entries(snapshot, &count);
    strbuf_init(&buf, &scratch->arena);
    for (size_t i = 0; i < count; i++) {
        const SnapshotEntry *entry = &entries[i];
        if (i > 0)
            strbuf_append_char(&buf, ' ');
        strbuf_append(&buf, entry->path);
        if (entry->executable)
            strbuf_append_char(&buf, '*');
        if (entry->kind == ENTRY_SYMLINK)
            strbuf_append_char(&buf, '@');
        if (entry->kind == ENTRY_SUBMODULE)
            strbuf_append_char(&buf, '/');
        assert_ptr_equal(snapshot_find(snapshot, entry->path), entry);
    }
    assert_str(strbuf_str(&buf), expected);
}

static inline void assert_problems(const Snapshot *snapshot, size_t expected) {
    size_t count;
    const SnapshotProblem *problems = snapshot_problems(snapshot, &count);
    if (count > expected) {
        fail_msg(STR_FMT ": " STR_FMT, STR_ARG(problems[0].path), STR_ARG(problems[0].message));
    }
    assert_int_equal(count, expected);
}

static inline const SnapshotEntry *find(const Snapshot *snapshot, const char *path) {
    const SnapshotEntry *entry = snapshot_find(snapshot, str_from_c(path));
    if (!entry)
        fail_msg("no %s", path);
    return entry;
}

static inline void assert_content(const Snapshot *snapshot, const char *path,
                                  const char *expected) {
    Error error = {0};
    Str bytes;
    if (!snapshot_read(snapshot, find(snapshot, path), &bytes, &error)) {
        fail_msg("%s: %s", path, error.message);
    }
    assert_str(bytes, expected);
}

static inline void assert_unreadable(const Snapshot *snapshot, const char *path, const char *text) {
    Error error = {0};
    Str bytes;
    assert_false(snapshot_read(snapshot, find(snapshot, path), &bytes, &error));
    assert_int_equal(error.kind, ERROR_RUN);
    if (!strstr(error.message, text))
        fail_msg("'%s' lacks '%s'", error.message, text);
}

#define scratch_test(name) cmocka_unit_test_setup_teardown(name, scratch_setup, scratch_teardown)

#endif
