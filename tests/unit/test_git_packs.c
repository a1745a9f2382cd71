/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Objects in several packs, in others' packs, and in packs that appear while reading. */
#include "git_scratch.h"

/* A repository "r" of two commits, each with its objects in a pack of its own. */
static void make_repository(void) {
    run("git init -q r && cd r && echo 1 >a && git add . && git commit -qm 1 && git repack -qd && "
        "echo 2 >b && git add . && git commit -qm 2 && git repack -qd && "
        "test $(ls .git/objects/pack/*.pack | wc -l) -eq 2");
}

/* Whatever index has the object that `name` stands for: the first offset is wrong. */
static void damage_index_of(const char *name) {
    char command[512];
    snprintf(command, sizeof command,
             "cd r && id=$(git rev-parse %s) && for i in .git/objects/pack/*.idx; do "
             "git show-index <$i | grep -q $id && n=$(git show-index <$i | wc -l) && "
             "chmod u+w $i && printf '\\177\\377\\377\\377' | dd of=$i bs=1 conv=notrunc "
             "seek=$((1032 + 24 * n)) 2>../err; done; test -e ../err",
             name);
    run(command);
}

/* The id of a commit, shortened. What libgit2 1.5 finds by a name, it leaks where it is damaged. */
static const char *id_of(const char *name) {
    static char id[16];
    char command[128];
    snprintf(command, sizeof command, "git -C r rev-parse --short=8 %s >id", name);
    run(command);
    FILE *file = fopen("id", "r");
    assert_non_null(file);
    assert_non_null(fgets(id, sizeof id, file));
    fclose(file);
    id[strcspn(id, "\n")] = '\0';
    return id;
}

static void each_pack_is_read(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    assert_listed(scratch, snapshot, "a b");
    assert_content(snapshot, "a", "1\n");
    assert_content(snapshot, "b", "2\n");
    assert_content(snapshot, "a", "1\n");
    snapshot_close(snapshot);
}

static void a_short_id_is_found(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_at(scratch, "r", id_of("HEAD"));
    assert_listed(scratch, snapshot, "a b");
    snapshot_close(snapshot);
    snapshot = open_at(scratch, "r", id_of("HEAD~1"));
    assert_listed(scratch, snapshot, "a");
    snapshot_close(snapshot);
    assert_refused(scratch, "r", "0123456", "no such revision");
}

static void what_is_packed_meanwhile_is_found(void **state) {
    Scratch *scratch = *state;
    make_repository();
    Snapshot *snapshot = open_at(scratch, "r", "HEAD");
    run("cd r && git repack -qad && "
        "test $(ls .git/objects/pack/*.pack | wc -l) -eq 1");
    assert_content(snapshot, "a", "1\n");
    assert_content(snapshot, "b", "2\n");
    snapshot_close(snapshot);
}

static void one_damaged_index_is_enough(void **state) {
    Scratch *scratch = *state;
    make_repository();
    const char *commit = id_of("HEAD");
    damage_index_of("HEAD~1");
    assert_refused(scratch, "r", commit, "the index of a pack is damaged");
    assert_refused(scratch, "r", commit, "/r/.git/objects/pack/pack-");
    /* If no object is needed, this does not matter. */
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_listed(scratch, snapshot, "a b");
    assert_content(snapshot, "a", "1\n");
    snapshot_close(snapshot);
}

/* A clone "s" that has its objects in "r". */
static void make_clone(void) {
    make_repository();
    run("git clone -q --shared r s && printf '# a comment\\n../../../r/.git/objects\\n' "
        ">s/.git/objects/info/alternates");
}

static void alternates_are_read(void **state) {
    Scratch *scratch = *state;
    make_clone();
    Snapshot *snapshot = open_at(scratch, "s", "HEAD");
    assert_content(snapshot, "a", "1\n");
    snapshot_close(snapshot);
}

static void alternates_are_looked_at(void **state) {
    Scratch *scratch = *state;
    make_clone();
    const char *commit = id_of("HEAD");
    damage_index_of("HEAD");
    assert_refused(scratch, "s", commit, "the index of a pack is damaged");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(each_pack_is_read),
        scratch_test(a_short_id_is_found),
        scratch_test(what_is_packed_meanwhile_is_found),
        scratch_test(one_damaged_index_is_enough),
        scratch_test(alternates_are_read),
        scratch_test(alternates_are_looked_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
