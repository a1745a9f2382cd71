/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Slugs of headings and anchors of documents. */
#include "base_scratch.h"

#include "document/anchor.h"
#include "document/document.h"
#include "document/slug.h"

static void slug_is(Arena *arena, const char *text, const char *slug) {
    assert_str(slug_of(arena, str_from_c(text)), slug);
}

/* The cases are those of github-slugger's documentation and tests, and of GitHub's own pages. */
static void slugs_are_as_github_makes_them(void **state) {
    Arena *arena = *state;
    slug_is(arena, "Code of Conduct", "code-of-conduct");
    slug_is(arena, "What's new? (2.0)", "whats-new-20");
    slug_is(arena, "a  b", "a--b");
    slug_is(arena, "snake_case & kebab-case", "snake_case--kebab-case");
    slug_is(arena, "Émigré Über ЖУК", "émigré-über-жук");
    slug_is(arena, "日本語 テスト", "日本語-テスト");
    slug_is(arena, "हिन्दी", "हिन्दी");
    slug_is(arena, "İstanbul", "i̇stanbul");
    slug_is(arena, "🎉 Party", "-party");
    slug_is(arena, ":ok_hand: fine", "ok_hand-fine");
    slug_is(arena, "1️⃣ first", "1️⃣-first");
    slug_is(arena, "Ⓐ Ⅷ ² ½", "ⓐ-ⅷ--");
    slug_is(arena, "tab\there", "tabhere");
    slug_is(arena, "no\u00a0break", "nobreak");
    slug_is(arena, "…", "");
    slug_is(arena, "", "");
}

static void repeated_slugs_are_numbered(void **state) {
    Arena *arena = *state;
    static const char *const texts[] = {"a", "A", "a 1", "a", "a-1", "", ""};
    static const char *const slugs[] = {"a", "a-1", "a-1-1", "a-2", "a-1-2", "", "-1"};
    Slugs taken;
    slugs_init(&taken, arena);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_str(slugs_next(&taken, str_from_c(texts[i])), slugs[i]);
}

static const Anchors *anchors_in(Arena *arena, const char *text) {
    SnapshotEntry *entry = arena_new(arena, SnapshotEntry);
    *entry = (SnapshotEntry){.path = STR("a.md"), .bytes = str_from_c(text)};
    Repository *repository = arena_new(arena, Repository);
    *repository = (Repository){.name = STR("r"), .snapshot = snapshot_of_memory(arena, entry, 1)};
    return document_anchors(documents_get(documents_new(arena), repository, STR("a.md")));
}

static void has(Arena *arena, const Anchors *anchors, const char *name, bool yes) {
    bool found = anchors_find(anchors, arena, str_from_c(name)) != NULL;
    if (found != yes)
        fail_msg("'%s' is %s", name, found ? "there" : "not there");
}

static void anchors_are_headings_and_ids(void **state) {
    Arena *arena = *state;
    const Anchors *anchors = anchors_in(arena, "# The `code` of [us](x.md) &amp; *you*\n"
                                               "## ![logo](l.svg) Ferries <a id=\"boats\"></a>\n"
                                               "Two\nlines\n---\n"
                                               "<h2 align=\"center\">\n Two<br>lines\n</h2>\n\n"
                                               "> ## Quoted[^1]\n\n"
                                               "* ## Listed\n\n"
                                               "`<a name=\"code\">` <a name='Named'></a>\n\n"
                                               "    # Code\n\n"
                                               "[^1]: note\n");
    static const char *const there[] = {
        "the-code-of-us--you", "-ferries-", "ferries", "boats", "twolines", "user-content-boats",
        "-twolines",           "quoted1",   "listed",  "named", "Listed",
    };
    static const char *const not_there[] = {"logo-ferries", "two-lines", "code", "note", ""};
    for (size_t i = 0; i < sizeof there / sizeof *there; i++)
        has(arena, anchors, there[i], true);
    for (size_t i = 0; i < sizeof not_there / sizeof *not_there; i++)
        has(arena, anchors, not_there[i], false);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(slugs_are_as_github_makes_them),
        TEST(repeated_slugs_are_numbered),
        TEST(anchors_are_headings_and_ids),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
