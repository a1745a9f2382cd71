/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Where two lines of history meet, also in clones that do not have all of it. */
#include "git_scratch.h"

/* Commits with tags: one - two - three on main, one - side on line; "merged" is both. */
static void make_repository(void) {
    run("git init -q r && cd r && commit() { GIT_COMMITTER_DATE=\"2024-01-0$2T00:00:00Z\" git "
        "commit -q --allow-empty -m $1 && git tag $1; }; commit one 1; commit two 2; commit three "
        "3; git checkout -q -b line one; commit side 4; git checkout -q --detach three && "
        "git merge -q -m merge side && git tag merged && git checkout -q main");
}

/* The tag of the commit from which the two diverged. */
static void assert_base(Scratch *scratch, const char *path, const char *since, const char *revision,
                        const char *expected) {
    Error error = {0};
    Str id, wanted;
    if (!snapshot_merge_base(&scratch->arena, str_from_c(path), str_from_c(since),
                             str_from_c(revision), &id, &error))
        fail_msg("%s", error.message);
    assert_true(snapshot_merge_base(&scratch->arena, STR("r"), str_from_c(expected),
                                    str_from_c(expected), &wanted, &error));
    assert_str(id, str_to_c(&scratch->arena, wanted));
}

static void assert_no_base(Scratch *scratch, const char *path, const char *since,
                           const char *revision, const char *text) {
    Error error = {0};
    Str id;
    assert_false(snapshot_merge_base(&scratch->arena, str_from_c(path), str_from_c(since),
                                     str_from_c(revision), &id, &error));
    assert_int_equal(error.kind, ERROR_RUN);
    if (!strstr(error.message, text))
        fail_msg("'%s' lacks '%s'", error.message, text);
}

static void finds_where_lines_meet(void **state) {
    Scratch *scratch = *state;
    make_repository();
    assert_base(scratch, "r", "side", "three", "one");
    assert_base(scratch, "r", "one", "", "one");
    assert_base(scratch, "r", "HEAD", "", "three");
    assert_base(scratch, "r", "three", "merged", "three");
    assert_base(scratch, "r", "side", "merged", "side");
    assert_true(snapshot_has_commit(&scratch->arena, STR("r"), STR("side~")));
    assert_false(snapshot_has_commit(&scratch->arena, STR("r"), STR("side~2")));
    assert_false(snapshot_has_commit(&scratch->arena, STR("r"), STR("HEAD:")));
    assert_false(snapshot_has_commit(&scratch->arena, STR("nothing"), STR("HEAD")));
}

static void what_never_meets_is_told(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("cd r && git checkout -q --orphan alone && git commit -q --allow-empty -m alone && "
        "mkdir ../plain && git init -q ../unborn");
    assert_no_base(scratch, "r", "main", "", "no commit in common");
    assert_no_base(scratch, "r", "nope", "", "no such revision: nope");
    assert_no_base(scratch, "r", "main", "nope", "no such revision: nope");
    assert_no_base(scratch, "r", "", "", "no such revision");
    assert_no_base(scratch, "plain", "HEAD", "", "not in a Git repository");
    assert_no_base(scratch, "unborn", "HEAD", "", "no commit yet");
}

static void a_shallow_clone_is_used_as_far_as_it_goes(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("git clone -q --depth 2 --branch merged file://$PWD/r s 2>/dev/null");
    assert_base(scratch, "s", "HEAD^1", "", "three");
    assert_base(scratch, "s", "HEAD^2", "", "side");
    assert_base(scratch, "s", "HEAD", "HEAD^1", "three");
    assert_no_base(scratch, "s", "HEAD^1", "HEAD^2", "git fetch --deepen");
    assert_no_base(scratch, "s", "one", "", "fetch-depth: 0");
    run("cd s && git fetch -q --depth 1 origin tag one");
    assert_base(scratch, "s", "one", "", "one");
    assert_no_base(scratch, "s", "HEAD~2", "", "the clone is shallow");
}

static void a_branch_of_the_remote_is_suggested(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("git clone -q r c && cd c && git checkout -q --detach && git branch -qD main");
    assert_no_base(scratch, "c", "main", "", "did you mean 'origin/main'?");
    assert_base(scratch, "c", "origin/main", "", "three");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(finds_where_lines_meet),
        scratch_test(what_never_meets_is_told),
        scratch_test(a_shallow_clone_is_used_as_far_as_it_goes),
        scratch_test(a_branch_of_the_remote_is_suggested),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
