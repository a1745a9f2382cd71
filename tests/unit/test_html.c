/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Samples of HTML, in pages and in Markdown: the attributes found, each span shown as the bytes
 * that it slices to.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/html.h"
#include "document/liquid.h"

/* "a href |href="x"|x| x", a line each; Liquid is told behind it. */
static Str describe(Arena *arena, const Source *source, const Html *html) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < html->count; i++) {
        const HtmlAttribute *it = &html->attributes[i];
        Str tag = source_slice(source, it->tag);
        assert_true(str_starts_with(tag, STR("<")) && str_ends_with(tag, STR(">")));
        assert_true(span_contains(it->tag, it->span) && span_contains(it->span, it->value));
        strbuf_printf(&out, STR_FMT " " STR_FMT " |" STR_FMT "|" STR_FMT "| " STR_FMT "%s\n",
                      STR_ARG(it->element), STR_ARG(it->name),
                      STR_ARG(source_slice(source, it->span)),
                      STR_ARG(source_slice(source, it->value)), STR_ARG(it->text),
                      it->liquid ? " (Liquid)" : "");
    }
    return strbuf_str(&out);
}

static void check_page(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_copy(&arena, str_from_c(text));
    Source *source = source_new(&arena, STR("r"), STR(""), STR("a.html"), bytes);
    Span all = span_between(0, bytes.len);
    const Html *html = html_parse(&arena, source, liquid_mask(&arena, bytes, all), all);
    assert_string_equal(str_to_c(&arena, describe(&arena, source, html)), expected);
    arena_free(&arena);
}

static void check_markdown(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_from_c(text);
    Source *source = source_new(&arena, STR("r"), STR(""), STR("a.md"), bytes);
    Span all = span_between(0, bytes.len);
    Str masked = liquid_mask(&arena, bytes, all);
    const Markdown *markdown = markdown_parse(&arena, source, masked, all);
    const Html *html = html_of_markdown(&arena, source, markdown);
    assert_string_equal(str_to_c(&arena, describe(&arena, source, html)), expected);
    arena_free(&arena);
}

static void test_quotes(void **state) {
    (void)state;
    check_page("<a href=\"x\">", "a href |href=\"x\"|x| x\n");
    check_page("<a href='x y'>", "a href |href='x y'|x y| x y\n");
    check_page("<a href=x/>", "a href |href=x/|x/| x/\n");
    check_page("<A HREF = x\n>", "a href |HREF = x|x| x\n");
    check_page("<img alt src=\"a>b\"/>", "img src |src=\"a>b\"|a>b| a>b\n");
    check_page("<a/id='1'name=2>", "a id |id='1'|1| 1\na name |name=2|2| 2\n");
    check_page("<a href=\"\" id= name>", "a id |id= name|name| name\n");
    check_page("<a data-id=1 title='href=x'>", "");
}

static void test_references(void **state) {
    (void)state;
    check_page("<a href='?a=1&amp;b=&#50;'>",
               "a href |href='?a=1&amp;b=&#50;'|?a=1&amp;b=&#50;| ?a=1&b=2\n");
    check_page("<a href='?a=1&copy=2'>", "a href |href='?a=1&copy=2'|?a=1&copy=2| ?a=1&copy=2\n");
}

/* In browsers the first one counts, even if it is empty. */
static void test_twice_in_one_tag(void **state) {
    (void)state;
    check_page("<p id=a ID=b>", "p id |id=a|a| a\n");
    check_page("<p id='' id=b>", "");
    check_page("<p {% if x %}id=a{% else %}id=b{% endif %}>", "p id |id=a|a| a\np id |id=b|b| b\n");
}

static void test_no_tags(void **state) {
    (void)state;
    check_page("a < b id=x> </a id=x> <a id=x", "");
    check_page("<!-- <a id=x> --><!--><a id=1><!---><a id=2><!-- -- --!><a id=3>",
               "a id |id=1|1| 1\na id |id=2|2| 2\na id |id=3|3| 3\n");
    check_page("<!doctype id=x><?x id=x?></ id=x><![CDATA[<a id=x>]]><a id=1>",
               "a id |id=1|1| 1\n");
    check_page("<!-- <a id=x>", "");
    check_page("<script src=s>'<a id=x>'</scripts></script ><a id=1>",
               "script src |src=s|s| s\na id |id=1|1| 1\n");
    check_page("<style><a id=x>", "");
    check_page("<a href=\"x><b id=1>", "");
}

static void test_liquid(void **state) {
    (void)state;
    check_page("<a href=\"{{ site.baseurl }}/x\">",
               "a href |href=\"{{ site.baseurl }}/x\"|{{ site.baseurl }}/x| "
               "{{ site.baseurl }}/x (Liquid)\n");
    check_page("<a href=\"{{ \"/x\" | relative_url }}\" id=y>",
               "a href |href=\"{{ \"/x\" | relative_url }}\"|{{ \"/x\" | relative_url }}| "
               "{{ \"/x\" | relative_url }} (Liquid)\na id |id=y|y| y\n");
    check_page("<a {% if a > b %}id=x{% endif %}>", "a id |id=x|x| x\n");
    check_page("{% comment %}<a id=x>{% endcomment %}<a id=y>", "a id |id=y|y| y\n");
    check_page("{% raw %}<a id='{{x}}'>{% endraw %}", "a id |id='{{x}}'|{{x}}| {{x}}\n");
}

static void test_markdown(void **state) {
    (void)state;
    check_markdown("Text <a name=x></a> `<a name=y>`\n\n    <a name=z>\n", "a name |name=x|x| x\n");
    check_markdown("> <div\n> id='a\n> b'>\n", "div id |id='a\n> b'|a\n> b| a\nb\n");
    check_markdown("* x <a\n  id=y\n  name=z> w\n", "a id |id=y|y| y\na name |name=z|z| z\n");
    check_markdown("<div id=a>\r\n<p\r\n\tid=b>\r\n", "div id |id=a|a| a\np id |id=b|b| b\n");
    check_markdown("| a |\n|---|\n| <a id='x\\|y'> |\n", "a id |id='x\\|y'|x\\|y| x|y\n");
    check_markdown("<div><!--\n<p id=x>\n\n<p id=y>\n\n-->\n\n<p id=z>\n", "");
    check_markdown("<div><!--\n<p id=x>\n\n<p id=y>\n\n<div>-->\n\n<p id=z>\n",
                   "p id |id=z|z| z\n");
    check_markdown("<div {% if x %} id=\"{{ y }}\" {% endif %}>\n\n{% if x %}<a id=z>\n",
                   "div id |id=\"{{ y }}\"|{{ y }}| {{ y }} (Liquid)\na id |id=z|z| z\n");
}

/* Each of these takes forever if a step looks at everything that follows. */
static void test_linear(void **state) {
    (void)state;
    static const char *const repeated[] = {"<a id=x id=x ", "<!-- ", "<a ", "<![CDATA[", "</",
                                           "<script>",      "{{ ",   "{% ", "<a id='",   "id=x "};
    enum { SIZE = 1 << 20 };
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        Arena arena;
        arena_init(&arena);
        StrBuf buf;
        strbuf_init(&buf, &arena);
        strbuf_append_c(&buf, i + 1 == sizeof repeated / sizeof *repeated ? "<a " : "");
        while (buf.len < SIZE)
            strbuf_append_c(&buf, repeated[i]);
        strbuf_append_c(&buf, ">");
        Str bytes = strbuf_str(&buf);
        Source *source = source_new(&arena, STR("r"), STR(""), STR("a.html"), bytes);
        Span all = span_between(0, bytes.len);
        html_parse(&arena, source, liquid_mask(&arena, bytes, all), all);
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quotes),           cmocka_unit_test(test_references),
        cmocka_unit_test(test_twice_in_one_tag), cmocka_unit_test(test_no_tags),
        cmocka_unit_test(test_liquid),           cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
