/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The URLs of pages, posts and other documents, by styles, defaults, names and days.
 */
#include "jekyll_site.h"

/* A post, a page and a document of a collection in a site with this line of configuration. */
static void check_style(const char *line, const char *post, const char *page,
                        const char *document) {
    Fixture fixture;
    char config[256];
    snprintf(config, sizeof config,
             "%s\nurl: https://example.org\ncollections: {x: {output: true}}", line);
    const File files[] = {
        {"_config.yml", config},
        {"index.md", PAGE},
        {"news/_posts/2024-05-01-hello.md", "---\ncategories: [Big, news]\nslug: Hi  there\n---\n"},
        {"a/page.md", PAGE},
        {"_x/b/Doc.md", PAGE},
        {NULL, NULL},
    };
    open_site(&fixture, files);
    check(&fixture, "index.md", post, "found news/_posts/2024-05-01-hello.md");
    check(&fixture, "index.md", page, "found a/page.md");
    check(&fixture, "index.md", document, "found _x/b/Doc.md");
    check(&fixture, "index.md", "{{ site.baseurl }}/gone", "missing /gone");
    arena_free(&fixture.arena);
}

/* What else is on the host of a site is unknown here. */
static void test_host(void **state) {
    (void)state;
    Fixture fixture;
    const File files[] = {{"_config.yml", "url: https://example.org\nbaseurl: /base\n"},
                          {"index.md", PAGE},
                          {NULL, NULL}};
    open_site(&fixture, files);
    check(&fixture, "index.md", "{{ site.url }}/other", "unknown");
    check(&fixture, "index.md", "{{ site.url }}", "unknown");
    check(&fixture, "index.md", "{{ 'gone' | prepend: site.url }}", "unknown");
    check(&fixture, "index.md", "{{ site.url }}/base/gone", "missing /gone");
    check(&fixture, "index.md", "{{ site.url }}{{ site.baseurl }}/gone", "missing /gone");
    check(&fixture, "index.md", "{{ '/gone' | absolute_url }}", "missing /gone");
    arena_free(&fixture.arena);
}

static void test_styles(void **state) {
    (void)state;
    check_style("", "/news/big/2024/05/01/Hi-there.html", "/a/page.html", "/x/b/Doc.html");
    check_style("permalink: date", "/news/big/2024/05/01/Hi-there", "/a/page", "/x/b/Doc");
    check_style("permalink: none", "/news/big/Hi-there.html", "/a/page.html", "/x/b/Doc.html");
    check_style("permalink: pretty", "/news/big/2024/05/01/Hi-there/", "/a/page/", "/x/b/Doc/");
    check_style("permalink: /:year/:i_month/:i_day/:slug/", "/2024/5/1/hi-there/", "/a/page/",
                "/x/b/Doc/");
    check_style("permalink: /blog/:short_year-:month-:day:output_ext", "/blog/24-05-01.html",
                "/a/page.html", "/x/b/Doc.html");
    check_style("defaults: [{scope: {path: a}, values: {permalink: ':basename/x'}}]",
                "/news/big/2024/05/01/Hi-there.html", "/page/x", "/x/b/Doc.html");
    check_style("defaults: [{scope: {path: a}, values: {permalink: '/:basename/x'}},\n"
                "{scope: {path: a, type: pages}, values: {layout: none}}]",
                "/news/big/2024/05/01/Hi-there.html", "/page/x", "/x/b/Doc.html");
    check_style("defaults: [{scope: {path: a/page.md}, values: {permalink: /x}}]",
                "/news/big/2024/05/01/Hi-there.html", "/x", "/x/b/Doc.html");
    check_style("baseurl: /base", "{{ site.url }}/base/news/big/2024/05/01/Hi-there.html",
                "{{ site.url }}{{ site.baseurl }}/a/page",
                "{{ '/base/x/b/Doc' | prepend: site.url }}");
    check_style("baseurl: /base", "{{ site.url | append: '/base/news/big/2024/05/01/Hi-there' }}",
                "{{ '/a/page' | prepend: site.baseurl | prepend: site.url }}",
                "{{ site.url | append: site.baseurl }}/x/b/Doc");
    check_style("baseurl: /base", "/base/news/big/2024/05/01/Hi-there.html",
                "{{ site.baseurl }}/a/page", "{{ '/x/b/Doc' | relative_url }}");
}

/* What Jekyll makes of names, folders, defaults and lists of files. */
static void test_names(void **state) {
    (void)state;
    Fixture fixture;
    const File files[] = {
        {"_config.yml",
         "url: https://example.org\ncollections_dir: parts\n"
         "kramdown: {transliterated_header_ids: true}\n"
         "collections: {x: {output: true, permalink: '/y/:path/'}, z: {output: "
         "yes}, w: {output: no}}\n"
         "include: [docs, .well-known, old/c.html]\nexclude: [docs, docs/b.html, old]\n"
         "defaults: [{scope: {type: post}, values: {categories: [all]}},\n"
         "{scope: {path: parts/_z}, values: {permalink: '/zet/:slug'}},\n"
         "{scope: {path: _z/own, type: z}, values: {permalink: '/own/:slug'}}]\n"},
        {"index.md", PAGE},
        {"docs/a.html", ""},
        {"docs/b.html", ""},
        {"old/c.html", ""},
        {".well-known/x.txt", ""},
        {"parts/_posts/2024-05-01-What’s—new.md", "---\ncategory: One two\n---\n"},
        {"parts/news/_posts/2024-05-02-b.md", "---\ncategory: Straße\ncategories: c d\n---\n"},
        {"parts/_x/a/logo.png", ""},
        {"parts/_z/a_Größe.md", PAGE},
        {"parts/_z/own/a.md", PAGE "# Ünder\n"},
        {"parts/_w/a.md", PAGE},
        {NULL, NULL},
    };
    open_site(&fixture, files);
    static const char *const cases[][2] = {
        {"/docs/a.html", "found docs/a.html"},
        {"/docs/b.html", "missing /docs/b.html"},
        {"/old/c.html", "found old/c.html"},
        {"/.well-known/x.txt", "found .well-known/x.txt"},
        {"/all/one two/2024/05/01/What-s-new.html", "found parts/_posts/2024-05-01-What’s—new.md"},
        {"/parts/all/one two/2024/05/01/What-s-new.html",
         "missing /parts/all/one two/2024/05/01/What-s-new.html"},
        {"/news/all/c/d/straße/2024/05/02/b.html", "found parts/news/_posts/2024-05-02-b.md"},
        {"/y/a/logo.png", "found parts/_x/a/logo.png"},
        {"/zet/a-größe", "found parts/_z/a_Größe.md"},
        {"/own/a#under", "found parts/_z/own/a.md"},
        {"/w/a", "missing /w/a"},
        {"{% link _z/own/a.md %}", "found parts/_z/own/a.md"},
        {"{% link _z/gone.md %}", "missing _z/gone.md"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check(&fixture, "index.md", cases[i][0], cases[i][1]);
    arena_free(&fixture.arena);
}

/* A time may fall on another day where the site is built. */
static void test_days(void **state) {
    (void)state;
    Fixture fixture;
    const File files[] = {
        {"_config.yml", "url: https://example.org\npermalink: /:year/:month/:day/:title\n"},
        {"index.md", PAGE},
        {"_posts/2024-05-31-late.md", "---\ndate: 2024-05-31 23:30:00 -0500\n---\n"},
        {"_posts/2024-12-31-day.md", "---\ndate: 2025-01-01\n---\n"},
        {NULL, NULL},
    };
    open_site(&fixture, files);
    check(&fixture, "index.md", "/2024/05/30/late", "found _posts/2024-05-31-late.md");
    check(&fixture, "index.md", "/2024/05/31/late", "found _posts/2024-05-31-late.md");
    check(&fixture, "index.md", "/2024/06/01/late", "found _posts/2024-05-31-late.md");
    check(&fixture, "index.md", "/2024/06/02/late", "missing /2024/06/02/late");
    check(&fixture, "index.md", "/2025/01/01/day", "found _posts/2024-12-31-day.md");
    check(&fixture, "index.md", "/2024/12/31/day", "missing /2024/12/31/day");
    arena_free(&fixture.arena);
}

/* A document without a date has the day on which the site is built. */
static void test_no_day(void **state) {
    (void)state;
    Fixture fixture;
    const File files[] = {
        {"_config.yml", "url: https://example.org\n"
                        "collections: {x: {output: true, permalink: '/x/:year/:title/'}}\n"},
        {"index.md", PAGE},
        {"_x/a.md", PAGE},
        {NULL, NULL},
    };
    open_site(&fixture, files);
    check(&fixture, "index.md", "/x/2024/a/", "unknown");
    arena_free(&fixture.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles), cmocka_unit_test(test_host),   cmocka_unit_test(test_names),
        cmocka_unit_test(test_days),   cmocka_unit_test(test_no_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
