/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Work trees: what is listed, and that reading stays inside. */
#define _DEFAULT_SOURCE /* syscall */
#include "git_scratch.h"

#include <errno.h>
#ifdef __linux__
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#endif

static void lists_tracked_and_untracked_but_not_ignored_or_deleted(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir -p a/b out kept && echo 1 >a/b/tracked && echo 1 >gone && "
        "echo x >kept/tracked.log && printf '*.log\\n/out/\\n!a/no.log\\n' >.gitignore && "
        "git add -f . && git commit -qm 1 && rm gone && echo 2 >a/new && echo 2 >a/x.log && "
        "echo 2 >a/no.log && echo 2 >out/file && echo 2 >kept/other.log && mkdir empty && "
        "chmod +x a/new");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_int_equal(snapshot_kind(snapshot), SNAPSHOT_WORK_TREE);
    assert_listed(scratch, snapshot, ".gitignore a/b/tracked a/new* a/no.log kept/tracked.log");
    assert_problems(snapshot, 0);
    assert_content(snapshot, "a/new", "2\n");
    assert_true(snapshot_has_folder(snapshot, STR("")));
    assert_true(snapshot_has_folder(snapshot, STR("a")));
    assert_true(snapshot_has_folder(snapshot, STR("a/b")));
    assert_false(snapshot_has_folder(snapshot, STR("a/b/tracked")));
    assert_false(snapshot_has_folder(snapshot, STR("empty")));
    assert_false(snapshot_has_folder(snapshot, STR("out")));
    assert_false(snapshot_has_folder(snapshot, STR("kep")));
    assert_null(snapshot_find(snapshot, STR("a")));
    snapshot_close(snapshot);
}

static void a_tracked_folder_that_is_ignored_is_entered(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir -p out/deep/er && echo 1 >out/deep/er/tracked && "
        "git add . && echo 'out/' >.gitignore && echo 2 >out/deep/er/new && echo 2 >out/new && "
        "mkdir out/not && echo 2 >out/not/new");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, ".gitignore out/deep/er/tracked");
    snapshot_close(snapshot);
}

static void a_rule_brings_nothing_back_from_an_ignored_folder(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir -p out/s in && echo 1 >out/tracked && git add . && "
        "printf 'out/\\n*.md\\n!k*.md\\n' >.gitignore && touch out/keep.md out/s/keep.md "
        "in/keep.md in/other.md");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, ".gitignore in/keep.md out/tracked");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r/out/s", NULL);
    assert_listed(scratch, snapshot, "");
    snapshot_close(snapshot);
}

static void honours_all_places_of_ignore_rules(void **state) {
    Scratch *scratch = *state;
    run("git config --global core.excludesFile $PWD/global && echo 'by-global' >global && "
        "git init -q r && cd r && echo by-info >.git/info/exclude && mkdir sub && "
        "echo by-sub >sub/.gitignore && touch by-global by-info by-sub sub/by-global sub/by-info "
        "sub/by-sub");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "by-sub sub/.gitignore");
    snapshot_close(snapshot);
}

static void a_subfolder_is_a_root(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir -p s/t s-other && printf 'x.log\\n/s/t/y\\n' >.gitignore "
        "&& touch s/1 s/t/2 s-other/3 0 && git add . && touch s/x.log s/t/y s/new");
    Snapshot *snapshot = open_at(scratch, "r/s", NULL);
    assert_listed(scratch, snapshot, "1 new t/2");
    assert_str(snapshot_label(snapshot), "r/s/");
    assert_true(str_ends_with(snapshot_root(snapshot), STR("/r/s")));
    snapshot_close(snapshot);
}

static void an_unborn_branch_is_ordinary(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && echo 1 >r/file");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "file");
    snapshot_close(snapshot);
}

static void a_linked_work_tree_is_ordinary(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && echo 1 >file && git add . && git commit -qm 1 && "
        "git worktree add -q --detach ../linked && echo 2 >../linked/new");
    Snapshot *snapshot = open_at(scratch, "linked", NULL);
    assert_listed(scratch, snapshot, "file new");
    snapshot_close(snapshot);
}

static void repositories_inside_are_not_entered(void **state) {
    Scratch *scratch = *state;
    run("git init -q lib && cd lib && echo 1 >file && git add . && git commit -qm 1");
    run("git init -q r && cd r && git submodule --quiet add ../lib sub && echo ignored >.gitignore "
        "&& git init -q other && echo 1 >other/file && git init -q ignored && "
        "echo 1 >ignored/file && mkdir -p fake/.git && echo 1 >fake/file");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, ".gitignore .gitmodules fake/file other/ sub/");
    assert_false(snapshot_has_folder(snapshot, STR("sub")));
    assert_unreadable(snapshot, "sub", "not a file");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r/sub", NULL);
    assert_listed(scratch, snapshot, "file");
    snapshot_close(snapshot);
}

static void symbolic_links_are_listed_and_never_followed(void **state) {
    Scratch *scratch = *state;
    run("mkdir outside && echo secret >outside/file && git init -q r && cd r && mkdir real && "
        "echo 1 >real/file && ln -s real/file to-file && ln -s real to-folder && "
        "ln -s nowhere dangling && ln -s ../outside out && ln -s /etc abs && git add to-file && "
        "ln -s . loop");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "abs@ dangling@ loop@ out@ real/file to-file@ to-folder@");
    assert_unreadable(snapshot, "to-file", "not a file");
    snapshot_close(snapshot);
}

static void a_folder_replaced_by_a_link_is_not_followed(void **state) {
    Scratch *scratch = *state;
    run("mkdir -p outside/b && echo secret >outside/b/file && git init -q r && cd r && "
        "mkdir -p a/b && echo 1 >a/b/file && git add . && git commit -qm 1");
    Snapshot *before = open_at(scratch, "r", NULL);
    run("cd r && rm -r a && ln -s ../outside a");
    assert_unreadable(before, "a/b/file", "replaced");
    snapshot_close(before);
    Snapshot *after = open_at(scratch, "r", NULL);
    assert_listed(scratch, after, "a@");
    snapshot_close(after);
}

static void a_file_replaced_since_is_not_read(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && for i in 1 2 3 4 5; do echo x >$i; done");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    run("cd r && rm ? && ln -s /etc/passwd 1 && mkfifo 2 && mkdir 3 && echo longer >4");
    assert_unreadable(snapshot, "1", "replaced");
    assert_unreadable(snapshot, "2", "not a regular file");
    assert_unreadable(snapshot, "3", "not a regular file");
    assert_content(snapshot, "4", "longer\n");
    assert_unreadable(snapshot, "5", "no such file");
    snapshot_close(snapshot);
}

static void a_file_replaced_by_a_folder_is_gone(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && echo 1 >a && mkdir b && echo 1 >b/c && git add . && rm -r a b && "
        "mkdir a && echo 2 >a/x && echo 2 >b");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "a/x b");
    snapshot_close(snapshot);
}

static void names_may_be_any_bytes(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir ' ' && touch ' /x' ./- \"$(printf 'a\\nb')\" "
        "\"$(printf '\\377')\" 'q\"*?[' && git add . && touch \"$(printf '\\376')\"");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, " /x - a\nb q\"*?[ \376 \377");
    snapshot_close(snapshot);
}

static void bytes_are_those_on_disk(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && git config core.autocrlf true && printf 'a\\r\\nb\\n' >crlf && "
        "printf '* text=auto eol=lf\\n' >.gitattributes && : >empty");
    write_bytes("r/nul", "a\0b", 3);
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    Error error = {0};
    Str bytes;
    assert_content(snapshot, "crlf", "a\r\nb\n");
    assert_content(snapshot, "empty", "");
    assert_true(snapshot_read(snapshot, find(snapshot, "nul"), &bytes, &error));
    assert_int_equal(bytes.len, 3);
    snapshot_close(snapshot);
}

static void conflicts_are_listed_once(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && echo 0 >f && git add . && git commit -qm 0 && git checkout -qb b "
        "&& echo b >f && git commit -qam b && git checkout -q main && echo m >f && "
        "git commit -qam m && ! git merge -q b >/dev/null 2>&1");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "f");
    snapshot_close(snapshot);
}

static void a_sparse_checkout_is_read_from_blobs(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir in out && echo 1 >in/f && echo 2 >out/f && "
        "echo 3 >out/x && chmod +x out/x && git add . && git commit -qm 1 && "
        "git sparse-checkout set --no-sparse-index in >/dev/null && test ! -e out/f");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "in/f out/f out/x*");
    assert_content(snapshot, "in/f", "1\n");
    assert_content(snapshot, "out/f", "2\n");
    snapshot_close(snapshot);
}

static void a_damaged_index_is_an_error(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && echo 1 >f && git add . && git commit -qm 1 && "
        "cp .git/index good && printf 'XX' >>.git/index");
    assert_refused(scratch, "r", NULL, "the index cannot be read");
    run("head -c 40 r/good >r/.git/index");
    assert_refused(scratch, "r", NULL, "the index cannot be read");
    run(": >r/.git/index");
    assert_refused(scratch, "r", NULL, "index");
    run("rm r/.git/index && mkdir r/.git/index");
    assert_refused(scratch, "r", NULL, "index");
    run("rmdir r/.git/index");
    assert_refused(scratch, "r", NULL, "git reset");
}

static void ignore_rules_that_are_too_large_are_told_once(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir a b && touch a/x b/x && yes x | head -c 300000 "
        ">.gitignore");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, ".gitignore a/x b/x");
    assert_problems(snapshot, 1);
    snapshot_close(snapshot);
}

/* As before Linux 5.6, and in some sandboxes. This is permanent: a process cannot drop a filter. */
static void from_here_on_there_is_no_openat2(void **state) {
    (void)state;
#ifdef SYS_openat2
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_openat2, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {sizeof filter / sizeof *filter, filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 ||
        prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0)
        skip();
    errno = 0;
    assert_int_equal(syscall(SYS_openat2, -1, "", NULL, 0), -1);
    assert_int_equal(errno, ENOSYS);
#endif
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(lists_tracked_and_untracked_but_not_ignored_or_deleted),
        scratch_test(a_tracked_folder_that_is_ignored_is_entered),
        scratch_test(a_rule_brings_nothing_back_from_an_ignored_folder),
        scratch_test(honours_all_places_of_ignore_rules),
        scratch_test(ignore_rules_that_are_too_large_are_told_once),
        scratch_test(a_subfolder_is_a_root),
        scratch_test(an_unborn_branch_is_ordinary),
        scratch_test(a_linked_work_tree_is_ordinary),
        scratch_test(repositories_inside_are_not_entered),
        scratch_test(symbolic_links_are_listed_and_never_followed),
        scratch_test(a_folder_replaced_by_a_link_is_not_followed),
        scratch_test(a_file_replaced_since_is_not_read),
        scratch_test(a_file_replaced_by_a_folder_is_gone),
        scratch_test(names_may_be_any_bytes),
        scratch_test(bytes_are_those_on_disk),
        scratch_test(conflicts_are_listed_once),
        scratch_test(a_sparse_checkout_is_read_from_blobs),
        scratch_test(a_damaged_index_is_an_error),
        scratch_test(from_here_on_there_is_no_openat2),
        scratch_test(a_folder_replaced_by_a_link_is_not_followed),
        scratch_test(a_file_replaced_since_is_not_read),
        scratch_test(lists_tracked_and_untracked_but_not_ignored_or_deleted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
