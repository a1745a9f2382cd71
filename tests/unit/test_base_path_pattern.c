/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Patterns of CODEOWNERS: the examples of GitHub's documentation, and those of gitignore(5). */
#include "base_scratch.h"

#include "base/path_pattern.h"

typedef struct PatternCase {
    const char *pattern;
    const char *path;
    bool holds;
} PatternCase;

typedef bool (*Question)(PatternSet *set, const PathPattern *pattern, Str path);

static void ask(Arena *arena, Question question, const PatternCase *rows, size_t count) {
    PatternSet *set = pattern_set_new(arena);
    for (size_t i = 0; i < count; i++) {
        Str text = on_heap(str_from_c(rows[i].pattern));
        PathPattern pattern;
        assert_true(path_pattern_parse(arena, text, &pattern));
        if (question(set, &pattern, str_from_c(rows[i].path)) != rows[i].holds)
            fail_msg("'%s' and '%s'", rows[i].pattern, rows[i].path);
        free_heap(text);
    }
    pattern_set_free(set);
}

static void files_are_matched(void **state) {
    static const PatternCase rows[] = {
        {"*", "a", true},
        {"*", "a/b.md", true},
        {"*.js", "a.js", true},
        {"*.js", "b/c/a.js", true},
        {"*.js", "a.json", false},
        {"/build/logs/", "build/logs/a/b.log", true},
        {"/build/logs/", "x/build/logs/a", false},
        {"/build/logs/", "build/logs", false}, /* a file */
        {"docs/*", "docs/getting-started.md", true},
        {"docs/*", "docs/build-app/troubleshooting.md", false},
        {"docs/*/", "docs/build-app/troubleshooting.md", true},
        {"docs/**", "docs/build-app/troubleshooting.md", true},
        {"apps/", "apps/a", true},
        {"apps/", "x/y/apps/z/a", true},
        {"apps/", "x/apps", false},
        {"apps", "x/apps", true},
        {"apps", "x/apps/y", true},
        {"apps", "x/apps2/y", false},
        {"/docs/", "docs/a", true},
        {"**/logs", "build/logs/a", true},
        {"**/logs", "logs", true},
        {"/apps/github", "apps/github", true},
        {"/apps/github", "apps/github/a", true},
        {"/apps/github", "apps/github-2", false},
        {"a/b", "a/b", true},
        {"a/b", "x/a/b", false},
        {"a/**/b", "a/b", true},
        {"a/**/b", "a/x/y/b/c", true},
        {"a/**/b", "a/x/y/bc", false},
        {"a**b", "axyb", true},
        {"a**b", "ax/yb", false},
        {"a?c", "x/abc", true},
        {"a?c", "a/c", false},
        {"my\\ notes/", "my notes/a", true},
        {"a\\*c", "a*c", true},
        {"a\\*c", "abc", false},
        {"a\\*?", "a*c", true},
        {"a\\*?", "abc", false},
        {"a.b*", "axb", false},
        {"SIG-A/", "sig-a/x", false}, /* letter case counts */
    };
    ask(*state, path_pattern_matches, rows, sizeof rows / sizeof *rows);
}

static void folders_are_named(void **state) {
    static const PatternCase rows[] = {
        {"/SIG-A", "SIG-A", true},       {"/SIG-A/", "SIG-A", true},
        {"SIG-A/", "SIG-A", true},       {"/SIG-A/**", "SIG-A", true},
        {"/SIG-A/*", "SIG-A", true},     {"/SIG-A/**/*", "SIG-A", true},
        {"/SIG-A/*.md", "SIG-A", true},  {"/SIG-*/", "SIG-A", true},
        {"**/SIG-A", "SIG-A", true},     {"/SIG-A/", "SIG-A/Go", false}, /* the folder around it */
        {"/SIG-A/*", "SIG-A/Go", false}, {"/SIG-A/*/", "SIG-A/Go", true},
        {"Go", "SIG-A/Go", true},        {"/Go/", "SIG-A/Go", false},
        {"/SIG-A/Go/", "SIG-A", false},  {"/SIG-A/2024/*", "SIG-A", false},
        {"*", "SIG-A", false},           {"/*", "SIG-A", false},
        {"**/*", "SIG-A", false},        {"*.md", "SIG-A", false},
        {"/SIG-A", "SIG-AB", false},
    };
    ask(*state, path_pattern_names, rows, sizeof rows / sizeof *rows);
}

static void what_github_skips_is_no_pattern(void **state) {
    static const char *const rows[] = {"", "/", "//", "!a", "[ab]", "a[b", "a]"};
    PathPattern pattern;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_false(path_pattern_parse(*state, str_from_c(rows[i]), &pattern));
    assert_false(path_pattern_parse(*state, STR("*\xFF"), &pattern));
    assert_true(path_pattern_parse(*state, STR("a\\[b"), &pattern));
    assert_str(pattern.literal, "a[b");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(files_are_matched),
        TEST(folders_are_named),
        TEST(what_github_skips_is_no_pattern),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
