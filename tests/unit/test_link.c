/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Links: where they lead, whether the target exists, and if not, what was meant. */
#include "base_scratch.h"

#include "table/link.h"
#include "table/path_index.h"

/* Repositories: "docs" with the files below, "other" of its own name, and "absent", not given. */
typedef struct World {
    Arena *arena;
    Repository repositories[3];
    Links *links;
} World;

static const char *const docs_files[] = {
    ".github/README.md", "README.md", "SIGs/README.md", "SIGs/SIG-a/charter.md", "TSC/charter.md",
    "TSC/members.md",    "a b.md",    "issues/1.md",    "notes/2024/05-02.md",   "ü.md",
};

/* Compiled patterns are not in the arena's memory. */
static PatternSet *patterns;

static int open_world(void **state) {
    int failed = set_up(state);
    patterns = pattern_set_new(*state);
    return failed;
}

static int close_world(void **state) {
    pattern_set_free(patterns);
    return tear_down(state);
}

#define WORLD_TEST(function) cmocka_unit_test_setup_teardown(function, open_world, close_world)

static Snapshot *snapshot_of(Arena *arena, const char *const *paths, size_t count) {
    SnapshotEntry *entries = arena_new_array(arena, count + 4, SnapshotEntry);
    for (size_t i = 0; i < count; i++)
        entries[i] =
            (SnapshotEntry){.path = str_from_c(paths[i]), .bytes = STR("# Über uns\n## Scope\n")};
    entries[count] = (SnapshotEntry){.path = STR("link"), .kind = ENTRY_SYMLINK};
    entries[count + 1] = (SnapshotEntry){.path = STR("module"), .kind = ENTRY_SUBMODULE};
    entries[count + 2] = (SnapshotEntry){.path = STR(".gitignore"),
                                         .bytes = STR("# made\n/build/\n*.pdf\n!kept.pdf\n")};
    entries[count + 3] =
        (SnapshotEntry){.path = STR("TSC/.gitignore"), .bytes = STR("draft.txt\r\n")};
    return snapshot_of_memory(arena, entries, count + 4);
}

static World *world_new(Arena *arena) {
    static const char *const other_files[] = {"charter.md"};
    World *world = arena_new(arena, World);
    world->arena = arena;
    world->repositories[0] = (Repository){
        .name = STR("docs"), .github = STR("example/docs"), .branch = STR("release/next")};
    world->repositories[0].snapshot =
        snapshot_of(arena, docs_files, sizeof docs_files / sizeof *docs_files);
    world->repositories[1] = (Repository){.name = STR("other"), .github = STR("example/other")};
    world->repositories[1].snapshot = snapshot_of(arena, other_files, 1);
    world->repositories[2] = (Repository){.name = STR("absent"), .github = STR("example/absent")};
    world->links = links_new(arena, documents_new(arena), world->repositories, 3, patterns);
    return world;
}

static LinkTarget follow(World *world, const char *from, const char *url) {
    LinkTarget target;
    link_resolve(world->links, &world->repositories[0], str_from_c(from), str_from_c(url), &target);
    return target;
}

typedef struct Case {
    const char *from, *url;
    LinkState state;
    const char *path;
} Case;

static void check(World *world, const Case *cases, size_t count) {
    for (size_t i = 0; i < count; i++) {
        LinkTarget target = follow(world, cases[i].from, cases[i].url);
        if (target.state != cases[i].state || !str_equal(target.path, str_from_c(cases[i].path)))
            fail_msg("%s: state %d, path '" STR_FMT "'", cases[i].url, (int)target.state,
                     STR_ARG(target.path));
    }
}

#define CHECK(world, cases) check((world), (cases), sizeof(cases) / sizeof *(cases))

static void relative_links(void **state) {
    static const Case cases[] = {
        {"SIGs/README.md", "SIG-a/charter.md", LINK_FOUND, "SIGs/SIG-a/charter.md"},
        {"SIGs/README.md", "./SIG-a/", LINK_FOUND, "SIGs/SIG-a"},
        {"SIGs/README.md", "..", LINK_FOUND, ""},
        {"SIGs/README.md", "../TSC//./charter.md?plain=1#L3", LINK_FOUND, "TSC/charter.md"},
        {"SIGs/README.md", "/TSC", LINK_FOUND, "TSC"},
        {"SIGs/README.md", "#scope", LINK_FOUND, "SIGs/README.md"},
        {"SIGs/README.md", "", LINK_FOUND, "SIGs/README.md"},
        {"README.md", "a%20b.md", LINK_FOUND, "a b.md"},
        {"README.md", "%c3%BC.md", LINK_FOUND, "ü.md"},
        {"README.md", "tsc/charter.md", LINK_MISSING, "tsc/charter.md"},
        {"README.md", "TSC/charter.md/", LINK_FOUND, "TSC/charter.md"},
        {"README.md", "TSC/charter.md/more", LINK_MISSING, "TSC/charter.md/more"},
        {"README.md", "100%", LINK_MISSING, "100%"},
        {"README.md", "link", LINK_FOUND, "link"},
        {"README.md", "link/below", LINK_UNKNOWN, "link/below"},
        {"README.md", "module/below.md", LINK_UNKNOWN, "module/below.md"},
        {"README.md", "{{ site.baseurl }}/x", LINK_UNKNOWN, ""},
        {"README.md", "mailto:ada@example.org", LINK_OUTSIDE, ""},
        {"README.md", "//example.org/TSC", LINK_OUTSIDE, ""},
        {"page.html", "/TSC/none", LINK_UNKNOWN, ""},
    };
    CHECK(world_new(*state), cases);
}

/* A browser goes from .../example/docs/blob/BRANCH/README.md. */
static void what_is_ignored_cannot_be_known(void **state) {
    static const Case cases[] = {
        {"README.md", "build/index.html", LINK_UNKNOWN, "build/index.html"},
        {"README.md", "build", LINK_UNKNOWN, "build"},
        {"README.md", "TSC/report.pdf", LINK_UNKNOWN, "TSC/report.pdf"},
        {"README.md", "TSC/draft.txt", LINK_UNKNOWN, "TSC/draft.txt"},
        {"README.md", "draft.txt", LINK_MISSING, "draft.txt"},
        {"README.md", "SIGs/build.md", LINK_MISSING, "SIGs/build.md"},
    };
    CHECK(world_new(*state), cases);
}

static void links_above_the_root(void **state) {
    static const Case cases[] = {
        {"README.md", "../main/TSC", LINK_FOUND, "TSC"},
        {"README.md", "../release/next/TSC", LINK_FOUND, "TSC"},
        {"README.md", "../main/gone.md", LINK_MISSING, "gone.md"},
        {"README.md", "../v1.0/TSC", LINK_UNKNOWN, ""},
        {"README.md", "../../tree/main/TSC", LINK_FOUND, "TSC"},
        {"README.md", "../../issues", LINK_UNKNOWN, ""},
        {"README.md", "../../wiki/Home", LINK_UNKNOWN, ""},
        {"README.md", "../../../other", LINK_UNKNOWN, ""},
        {"README.md", "../../../../../../../..", LINK_UNKNOWN, ""},
        {"README.md", "../TSC/charter.md", LINK_MISSING, "../TSC/charter.md"},
        {"SIGs/README.md", "../../README.md", LINK_MISSING, "../README.md"},
        {"README.md", "../../TSC", LINK_MISSING, "../../TSC"},
    };
    CHECK(world_new(*state), cases);
}

static void links_to_github(void **state) {
    static const Case cases[] = {
        {"README.md", "https://github.com/example/docs", LINK_FOUND, ""},
        {"README.md", "https://github.com/example/docs/", LINK_FOUND, ""},
        {"README.md", "https://github.com/example/docs.git", LINK_FOUND, ""},
        {"README.md", "http://www.GitHub.com/Example/Docs/blob/main/TSC/charter.md", LINK_FOUND,
         "TSC/charter.md"},
        {"README.md", "https://github.com/example/docs/tree/release/next/TSC", LINK_FOUND, "TSC"},
        {"README.md", "https://github.com/example/docs/tree/release/next", LINK_FOUND, ""},
        {"README.md", "https://github.com/example/docs/tree/release/older/TSC", LINK_UNKNOWN, ""},
        {"README.md", "https://github.com/example/docs/edit/HEAD/gone.md", LINK_MISSING, "gone.md"},
        {"README.md", "https://github.com/example/docs/blame/master/TSC/members.md", LINK_FOUND,
         "TSC/members.md"},
        {"README.md", "https://github.com/example/docs/raw/refs/heads/main/ü.md", LINK_FOUND,
         "ü.md"},
        {"README.md", "https://raw.githubusercontent.com/example/docs/main/gone.md", LINK_MISSING,
         "gone.md"},
        {"README.md", "https://github.com/example/docs/commits/main/TSC", LINK_FOUND, "TSC"},
        {"README.md",
         "https://github.com/example/docs/blob/9fceb02d0ae598e95dc970b74767f19372d61af8/x",
         LINK_UNKNOWN, ""},
        {"README.md", "https://github.com/example/docs/blob/main/../TSC", LINK_UNKNOWN, ""},
        {"README.md", "https://github.com/example/docs/issues/1", LINK_UNKNOWN, ""},
        {"README.md", "https://github.com/example/other/blob/main/SIGs", LINK_MISSING, "SIGs"},
        {"README.md", "https://github.com/example/absent/blob/main/TSC", LINK_UNKNOWN, ""},
        {"README.md", "https://github.com/else/where/blob/main/TSC", LINK_OUTSIDE, ""},
        {"README.md", "https://github.com/example", LINK_OUTSIDE, ""},
        {"README.md", "https://github.com", LINK_OUTSIDE, ""},
        {"README.md", "https://example.org/example/docs/blob/main/TSC", LINK_OUTSIDE, ""},
        {"README.md", "github.com/example/docs", LINK_MISSING, "github.com/example/docs"},
    };
    CHECK(world_new(*state), cases);
}

static void urls_have_parts(void **state) {
    World *world = world_new(*state);
    LinkTarget target = follow(world, "README.md",
                               "https://github.com/ada/docs/blob/main/TSC/a%20b.md?plain=1#L%33");
    assert_str(target.url.scheme, "https");
    assert_str(target.url.host, "github.com");
    assert_str(target.github, "ada/docs");
    assert_str(target.view, "blob");
    assert_str(target.branch, "main");
    assert_str(target.file, "TSC/a%20b.md");
    assert_str(target.url.query, "plain=1");
    assert_str(target.url.fragment, "L%33");
    assert_str(target.fragment, "L3");
    assert_null(target.repository);
}

static void forks_have_the_same_path(void **state) {
    World *world = world_new(*state);
    LinkTarget target = follow(world, "README.md", "https://github.com/ada/docs/blob/main/TSC");
    assert_ptr_equal(link_fork_of(world->links, &target), &world->repositories[0]);
    static const char *const others[] = {
        "https://github.com/ada/docs",
        "https://github.com/ada/docs/blob/main/gone.md",
        "https://github.com/ada/docs/blob/main/TSC/..",
        "https://github.com/ada/docs/blob/draft/TSC",
        "https://github.com/ada/doc/blob/main/TSC",
        "https://github.com/example/docs/blob/main/TSC",
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        target = follow(world, "README.md", others[i]);
        assert_null(link_fork_of(world->links, &target));
    }
}

static void what_was_meant_is_suggested(void **state) {
    World *world = world_new(*state);
    static const struct {
        const char *from, *url, *file;
    } cases[] = {
        {"SIGs/README.md", "sig-A/Charter.md", "SIG-a/charter.md"},
        {"SIGs/README.md", "./SIG-b/chater.md", NULL},
        {"SIGs/README.md", "./SIG-a/chater.md#x", "./SIG-a/charter.md"},
        {"SIGs/README.md", "/TSC/member.md", "/TSC/members.md"},
        {"SIGs/README.md", "../TSC/members", "../TSC/members.md"},
        {"SIGs/README.md", "members.md", "../TSC/members.md"},
        {"SIGs/README.md", "../../README.md", "../README.md"},
        {"README.md", "SIG/", "SIGs/"},
        {"README.md", "SIG-a/charter.md", "SIGs/SIG-a/charter.md"},
        {"README.md", "charter.md", NULL},
        {"README.md", "gone/README.md", NULL},
        {"README.md", "notes/2024/05-12.md", NULL},
        {"README.md", "notes/2024/5-2.md", "notes/2024/05-02.md"},
        {"README.md", "A b.md", "a%20b.md"},
        {"README.md", "https://github.com/example/docs/blob/main/TSC/member.md", "TSC/members.md"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        LinkTarget target = follow(world, cases[i].from, cases[i].url);
        Str file = {0};
        assert_int_equal(target.state, LINK_MISSING);
        bool found = link_suggest(world->links, &target, LINK_NEAREST, &file);
        if (found != (cases[i].file != NULL) || !str_equal(file, str_from_c(cases[i].file)))
            fail_msg("%s: '" STR_FMT "'", cases[i].url, STR_ARG(file));
    }
}

static void fragments_name_headings(void **state) {
    World *world = world_new(*state);
    static const struct {
        const char *url;
        bool there;
    } cases[] = {
        {"#scope", true},
        {"#Scope", true},
        {"#scop", false},
        {"#%C3%BCber-uns", true},
        {"#über-uns", true},
        {"TSC/charter.md#gone", false},
        {"TSC#gone", true},
        {"SIGs#gone", false},
        {"SIGs#scope", true},
        {"SIGs/#readme", true},
        {"#", true},
        {"#top", true},
        {"#TOP", true},
        {"#L12", true},
        {"#L1-L20", true},
        {"#L1C2-L3C4", true},
        {"#L", false},
        {"#Lemma", false},
        {"#:~:text=x", true},
        {"#scope:~:text=x", true},
        {"#scop:~:text=x", false},
        {"#fn-1", true},
        {"#fnref-1", true},
        {"#user-content-scope", true},
        {"link#gone", true},
        {"gone.md#gone", true},
        {"https://example.org/#gone", true},
        {"https://github.com/example/docs#gone", false},
        {"https://github.com/example/docs#MIT-1-ov-file", true},
        {"https://github.com/example/docs?tab=readme-ov-file#readme-ov-file", true},
        {"https://github.com/example/docs/issues#gone", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        LinkTarget target = follow(world, "README.md", cases[i].url);
        if (link_has_anchor(world->links, &target) != cases[i].there)
            fail_msg("%s", cases[i].url);
    }
}

static void the_nearest_anchor_is_suggested(void **state) {
    World *world = world_new(*state);
    static const struct {
        const char *url, *anchor;
    } cases[] = {{"#scop", "scope"},    {"#S_C_O_P_E", "scope"}, {"#ueber-uns", "über-uns"},
                 {"#scope-3", "scope"}, {"#über", "über-uns"},   {"#else", NULL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        LinkTarget target = follow(world, "README.md", cases[i].url);
        Str anchor = {0};
        Location at = {0};
        bool found = link_suggest_anchor(world->links, &target, &anchor, &at);
        if (found != (cases[i].anchor != NULL) || !str_equal(anchor, str_from_c(cases[i].anchor)))
            fail_msg("%s: '" STR_FMT "'", cases[i].url, STR_ARG(anchor));
    }
}

/* Ten thousand wrong paths in a tree of a hundred thousand files: done in a moment. */
static void searches_are_bounded(void **state) {
    Arena *arena = *state;
    enum { FILES = 100000, SEARCHES = 10000 };
    SnapshotEntry *entries = arena_new_array(arena, FILES, SnapshotEntry);
    for (size_t i = 0; i < FILES; i++)
        entries[i] =
            (SnapshotEntry){.path = str_printf(arena, i % 2 ? "notes/%zu.md" : "%zu/README.md", i)};
    PathIndex *index = path_index_new(arena, snapshot_of_memory(arena, entries, FILES));
    for (size_t i = 0; i < SEARCHES; i++) {
        Str path;
        path_index_find_near(index, str_printf(arena, "note/x%zu.md", i), &path);
        path_index_find_near(index, str_printf(arena, "x%zu/README.md", i), &path);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        WORLD_TEST(relative_links),
        WORLD_TEST(what_is_ignored_cannot_be_known),
        WORLD_TEST(links_above_the_root),
        WORLD_TEST(links_to_github),
        WORLD_TEST(urls_have_parts),
        WORLD_TEST(forks_have_the_same_path),
        WORLD_TEST(what_was_meant_is_suggested),
        WORLD_TEST(fragments_name_headings),
        WORLD_TEST(the_nearest_anchor_is_suggested),
        WORLD_TEST(searches_are_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
