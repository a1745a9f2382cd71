/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Samples of Liquid: the tokens found, and what is left of a text when Liquid is masked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "document/liquid.h"

/* "NAME|CONTENT" of each token, a line each; the name of an output is empty. */
static void check_tokens(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_from_c(text);
    Liquid liquid = liquid_scan(&arena, bytes, span_between(0, bytes.len));
    StrBuf out;
    strbuf_init(&out, &arena);
    for (size_t i = 0; i < liquid.count; i++) {
        const LiquidToken *token = &liquid.tokens[i];
        Str content = str_slice(bytes, token->content.start, token->content.end);
        assert_true(span_contains(token->span, token->content));
        assert_true(i == 0 || liquid.tokens[i - 1].span.end <= token->span.start);
        strbuf_printf(&out, STR_FMT "|" STR_FMT "\n", STR_ARG(token->name), STR_ARG(content));
    }
    assert_string_equal(str_to_c(&arena, strbuf_str(&out)), expected);
    arena_free(&arena);
}

static void check_mask(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_from_c(text);
    Str masked = liquid_mask(&arena, bytes, span_between(0, bytes.len));
    char *shown = str_to_c(&arena, masked);
    for (char *c = strchr(shown, '\f'); c; c = strchr(c, '\f'))
        *c = '~';
    assert_string_equal(shown, expected);
    arena_free(&arena);
}

static void test_tokens(void **state) {
    (void)state;
    check_tokens("", "");
    check_tokens("a {{ b.c | d: \"e\" }} f", "|b.c | d: \"e\"\n");
    check_tokens("{%- for a in b -%}{%endfor%}", "for|a in b\nendfor|\n");
    check_tokens("{{}}{{-}}{{--}}{%%}{%-%}{%--%}", "|\n|\n|\n|\n|\n|\n");
    check_tokens("{{\na\n}}{%\nif\nb %}", "|a\nif|b\n");
    check_tokens("{ { a }} {% b", "");
    check_tokens("{{ a } {{ b }}", "|b\n");
    check_tokens("{{ a {% b %}", "b|\n");
    check_tokens("{", "");
    check_tokens("{{", "");
}

static void test_text(void **state) {
    (void)state;
    check_tokens("{% raw %}{{ a }}{% b %}{% {%-  endraw -%}{{ c }}", "raw|\nendraw|\n|c\n");
    check_tokens("{% raw %}{{ a }}", "raw|\n|a\n");
    check_tokens("{% comment %}{{ a }}{% comment %}{% endcomment %}{% b %}{% endcomment %}{{ c }}",
                 "comment|\nendcomment|\n|c\n");
    check_tokens("{% comment %}{% raw %}", "comment|\n");
}

static void test_mask(void **state) {
    (void)state;
    check_mask("[a]({{ b }}/c)", "[a](xxxxxxx/c)");
    check_mask("{% if a %}b{% endif %}", "~~~~~~~~~~b~~~~~~~~~~~");
    check_mask("[a]({% link b.md %})", "[a](xxxxxxxxxxxxxxx)");
    check_mask("{% comment %}<a>{% endcomment %}b", "~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~~b");
    check_mask("{% highlight c %}<a>{% endhighlight %}b",
               "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxb");
    check_mask("{% highlight c %}<a>", "xxxxxxxxxxxxxxxxx<a>");
    check_mask("{% raw %}{{ a }}{% endraw %}", "~~~~~~~~~{{ a }}~~~~~~~~~~~~");
}

/* The branch of each "#" of the text, as a letter: "A" is the text itself. */
static void check_branches(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_from_c(text);
    Liquid liquid = liquid_scan(&arena, bytes, span_between(0, bytes.len));
    StrBuf out;
    strbuf_init(&out, &arena);
    for (size_t i = 0; i < bytes.len; i++) {
        size_t branch = liquid_branch_at(&liquid, i);
        assert_true(branch < liquid.branch_count);
        if (text[i] == '#' && (i == 0 || text[i - 1] != '{'))
            strbuf_append_char(&out, (char)('A' + branch));
    }
    assert_string_equal(str_to_c(&arena, strbuf_str(&out)), expected);
    arena_free(&arena);
}

static void test_branches(void **state) {
    (void)state;
    check_branches("#", "A");
    check_branches("# {% if a %} # {% for b in c %} # {% endfor %} # {% endif %} #", "ABCBA");
    check_branches("{% if a %}#{% elsif b %}#{% else %}#{% endif %}#", "BCDA");
    check_branches("{% case a %}#{% when 1 %}#{% for b in c %}#{% endfor %}#{% endcase %}#",
                   "BCDCA");
    check_branches("{% if a %}#{% endfor %}#{% own %}#{% endown %}#", "BBBB");
    check_branches("# {{#if a}} # {{else}} # {{/if}} #", "ABCD");
    check_branches("{% if a %} # {{ end }} # {% endif %} #", "BCA");
    check_branches("{% else %} # {{ endless }} # {% endif %} #", "BBB");
}

static void test_expressions(void **state) {
    (void)state;
    Str rest = STR(" a | b: '|', \"c\" |d|");
    Str part;
    Str text;
    assert_true(liquid_next_part(&rest, &part) && str_equal(part, STR("a")));
    assert_true(liquid_next_part(&rest, &part) && str_equal(part, STR("b: '|', \"c\"")));
    assert_true(liquid_next_part(&rest, &part) && str_equal(part, STR("d")));
    assert_false(liquid_next_part(&rest, &part));
    assert_true(liquid_unquote(STR("'a \"b'"), &text) && str_equal(text, STR("a \"b")));
    assert_true(liquid_unquote(STR("\"\""), &text) && text.len == 0);
    assert_false(liquid_unquote(STR("'a' 'b'"), &text));
    assert_false(liquid_unquote(STR("'a\""), &text));
    assert_false(liquid_unquote(STR("'"), &text));
}

static void test_linear(void **state) {
    (void)state;
    static const char *const repeated[] = {"{{ ",       "{% ",         "{{}",           "{%raw%}",
                                           "{%raw%}{%", "{%comment%}", "{%highlight%}", "{",
                                           "{%endraw",  "{{}}"};
    enum { SIZE = 1 << 20 };
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        Arena arena;
        arena_init(&arena);
        StrBuf buf;
        strbuf_init(&buf, &arena);
        while (buf.len < SIZE)
            strbuf_append_c(&buf, repeated[i]);
        liquid_mask(&arena, strbuf_str(&buf), span_between(0, buf.len));
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),      cmocka_unit_test(test_text),
        cmocka_unit_test(test_mask),        cmocka_unit_test(test_branches),
        cmocka_unit_test(test_expressions), cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
