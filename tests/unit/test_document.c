/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Documents: their states, front matter, and that each is read and parsed once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "document/document.h"

#define BOM "\xef\xbb\xbf"

typedef struct Fixture {
    Arena arena;
    Documents *documents;
    Repository repository;
    Snapshot *snapshot;
} Fixture;

static SnapshotEntry files[] = {
    {.path = STR_INIT("bytes.md"), .bytes = STR_INIT("a\xc3\xa9\nb\xff\0c")},
    {.path = STR_INIT("empty.md")},
    {.path = STR_INIT("folder/a.md"), .bytes = STR_INIT("# A\n")},
    {.path = STR_INIT("front.md"), .bytes = STR_INIT("---\nk: v\n---\n# A\n\n* [b](c)\n")},
    {.path = STR_INIT("link.md"), .kind = ENTRY_SYMLINK, .bytes = STR_INIT("front.md")},
    {.path = STR_INIT("list.yml"), .bytes = STR_INIT(BOM "- a\n- b\n")},
    {.path = STR_INIT("module"), .kind = ENTRY_SUBMODULE},
    {.path = STR_INIT("nul.md"), .bytes = STR_INIT("a\0b\xff")},
    {.path = STR_INIT("wide.md"),
     .bytes = STR_INIT("\xff\xfe"
                       "a\0")},
};

static int set_up(void **state) {
    Fixture *fixture = calloc(1, sizeof *fixture);
    if (!fixture)
        return -1;
    snapshot_library_init();
    arena_init(&fixture->arena);
    fixture->documents = documents_new(&fixture->arena);
    fixture->snapshot = snapshot_of_memory(&fixture->arena, files, sizeof files / sizeof *files);
    fixture->repository = (Repository){.name = STR("role"), .snapshot = fixture->snapshot};
    *state = fixture;
    return 0;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    snapshot_close(fixture->snapshot);
    snapshot_library_shutdown();
    arena_free(&fixture->arena);
    free(fixture);
    return 0;
}

static const Document *get(void **state, const char *path) {
    Fixture *fixture = *state;
    return documents_get(fixture->documents, &fixture->repository, str_from_c(path));
}

static void assert_str(Str text, const char *wanted) {
    if (!str_equal(text, str_from_c(wanted)))
        fail_msg("[" STR_FMT "] is not [%s]", STR_ARG(text), wanted);
}

static void assert_state(const Document *document, DocumentState wanted, const char *problem) {
    assert_int_equal(document->state, wanted);
    assert_str(document->problem, problem);
}

static void documents_are_the_same_when_asked_again(void **state) {
    Fixture *fixture = *state;
    char path[] = "front.md";
    const Document *document = get(state, path);
    path[0] = 'x'; /* not borrowed */
    assert_str(document->source->path, "front.md");
    assert_str(document->source->repository, "role");
    assert_ptr_equal(document->repository, &fixture->repository);
    assert_ptr_equal(get(state, "front.md"), document);
    assert_ptr_not_equal(get(state, "empty.md"), document);
    Repository other = fixture->repository;
    assert_ptr_not_equal(documents_get(fixture->documents, &other, STR("front.md")), document);
    size_t count = 0;
    const Document *const *all = documents_all(fixture->documents, &count);
    assert_int_equal(count, 3);
    assert_ptr_equal(all[0], document);
}

static void parts_are_parsed_once(void **state) {
    const Document *document = get(state, "front.md");
    assert_ptr_equal(document_yaml(document), document_yaml(document));
    assert_ptr_equal(document_front_matter(document), document_front_matter(document));
    assert_ptr_equal(document_markdown(document), document_markdown(document));
}

static void what_is_no_file_is_missing(void **state) {
    assert_state(get(state, "none.md"), DOCUMENT_MISSING, "there is no such file");
    assert_state(get(state, "folder"), DOCUMENT_MISSING, "it is a folder");
    assert_state(get(state, "link.md"), DOCUMENT_MISSING, "it is a symbolic link");
    assert_state(get(state, "module"), DOCUMENT_MISSING, "it is a submodule");
    const Document *missing = get(state, "none.md");
    assert_str(missing->source->path, "none.md");
    assert_int_equal(missing->source->bytes.len, 0);
    assert_int_equal(document_yaml(missing)->count, 0);
    assert_int_equal(document_markdown(missing)->heading_count, 0);
    assert_false(document_front_matter(missing)->present);
}

static void a_repository_that_was_not_given_has_no_readable_file(void **state) {
    Fixture *fixture = *state;
    Repository absent = {.name = STR("website")};
    const Document *document = documents_get(fixture->documents, &absent, STR("a.md"));
    assert_state(document, DOCUMENT_UNREADABLE, "the repository 'website' was not given");
}

static void assert_not_utf8(const Document *document, size_t at, const char *problem) {
    assert_state(document, DOCUMENT_NOT_UTF8, problem);
    assert_int_equal(document->problem_span.start, at);
    assert_int_equal(document->problem_span.end, at + 1);
    assert_true(document->source->bytes.len > 0);
    assert_int_equal(document_yaml(document)->count, 0);
    assert_int_equal(document_markdown(document)->heading_count, 0);
}

static void the_first_byte_that_is_not_utf8_is_named(void **state) {
    assert_not_utf8(get(state, "bytes.md"), 5, "the byte 0xFF is not UTF-8");
    assert_not_utf8(get(state, "nul.md"), 1, "a NUL byte");
    assert_not_utf8(get(state, "wide.md"), 0, "this is UTF-16");
}

static void an_empty_file_is_a_document(void **state) {
    const Document *document = get(state, "empty.md");
    assert_int_equal(document->state, DOCUMENT_OK);
    assert_int_equal(document_yaml(document)->count, 0);
    assert_false(document_front_matter(document)->present);
    assert_int_equal(document_markdown(document)->heading_count, 0);
}

static void yaml_is_of_the_whole_file(void **state) {
    const YamlStream *stream = document_yaml(get(state, "list.yml"));
    assert_false(stream->failed);
    assert_int_equal(stream->count, 1);
    assert_int_equal(stream->documents[0]->span.start, 3);
    assert_int_equal(document_yaml(get(state, "front.md"))->failed, true);
}

static void markdown_is_what_follows_front_matter(void **state) {
    const Document *document = get(state, "front.md");
    const FrontMatter *front = document_front_matter(document);
    assert_true(front->present && front->closed);
    assert_str(source_slice(document->source, front->span), "---\nk: v\n---");
    assert_str(source_slice(document->source, front->content), "k: v\n");
    assert_false(front->yaml->failed);
    const YamlPair *pair = yaml_lookup(front->yaml->documents[0], STR("k"));
    assert_int_equal(pair->value->span.start, 7);
    const Markdown *markdown = document_markdown(document);
    assert_int_equal(markdown->heading_count, 1);
    assert_int_equal(markdown->headings[0].span.start, 13);
    assert_int_equal(markdown->link_count, 1);
}

typedef struct FrontCase {
    const char *bytes;
    const char *span; /* NULL: not present */
    const char *content;
    bool closed;
} FrontCase;

static const FrontCase front_cases[] = {
    {"---\na: b\n---\nc", "---\na: b\n---", "a: b\n", true},
    {"--- \t\r\na: b\r\n...  \r\nc", "--- \t\r\na: b\r\n...  ", "a: b\r\n", true},
    {BOM "---\ra: b\r---", "---\ra: b\r---", "a: b\r", true},
    {"---\n---\n", "---\n---", "", true},
    {"---\n\n# a\n\n---\n", "---\n\n# a\n\n---", "\n# a\n\n", true},
    {"---\na: |\n  ---\n----\n ---\n--- b\n---", "---\na: |\n  ---\n----\n ---\n--- b\n---",
     "a: |\n  ---\n----\n ---\n--- b\n", true},
    {"---\na_b-1: c\n\n# d\n", "---", "", false},
    {"---\na:\n", "---", "", false},
    {"---\n\n# a\n", NULL, NULL, false},
    {"---\na://b\n", NULL, NULL, false},
    {"---\na b: c\n", NULL, NULL, false},
    {"---", NULL, NULL, false},
    {"----\na: b\n---\n", NULL, NULL, false},
    {" ---\na: b\n---\n", NULL, NULL, false},
    {"\n---\na: b\n---\n", NULL, NULL, false},
    {"--- a\nb: c\n---\n", NULL, NULL, false},
    {"--", NULL, NULL, false},
};

static void front_matter_is_read_as_jekyll_does(void **state) {
    Fixture *fixture = *state;
    for (size_t i = 0; i < sizeof front_cases / sizeof *front_cases; i++) {
        const FrontCase *test = &front_cases[i];
        SnapshotEntry entry = {.path = STR("a.md"), .bytes = str_from_c(test->bytes)};
        Snapshot *snapshot = snapshot_of_memory(&fixture->arena, &entry, 1);
        Repository *repository = arena_new(&fixture->arena, Repository);
        *repository = (Repository){.name = STR("role"), .snapshot = snapshot};
        const Document *document = documents_get(fixture->documents, repository, STR("a.md"));
        const FrontMatter *front = document_front_matter(document);
        assert_int_equal(front->present, test->span != NULL);
        assert_int_equal(front->closed, test->closed);
        assert_int_equal(front->yaml != NULL, test->closed);
        assert_str(source_slice(document->source, front->span), test->span ? test->span : "");
        assert_str(source_slice(document->source, front->content),
                   test->content ? test->content : "");
        snapshot_close(snapshot);
    }
}

static void folders_have_a_source(void **state) {
    Fixture *fixture = *state;
    const Source *root = documents_folder(fixture->documents, &fixture->repository, STR(""));
    const Source *folder = documents_folder(fixture->documents, &fixture->repository, STR("x"));
    assert_str(folder->path, "x");
    assert_int_equal(root->bytes.len, 0);
    assert_int_equal(source_position(root, 0).line, 1);
    assert_ptr_not_equal(root, folder);
    assert_ptr_equal(documents_folder(fixture->documents, &fixture->repository, STR("x")), folder);
    size_t count = 1;
    documents_all(fixture->documents, &count);
    assert_int_equal(count, 0);
}

/* For a document that was prepared before, and for one that was not. */
static void a_pass_takes_what_nobody_keeps(void **state) {
    Fixture *fixture = *state;
    const DocumentNeed kept = {&fixture->repository, STR("folder/a.md"), DOCUMENT_MARKDOWN};
    const DocumentNeed needs[] = {
        {&fixture->repository, STR("folder/a.md"), DOCUMENT_MARKDOWN | DOCUMENT_HTML},
        {&fixture->repository, STR("front.md"), DOCUMENT_MARKDOWN | DOCUMENT_FRONT_MATTER},
        {&fixture->repository, STR("front.md"), DOCUMENT_HTML},
    };
    documents_prepare(fixture->documents, &kept, 1, 1);
    const Document *a = documents_get(fixture->documents, &fixture->repository, kept.path);
    const Markdown *markdown = document_markdown(a);
    for (size_t jobs = 1; jobs <= 2; jobs++) {
        documents_begin_pass(fixture->documents, needs, 3, jobs);
        const Document *front =
            documents_get(fixture->documents, &fixture->repository, STR("front.md"));
        const Markdown *passing = document_markdown(front);
        const FrontMatter *matter = document_front_matter(front);
        assert_str(passing->links[0].text, "b");
        documents_end_pass(fixture->documents);
        assert_ptr_equal(document_front_matter(front), matter);
        assert_ptr_equal(document_markdown(a), markdown);
    }
    const Document *front =
        documents_get(fixture->documents, &fixture->repository, STR("front.md"));
    assert_int_equal(document_markdown(front)->link_count, 1);
    assert_str(document_markdown(front)->links[0].text, "b");
    assert_str(document_markdown(a)->headings[0].text, "A");
    size_t count = 0;
    documents_all(fixture->documents, &count);
    assert_int_equal(count, 2);
}

/* Two passes at a time, and a document that is asked for while others may be reading it. */
static void a_pass_begins_before_the_last_one_ends(void **state) {
    Fixture *fixture = *state;
    const Repository *repository = &fixture->repository;
    const DocumentNeed first[] = {{repository, STR("folder/a.md"), DOCUMENT_MARKDOWN},
                                  {repository, STR("front.md"), DOCUMENT_MARKDOWN}};
    const DocumentNeed second[] = {{repository, STR("list.yml"), DOCUMENT_YAML},
                                   {repository, STR("front.md"), DOCUMENT_HTML}};
    for (size_t jobs = 1; jobs <= 3; jobs++) {
        documents_begin_pass(fixture->documents, first, 2, jobs);
        const Document *a = documents_get(fixture->documents, repository, STR("folder/a.md"));
        const Markdown *markdown = document_markdown(a);
        documents_begin_pass(fixture->documents, second, 2, jobs);
        assert_str(markdown->headings[0].text, "A");
        assert_ptr_equal(document_markdown(a), markdown);
        const Document *front = documents_get(fixture->documents, repository, STR("front.md"));
        assert_str(document_markdown(front)->links[0].text, "b");
        documents_end_pass(fixture->documents);
        const Document *b = documents_get(fixture->documents, repository, STR("list.yml"));
        assert_int_equal(b->state, DOCUMENT_OK);
        assert_non_null(document_yaml(b));
        assert_str(document_markdown(front)->links[0].text, "b");
        documents_end_pass(fixture->documents);
        documents_stop_threads(fixture->documents);
    }
    size_t count = 0;
    documents_all(fixture->documents, &count);
    assert_int_equal(count, 3);
}

/* Enough documents that threads are started; the last one is requested first. */
static void documents_are_the_same_on_any_number_of_threads(void **state) {
    enum { COUNT = 200 };
    Fixture *fixture = *state;
    SnapshotEntry entries[COUNT];
    DocumentNeed needs[COUNT];
    for (size_t i = 0; i < COUNT; i++)
        entries[i] = (SnapshotEntry){
            .path = str_printf(&fixture->arena, "%03zu.md", i),
            .bytes = str_printf(&fixture->arena, "# T%zu\n\n- a\n- [x](y%zu)\n", i, i)};
    Snapshot *snapshot = snapshot_of_memory(&fixture->arena, entries, COUNT);
    const Repository repository = {.name = STR("role"), .snapshot = snapshot};
    for (size_t i = 0; i < COUNT; i++)
        needs[i] = (DocumentNeed){&repository, entries[i].path, DOCUMENT_MARKDOWN};
    for (size_t jobs = 1; jobs <= 4; jobs++) {
        Documents *documents = documents_new(&fixture->arena);
        documents_begin_pass(documents, needs, COUNT / 2, jobs);
        documents_begin_pass(documents, needs + COUNT / 2, COUNT / 2, jobs);
        for (size_t i = COUNT; i-- > 0;) {
            const Document *document = documents_get(documents, &repository, entries[i].path);
            Str expected = str_printf(&fixture->arena, "y%zu", i);
            assert_true(str_equal(document_markdown(document)->links[0].target, expected));
            assert_int_equal(source_position(document->source, 4 + expected.len).line, 3);
        }
        documents_end_pass(documents);
        documents_end_pass(documents);
        documents_stop_threads(documents);
    }
    snapshot_close(snapshot);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(documents_are_the_same_when_asked_again),
        TEST(parts_are_parsed_once),
        TEST(what_is_no_file_is_missing),
        TEST(a_repository_that_was_not_given_has_no_readable_file),
        TEST(the_first_byte_that_is_not_utf8_is_named),
        TEST(an_empty_file_is_a_document),
        TEST(yaml_is_of_the_whole_file),
        TEST(markdown_is_what_follows_front_matter),
        TEST(front_matter_is_read_as_jekyll_does),
        TEST(folders_have_a_source),
        TEST(a_pass_takes_what_nobody_keeps),
        TEST(a_pass_begins_before_the_last_one_ends),
        TEST(documents_are_the_same_on_any_number_of_threads),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
