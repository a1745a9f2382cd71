/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Two states of a repository: what is the same in both is read and parsed once; and which lines of
 * a file are new.
 */
#include "document/document.h"
#include "git/patch.h"
#include "git_scratch.h"

/* A file that stays the same, one that changes, and one that exists in only one of the states. */
static void make_states(void) {
    run("git init -q r && cd r && echo 'same: 1' >same.yml && echo 'old: 1' >other.yml && "
        "echo 'gone: 1' >gone.yml && git add . && git commit -qm one && echo 'new: 1' >other.yml "
        "&& "
        "git rm -q gone.yml && echo 'come: 1' >come.yml && git add . && git commit -qm two");
}

static void share(Scratch *scratch, const char *present) {
    Repository now = {.name = STR("r"), .snapshot = open_at(scratch, "r", present)};
    Repository base = {.name = STR("r"), .snapshot = open_at(scratch, "r", "HEAD~")};
    Documents *documents = documents_new(&scratch->arena);
    Documents *before = documents_new(&scratch->arena);
    documents_share(before, documents);
    const Document *same = documents_get(documents, &now, STR("same.yml"));
    const Document *other = documents_get(documents, &now, STR("other.yml"));
    const YamlStream *parsed = document_yaml(same);
    /* The blob is not even looked for. */
    run("cd r && blob=$(git rev-parse HEAD:same.yml) && "
        "mv \".git/objects/$(echo $blob | sed 's:..:&/:')\" ../blob");
    const Document *same_before = documents_get(before, &base, STR("same.yml"));
    assert_int_equal(same_before->state, DOCUMENT_OK);
    assert_ptr_equal(document_yaml(same_before), parsed);
    run("cd r && mv ../blob \".git/objects/$(git hash-object same.yml | sed 's:..:&/:')\"");
    const Document *other_before = documents_get(before, &base, STR("other.yml"));
    assert_str(other->source->bytes, "new: 1\n");
    assert_str(other_before->source->bytes, "old: 1\n");
    assert_str(documents_get(before, &base, STR("gone.yml"))->source->bytes, "gone: 1\n");
    documents_get(documents, &now, STR("come.yml"));
    assert_int_equal(documents_get(before, &base, STR("come.yml"))->state, DOCUMENT_MISSING);
    snapshot_close((Snapshot *)now.snapshot);
    snapshot_close((Snapshot *)base.snapshot);
}

static void what_a_work_tree_has_too_is_read_once(void **state) {
    make_states();
    share(*state, NULL);
}

static void what_a_revision_has_too_is_read_once(void **state) {
    make_states();
    share(*state, "HEAD");
}

static void assert_added(Scratch *scratch, const char *before, const char *after,
                         const char *expected) {
    StrBuf buf;
    size_t count = 0;
    strbuf_init(&buf, &scratch->arena);
    const PatchLines *lines =
        patch_added_lines(&scratch->arena, str_from_c(before), str_from_c(after), &count);
    for (size_t i = 0; i < count; i++)
        strbuf_printf(&buf, "%s%zu+%zu", i == 0 ? "" : " ", lines[i].first, lines[i].count);
    assert_str(strbuf_str(&buf), expected);
}

static void lines_that_are_new_are_known(void **state) {
    Scratch *scratch = *state;
    assert_added(scratch, "a\nb\n", "a\nb\n", "");
    assert_added(scratch, "", "a\nb\n", "1+2");
    assert_added(scratch, "a\nb\n", "", "");
    assert_added(scratch, "a\nb\nc\nd\n", "x\na\nb\ny\nz\nd\n", "1+1 4+2");
    assert_added(scratch, "a\nb", "a\nb\n", "2+1");
    assert_added(scratch, "a\n\xff\n", "\xff\na\n\xff\n", "1+1");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(what_a_work_tree_has_too_is_read_once),
        scratch_test(what_a_revision_has_too_is_read_once),
        scratch_test(lines_that_are_new_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
