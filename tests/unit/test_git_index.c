/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The index: what would be committed, and changing it. */
#include "git_scratch.h"

/* A repository "r" whose index, work tree and commit all differ. */
static void make_repository(void) {
    run("git init -q r && cd r && mkdir sub && echo old >changed && echo old >gone && echo 1 >same "
        "&& echo 1 >sub/f && ln -s same link && echo run >tool && chmod +x tool && git add . && "
        "git commit -qm 1 && echo staged >changed && git add changed && echo disk >changed && "
        "git rm -q --cached gone && echo new >new && git add new && rm new && "
        "echo later >later && git add -N later && echo no >untracked");
}

static Snapshot *open_index(Scratch *scratch, const char *path) {
    scratch->error = (Error){0};
    Snapshot *snapshot = snapshot_open_index(&scratch->arena, str_from_c(path), &scratch->error);
    if (!snapshot)
        fail_msg("%s: %s", path, scratch->error.message);
    return snapshot;
}

static void assert_no_index(Scratch *scratch, const char *path, const char *text) {
    Error error = {0};
    assert_null(snapshot_open_index(&scratch->arena, str_from_c(path), &error));
    assert_int_equal(error.kind, ERROR_RUN);
    if (!strstr(error.message, text))
        fail_msg("'%s' lacks '%s'", error.message, text);
}

static void lists_what_would_be_committed(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_index(scratch, "r");
    assert_int_equal(snapshot_kind(snapshot), SNAPSHOT_INDEX);
    assert_str(snapshot_label(snapshot), "r/");
    assert_listed(scratch, snapshot, "changed link@ new same sub/f tool*");
    assert_content(snapshot, "changed", "staged\n");
    assert_content(snapshot, "new", "new\n");
    assert_unreadable(snapshot, "link", "not a file");
    assert_problems(snapshot, 0);
    snapshot_close(snapshot);
}

static void a_subfolder_gives_its_part(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_index(scratch, "r/sub");
    assert_listed(scratch, snapshot, "f");
    assert_str(snapshot_prefix(snapshot), "sub/");
    assert_content(snapshot, "f", "1\n");
    snapshot_close(snapshot);
}

static void a_conflict_is_one_problem(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && echo 1 >f && echo 1 >g && git add . && git commit -qm 1 && "
        "git checkout -qb other && echo 2 >f && git commit -qam 2 && git checkout -q main && "
        "echo 3 >f && git commit -qam 3 && ! git merge -q other >/dev/null");
    Snapshot *snapshot = open_index(scratch, "r");
    assert_listed(scratch, snapshot, "g");
    assert_problems(snapshot, 1);
    size_t count;
    assert_str(snapshot_problems(snapshot, &count)[0].path, "f");
    snapshot_close(snapshot);
}

static void only_a_work_tree_has_one(void **state) {
    Scratch *scratch = *state;
    run("mkdir plain && git init -q --bare b.git && git init -q unborn && git init -q lost && "
        "cd lost && echo 1 >f && git add f && git commit -qm 1 && rm .git/index");
    assert_no_index(scratch, "plain", "not in a Git repository");
    assert_no_index(scratch, "b.git", "bare");
    assert_no_index(scratch, "nothing", "does not exist");
    assert_no_index(scratch, "lost", "is missing");
    Snapshot *snapshot = open_index(scratch, "unborn");
    assert_listed(scratch, snapshot, "");
    snapshot_close(snapshot);
}

static void a_hook_sees_its_own_index(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("cp r/.git/index r/.git/index.lock && cd r && GIT_INDEX_FILE=.git/index.lock "
        "git add changed && git init -q ../other && cd ../other && echo 1 >f && git add f");
    setenv("GIT_INDEX_FILE", "r/.git/index.lock", 1);
    Snapshot *snapshot = open_index(scratch, "r");
    assert_content(snapshot, "changed", "disk\n");
    snapshot_close(snapshot);
    snapshot = open_index(scratch, "other");
    assert_listed(scratch, snapshot, "f");
    snapshot_close(snapshot);
    unsetenv("GIT_INDEX_FILE");
}

/* Asserts that the path cannot be staged, and why. */
static void assert_unstageable(const Snapshot *snapshot, const char *path, const char *text) {
    Error error = {0};
    assert_int_equal(snapshot_can_stage(snapshot, str_from_c(path), &error), STAGING_REFUSED);
    assert_int_equal(error.kind, ERROR_RUN);
    if (!strstr(error.message, text))
        fail_msg("'%s' lacks '%s'", error.message, text);
}

static void only_what_is_the_same_on_disk_can_be_staged(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Error error = {0};
    Snapshot *snapshot = open_index(scratch, "r");
    assert_int_equal(snapshot_can_stage(snapshot, STR("same"), &error), STAGING_FINE);
    assert_int_equal(snapshot_can_stage(snapshot, STR("fresh"), &error), STAGING_FINE);
    assert_unstageable(snapshot, "changed", "unstaged changes");
    assert_unstageable(snapshot, "new", "not in the work tree");
    assert_unstageable(snapshot, "untracked", "untracked file");
    run("cd r && echo other >same && git add same");
    assert_unstageable(snapshot, "same", "staged again");
    run("touch r/.git/index.lock");
    assert_unstageable(snapshot, "sub/f", "locked");
    snapshot_close(snapshot);
}

static void what_is_staged_keeps_its_mode(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Error error = {0};
    Snapshot *snapshot = open_index(scratch, "r/sub");
    SnapshotEntry files[] = {{.path = STR("f"), .bytes = STR("2\n")},
                             {.path = STR("deep/new"), .bytes = STR(""), .executable = true}};
    assert_true(snapshot_stage(snapshot, files, 2, &error));
    snapshot_close(snapshot);
    snapshot = open_index(scratch, "r");
    SnapshotEntry tool = {.path = STR("tool"), .bytes = STR("again\n")};
    assert_true(snapshot_stage(snapshot, &tool, 1, &error));
    snapshot_close(snapshot);
    snapshot = open_index(scratch, "r");
    assert_listed(scratch, snapshot, "changed link@ new same sub/deep/new* sub/f tool*");
    assert_content(snapshot, "sub/f", "2\n");
    assert_content(snapshot, "sub/deep/new", "");
    assert_content(snapshot, "tool", "again\n");
    snapshot_close(snapshot);
    run("cd r && git fsck --strict >/dev/null 2>&1 && test \"$(git show :tool)\" = again && "
        "git ls-files --stage --debug >/dev/null");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(lists_what_would_be_committed),
        scratch_test(a_subfolder_gives_its_part),
        scratch_test(a_conflict_is_one_problem),
        scratch_test(only_a_work_tree_has_one),
        scratch_test(a_hook_sees_its_own_index),
        scratch_test(only_what_is_the_same_on_disk_can_be_staged),
        scratch_test(what_is_staged_keeps_its_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
