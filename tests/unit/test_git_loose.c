/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Loose objects that were cut off: they are damaged, and nobody waits for the rest. */
#include "git_scratch.h"

/* A hang counts as a failure: libgit2's own reading never ends. */
#define PATIENCE 60

/* A repository "r" whose objects are all loose, the blob of "f" longer than what is read at once.
 */
static void make_repository(void) {
    run("git init -q r && cd r && mkdir a && echo 1 >a/b && seq 1 200000 >f && git add . && "
        "git commit -qm 1");
    alarm(PATIENCE);
}

/* Cuts the loose object that `name` stands for, and keeps `kept` percent of it. */
static void cut_object(const char *name, int kept) {
    char command[512];
    snprintf(
        command, sizeof command,
        "cd r && id=$(git rev-parse %s) && f=.git/objects/${id%%${id#??}}/${id#??} && "
        "chmod u+w $f && size=$(wc -c <$f) && head -c $((size * %d / 100)) $f >cut && mv cut $f",
        name, kept);
    run(command);
}

/* The id of an object, shortened. What libgit2 1.5 finds by a name, it leaks where it is damaged.
 */
static char *id_of(const char *name) {
    static char id[3][16];
    static size_t turn;
    char command[128];
    char *out = id[turn++ % 3];
    snprintf(command, sizeof command, "git -C r rev-parse --short=8 %s >id", name);
    run(command);
    FILE *file = fopen("id", "r");
    assert_non_null(file);
    assert_non_null(fgets(out, sizeof id[0], file));
    fclose(file);
    out[strcspn(out, "\n")] = '\0';
    return out;
}

static void a_whole_one_is_read(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    Str bytes;
    assert_listed(scratch, snapshot, "a/b f");
    assert_content(snapshot, "a/b", "1\n");
    assert_true(snapshot_read(snapshot, find(snapshot, "f"), &bytes, &scratch->error));
    assert_int_equal(bytes.len, 1288895);
    assert_true(str_ends_with(bytes, STR("\n200000\n")));
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r", id_of("HEAD"));
    assert_listed(scratch, snapshot, "a/b f");
    snapshot_close(snapshot);
}

static void a_blob_cannot_be_read(void **state) {
    Scratch *scratch = *state;
    make_repository();
    for (int kept = 99; kept >= 0; kept -= kept > 60 ? 13 : 30) {
        cut_object("HEAD:f", kept);
        Snapshot *snapshot = open_at(scratch, "r", "HEAD");
        assert_unreadable(snapshot, "f", "is damaged");
        assert_content(snapshot, "a/b", "1\n");
        snapshot_close(snapshot);
    }
}

static void a_folder_is_a_problem(void **state) {
    Scratch *scratch = *state;
    make_repository();
    cut_object("HEAD:a", 80);
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_listed(scratch, snapshot, "f");
    assert_problems(snapshot, 1);
    snapshot_close(snapshot);
}

static void a_commit_is_no_revision(void **state) {
    Scratch *scratch = *state;
    make_repository();
    const char *commit = id_of("HEAD");
    cut_object("HEAD^{tree}", 90);
    assert_refused(scratch, "r", commit, "cannot be read");
    for (int kept = 80; kept >= 0; kept -= 40) {
        cut_object("HEAD", kept);
        assert_refused(scratch, "r", commit, "is damaged");
    }
}

static void alternates_are_no_other(void **state) {
    Scratch *scratch = *state;
    make_repository();
    run("git clone -q --shared r s && printf '# a comment\\n../../../r/.git/objects\\n' "
        ">s/.git/objects/info/alternates && git -C s status >s.out");
    cut_object("HEAD:f", 50);
    Snapshot *snapshot = open_at(scratch, "s", "HEAD");
    assert_unreadable(snapshot, "f", "is damaged");
    assert_content(snapshot, "a/b", "1\n");
    snapshot_close(snapshot);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(a_whole_one_is_read),     scratch_test(a_blob_cannot_be_read),
        scratch_test(a_folder_is_a_problem),   scratch_test(a_commit_is_no_revision),
        scratch_test(alternates_are_no_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
