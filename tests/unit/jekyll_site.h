/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the tests of Jekyll sites share: a site of a few files, and where a link on it leads.
 */
#ifndef GOVLINT_TESTS_JEKYLL_SITE_H
#define GOVLINT_TESTS_JEKYLL_SITE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "table/jekyll.h"

enum { MOST_FILES = 32 };

typedef struct File {
    const char *path;
    const char *text;
} File;

typedef struct Fixture {
    Arena arena;
    Repository repository;
    JekyllSite *site;
} Fixture;

/* A site of these files; the array ends with one without a path. */
static inline void open_site(Fixture *fixture, const File *files) {
    *fixture = (Fixture){0};
    arena_init(&fixture->arena);
    SnapshotEntry *entries = arena_new_array(&fixture->arena, MOST_FILES, SnapshotEntry);
    size_t count = 0;
    for (; files[count].path; count++) {
        assert_true(count < MOST_FILES);
        entries[count].path = str_from_c(files[count].path);
        entries[count].bytes = str_from_c(files[count].text);
    }
    fixture->repository.name = STR("site");
    fixture->repository.github = STR("example/site");
    fixture->repository.snapshot = snapshot_of_memory(&fixture->arena, entries, count);
    fixture->site =
        jekyll_open(&fixture->arena, documents_new(&fixture->arena), &fixture->repository, true);
}

/* "found PATH#FRAGMENT", "missing PATH", "unknown" or "elsewhere". */
static inline void check(Fixture *fixture, const char *from, const char *link,
                         const char *expected) {
    static const char *const answers[] = {[JEKYLL_ELSEWHERE] = "elsewhere",
                                          [JEKYLL_UNKNOWN] = "unknown",
                                          [JEKYLL_FOUND] = "found ",
                                          [JEKYLL_MISSING] = "missing "};
    JekyllTarget target;
    Str written = str_from_c(link);
    jekyll_resolve(fixture->site, str_from_c(from), written, &target);
    bool path = target.answer == JEKYLL_FOUND || target.answer == JEKYLL_MISSING;
    bool missing = target.answer == JEKYLL_FOUND && target.fragment.len > 0 &&
                   !jekyll_has_anchor(fixture->site, &target, target.fragment);
    Str got = str_printf(&fixture->arena, "%s" STR_FMT "%s", answers[target.answer],
                         STR_ARG(path ? target.path : (Str){0}), missing ? ", no anchor" : "");
    if (!str_equal(got, str_from_c(expected)))
        fail_msg("%s: %s: %s, not %s", from, link, str_to_c(&fixture->arena, got), expected);
    if (path && target.file.len > 0)
        assert_true(target.file.ptr >= written.ptr &&
                    target.file.ptr + target.file.len <= written.ptr + written.len);
}

#define PAGE "---\n---\n"

#endif
