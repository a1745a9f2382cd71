/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* A snapshot that moves from commit to commit equals a new listing of each commit. */
#include "git_scratch.h"

#include "git/travel.h"

static Str id_of(Scratch *scratch, const char *revision) {
    char command[256];
    char *id = arena_alloc(&scratch->arena, 64);
    snprintf(command, sizeof command, "git -C r rev-parse '%s' >id", revision);
    run(command);
    FILE *file = fopen("id", "r");
    assert_non_null(file);
    assert_non_null(fgets(id, 64, file));
    fclose(file);
    return (Str){id, strcspn(id, "\n")};
}

static Travel *begin(Scratch *scratch, const char *path) {
    Travel *travel = travel_new(&scratch->arena, str_from_c(path), &scratch->error);
    if (!travel)
        fail_msg("%s", scratch->error.message);
    return travel;
}

static int compare_words(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The changes in order of paths: "a+" was added, "a-" removed, "a" changed. */
static void assert_changed(Scratch *scratch, TravelChanges changes, const char *expected) {
    char *words[16];
    StrBuf text;
    assert_in_range(changes.count, 0, 16);
    for (size_t i = 0; i < changes.count; i++) {
        const TravelChange *change = &changes.items[i];
        assert_true(change->was || change->is);
        if (change->was && change->is)
            assert_true(str_equal(change->before.path, change->after.path));
        Str path = change->is ? change->after.path : change->before.path;
        words[i] =
            str_to_c(&scratch->arena, str_printf(&scratch->arena, STR_FMT "%s", STR_ARG(path),
                                                 !change->was  ? "+"
                                                 : !change->is ? "-"
                                                               : ""));
    }
    if (changes.count > 0)
        qsort(words, changes.count, sizeof *words, compare_words);
    strbuf_init(&text, &scratch->arena);
    for (size_t i = 0; i < changes.count; i++)
        strbuf_printf(&text, "%s%s", i > 0 ? " " : "", words[i]);
    assert_str(strbuf_str(&text), expected);
}

/* Goes to a revision; returns what has changed, and what is there. */
static void go(Scratch *scratch, Travel *travel, const char *revision, const char *changed,
               const char *listed) {
    TravelChanges changes;
    bool odd = true;
    if (!travel_look(travel, id_of(scratch, revision), &changes, &odd, &scratch->error))
        fail_msg("%s", scratch->error.message);
    assert_false(odd);
    assert_changed(scratch, changes, changed);
    travel_follow(travel, changes);
    assert_listed(scratch, travel_snapshot(travel), listed);
}

static void it_goes_anywhere(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && c() { git add -A && git commit -qm $1 && git tag $1; } && "
        "mkdir -p d/e && echo 1 >a && echo 1 >d/b && echo 1 >d/e/c && c one && "
        "echo 2 >d/e/c && c two && rm -r d/e && echo 1 >z && c three");
    Travel *travel = begin(scratch, "r");
    assert_listed(scratch, travel_snapshot(travel), "");
    go(scratch, travel, "one", "a+ d/b+ d/e/c+", "a d/b d/e/c");
    assert_content(travel_snapshot(travel), "d/e/c", "1\n");
    go(scratch, travel, "two", "d/e/c", "a d/b d/e/c");
    assert_content(travel_snapshot(travel), "d/e/c", "2\n");
    assert_content(travel_snapshot(travel), "d/b", "1\n");
    go(scratch, travel, "two", "", "a d/b d/e/c");
    go(scratch, travel, "three", "d/e/c- z+", "a d/b z");
    assert_false(snapshot_has_folder(travel_snapshot(travel), STR("d/e")));
    go(scratch, travel, "one", "d/e/c+ z-", "a d/b d/e/c");
    assert_content(travel_snapshot(travel), "d/e/c", "1\n");
    assert_true(snapshot_has_folder(travel_snapshot(travel), STR("d/e")));
    travel_close(travel);
}

/* Meanwhile, another thread reads what will be there. */
static void it_looks_ahead(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && c() { git add -A && git commit -qm $1 && git tag $1; } && "
        "echo 1 >a && echo 1 >b && c one && rm a && echo 2 >b && c two && echo 3 >b && c three");
    static const char *const revisions[] = {"one", "two", "three"};
    static const char *const changed[] = {"a+ b+", "a- b", "b"};
    static const char *const listed[] = {"a b", "b", "b"};
    static const char *const contents[] = {"1\n", "2\n", "3\n"};
    TravelChange kept[3][2];
    TravelChanges changes[3];
    Travel *travel = begin(scratch, "r");
    Snapshot *reader = travel_open_reader(&scratch->arena, STR("r"), &scratch->error);
    assert_non_null(reader);
    for (size_t i = 0; i < 3; i++) {
        bool odd;
        assert_true(
            travel_look(travel, id_of(scratch, revisions[i]), &changes[i], &odd, &scratch->error));
        assert_changed(scratch, changes[i], changed[i]);
        memcpy(kept[i], changes[i].items, changes[i].count * sizeof *kept[i]);
        changes[i].items = kept[i];
        assert_listed(scratch, travel_snapshot(travel), "");
    }
    for (size_t i = 0; i < 3; i++) {
        Str bytes;
        const SnapshotEntry *entry = &changes[i].items[changes[i].count - 1].after;
        assert_true(snapshot_read_into(reader, &scratch->arena, entry, &bytes, &scratch->error));
        assert_str(bytes, contents[i]);
        travel_follow(travel, changes[i]);
        assert_listed(scratch, travel_snapshot(travel), listed[i]);
        assert_content(travel_snapshot(travel), "b", contents[i]);
    }
    snapshot_close(reader);
    travel_close(travel);
}

static void kinds_change(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && c() { git add -A && git commit -qm $1 && git tag $1; } && "
        "echo 1 >a && echo 1 >b && echo 1 >x.md && c one && "
        "chmod +x a && rm b x.md && ln -s a b && mkdir x && echo 1 >x/y && c two && "
        "rm -r x && echo 1 >x && c three");
    Travel *travel = begin(scratch, "r");
    go(scratch, travel, "one", "a+ b+ x.md+", "a b x.md");
    go(scratch, travel, "two", "a b x.md- x/y+", "a* b@ x/y");
    /* A folder and a file of one name: in a tree they stand at different places. */
    go(scratch, travel, "three", "x+ x/y-", "a* b@ x");
    go(scratch, travel, "two", "x- x/y+", "a* b@ x/y");
    go(scratch, travel, "one", "a b x.md+ x/y-", "a b x.md");
    travel_close(travel);
}

static void it_keeps_to_its_folder(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && c() { git add -A && git commit -qm $1 && git tag $1; } && "
        "echo 1 >a && c one && mkdir d && echo 1 >d/b && c two && echo 2 >a && c three && "
        "echo 2 >d/b && c four");
    Travel *travel = begin(scratch, "r/d");
    assert_str(snapshot_prefix(travel_snapshot(travel)), "d/");
    go(scratch, travel, "one", "", "");
    go(scratch, travel, "two", "b+", "b");
    go(scratch, travel, "three", "", "b");
    go(scratch, travel, "four", "b", "b");
    go(scratch, travel, "one", "b-", "");
    travel_close(travel);
}

/* Asserts that the snapshot does not go there, and that this is odd, or an error. */
static void stay(Scratch *scratch, Travel *travel, Str commit, bool is_odd, const char *listed) {
    TravelChanges changes;
    Error error = {0};
    bool odd = false;
    assert_int_equal(travel_look(travel, commit, &changes, &odd, &error), is_odd);
    assert_int_equal(odd, is_odd);
    assert_int_equal(error.kind, is_odd ? ERROR_NONE : ERROR_RUN);
    assert_int_equal(changes.count, 0);
    assert_listed(scratch, travel_snapshot(travel), listed);
}

/* A commit `tag` with a tree as no git writes it: entries "MODE NAME", all of the blob "2\n", which
 * is no tree. */
static void make_odd(const char *tag, const char *one, const char *other) {
    static const char blob[] = "\x0c\xfb\xf0\x88\x86\xfc\xa9\xa9\x1c\xb7"
                               "\x53\xec\x87\x34\xc8\x4f\xcb\xe5\x2c\x9f";
    const char *const entries[] = {one, other};
    char command[256];
    FILE *file = fopen("tree", "wb");
    assert_non_null(file);
    for (size_t i = 0; i < 2; i++) {
        fwrite(entries[i], 1, strlen(entries[i]) + 1, file);
        fwrite(blob, 1, 20, file);
    }
    assert_int_equal(fclose(file), 0);
    snprintf(command, sizeof command,
             "cd r && t=$(git hash-object --literally -t tree -w ../tree) && "
             "git tag %s $(git commit-tree -p one -m odd $t)",
             tag);
    run(command);
}

static void an_odd_one_leaves_it_where_it_was(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir -p d/e && echo 1 >a && echo 1 >d/e/c && git add . && "
        "git commit -qm one && git tag one && echo 2 >a && echo 2 >d/e/c && git add . && "
        "git commit -qm two && git tag two");
    make_odd("twice", "100644 a", "100644 a");
    make_odd("disorder", "100644 z", "100644 a");
    make_odd("forbidden", "100644 .git", "100644 a");
    make_odd("missing", "100644 a", "40000 new");
    Travel *travel = begin(scratch, "r");
    go(scratch, travel, "one", "a+ d/e/c+", "a d/e/c");
    static const char *const odd[] = {"twice", "disorder", "forbidden", "missing"};
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        stay(scratch, travel, id_of(scratch, odd[i]), true, "a d/e/c");
        assert_content(travel_snapshot(travel), "a", "1\n");
    }
    stay(scratch, travel, STR("0123456789012345678901234567890123456789"), false, "a d/e/c");
    /* It goes on from there as if nothing had happened. */
    go(scratch, travel, "two", "a d/e/c", "a d/e/c");
    assert_content(travel_snapshot(travel), "d/e/c", "2\n");
    travel_close(travel);
}

static void there_must_be_a_repository(void **state) {
    Scratch *scratch = *state;
    Error error = {0};
    run("mkdir plain");
    assert_null(travel_new(&scratch->arena, STR("plain"), &error));
    assert_int_equal(error.kind, ERROR_RUN);
    assert_non_null(strstr(error.message, "not in a Git repository"));
    travel_close(NULL);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(it_goes_anywhere),
        scratch_test(it_looks_ahead),
        scratch_test(kinds_change),
        scratch_test(it_keeps_to_its_folder),
        scratch_test(an_odd_one_leaves_it_where_it_was),
        scratch_test(there_must_be_a_repository),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
