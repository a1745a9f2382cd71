/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Paths: their parts, joining, normalising and getting from one to another. */
#include "base_scratch.h"

#include "base/path.h"

static void a_path_has_parts(void **state) {
    (void)state;
    static const struct {
        Str path;
        const char *folder, *name, *stem, *extension;
    } rows[] = {
        {STR_INIT("a/b.md"), "a", "b.md", "b", ".md"},
        {STR_INIT("b.md"), "", "b.md", "b", ".md"},
        {STR_INIT("a/b/c.tar.gz"), "a/b", "c.tar.gz", "c.tar", ".gz"},
        {STR_INIT(".x"), "", ".x", ".x", ""},
        {STR_INIT("a.b/.x"), "a.b", ".x", ".x", ""},
        {STR_INIT("a.b/c"), "a.b", "c", "c", ""},
        {STR_INIT("a."), "", "a.", "a", "."},
        {STR_INIT(""), "", "", "", ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_str(path_folder(rows[i].path), rows[i].folder);
        assert_str(path_name(rows[i].path), rows[i].name);
        assert_str(path_stem(rows[i].path), rows[i].stem);
        assert_str(path_extension(rows[i].path), rows[i].extension);
    }
    assert_str(path_name((Str){0}), "");
    assert_str(path_stem((Str){0}), "");
}

static void paths_are_joined(void **state) {
    Arena *arena = *state;
    assert_str(path_join(arena, STR("a"), STR("b/c")), "a/b/c");
    assert_str(path_join(arena, STR(""), STR("b")), "b");
    assert_str(path_join(arena, STR("a"), (Str){0}), "a");
    assert_str(path_join(arena, (Str){0}, (Str){0}), "");
}

static void a_path_lies_in_a_folder(void **state) {
    (void)state;
    static const struct {
        Str path, folder;
        const char *inside; /* NULL: it does not */
    } rows[] = {
        {STR_INIT("a/b/c"), STR_INIT("a"), "b/c"}, {STR_INIT("a/b"), STR_INIT("a/b"), NULL},
        {STR_INIT("ab/c"), STR_INIT("a"), NULL},   {STR_INIT("a/b"), STR_INIT(""), "a/b"},
        {STR_INIT("a"), STR_INIT("a/b"), NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str path = rows[i].path;
        assert_int_equal(path_take_folder(&path, rows[i].folder), rows[i].inside != NULL);
        if (rows[i].inside)
            assert_str(path, rows[i].inside);
        else
            assert_true(str_equal(path, rows[i].path));
    }
}

static void paths_are_normalised(void **state) {
    static const struct {
        Str path;
        const char *normal; /* NULL: leads out of the root */
    } rows[] = {
        {STR_INIT("a/b"), "a/b"},       {STR_INIT("a/./b"), "a/b"},  {STR_INIT("a//b/"), "a/b"},
        {STR_INIT("a/../b"), "b"},      {STR_INIT("a/.."), ""},      {STR_INIT("."), ""},
        {STR_INIT("a/b/../../c"), "c"}, {STR_INIT(""), ""},          {STR_INIT("..."), "..."},
        {STR_INIT(".."), NULL},         {STR_INIT("a/../.."), NULL}, {STR_INIT("../a"), NULL},
        {STR_INIT("a/../../a"), NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str out = STR("untouched");
        bool inside = path_normalise(*state, rows[i].path, &out);
        assert_int_equal(inside, rows[i].normal != NULL);
        if (inside)
            assert_str(out, rows[i].normal);
    }
    Str out;
    assert_true(path_normalise(*state, (Str){0}, &out));
    assert_str(out, "");
}

static void a_path_leads_to_another(void **state) {
    static const struct {
        Str folder, target;
        const char *way;
    } rows[] = {
        {STR_INIT("SIGs"), STR_INIT("SIGs/a/b.md"), "a/b.md"},
        {STR_INIT(""), STR_INIT("a/b"), "a/b"},
        {STR_INIT("a"), STR_INIT("b"), "../b"},
        {STR_INIT("a/b"), STR_INIT("a/c"), "../c"},
        {STR_INIT("a/b"), STR_INIT("a/bc"), "../bc"},
        {STR_INIT("a/bc"), STR_INIT("a/b"), "../b"},
        {STR_INIT("a/b/c"), STR_INIT("a"), "../.."},
        {STR_INIT("a/b"), STR_INIT(""), "../.."},
        {STR_INIT("a"), STR_INIT("a"), "."},
        {STR_INIT(""), STR_INIT(""), "."},
        {STR_INIT("ab/c"), STR_INIT("a/c"), "../../a/c"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        Str way = path_relative(*state, rows[i].folder, rows[i].target);
        assert_str(way, rows[i].way);
        Str there;
        assert_true(path_normalise(*state, path_join(*state, rows[i].folder, way), &there));
        assert_true(str_equal(there, rows[i].target));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(a_path_has_parts),     TEST(paths_are_joined),        TEST(a_path_lies_in_a_folder),
        TEST(paths_are_normalised), TEST(a_path_leads_to_another),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
