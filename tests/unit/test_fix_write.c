/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Writing: files that are refused stay as they were, and nothing is left behind. */
#include "git_scratch.h"

#include <errno.h>
#include <fcntl.h>

#include "fix/fix.h"

typedef struct Bench {
    Scratch *scratch;
    Snapshot *snapshot;
    Repository repository;
    FixedFile files[2];
    FixResult result;
    Written written[2];
} Bench;

/* A folder "r" with the file "d/a" that holds "old\n", and a change of it to "new\n". */
static void set_up(Bench *bench, Scratch *scratch) {
    *bench = (Bench){.scratch = scratch};
    run("mkdir -p r/d out && echo old >r/d/a && echo old >out/a");
    bench->snapshot = open_at(scratch, "r", NULL);
    bench->repository = (Repository){.name = STR("r"), .snapshot = bench->snapshot};
    bench->files[0] = (FixedFile){.repository = &bench->repository,
                                  .path = STR("d/a"),
                                  .before = STR("old\n"),
                                  .after = STR("new\n")};
    bench->result = (FixResult){.files = bench->files, .file_count = 1};
}

static void assert_file(const char *path, const char *expected) {
    char bytes[256] = "";
    FILE *stream = fopen(path, "rb");
    if (!stream)
        fail_msg("no %s", path);
    bytes[fread(bytes, 1, sizeof bytes - 1, stream)] = '\0';
    fclose(stream);
    assert_string_equal(bytes, expected);
}

static void assert_nothing_left(Bench *bench) {
    run("test -z \"$(find . -name '.govlint-*')\"");
    snapshot_close(bench->snapshot);
}

static void write_ok(Bench *bench) {
    if (!fix_write(&bench->scratch->arena, &bench->result, bench->written))
        fail_msg(STR_FMT, STR_ARG(bench->written[0].reason));
    assert_true(bench->written[0].ok);
}

static void write_refused(Bench *bench, const char *text) {
    assert_false(fix_write(&bench->scratch->arena, &bench->result, bench->written));
    assert_false(bench->written[0].ok);
    Str reason = bench->written[0].reason;
    if (str_find(reason, str_from_c(text), 0) == SIZE_MAX)
        fail_msg("'" STR_FMT "' lacks '%s'", STR_ARG(reason), text);
}

static void writes_and_keeps_the_mode(void **state) {
    Bench bench;
    set_up(&bench, *state);
    struct stat status;
    assert_int_equal(chmod("r/d/a", 0751), 0);
    write_ok(&bench);
    assert_file("r/d/a", "new\n");
    assert_int_equal(stat("r/d/a", &status), 0);
    assert_int_equal(status.st_mode & 07777, 0751);
    assert_nothing_left(&bench);
}

static void leaves_alone_what_changed(void **state) {
    static const char *const changes[] = {"echo mine >r/d/a", "printf old >r/d/a",
                                          "echo more >>r/d/a", ": >r/d/a"};
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        Bench bench;
        set_up(&bench, *state);
        run(changes[i]);
        run("cp r/d/a kept");
        write_refused(&bench, "it changed on disk since it was read");
        run("cmp r/d/a kept");
        assert_nothing_left(&bench);
    }
}

static void refuses_what_is_no_file(void **state) {
    static const struct {
        const char *command, *text;
    } cases[] = {
        {"rm r/d/a", "no such file"},
        {"rm r/d/a && mkdir r/d/a", "not a regular file"},
        {"rm r/d/a && mkfifo r/d/a", "not a regular file"},
        {"rm r/d/a && ln -s ../../out/a r/d/a", "it is a symbolic link"},
        {"rm -r r/d && ln -s ../out r/d", "a symbolic link or a file is on the way to it"},
        {"rm -r r/d && touch r/d", "a symbolic link or a file is on the way to it"},
        {"mv r r2 && ln -s r2 r", ""},
        {"chmod 444 r/d/a", "it is write-protected"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        Bench bench;
        run("rm -rf r r2");
        set_up(&bench, *state);
        run(cases[i].command);
        write_refused(&bench, cases[i].text);
        assert_file("out/a", "old\n");
        assert_nothing_left(&bench);
    }
}

static void refuses_paths_outside(void **state) {
    static const char *const paths[] = {"../out/a",        "/etc/passwd", "d/../../out/a", "",
                                        ".git/hooks/post", "d/.GIT/x",    ".git./x",       "d//a",
                                        "GIT~1/x",         "d/./a"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Bench bench;
        set_up(&bench, *state);
        bench.files[0].path = str_from_c(paths[i]);
        write_refused(&bench, "it may not be written");
        bench.files[0].created = true;
        bench.files[0].before = (Str){0};
        write_refused(&bench, "it may not be written");
        run("test ! -e r/.git && test ! -e r/.git. && test ! -e r/d/.GIT");
        assert_file("out/a", "old\n");
        assert_nothing_left(&bench);
    }
}

static void creates(void **state) {
    Bench bench;
    set_up(&bench, *state);
    bench.files[0] = (FixedFile){.repository = &bench.repository,
                                 .path = STR("d/e/f/new"),
                                 .created = true,
                                 .after = STR("new\n")};
    write_ok(&bench);
    assert_file("r/d/e/f/new", "new\n");
    run("test \"$(stat -c %a r/d/e/f/new)\" = \"$(touch x; stat -c %a x)\"");
    bench.files[0].after = STR("other\n");
    write_refused(&bench, "something is there by now");
    assert_file("r/d/e/f/new", "new\n");
    assert_nothing_left(&bench);
}

static void creates_nothing_through_links(void **state) {
    Bench bench;
    set_up(&bench, *state);
    run("ln -s ../out r/link && ln -s ../out/none r/dangling");
    bench.files[0].created = true;
    bench.files[0].path = STR("link/new");
    write_refused(&bench, "on the way to it");
    bench.files[0].path = STR("dangling");
    write_refused(&bench, "something is there by now");
    run("test ! -e out/new && test ! -e out/none");
    assert_nothing_left(&bench);
}

static void takes_back_folders(void **state) {
    Bench bench;
    set_up(&bench, *state);
    char path[300] = "d/e/f/";
    memset(path + 6, 'x', 280);
    path[286] = '\0';
    bench.files[0].created = true;
    bench.files[0].path = str_from_c(path);
    write_refused(&bench, "name too long");
    run("test -d r/d && test ! -e r/d/e");
    assert_nothing_left(&bench);
}

static void one_failure_does_not_stop_the_others(void **state) {
    Bench bench;
    set_up(&bench, *state);
    bench.files[1] = bench.files[0];
    bench.files[0].path = STR("d/none");
    bench.result.file_count = 2;
    write_refused(&bench, "no such file");
    assert_true(bench.written[1].ok);
    assert_file("r/d/a", "new\n");
    assert_nothing_left(&bench);
}

static void writes_work_trees_alone(void **state) {
    Bench bench;
    set_up(&bench, *state);
    run("cd r && git init -q && git add -A && git commit -qm 1");
    Snapshot *disk = bench.snapshot;
    bench.snapshot = open_at(*state, "r", "HEAD");
    bench.repository.snapshot = bench.snapshot;
    write_refused(&bench, "its repository is not a work tree");
    assert_file("r/d/a", "old\n");
    snapshot_close(disk);
    assert_nothing_left(&bench);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(writes_and_keeps_the_mode),
        scratch_test(leaves_alone_what_changed),
        scratch_test(refuses_what_is_no_file),
        scratch_test(refuses_paths_outside),
        scratch_test(creates),
        scratch_test(creates_nothing_through_links),
        scratch_test(takes_back_folders),
        scratch_test(one_failure_does_not_stop_the_others),
        scratch_test(writes_work_trees_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
