/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Places, plain folders, memory, remotes and hashes. */
#include <sys/wait.h>

#include "git_scratch.h"

static void a_plain_folder_lists_every_file(void **state) {
    Scratch *scratch = *state;
    run("mkdir -p p/a/b p/empty && cd p && echo 1 >a/b/f && echo '*' >.gitignore && ln -s a l && "
        "git init -q a/inner && echo 1 >a/inner/f && mkfifo pipe && touch z && chmod +x z");
    Snapshot *snapshot = open_at(scratch, "p", NULL);
    assert_int_equal(snapshot_kind(snapshot), SNAPSHOT_FOLDER);
    assert_listed(scratch, snapshot, ".gitignore a/b/f a/inner/f l@ z*");
    assert_content(snapshot, "a/b/f", "1\n");
    assert_str(snapshot_remote(snapshot), "");
    assert_problems(snapshot, 0);
    snapshot_close(snapshot);
}

static void what_cannot_be_listed_is_a_problem(void **state) {
    Scratch *scratch = *state;
    if (geteuid() == 0)
        skip(); /* root may read everything */
    run("mkdir -p p/closed && cd p && echo 1 >f && echo 1 >g && chmod 0 closed g");
    Snapshot *snapshot = open_at(scratch, "p", NULL);
    size_t count;
    assert_listed(scratch, snapshot, "f g");
    assert_problems(snapshot, 1);
    assert_str(snapshot_problems(snapshot, &count)->path, "closed");
    assert_unreadable(snapshot, "g", "permission denied");
    snapshot_close(snapshot);
}

static void a_very_deep_folder_is_bounded(void **state) {
    Scratch *scratch = *state;
    char name[201];
    memset(name, 'd', 200);
    name[200] = '\0';
    run("mkdir p && echo 1 >p/f");
    assert_int_equal(chdir("p"), 0);
    for (int i = 0; i < 30; i++) {
        assert_int_equal(mkdir(name, 0777), 0);
        assert_int_equal(chdir(name), 0);
    }
    assert_int_equal(chdir(scratch->folder), 0);
    Snapshot *snapshot = open_at(scratch, "p", NULL);
    assert_listed(scratch, snapshot, "f");
    assert_problems(snapshot, 1);
    snapshot_close(snapshot);
}

static void labels_are_what_the_user_named(void **state) {
    Scratch *scratch = *state;
    static const char *const cases[][2] = {
        {".", ""},           {"", ""},        {"./", ""},   {"../r", "../r/"}, {"../r/", "../r/"},
        {"../r//", "../r/"}, {"./s", "./s/"}, {"..", "../"}};
    run("git init -q r && cd r && mkdir s && echo 1 >s/f && git add . && git commit -qm 1");
    assert_int_equal(chdir("r"), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Snapshot *snapshot = open_at(scratch, cases[i][0], NULL);
        assert_str(snapshot_label(snapshot), cases[i][1]);
        assert_int_equal(snapshot_root(snapshot).ptr[0], '/');
        snapshot_close(snapshot);
    }
    Snapshot *snapshot = open_at(scratch, ".", "main");
    assert_str(snapshot_label(snapshot), "@main:");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "../r/", "main");
    assert_str(snapshot_label(snapshot), "../r@main:");
    snapshot_close(snapshot);
    Str absolute = str_printf(&scratch->arena, "%s/r", scratch->folder);
    snapshot = snapshot_open(&scratch->arena, absolute, &scratch->error);
    assert_non_null(snapshot);
    assert_str(str_slice(snapshot_label(snapshot), 0, absolute.len), absolute.ptr);
    assert_true(str_ends_with(snapshot_label(snapshot), STR("/r/")));
    snapshot_close(snapshot);
}

static void the_root_is_resolved(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && mkdir r/s && touch r/s/f && ln -s r/s link");
    Snapshot *snapshot = open_at(scratch, "link", NULL);
    assert_listed(scratch, snapshot, "f");
    assert_str(snapshot_label(snapshot), "link/");
    assert_true(str_ends_with(snapshot_root(snapshot), STR("/r/s")));
    snapshot_close(snapshot);
}

static void what_is_no_folder_is_refused(void **state) {
    Scratch *scratch = *state;
    Error error = {0};
    run("git init -q r && touch r/f && ln -s nowhere dangling && mkdir -p broken && "
        "echo 'gitdir: /nowhere' >broken/.git");
    assert_refused(scratch, "nope", NULL, "'nope' does not exist");
    assert_refused(scratch, "dangling", NULL, "does not exist");
    assert_refused(scratch, "r/f", NULL, "not a folder");
    assert_refused(scratch, "r/f/g", NULL, "not a folder");
    assert_refused(scratch, "r/.git", NULL, "inside the .git folder");
    assert_refused(scratch, "r/.git/objects", "HEAD", "inside the .git folder");
    assert_refused(scratch, "broken", NULL, "broken");
    assert_null(snapshot_open(&scratch->arena, (Str){"r\0x", 3}, &error));
}

/* What a process of another user is told when it opens "r/s"; 0 where it can. */
static int open_as_another_user(Scratch *scratch) {
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        Error error = {0};
        if (setuid(12345) != 0)
            _exit(9);
        Snapshot *snapshot = snapshot_open(&scratch->arena, STR("r/s"), &error);
        if (snapshot)
            _exit(snapshot_find(snapshot, STR("f")) ? 0 : 8);
        size_t len = strlen(error.message);
        bool good = error.kind == ERROR_RUN && strcmp(error.message + len - 2, "/r") == 0 &&
                    strstr(error.message, "git config --global --add safe.directory /");
        _exit(good ? 1 : 2);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static void a_repository_of_another_user_is_refused(void **state) {
    Scratch *scratch = *state;
    if (geteuid() != 0)
        skip(); /* only root can become somebody else */
    run("git init -q r && touch r/f && mkdir r/s && touch r/s/f && chmod -R a+rwX .");
    assert_int_equal(open_as_another_user(scratch), 1);
    run("git config --global --add safe.directory $(pwd -P)/other && chmod a+r home/.gitconfig");
    assert_int_equal(open_as_another_user(scratch), 1);
    run("git config --global --add safe.directory $(pwd -P)/r && chmod a+r home/.gitconfig");
    assert_int_equal(open_as_another_user(scratch), 0);
    run("git config --global --replace-all safe.directory '*' && chmod a+r home/.gitconfig");
    assert_int_equal(open_as_another_user(scratch), 0);
    run("git config --global --add safe.directory '' && chmod a+r home/.gitconfig");
    assert_int_equal(open_as_another_user(scratch), 1);
}

static void finds_the_work_tree(void **state) {
    Scratch *scratch = *state;
    static const char *const cases[][2] = {
        {".", "../.."},           {"..", "../.."},
        {"../..", "../.."},       {"f", "../.."},
        {"../b", "../.."},        {"../../a/b", "../.."},
        {"../../a/b/f", "../.."}, {"../../../r/a/b/", "../../../r"},
        {"c/d", "../.."},
    };
    run("mkdir plain && git init -q r && mkdir -p r/a/b/c/d && touch r/a/b/f && "
        "git init -q --bare b.git && mkdir x && ln -s ../r/a/b x/b");
    assert_int_equal(chdir("r/a/b"), 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Str root;
        struct stat a, b;
        assert_true(snapshot_find_work_tree(&scratch->arena, str_from_c(cases[i][0]), &root));
        assert_int_equal(stat(str_to_c(&scratch->arena, root), &a), 0);
        assert_int_equal(stat(cases[i][1], &b), 0);
        assert_true(a.st_ino == b.st_ino);
    }
    assert_int_equal(chdir(scratch->folder), 0);
    Str root;
    assert_true(snapshot_find_work_tree(&scratch->arena, STR("r/a/b"), &root));
    assert_str(root, "r");
    assert_true(snapshot_find_work_tree(&scratch->arena, STR("r"), &root));
    assert_str(root, "r");
    assert_true(snapshot_find_work_tree(&scratch->arena, STR("x/b"), &root));
    assert_str(root, "x/b/../..");
    assert_false(snapshot_find_work_tree(&scratch->arena, STR("plain"), &root));
    assert_false(snapshot_find_work_tree(&scratch->arena, STR("b.git"), &root));
    assert_false(snapshot_find_work_tree(&scratch->arena, STR("nope"), &root));
    assert_int_equal(chdir("r/a"), 0);
    assert_true(snapshot_find_work_tree(&scratch->arena, STR("b"), &root));
    assert_str(root, "..");
}

static void the_remote_is_origin_or_the_only_one(void **state) {
    Scratch *scratch = *state;
    run("git init -q r");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_str(snapshot_remote(snapshot), "");
    snapshot_close(snapshot);
    run("cd r && git remote add other https://user:secret@github.com/O/R.git");
    snapshot = open_at(scratch, "r", NULL);
    assert_str(snapshot_remote(snapshot), "https://github.com/O/R.git");
    assert_str(snapshot_upstream(snapshot), "");
    snapshot_close(snapshot);
    run("cd r && git remote add third x && git remote add upstream git@github.com:Up/r");
    snapshot = open_at(scratch, "r", NULL);
    assert_str(snapshot_remote(snapshot), "");
    snapshot_close(snapshot);
    run("cd r && git remote add origin gh:O/R.git && "
        "git config --global url.git@github.com:.insteadOf gh: && "
        "git config --global url.nope.insteadOf g");
    snapshot = open_at(scratch, "r", NULL);
    assert_str(snapshot_remote(snapshot), "git@github.com:O/R.git");
    assert_str(snapshot_upstream(snapshot), "Up/r");
    assert_str(snapshot_remote_branch(snapshot), "");
    snapshot_close(snapshot);
    run("cd r && git symbolic-ref refs/remotes/origin/HEAD refs/remotes/origin/release/next");
    snapshot = open_at(scratch, "r", NULL);
    assert_str(snapshot_remote_branch(snapshot), "release/next");
    snapshot_close(snapshot);
}

static void github_names_have_many_forms(void **state) {
    (void)state;
    static const char *const names[] = {
        "https://github.com/O/R",
        "https://github.com/O/R/",
        "https://github.com/O/R.git",
        "https://github.com/O/R.git/",
        "http://www.GitHub.com/O/R",
        "https://user:token@github.com/O/R.git",
        "https://x@y@github.com/O/R.git",
        "git@github.com:O/R.git",
        "GITHUB.com:O/R",
        "git@github.com:/O/R.git",
        "ssh://git@github.com/O/R",
        "ssh://git@github.com:22/O/R.git",
        "ssh://git@ssh.github.com:443/O/R.git",
        "git://github.com/O/R.git",
        "git+ssh://git@github.com/O/R.git",
    };
    static const char *const others[] = {
        "",
        "github.com/O/R",
        "https://github.com/O",
        "https://github.com/O/",
        "https://github.com//R",
        "https://github.com/O/R/tree/main",
        "https://github.com/O/..",
        "https://github.com/O/.git",
        "https://gitlab.com/O/R",
        "https://evil.org/github.com/O/R",
        "https://github.com.evil.org/O/R",
        "https://evil.org#@github.com/O/R",
        "https://evil.org?@github.com/O/R",
        "https://github.com:443",
        "git@example.org:O/R",
        "/srv/github.com:O/R",
        "file://github.com/O/R",
        "https://github.com/O/R?x",
        "https://",
        ":",
    };
    Str out;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (!snapshot_github_name(str_from_c(names[i]), &out))
            fail_msg("%s", names[i]);
        assert_str(out, "O/R");
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (snapshot_github_name(str_from_c(others[i]), &out))
            fail_msg("%s", others[i]);
    }
}

static void memory_is_sorted_and_found(void **state) {
    Scratch *scratch = *state;
    SnapshotEntry entries[] = {{.path = STR("b/c"), .bytes = STR("1")},
                               {.path = STR("b-c"), .bytes = STR("2")},
                               {.path = STR("b"), .kind = ENTRY_SYMLINK},
                               {.path = STR("b0"), .bytes = STR("3")}};
    Snapshot *snapshot = snapshot_of_memory(&scratch->arena, entries, 4);
    assert_int_equal(snapshot_kind(snapshot), SNAPSHOT_MEMORY);
    assert_listed(scratch, snapshot, "b@ b-c b/c b0");
    assert_content(snapshot, "b/c", "1");
    assert_true(snapshot_has_folder(snapshot, STR("b")));
    assert_false(snapshot_has_folder(snapshot, STR("b/c")));
    assert_str(snapshot_label(snapshot), "");
    assert_str(snapshot_root(snapshot), "");
    snapshot_close(snapshot);
    snapshot = snapshot_of_memory(&scratch->arena, NULL, 0);
    assert_null(snapshot_find(snapshot, STR("x")));
    assert_false(snapshot_has_folder(snapshot, STR("x")));
    snapshot_close(snapshot);
    snapshot_close(NULL);
}

static void hashes_are_those_of_git(void **state) {
    Scratch *scratch = *state;
    assert_str(snapshot_hash(&scratch->arena, (Str){0}),
               "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391");
    assert_str(snapshot_hash(&scratch->arena, STR("hello\n")),
               "ce013625030ba8dba906f756967f9e9ca394464a");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(a_plain_folder_lists_every_file),
        scratch_test(what_cannot_be_listed_is_a_problem),
        scratch_test(a_very_deep_folder_is_bounded),
        scratch_test(labels_are_what_the_user_named),
        scratch_test(the_root_is_resolved),
        scratch_test(what_is_no_folder_is_refused),
        scratch_test(a_repository_of_another_user_is_refused),
        scratch_test(finds_the_work_tree),
        scratch_test(the_remote_is_origin_or_the_only_one),
        scratch_test(github_names_have_many_forms),
        scratch_test(memory_is_sorted_and_found),
        scratch_test(hashes_are_those_of_git),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
