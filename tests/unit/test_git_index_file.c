/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Index files made byte by byte: what must not reach libgit2 is reported. */
#include "git_scratch.h"

#include "git/snapshot_internal.h"

typedef struct Bytes {
    unsigned char items[65536];
    size_t len;
} Bytes;

static Bytes bytes;

static void add(const char *text, size_t size) {
    assert_true(bytes.len + size <= sizeof bytes.items);
    memcpy(bytes.items + bytes.len, text, size);
    bytes.len += size;
}

static void add_filling(size_t size) {
    assert_true(bytes.len + size <= sizeof bytes.items);
    memset(bytes.items + bytes.len, 7, size);
    bytes.len += size;
}

static void add_number(uint32_t number) {
    const char four[] = {(char)(number >> 24), (char)(number >> 16), (char)(number >> 8),
                         (char)number};
    add(four, sizeof four);
}

static void begin(uint32_t version, uint32_t count) {
    bytes.len = 0;
    add("DIRC", 4);
    add_number(version);
    add_number(count);
}

/* An entry up to its flags, of which the lower bits say how long the path is. */
static void add_entry(unsigned flags) {
    add_filling(60);
    const char two[] = {(char)(flags >> 8), (char)flags};
    add(two, sizeof two);
}

#define ADD(text) add(text, sizeof(text) - 1)

/* Of version 4. */
static void add_long_entry(size_t length) {
    add_entry(1);
    ADD("\0");
    add_filling(length);
    ADD("\0");
}

static void add_extension(const char *name, const char *content, size_t size) {
    add(name, 4);
    add_number((uint32_t)size);
    add(content, size);
}

#define ADD_TREE(text) add_extension("TREE", text, sizeof(text) - 1)
#define HASH_OF_TREE "aaaaaaaaaaaaaaaaaaaa"

/* Ends the file by its hash, but for the last `cut` bytes; the count must be told. */
static const char *problem_of(size_t cut, uint32_t expected) {
    uint32_t count = 1234;
    add_filling(20);
    write_bytes("index", bytes.items, bytes.len - cut);
    const char *problem = index_file_problem("index", &count);
    assert_int_equal(count, expected);
    return problem;
}

static void assert_fine(uint32_t count) {
    const char *problem = problem_of(0, count);
    if (problem)
        fail_msg("%s", problem);
}

static void assert_wrong(uint32_t count, const char *text) {
    const char *problem = problem_of(0, count);
    if (!problem || !strstr(problem, text))
        fail_msg("'%s' lacks '%s'", problem ? problem : "nothing is wrong", text);
}

static void entries_are_walked(void **state) {
    (void)state;
    begin(2, 3);
    add_entry(1);
    ADD("a\0"); /* 63 bytes and one NUL */
    add_entry(9);
    ADD("123456789\0"); /* 71 and one */
    add_entry(2);
    ADD("10\0\0\0\0\0\0\0\0"); /* 64: eight */
    ADD_TREE("\0"
             "3 0\n" HASH_OF_TREE);
    assert_fine(3);
    begin(3, 2);
    add_entry(0x4001);
    ADD("\x20\0a\0\0\0\0\0\0\0"); /* more flags; 65 and seven */
    add_entry(0x0fff);
    ADD("as long as it is\0\0"); /* 78 and two */
    ADD_TREE("\0-1 0\n");
    assert_fine(2);
    begin(4, 2);
    add_long_entry(300);
    add_entry(1);
    ADD("\x81\x01" /* without 257 bytes of that */
        "b\0");
    ADD_TREE("\0-1 0\n");
    assert_fine(2);
    begin(4, 2);
    add_long_entry(256);
    add_entry(1);
    ADD("\x81\x01"
        "b\0");
    assert_wrong(2, "the path of an entry is damaged");
}

/* A reader that loses its place among the entries does not find errors after them. */
static void what_is_behind_entries_is_found(void **state) {
    (void)state;
    begin(2, 1);
    add_entry(9);
    ADD("123456789\0");
    ADD_TREE("\0-1 9\n");
    assert_wrong(1, "TREE is damaged");
    begin(3, 1);
    add_entry(0x4001);
    ADD("\x20\0a\0\0\0\0\0\0\0");
    ADD_TREE("\0-1 9\n");
    assert_wrong(1, "TREE is damaged");
    begin(4, 2);
    add_long_entry(300);
    add_entry(1);
    ADD("\x81\x01"
        "b\0");
    ADD_TREE("\0-1 9\n");
    assert_wrong(2, "TREE is damaged");
}

static void more_entries_than_bytes_are_told(void **state) {
    (void)state;
    begin(2, 0x40000003);
    assert_wrong(0x40000003, "an entry is cut off");
    begin(2, 2);
    add_entry(1);
    ADD("a\0");
    assert_wrong(2, "an entry is cut off");
    begin(2, 1);
    add_entry(300);
    ADD("a\0");
    assert_wrong(1, "an entry is cut off");
    begin(2, 1);
    add_entry(0x0fff);
    add_filling(4000); /* and no NUL */
    assert_wrong(1, "an entry is cut off");
    begin(4, 1);
    add_entry(1);
    ADD("\0aaaaaaaaaaa");
    assert_wrong(1, "an entry is cut off");
    begin(4, 1);
    add_entry(1);
    ADD("\xff\xff\xff\xff");
    assert_wrong(1, "an entry is cut off");
}

/* Version 4: a path is the previous path without its end, followed by more text. */
static void paths_that_are_put_together_are_bounded(void **state) {
    (void)state;
    begin(4, 2);
    add_entry(1);
    ADD("\0abc\0");
    add_entry(1);
    ADD("\4\0");
    assert_wrong(2, "the path of an entry is damaged");
    begin(4, 300);
    for (int i = 0; i < 300; i++) {
        add_entry(1);
        ADD("\0sixteen letters.\0");
    }
    assert_wrong(300, "longer than 4,095 bytes");
    begin(4, 300);
    for (int i = 0; i < 300; i++) {
        add_entry(1);
        if (i % 2 == 0)
            ADD("\0sixteen letters.\0");
        else
            ADD("\x0f\0");
    }
    assert_fine(300);
}

/* A few bytes may stand for a lot of text. */
static void all_paths_together_are_bounded(void **state) {
    enum { ENTRIES = 40000, FIRST = 4000, EACH = 60 + 2 + 2 };
    (void)state;
    static unsigned char file[12 + ENTRIES * EACH + FIRST + 20] = "DIRC\0\0\0\4";
    file[10] = ENTRIES >> 8;
    file[11] = ENTRIES & 0xff;
    unsigned char *at = file + 12;
    for (int i = 0; i < ENTRIES; i++) {
        at += 62 + 1;
        for (int k = 0; i == 0 && k < FIRST; k++)
            *at++ = 'a';
        at++;
    }
    uint32_t count = 0;
    write_bytes("index", file, sizeof file);
    const char *problem = index_file_problem("index", &count);
    assert_int_equal(count, ENTRIES);
    assert_non_null(problem);
    assert_string_equal(problem, "its paths take more than 128 MiB");
}

static void folders_of_the_tree_are_counted(void **state) {
    (void)state;
    begin(2, 0);
    ADD_TREE("\0"
             "-1 2\n"
             "a\0"
             "1 1\n" HASH_OF_TREE "b\0"
             "-1 0\n"
             "c\0"
             "1 0\n" HASH_OF_TREE);
    assert_fine(0);
    static const struct {
        const char *text;
        size_t size;
    } wrong[] = {
#define WRONG(text) {text, sizeof(text) - 1}
        WRONG("\0-1 2000000000\n"),
        WRONG("\0-1 99999999999\n"),
        WRONG("\0-1 2\na\0-1 0\n"),
        WRONG("\0-1 -1\n"),
        WRONG("\0-2 0\n"),
        WRONG("\0-1 \n"),
        WRONG("\0 0\n"),
        WRONG("\0-1 0"),
        WRONG("\0-1 0 "),
        WRONG("\0"
              "1 0\nshort"),
        WRONG("no end"),
#undef WRONG
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        begin(2, 0);
        add_extension("TREE", wrong[i].text, wrong[i].size);
        assert_wrong(0, "TREE is damaged");
    }
}

/* As deep as paths can be, and no deeper: libgit2 descends recursively. */
static void depth_of_the_tree_is_bounded(void **state) {
    (void)state;
    for (int deep = 0; deep < 2; deep++) {
        static char content[32768];
        size_t size = 0;
        int folders = SNAPSHOT_MAX_PATH / 2 + deep;
        for (int i = 0; i < folders; i++) {
            static const char folder[] = "a\0-1 1\n";
            memcpy(content + size, folder, sizeof folder - 1);
            size += sizeof folder - 1;
        }
        content[size - 2] = '0';
        begin(2, 0);
        add_extension("TREE", content, size);
        if (deep)
            assert_wrong(0, "too deep");
        else
            assert_fine(0);
    }
}

static void extensions_are_walked(void **state) {
    (void)state;
    begin(2, 0);
    add_extension("REUC", "what it likes", 13);
    ADD_TREE("");
    add_extension("link", "", 0);
    ADD_TREE("\0-1 1\n");
    assert_wrong(0, "TREE is damaged");
    begin(2, 0);
    ADD("REUC");
    add_number(1000);
    assert_wrong(0, "an extension is cut off");
}

static void the_rest_is_said_by_libgit2(void **state) {
    (void)state;
    begin(9, 5);
    assert_fine(0);
    begin(2, 5);
    bytes.items[0] = 'X';
    assert_fine(0);
    begin(2, 5);
    assert_null(problem_of(1, 0)); /* no place for a hash */
    uint32_t count = 1;
    assert_null(index_file_problem("no-such-file", &count));
    assert_int_equal(count, 0);
}

static void other_than_files_are_told(void **state) {
    (void)state;
    uint32_t count = 1;
    run("mkdir folder && mkfifo pipe && truncate -s 129M large");
    assert_string_equal(index_file_problem("folder", &count), "it is no file");
    assert_string_equal(index_file_problem("pipe", &count), "it is no file");
    assert_string_equal(index_file_problem("large", &count), "it is larger than 128 MiB");
    assert_int_equal(count, 0);
}

/* What git writes, in all its versions. */
static void indexes_of_git_are_fine(void **state) {
    (void)state;
    uint32_t count = 0;
    run("git init -q r && cd r && mkdir -p a/b/c && echo 1 >a/1 && echo 1 >a/b/2 && "
        "echo 1 >a/b/c/a-file-with-a-longer-name && echo 1 >3 && git add . && git commit -qm 1");
    for (int version = 2; version <= 4; version++) {
        char command[128];
        snprintf(command, sizeof command,
                 "cd r && git update-index --index-version %d && git update-index %s 3", version,
                 version == 2 ? "--no-skip-worktree" : "--skip-worktree");
        run(command);
        assert_null(index_file_problem("r/.git/index", &count));
        assert_int_equal(count, 4);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_walked),
        cmocka_unit_test(what_is_behind_entries_is_found),
        cmocka_unit_test(more_entries_than_bytes_are_told),
        cmocka_unit_test(paths_that_are_put_together_are_bounded),
        cmocka_unit_test(all_paths_together_are_bounded),
        cmocka_unit_test(folders_of_the_tree_are_counted),
        cmocka_unit_test(depth_of_the_tree_is_bounded),
        cmocka_unit_test(extensions_are_walked),
        cmocka_unit_test(the_rest_is_said_by_libgit2),
        cmocka_unit_test(other_than_files_are_told),
        cmocka_unit_test(indexes_of_git_are_fine),
    };
    return cmocka_run_group_tests(tests, scratch_setup, scratch_teardown);
}
