/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Revisions: trees of any repository, whole or damaged. */
#include "git_scratch.h"

/* A repository "r" of two commits, the first tagged "one". */
static void make_repository(void) {
    run("git init -q r && cd r && mkdir -p a/b && echo 1 >a/b/f && echo 1 >top && ln -s top link "
        "&& "
        "echo run >tool && chmod +x tool && git add . && git commit -qm 1 && git tag -am 1 one && "
        "rm top && printf '2\\r\\n' >a/new && git add -A && git commit -qm 2 && echo 3 >untracked");
}

/* Deletes the loose object that `name` stands for. */
static void delete_object(const char *name) {
    char command[256];
    snprintf(command, sizeof command,
             "cd r && id=$(git rev-parse %s) && rm -f .git/objects/${id%%${id#??}}/${id#??}", name);
    run(command);
}

static void lists_the_tree_of_a_commit(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_int_equal(snapshot_kind(snapshot), SNAPSHOT_REVISION);
    assert_listed(scratch, snapshot, "a/b/f a/new link@ tool*");
    assert_str(snapshot_label(snapshot), "r@HEAD:");
    assert_content(snapshot, "a/new", "2\r\n");
    assert_unreadable(snapshot, "link", "not a file");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r", "one");
    assert_listed(scratch, snapshot, "a/b/f link@ tool* top");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r", "HEAD~:a");
    assert_listed(scratch, snapshot, "b/f");
    snapshot_close(snapshot);
}

static void a_subfolder_gives_that_of_the_tree(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("mkdir r/fresh r/top");
    Snapshot *snapshot = open_at(scratch, "r/a", "HEAD");
    assert_listed(scratch, snapshot, "b/f new");
    assert_str(snapshot_label(snapshot), "r/a@HEAD:");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r/fresh", "HEAD");
    assert_listed(scratch, snapshot, "");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r/top", "one");
    assert_listed(scratch, snapshot, "");
    snapshot_close(snapshot);
}

static void a_bare_repository_is_its_head(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("git clone -q --bare r b.git && git init -q --bare empty.git");
    Snapshot *snapshot = open_at(scratch, "b.git", NULL);
    assert_int_equal(snapshot_kind(snapshot), SNAPSHOT_REVISION);
    assert_listed(scratch, snapshot, "a/b/f a/new link@ tool*");
    assert_str(snapshot_label(snapshot), "b.git@HEAD:");
    assert_str(snapshot_root(snapshot), "");
    assert_content(snapshot, "a/b/f", "1\n");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "b.git", "one");
    assert_listed(scratch, snapshot, "a/b/f link@ tool* top");
    snapshot_close(snapshot);
    assert_refused(scratch, "empty.git", NULL, "no commit yet");
}

static void a_detached_head_is_ordinary(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("cd r && git checkout -q --detach one");
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_listed(scratch, snapshot, "a/b/f link@ tool* top");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "a/b/f link@ tool* top untracked");
    snapshot_close(snapshot);
}

static void a_shallow_clone_says_so(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("git clone -q --depth 1 file://$PWD/r s");
    Snapshot *snapshot = open_at(scratch, "s", "HEAD");
    assert_listed(scratch, snapshot, "a/b/f a/new link@ tool*");
    snapshot_close(snapshot);
    assert_refused(scratch, "s", "HEAD~", "shallow");
    assert_refused(scratch, "s", "0123456789abcdef0123456789abcdef01234567", "shallow");
}

static void what_is_no_revision_is_refused(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("mkdir plain && git init -q unborn");
    assert_refused(scratch, "r", "nope", "no such revision: nope");
    assert_refused(scratch, "r", "", "no such revision");
    assert_refused(scratch, "r", "HEAD~9", "no such revision");
    assert_refused(scratch, "r", "a b\\c:", "r: ");
    assert_refused(scratch, "r", "HEAD:tool", "HEAD:tool is not a commit or a folder");
    assert_refused(scratch, "unborn", "HEAD",
                   "no such revision: HEAD; the repository has no commit yet");
    assert_refused(scratch, "plain", "HEAD", "not in a Git repository");
}

static void a_missing_blob_fails_when_it_is_read(void **state) {
    Scratch *scratch = *state;
    make_repository();
    delete_object("HEAD:a/new");
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_listed(scratch, snapshot, "a/b/f a/new link@ tool*");
    assert_problems(snapshot, 0);
    assert_unreadable(snapshot, "a/new", "not found");
    assert_content(snapshot, "tool", "run\n");
    snapshot_close(snapshot);
}

static void a_missing_tree_is_a_problem(void **state) {
    Scratch *scratch = *state;
    make_repository();
    delete_object("HEAD:a/b");
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    size_t count;
    assert_listed(scratch, snapshot, "a/new link@ tool*");
    assert_problems(snapshot, 1);
    assert_str(snapshot_problems(snapshot, &count)->path, "a/b");
    snapshot_close(snapshot);
    delete_object("HEAD^{tree}");
    assert_refused(scratch, "r", "HEAD", "cannot be read");
}

static void a_damaged_blob_fails_when_it_is_read(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("cd r && id=$(git rev-parse HEAD:a/b/f) && "
        "f=.git/objects/${id%${id#??}}/${id#??} && chmod +w $f && echo junk >$f");
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_unreadable(snapshot, "a/b/f", "");
    snapshot_close(snapshot);
}

static void submodules_are_not_entered(void **state) {
    Scratch *scratch = *state;
    run("git init -q lib && cd lib && echo 1 >file && git add . && git commit -qm 1");
    run("git init -q r && cd r && git submodule --quiet add ../lib sub && git commit -qm 1");
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_listed(scratch, snapshot, ".gitmodules sub/");
    assert_problems(snapshot, 0);
    snapshot_close(snapshot);
}

static void a_large_blob_is_not_read(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && head -c 33554432 /dev/zero >limit && "
        "head -c 33554433 /dev/zero >large && git add . && git commit -qm 1");
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    Error error = {0};
    Str bytes;
    assert_unreadable(snapshot, "large", "larger than 32 MiB");
    assert_true(snapshot_read(snapshot, find(snapshot, "limit"), &bytes, &error));
    assert_int_equal(bytes.len, SNAPSHOT_MAX_FILE_SIZE);
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r", NULL);
    assert_unreadable(snapshot, "large", "larger than 32 MiB");
    assert_true(snapshot_read(snapshot, find(snapshot, "limit"), &bytes, &error));
    assert_int_equal(bytes.len, SNAPSHOT_MAX_FILE_SIZE);
    snapshot_close(snapshot);
}

static void names_that_no_checkout_makes_are_problems(void **state) {
    Scratch *scratch = *state;
    static const char *const names[] = {"100644 ..", "100644 .git", "100644 a/b", "100644 ok",
                                        "100755 ok"};
    static const char blob[] = "\xd0\x04\x91\xfd\x7e\x5b\xb6\xfa\x28\xc5"
                               "\x17\xa0\xbb\x32\xb8\xb5\x06\x53\x9d\x4d";
    FILE *file = fopen("tree", "wb");
    assert_non_null(file);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        fwrite(names[i], 1, strlen(names[i]) + 1, file);
        fwrite(blob, 1, 20, file);
    }
    assert_int_equal(fclose(file), 0);
    run("git init -q r && cd r && git tag bad $(git hash-object --literally -t tree -w ../tree)");
    Snapshot *snapshot = open_at(scratch, "r", "bad");
    size_t count;
    snapshot_entries(snapshot, &count);
    assert_int_equal(count, 1);
    assert_problems(snapshot, 4);
    snapshot_close(snapshot);
}

static void a_bomb_of_trees_is_refused(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && id=$(git mktree </dev/null) && i=0 && while [ $i -lt 30 ]; do "
        "id=$(printf '040000 tree %s\\ta\\n040000 tree %s\\tb\\n' $id $id | git mktree) && "
        "i=$((i + 1)); done && git tag bomb $id");
    assert_refused(scratch, "r", "bomb", "more than");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(lists_the_tree_of_a_commit),
        scratch_test(a_subfolder_gives_that_of_the_tree),
        scratch_test(a_bare_repository_is_its_head),
        scratch_test(a_detached_head_is_ordinary),
        scratch_test(a_shallow_clone_says_so),
        scratch_test(what_is_no_revision_is_refused),
        scratch_test(a_missing_blob_fails_when_it_is_read),
        scratch_test(a_missing_tree_is_a_problem),
        scratch_test(a_damaged_blob_fails_when_it_is_read),
        scratch_test(submodules_are_not_entered),
        scratch_test(a_large_blob_is_not_read),
        scratch_test(names_that_no_checkout_makes_are_problems),
        scratch_test(a_bomb_of_trees_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
