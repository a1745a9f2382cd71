/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Files laid over a snapshot, and patches. */
#include "git_scratch.h"

#include "git/patch.h"

static SnapshotEntry file(const char *path, const char *bytes) {
    return (SnapshotEntry){.path = str_from_c(path), .bytes = str_from_c(bytes)};
}

static void replaces_and_adds(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && cd r && mkdir d && echo a >a && echo x >d/x && chmod +x d/x && "
        "ln -s a l && git add -A && git commit -qm 1");
    Snapshot *base = open_at(scratch, "r", NULL);
    SnapshotEntry files[] = {file("z/new", "new\n"), file("d/x", ""), file("0", "first")};
    Snapshot *over = snapshot_overlay(&scratch->arena, base, files, 3);
    assert_listed(scratch, over, "0 a d/x* l@ z/new");
    assert_content(over, "0", "first");
    assert_content(over, "a", "a\n");
    assert_content(over, "d/x", "");
    assert_content(over, "z/new", "new\n");
    assert_content(base, "d/x", "x\n");
    assert_true(snapshot_has_folder(over, STR("z")));
    assert_false(snapshot_has_folder(base, STR("z")));
    assert_true(str_equal(snapshot_label(over), snapshot_label(base)));
    assert_int_equal(snapshot_kind(over), SNAPSHOT_WORK_TREE);

    SnapshotEntry again[] = {file("a", "again")};
    Snapshot *top = snapshot_overlay(&scratch->arena, over, again, 1);
    assert_content(top, "a", "again");
    assert_content(top, "z/new", "new\n");
    snapshot_close(top);
    snapshot_close(over);
    assert_content(base, "a", "a\n");
    snapshot_close(base);
}

static void lies_over_memory_and_nothing(void **state) {
    Scratch *scratch = *state;
    SnapshotEntry below[] = {file("b", "b"), file("a", "a")};
    Snapshot *base = snapshot_of_memory(&scratch->arena, below, 2);
    SnapshotEntry above[] = {file("b", "B")};
    Snapshot *over = snapshot_overlay(&scratch->arena, base, above, 1);
    assert_content(over, "a", "a");
    assert_content(over, "b", "B");
    assert_listed(scratch, snapshot_overlay(&scratch->arena, base, NULL, 0), "a b");
    Snapshot *empty = snapshot_of_memory(&scratch->arena, NULL, 0);
    assert_listed(scratch, snapshot_overlay(&scratch->arena, empty, NULL, 0), "");
}

static void skips_what_a_killed_run_left(void **state) {
    Scratch *scratch = *state;
    run("mkdir f && touch f/.govlint-0a.tmp f/.govlint-0a.tmp.md f/.govlint f/govlint-1.tmp");
    Snapshot *snapshot = open_at(scratch, "f", NULL);
    assert_listed(scratch, snapshot, ".govlint .govlint-0a.tmp.md govlint-1.tmp");
    snapshot_close(snapshot);
}

static void knows_its_prefix(void **state) {
    Scratch *scratch = *state;
    run("git init -q r && mkdir -p r/a/b && echo 1 >r/a/b/c && cd r && git add -A && "
        "git commit -qm 1");
    Snapshot *whole = open_at(scratch, "r", NULL);
    Snapshot *part = open_at(scratch, "r/a/b", NULL);
    Snapshot *revision = open_at(scratch, "r/a", "HEAD");
    assert_str(snapshot_prefix(whole), "");
    assert_str(snapshot_prefix(part), "a/b/");
    assert_str(snapshot_prefix(revision), "a/");
    snapshot_close(whole);
    snapshot_close(part);
    snapshot_close(revision);
}

static Str patch(Scratch *scratch, PatchFile change) {
    Str text;
    if (!patch_make(&scratch->arena, &change, &text, &scratch->error))
        fail_msg("%s", scratch->error.message);
    return text;
}

/* Applies the patch with git and compares what it makes. */
static void assert_applies(Scratch *scratch, const char *path, const char *before,
                           const char *after) {
    PatchFile change = {.path = str_from_c(path),
                        .before = str_from_c(before),
                        .after = str_from_c(after),
                        .created = !*before};
    run("rm -rf r && git init -q r");
    char place[256];
    snprintf(place, sizeof place, "r/%s", path);
    if (!change.created)
        write_bytes(place, before, strlen(before));
    Str text = patch(scratch, change);
    write_bytes("patch", text.ptr, text.len);
    run("cd r && git apply --whitespace=nowarn ../patch");
    Snapshot *snapshot = open_at(scratch, "r", NULL);
    assert_content(snapshot, path, after);
    snapshot_close(snapshot);
}

static void patches_apply(void **state) {
    Scratch *scratch = *state;
    assert_applies(scratch, "a", "1\n2\n3\n", "1\nzwei\n3\n");
    assert_applies(scratch, "a", "1\r\n2\r\n3", "1\r\nzwei\r\n3");
    assert_applies(scratch, "a", "1\r2\n3", "1\r2\nx");
    assert_applies(scratch, "a", "1", "1\n");
    assert_applies(scratch, "a", "1\n", "1");
    assert_applies(scratch, "a b\t\"c\" \xc3\xa4", "1\n2\n", "1\n");
    assert_applies(scratch, "new file", "", "made\n");
    assert_applies(scratch, "deep/er/new", "", "made");
    assert_applies(scratch, "a", "\x01\x02 1\n", "\x01\x02 2\n");
}

static void patches_say_what_they_are(void **state) {
    Scratch *scratch = *state;
    Str text =
        patch(scratch,
              (PatchFile){
                  .path = STR("a"), .before = STR("1\n"), .after = STR("2\n"), .executable = true});
    assert_true(str_starts_with(text, STR("diff --git a/a b/a\nindex ")));
    assert_true(str_find(text, STR(" 100755\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n"), 0) != SIZE_MAX);
    text = patch(scratch, (PatchFile){.path = STR("a"), .after = STR("2\n"), .created = true});
    assert_true(str_find(text, STR("new file mode 100644\n"), 0) != SIZE_MAX);
    assert_true(str_find(text, STR("--- /dev/null\n+++ b/a\n"), 0) != SIZE_MAX);
    text = patch(scratch, (PatchFile){.path = STR("a"), .before = STR("1"), .after = STR("1")});
    assert_str(text, "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(replaces_and_adds),
        scratch_test(lies_over_memory_and_nothing),
        scratch_test(skips_what_a_killed_run_left),
        scratch_test(knows_its_prefix),
        scratch_test(patches_apply),
        scratch_test(patches_say_what_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
