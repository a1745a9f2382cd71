/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Samples of comments of MDX and of formulas: what is left of a text when they are masked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/markdown_mask.h"

/* Form feeds are shown as "~". */
static void check_mask(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_from_c(text);
    Str masked = markdown_mask(&arena, bytes, span_between(0, bytes.len));
    char *shown = str_to_c(&arena, masked);
    for (char *at = shown; *at; at++)
        *at = *at == '\f' ? '~' : *at;
    assert_string_equal(shown, expected);
    arena_free(&arena);
}

static void check_same(const char *text) {
    check_mask(text, text);
}

static void test_comments(void **state) {
    (void)state;
    check_mask("a {/* [b](c.md) */} d", "a ~~~~~~~~~~~~~~~~~ d");
    check_mask("{/*\n\n*/}{/**/}e", "~~~~~~~~~~~~~~e");
    check_same("{/* not closed");
    check_same("{/*/}");
    check_same("`{/*` begins one, `*/}` ends it");
    check_same("```\n{/* begins\n```\n[a](b.md)\n```\n*/}\n```\n");
}

static void test_formulas(void **state) {
    (void)state;
    check_mask("$E[X](t)$", "$E[Xx(t)$");
    check_mask("$$[a_i](b_i)\n[c](d)$$ [e](f)", "$$[a_ix(b_i)\n[cx(d)$$ [e](f)");
}

static void test_no_formulas(void **state) {
    (void)state;
    check_same("$[a](b.md)$, $$[c](https://example.org)$$, $[d](#e)$");
    check_same("It costs $5 [a](b) or $6.");
    check_same("in US$ [a](b), or in C$");
    check_same("$HOME/[a](b)/$USER");
    check_same("$[a\n](b)$");
    check_same("$$[a](b)\n\n$$");
    check_same("`$$` [a](b) `$$`");
    check_same("$[a](b$ c)");
    check_same("[a](b)$");
    check_same("[a](b)$$");
    check_same("[a](b)$$\n");
}

/* Takes too long if any part of the text is scanned again and again. */
static void test_linear(void **state) {
    (void)state;
    enum { SIZE = 1 << 20 };
    static const char *const repeated[] = {"{/*", "{/*`*/}", "$a](b", "$$a](b)", "$](", "*/}$ "};
    for (size_t i = 0; i < sizeof repeated / sizeof *repeated; i++) {
        Arena arena;
        arena_init(&arena);
        StrBuf buf;
        strbuf_init(&buf, &arena);
        while (buf.len < SIZE)
            strbuf_append_c(&buf, repeated[i]);
        markdown_mask(&arena, strbuf_str(&buf), span_between(0, buf.len));
        arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_formulas),
        cmocka_unit_test(test_no_formulas),
        cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
