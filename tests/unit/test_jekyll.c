/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Small sites, and where links on their pages lead.
 */
#include "jekyll_site.h"

static void check_suggestion(Fixture *fixture, const char *link, const char *expected) {
    JekyllTarget target;
    Str file = {0};
    jekyll_resolve(fixture->site, STR("index.md"), str_from_c(link), &target);
    assert_int_equal(target.answer, JEKYLL_MISSING);
    jekyll_suggest(fixture->site, &target, false, &file);
    assert_string_equal(str_to_c(&fixture->arena, file), expected);
}

static const File SITE[] = {
    {"_config.yml", "url: https://example.org\npermalink: /articles/:title\n"
                    "collections: {press: {output: true, permalink: '/press/:name'}, notes: {}}\n"
                    "exclude: [drafts]\nplugins: [jekyll-feed]\n"},
    {"CNAME", "www.example.net\n"},
    {"Gemfile", "gem 'github-pages', group: :jekyll_plugins\n"},
    {"index.md", PAGE "# Start\n"},
    {"about.md", "---\npermalink: /about\nredirect_from: [/us/, /who]\n---\n"},
    {"articles/index.md", PAGE},
    {"articles/img/a b.png", ""},
    {"_posts/2024-05-01-Hello-1.0.md", PAGE "## Über *uns* -- all\n## [A](b)\n{: #own}\n"
                                            "## 2024\n## A_b c\n"},
    {"_posts/undated.md", PAGE},
    {"_press/First Release.md", PAGE},
    {"_press/logo.png", ""},
    {"_notes/a.md", PAGE},
    {"_layouts/default.html", "<p id=top-bar>{% include nav.html %}"},
    {"_layouts/unused.html", ""},
    {"_includes/nav.html", "<a id='nav'>"},
    {"feeds/data.json", "---\npermalink: /data/all.json\n---\n"},
    {"plain.html", "<a id=x>"},
    {"README.md", "# Read me\n"},
    {".github/CONTRIBUTING.md", ""},
    {"drafts/x.html", ""},
    {"css/style.scss", PAGE},
    {"digest.md", PAGE "{{ post.content }}\n"},
    {"brief.md", PAGE "{{ post.content | strip_html }} {{ post.title }}\n"},
    {"home.md", "---\nlayout: default\n---\n<p id=\"m-{{ x }}\">\n"},
    {NULL, NULL},
};

static void test_paths(void **state) {
    (void)state;
    Fixture fixture;
    open_site(&fixture, SITE);
    static const char *const cases[][2] = {
        {"/", "found index.md"},
        {"", "found index.md"},
        {"#start", "found index.md"},
        {"#begin", "found index.md, no anchor"},
        {"about", "found about.md"},
        {"/about.html", "found about.md"},
        {"/about/", "missing /about/"},
        {"/us/", "found about.md"},
        {"/us", "found about.md"},
        {"who?x#y", "found about.md, no anchor"},
        {"/About", "missing /About"},
        {"articles", "found articles/index.md"},
        {"./articles/../articles/", "found articles/index.md"},
        {"articles/Hello-1.0", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/Hello-1.0.html", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/undated", "missing /articles/undated"},
        {"articles/img/a%20b.png", "found articles/img/a b.png"},
        {"articles/img/", "missing /articles/img/"},
        {"/press/first-release", "found _press/First Release.md"},
        {"/press/logo.png", "found _press/logo.png"},
        {"/notes/a", "missing /notes/a"},
        {"/data/all.json", "found feeds/data.json"},
        {"/feeds/data.json", "missing /feeds/data.json"},
        {"/css/style.css", "found css/style.scss"},
        {"/drafts/x.html", "missing /drafts/x.html"},
        {"/feed.xml", "unknown"},
        {"about.md", "found about.md"},
        {"mailto:ada@example.org", "elsewhere"},
        {"https://example.com/x", "elsewhere"},
        {"https://example.org", "found index.md"},
        {"//example.net/about", "found about.md"},
        {"http://www.example.org/x", "missing /x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&fixture, "index.md", cases[i][0], cases[i][1]);
    arena_free(&fixture.arena);
}

static void test_places(void **state) {
    (void)state;
    Fixture fixture;
    open_site(&fixture, SITE);
    check(&fixture, "_posts/2024-05-01-Hello-1.0.md", "img/a%20b.png",
          "found articles/img/a b.png");
    check(&fixture, "_posts/2024-05-01-Hello-1.0.md", "../about", "found about.md");
    check(&fixture, "_posts/2024-05-01-Hello-1.0.md", "../../about", "found about.md");
    check(&fixture, "articles/index.md", "about", "missing /articles/about");
    check(&fixture, "_includes/nav.html", "about", "unknown");
    check(&fixture, "_includes/nav.html", "/about", "found about.md");
    check(&fixture, "_includes/nav.html", "/gone", "missing /gone");
    check(&fixture, "_layouts/unused.html", "/gone", "unknown");
    check(&fixture, "_notes/a.md", "gone", "unknown");
    check(&fixture, "plain.html", "about", "found about.md");
    check(&fixture, "plain.html", "{{ x }}", "unknown");
    check(&fixture, "README.md", "gone", "elsewhere");
    check(&fixture, ".github/CONTRIBUTING.md", "../gone", "elsewhere");
    check(&fixture, "drafts/x.html", "gone", "elsewhere");
    check(&fixture, "", "https://example.org/about", "found about.md");
    check(&fixture, "", "https://example.org/gone", "missing /gone");
    check(&fixture, "", "/about", "elsewhere");
    arena_free(&fixture.arena);
}

static void test_liquid(void **state) {
    (void)state;
    Fixture fixture;
    open_site(&fixture, SITE);
    static const char *const cases[][2] = {
        {"{{ site.baseurl }}/about", "found about.md"},
        {"{{ site.url }}{{ site.baseurl }}/gone#x", "missing /gone"},
        {"{{ site.baseurl }}", "found index.md"},
        {"{{site.url}}#start", "found index.md"},
        {"{{ \"/about\" | relative_url }}", "found about.md"},
        {"{{ 'about' | absolute_url | escape }}#x", "found about.md, no anchor"},
        {"{{ '/about#x' | prepend: site.baseurl }}", "found about.md, no anchor"},
        {"{{ site.baseurl | append: '/gone' }}", "missing /gone"},
        {"{{ 'articles' }}", "found articles/index.md"},
        {"{{ '/a|b' | relative_url }}", "missing /a|b"},
        {"{{ page.url | relative_url }}#start", "found index.md"},
        {"{% link _posts/2024-05-01-Hello-1.0.md %}#own", "found _posts/2024-05-01-Hello-1.0.md"},
        {"{{ site.baseurl }}{% link about.md %}", "found about.md"},
        {"{% link gone.md %}", "missing gone.md"},
        {"{% link {{ x }} %}", "unknown"},
        {"{% post_url 2024-05-01-Hello-1.0 %}", "found _posts/2024-05-01-Hello-1.0.md"},
        {"{% post_url 2024-05-02-gone %}", "missing _posts/2024-05-02-gone"},
        {"{{ post.url }}", "unknown"},
        {"{{ site.baseurl }}{{ post.url }}", "unknown"},
        {"{{ site.baseurl }}/{{ x }}", "unknown"},
        {"{{ site.baseurl }}about", "unknown"},
        {"{{ '/x' | replace: 'x', 'y' }}", "unknown"},
        {"images/{{ x }}", "unknown"},
        {"https://example.com/{{ x }}", "elsewhere"},
        {"https://example.org/{{ x }}", "unknown"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&fixture, "index.md", cases[i][0], cases[i][1]);
    arena_free(&fixture.arena);
}

static void test_anchors(void **state) {
    (void)state;
    Fixture fixture;
    open_site(&fixture, SITE);
    static const char *const cases[][2] = {
        {"articles/Hello-1.0#über-uns--all", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/Hello-1.0#a", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/Hello-1.0#own", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/Hello-1.0#section", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/Hello-1.0#ab-c", "found _posts/2024-05-01-Hello-1.0.md"},
        {"articles/Hello-1.0#A", "found _posts/2024-05-01-Hello-1.0.md, no anchor"},
        {"plain.html#x", "found plain.html"},
        {"plain.html#y", "found plain.html, no anchor"},
        {"home#m-ada", "found home.md"},
        {"home#top-bar", "found home.md"},
        {"home#nav", "found home.md"},
        {"home#gone", "found home.md, no anchor"},
        {"home#markdown-toc", "found home.md"},
        {"home#markdown-toc-gone", "found home.md"},
        {"digest#any", "found digest.md"},
        {"brief#any", "found brief.md, no anchor"},
        {"articles/img/a%20b.png#x", "found articles/img/a b.png"},
        {"README.html#gone", "found README.md"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&fixture, "index.md", cases[i][0], cases[i][1]);
    arena_free(&fixture.arena);
}

static void test_suggestions(void **state) {
    (void)state;
    Fixture fixture;
    open_site(&fixture, SITE);
    check_suggestion(&fixture, "/abuot", "/about");
    check_suggestion(&fixture, "{{ site.baseurl }}/artcles/", "/articles/");
    check_suggestion(&fixture, "{{ 'abuot' | relative_url }}", "about");
    check_suggestion(&fixture, "/articles/hello-1.0", "/articles/Hello-1.0");
    check_suggestion(&fixture, "/articles/Hello-2.0", "");
    check_suggestion(&fixture, "articles/hello-1.0", "articles/Hello-1.0");
    check_suggestion(&fixture, "articles/img/x", "");
    arena_free(&fixture.arena);
}

/* A theme adds files of its own, but no pages. */
static void test_themes(void **state) {
    (void)state;
    Fixture fixture;
    const File files[] = {{"_config.yml", "url: https://example.org\ntheme: minima\n"},
                          {"index.md", PAGE "{% include theirs.html %}{% include ours.html %}"},
                          {"plain.md", PAGE "{% include ours.html %}"},
                          {"_includes/ours.html", "<a id=ours>"},
                          {NULL, NULL}};
    open_site(&fixture, files);
    check(&fixture, "index.md", "#theirs", "found index.md");
    check(&fixture, "index.md", "plain.html#ours", "found plain.md");
    check(&fixture, "index.md", "plain.html#theirs", "found plain.md, no anchor");
    check(&fixture, "index.md", "/assets/main.css", "unknown");
    check(&fixture, "index.md", "/gone", "missing /gone");
    arena_free(&fixture.arena);
}

/* What may exist although it cannot be seen here is not reported as missing. */
static void test_unknown(void **state) {
    (void)state;
    static const File unknown[] = {
        {"_config.yml", "url: https://example.org\nplugins: [jekyll-archives]\n"},
        {"_config.yml", "url: https://example.org\npaginate: 5\n"},
        {"_config.yml", "url: [\n"},
        {"_config.yml", "url: https://example.org\npermalink: /:year/:week/:title\n"},
        {"_config.yml", "title: no host of its own\n"},
        {"_config.yml", "url: https://example.github.io\n"},
        {"Gemfile", "gem \"jekyll-own\"\n"},
        {"_plugins/own.rb", ""},
        {"netlify.toml", ""},
        {".nojekyll", ""},
        {"_toc.yml", ""},
        {".github/workflows/site.yml", "run: cp -r book _site/book"},
        {"_config.yml", "url: https://example.com\n"},
    };
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        Fixture fixture;
        bool config = strcmp(unknown[i].path, "_config.yml") == 0;
        const File files[] = {
            {"index.md", PAGE}, {"_posts/2024-05-01-hello.md", PAGE},
            unknown[i],         {config ? NULL : "_config.yml", "url: https://example.org\n"},
            {NULL, NULL},
        };
        open_site(&fixture, files);
        check(&fixture, "index.md", "/gone", "unknown");
        arena_free(&fixture.arena);
    }
}

/* A page whose front matter cannot be read is where it would be by its name, unless that says where
   it is; what it is made with is not known. */
static void test_broken_pages(void **state) {
    (void)state;
    static const char *const fronts[] = {
        "---\ntitle: A: b\n---\n# Here\n", "---\ntitle: A\n# Here\n",
        "---\ntitle: A: b\npermalink: /b\n---\n", "---\ntitle: 'A\ncategories: b\n---\n"};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        Fixture fixture;
        const File files[] = {{"_config.yml", "url: https://example.org\n"},
                              {"index.md", PAGE},
                              {"_posts/2024-05-01-hello.md", fronts[i]},
                              {NULL, NULL}};
        open_site(&fixture, files);
        check(&fixture, "index.md", "/gone", i < 2 ? "missing /gone" : "unknown");
        check(&fixture, "index.md", "/2024/05/01/hello.html#layout",
              "found _posts/2024-05-01-hello.md");
        arena_free(&fixture.arena);
    }
}

/* Only entries of collections are where their categories say. */
static void test_broken_entries(void **state) {
    (void)state;
    static const char *const paths[] = {"about.md", "_posts/2024-05-01-a.md", "_people/a.md"};
    static const char *const keys[] = {"category", "slug", "permalink"};
    for (size_t i = 0; i < sizeof paths / sizeof *paths * 3; i++) {
        Fixture fixture;
        char front[64];
        snprintf(front, sizeof front, "---\ntitle: A: b\n%s: c\n---\n", keys[i % 3]);
        const File files[] = {
            {"_config.yml", "url: https://example.org\ncollections: {people: {output: true}}\n"},
            {"index.md", PAGE},
            {paths[i / 3], front},
            {NULL, NULL}};
        open_site(&fixture, files);
        check(&fixture, "index.md", "/gone", i < 2 ? "missing /gone" : "unknown");
        arena_free(&fixture.arena);
    }
}

/* A link that is right between the sources is wrong only if this certainly is a site. */
static void test_doubts(void **state) {
    (void)state;
    static const char *const configs[] = {"title: x\n", "url: https://example.org\n"};
    static const char *const expected[] = {"unknown", "missing /about/logo.png"};
    for (size_t i = 0; i < sizeof configs / sizeof *configs; i++) {
        Fixture fixture;
        const File files[] = {{"_config.yml", configs[i]},
                              {"about.md", "---\npermalink: /about/\n---\n"},
                              {"based.md", "---\npermalink: /based/\n---\n<base href='/'>\n"},
                              {"page.md", PAGE},
                              {"logo.png", ""},
                              {"img/a.png", ""},
                              {NULL, NULL}};
        open_site(&fixture, files);
        check(&fixture, "about.md", "logo.png", expected[i]);
        check(&fixture, "about.md", "img", i ? "missing /about/img" : "unknown");
        check(&fixture, "about.md", "gone.png", "missing /about/gone.png");
        check(&fixture, "based.md", "gone.png", "unknown");
        /* Nobody knows which server it is: some serve a page with a "/" behind its name too. */
        check(&fixture, "about.md", "../page/", "found page.md");
        arena_free(&fixture.arena);
    }
}

static void test_places_of_sites(void **state) {
    (void)state;
    Fixture fixture;
    const File none[] = {{"index.md", PAGE}, {NULL, NULL}};
    open_site(&fixture, none);
    assert_null(fixture.site);
    arena_free(&fixture.arena);
    const File docs[] = {{"docs/_config.yml", "url: https://example.org"},
                         {"docs/index.md", PAGE},
                         {"docs-old/gone.html", ""},
                         {"index.md", PAGE},
                         {NULL, NULL}};
    open_site(&fixture, docs);
    check(&fixture, "docs/index.md", "/index.html", "found docs/index.md");
    check(&fixture, "docs/index.md", "/old/gone.html", "missing /old/gone.html");
    check(&fixture, "docs/index.md", "/docs/index.html", "missing /docs/index.html");
    check(&fixture, "index.md", "/index.html", "elsewhere");
    arena_free(&fixture.arena);
}

/* The bytes that links from a page take if none of them leads anywhere. */
static size_t memory_of_links(Fixture *fixture, const char *from) {
    size_t before = arena_total(&fixture->arena);
    for (size_t i = 0; i < 100000; i++) {
        JekyllTarget target;
        jekyll_resolve(fixture->site, str_from_c(from), STR("nothing"), &target);
        assert_int_equal(target.answer, JEKYLL_MISSING);
    }
    return arena_total(&fixture->arena) - before;
}

/* What a page is made with is not listed for each of its links. */
static void test_many_parts(void **state) {
    (void)state;
    enum { PARTS = 20 };
    static char paths[PARTS][sizeof "_includes/x"];
    static char page[sizeof PAGE + PARTS * sizeof "{% include x %}"] = PAGE;
    File files[PARTS + 4] = {
        {"_config.yml", "url: https://example.org"}, {"plain.md", PAGE}, {"full.md", page}};
    for (int i = 0; i < PARTS; i++) {
        (void)snprintf(paths[i], sizeof paths[i], "_includes/%c", 'a' + i);
        size_t length = strlen(page);
        (void)snprintf(page + length, sizeof page - length, "{%% include %c %%}", 'a' + i);
        files[3 + i] = (File){paths[i], ""};
    }
    Fixture fixture;
    open_site(&fixture, files);
    size_t plain = memory_of_links(&fixture, "plain.md");
    size_t full = memory_of_links(&fixture, "full.md");
    assert_true(full < plain + (size_t)6 * 1024 * 1024);
    arena_free(&fixture.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_paths),           cmocka_unit_test(test_places),
        cmocka_unit_test(test_liquid),          cmocka_unit_test(test_anchors),
        cmocka_unit_test(test_suggestions),     cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_broken_pages),    cmocka_unit_test(test_broken_entries),
        cmocka_unit_test(test_places_of_sites), cmocka_unit_test(test_doubts),
        cmocka_unit_test(test_many_parts),      cmocka_unit_test(test_themes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
