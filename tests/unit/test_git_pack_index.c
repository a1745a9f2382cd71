/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Pack indexes made byte by byte: what must not reach libgit2 is reported. */
#include "git_scratch.h"

#include "git/objects_internal.h"

#define PACK_SIZE 1000
#define LAST_OFFSET (PACK_SIZE - 20 - 1)

/* What an index with two objects is made of; tests change it before it is written. */
typedef struct Parts {
    uint32_t version; /* 1: without a header */
    uint32_t fanout[256];
    uint32_t offsets[2];
    uint64_t wide[3];
    size_t wide_count;
    size_t cut; /* bytes left out at the end */
} Parts;

typedef struct Bytes {
    unsigned char items[8192];
    size_t len;
} Bytes;

static void add_number(Bytes *bytes, uint64_t number, int size) {
    for (int shift = 8 * (size - 1); shift >= 0; shift -= 8)
        bytes->items[bytes->len++] = (unsigned char)(number >> shift);
}

static void add_filling(Bytes *bytes, size_t size) {
    memset(bytes->items + bytes->len, 0xff, size);
    bytes->len += size;
}

static Parts whole(uint32_t version) {
    Parts parts = {.version = version, .offsets = {12, LAST_OFFSET}};
    for (size_t i = 0; i < 256; i++)
        parts.fanout[i] = i < 7 ? 0 : i < 200 ? 1 : 2;
    return parts;
}

/* Writes "p.idx" and "p.pack", and asks what is wrong. */
static const char *problem_of(const Parts *parts) {
    static const unsigned char pack[PACK_SIZE];
    Bytes bytes = {.len = 0};
    if (parts->version != 1) {
        add_number(&bytes, 0xff744f63, 4);
        add_number(&bytes, parts->version, 4);
    }
    for (size_t i = 0; i < 256; i++)
        add_number(&bytes, parts->fanout[i], 4);
    if (parts->version != 1)
        add_filling(&bytes, (size_t)2 * 24);
    for (size_t i = 0; i < 2; i++) {
        add_number(&bytes, parts->offsets[i], 4);
        if (parts->version == 1)
            add_filling(&bytes, 20);
    }
    for (size_t i = 0; i < parts->wide_count; i++)
        add_number(&bytes, parts->wide[i], 8);
    add_filling(&bytes, 40);
    write_bytes("p.idx", bytes.items, bytes.len - parts->cut);
    write_bytes("p.pack", pack, sizeof pack);
    return pack_index_problem("p.idx");
}

static void assert_wrong(const Parts *parts, const char *text) {
    const char *problem = problem_of(parts);
    if (!problem || !strstr(problem, text))
        fail_msg("'%s' lacks '%s'", problem ? problem : "nothing is wrong", text);
}

static void assert_fine(const Parts *parts) {
    const char *problem = problem_of(parts);
    if (problem)
        fail_msg("%s", problem);
}

static void both_versions_are_fine(void **state) {
    (void)state;
    for (uint32_t version = 1; version <= 2; version++) {
        Parts parts = whole(version);
        assert_fine(&parts);
    }
}

static void no_other_version_is(void **state) {
    (void)state;
    Parts parts = whole(3);
    assert_wrong(&parts, "version");
    parts = whole(0);
    assert_wrong(&parts, "version");
}

static void counts_do_not_fall(void **state) {
    (void)state;
    for (uint32_t version = 1; version <= 2; version++) {
        Parts parts = whole(version);
        parts.fanout[100] = 0;
        assert_wrong(&parts, "fall");
        parts = whole(version);
        parts.fanout[254] = 3;
        assert_wrong(&parts, "fall");
    }
}

static void the_size_is_that_of_the_count(void **state) {
    (void)state;
    /* The last two have as many bytes as two objects have, for who counts in 32 bits. */
    static const uint32_t counts[2][4] = {{1, 3, UINT32_MAX, 0x20000002},
                                          {1, 3, UINT32_MAX, 0x40000002}};
    for (uint32_t version = 1; version <= 2; version++) {
        for (size_t i = 0; i < 4; i++) {
            Parts parts = whole(version);
            parts.fanout[255] = counts[version - 1][i];
            if (parts.fanout[255] < 2)
                memset(parts.fanout, 0, 255 * sizeof *parts.fanout);
            assert_wrong(&parts, "size");
        }
        Parts parts = whole(version);
        parts.cut = 1;
        assert_wrong(&parts, "size");
        parts.cut = 40 + 4 * version;
        assert_wrong(&parts, "size");
        parts.cut = 200;
        assert_wrong(&parts, "cut off");
    }
    /* The first version has no other table. */
    Parts parts = whole(1);
    parts.wide_count = 1;
    parts.wide[0] = 12;
    assert_wrong(&parts, "size");
}

static void an_offset_is_in_the_pack(void **state) {
    (void)state;
    static const uint32_t wrong[] = {0, 11, LAST_OFFSET + 1, PACK_SIZE, 0x7fffffff, UINT32_MAX};
    for (uint32_t version = 1; version <= 2; version++)
        for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
            for (size_t object = 0; object < 2; object++) {
                Parts parts = whole(version);
                parts.offsets[object] = wrong[i];
                assert_wrong(&parts, "offset");
            }
}

static void a_wide_one_too(void **state) {
    (void)state;
    static const uint64_t wrong[] = {0,         11,        LAST_OFFSET + 1, UINT64_C(1) << 32 | 12,
                                     INT64_MAX, UINT64_MAX};
    Parts parts = whole(2);
    parts.wide_count = 2;
    parts.wide[0] = LAST_OFFSET;
    parts.wide[1] = 12;
    parts.offsets[1] = 0x80000001;
    assert_fine(&parts);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        parts.wide[1] = wrong[i];
        assert_wrong(&parts, "offset");
    }
}

static void the_table_of_wide_ones_has_it(void **state) {
    (void)state;
    Parts parts = whole(2);
    parts.wide_count = 1;
    parts.wide[0] = 12;
    parts.offsets[1] = 0x80000001;
    assert_wrong(&parts, "offset");
    parts.offsets[1] = 0x80000000;
    assert_fine(&parts);
    parts.cut = 4;
    assert_wrong(&parts, "size");
    /* Nor are there more of them than objects. */
    parts.cut = 0;
    parts.wide_count = 3;
    parts.wide[1] = parts.wide[2] = 12;
    assert_wrong(&parts, "size");
}

static void one_without_its_pack_is_nobodys(void **state) {
    (void)state;
    Parts parts = whole(2);
    parts.offsets[0] = 0;
    assert_wrong(&parts, "offset");
    assert_int_equal(unlink("p.pack"), 0);
    assert_null(pack_index_problem("p.idx"));
    parts = whole(2);
    assert_fine(&parts);
    assert_int_equal(unlink("p.idx"), 0);
    assert_null(pack_index_problem("p.idx"));
}

static void a_pipe_or_folder_is_no_index(void **state) {
    (void)state;
    run("echo >p.pack && mkfifo p.idx");
    alarm(60);
    assert_string_equal(pack_index_problem("p.idx"), "it is no file");
    run("rm p.idx && mkdir p.idx");
    assert_string_equal(pack_index_problem("p.idx"), "it is no file");
}

/* More objects than are checked at a time, as git itself writes them. */
static void a_large_one_is_read_to_its_end(void **state) {
    (void)state;
    for (int version = 1; version <= 2; version++) {
        char command[512];
        snprintf(command, sizeof command,
                 "rm -rf r && git init -q r && (i=0; while [ $i -lt 5000 ]; do printf "
                 "'blob\\ndata <<E\\n%%s\\nE\\n' $i; i=$((i + 1)); done) | git -C r fast-import "
                 "--quiet 2>err && for p in r/.git/objects/pack/*.pack; do git index-pack "
                 "--index-version=%s -o i.idx $p >out && cp $p i.pack; done",
                 version == 1 ? "1" : "2,64");
        run(command);
        assert_null(pack_index_problem("i.idx"));
        /* The last offset; of the first version it has a name behind it. */
        snprintf(command, sizeof command,
                 "chmod u+w i.idx && s=$(wc -c <i.idx) && printf '\\177\\377\\377\\377' | "
                 "dd of=i.idx bs=1 conv=notrunc seek=$((s - 40 - %d)) 2>err",
                 version == 1 ? 24 : 8);
        run(command);
        assert_non_null(pack_index_problem("i.idx"));
        run("rm -f i.idx i.pack");
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        scratch_test(both_versions_are_fine),
        scratch_test(no_other_version_is),
        scratch_test(counts_do_not_fall),
        scratch_test(the_size_is_that_of_the_count),
        scratch_test(an_offset_is_in_the_pack),
        scratch_test(a_wide_one_too),
        scratch_test(the_table_of_wide_ones_has_it),
        scratch_test(one_without_its_pack_is_nobodys),
        scratch_test(a_pipe_or_folder_is_no_index),
        scratch_test(a_large_one_is_read_to_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
