/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Markdown samples: what is found, each span shown as the bytes that it slices to.
 *
 * A document is described line by line, "heading", "item", "row" and "link" in this order, and
 * compared as a whole; line breaks inside a span are shown as \n and \r.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "document/liquid.h"
#include "document/markdown.h"

typedef struct Fixture {
    Arena arena;
    Source *source;
    StrBuf out;
} Fixture;

static void put(Fixture *fixture, const char *before, Str text) {
    strbuf_append_c(&fixture->out, before);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n')
            strbuf_append_c(&fixture->out, "\\n");
        else if (text.ptr[i] == '\r')
            strbuf_append_c(&fixture->out, "\\r");
        else
            strbuf_append_char(&fixture->out, text.ptr[i]);
    }
}

static void put_span(Fixture *fixture, const char *before, Span span) {
    assert_true(span.start <= span.end);
    assert_true(span.end <= fixture->source->bytes.len);
    put(fixture, before, source_slice(fixture->source, span));
}

static void put_headings(Fixture *fixture, const Markdown *markdown) {
    for (size_t i = 0; i < markdown->heading_count; i++) {
        MarkdownHeading heading = markdown->headings[i];
        strbuf_printf(&fixture->out, "heading %d%s", heading.level, heading.top ? "" : " inside");
        put_span(fixture, " |", heading.span);
        put_span(fixture, "|", heading.content);
        put(fixture, "| ", heading.text);
        strbuf_append_c(&fixture->out, "\n");
    }
}

/* A first paragraph as rendered. */
static Str item_text(const Markdown *markdown, size_t item) {
    for (size_t i = 0; i < markdown->paragraph_count; i++)
        if (markdown->paragraphs[i].item == item)
            return markdown->paragraphs[i].text;
    return STR("");
}

static void put_items(Fixture *fixture, const Markdown *markdown) {
    for (size_t i = 0; i < markdown->item_count; i++) {
        MarkdownItem item = markdown->items[i];
        strbuf_printf(&fixture->out, "item %d", item.depth);
        if (item.parent != MARKDOWN_NONE)
            strbuf_printf(&fixture->out, " of %d", (int)item.parent);
        strbuf_append_c(&fixture->out, item.top ? "" : " inside");
        put_span(fixture, " |", item.span);
        put_span(fixture, "|", item.marker);
        put_span(fixture, "|", item.content);
        put(fixture, "| ", item_text(markdown, i));
        strbuf_append_c(&fixture->out, "\n");
    }
}

static void put_rows(Fixture *fixture, const Markdown *markdown) {
    for (size_t i = 0; i < markdown->row_count; i++) {
        MarkdownRow row = markdown->rows[i];
        strbuf_append_c(&fixture->out, row.header ? "row header" : "row");
        put_span(fixture, " <", row.span);
        strbuf_append_c(&fixture->out, ">");
        for (size_t cell = 0; cell < row.count; cell++) {
            put_span(fixture, " <", row.cells[cell].content);
            put(fixture, ">", row.cells[cell].text);
        }
        strbuf_append_c(&fixture->out, "\n");
    }
}

static void put_links(Fixture *fixture, const Markdown *markdown) {
    static const char *const kinds[] = {
        [MARKDOWN_LINK_INLINE] = "inline",
        [MARKDOWN_LINK_REFERENCE] = "reference",
        [MARKDOWN_LINK_AUTOLINK] = "auto",
    };
    for (size_t i = 0; i < markdown->link_count; i++) {
        MarkdownLink link = markdown->links[i];
        strbuf_printf(&fixture->out, "%s %s", link.image ? "image" : "link", kinds[link.kind]);
        if (link.item != MARKDOWN_NONE)
            strbuf_printf(&fixture->out, " in %d", (int)link.item);
        put_span(fixture, " ", link.span);
        put_span(fixture, " content ", link.content);
        put_span(fixture, " url ", link.url);
        put(fixture, " target ", link.target);
        put(fixture, " text ", link.text);
        strbuf_append_c(&fixture->out, "\n");
    }
}

static void check_masked(Str bytes, Str masked, size_t start, const char *expected) {
    Fixture fixture;
    arena_init(&fixture.arena);
    fixture.source = source_new(&fixture.arena, STR("r"), STR(""), STR("a.md"), bytes);
    strbuf_init(&fixture.out, &fixture.arena);
    const Markdown *markdown =
        markdown_parse(&fixture.arena, fixture.source, masked, span_between(start, bytes.len));
    put_headings(&fixture, markdown);
    put_items(&fixture, markdown);
    put_rows(&fixture, markdown);
    put_links(&fixture, markdown);
    assert_string_equal(str_to_c(&fixture.arena, strbuf_str(&fixture.out)), expected);
    arena_free(&fixture.arena);
}

static void check_part(Str bytes, size_t start, const char *expected) {
    check_masked(bytes, bytes, start, expected);
}

static void check(const char *bytes, const char *expected) {
    check_part(str_from_c(bytes), 0, expected);
}

static void check_liquid(const char *text, const char *expected) {
    Arena arena;
    arena_init(&arena);
    Str bytes = str_from_c(text);
    check_masked(bytes, liquid_mask(&arena, bytes, span_between(0, bytes.len)), 0, expected);
    arena_free(&arena);
}

static void test_empty(void **state) {
    (void)state;
    check("", "");
    check("\n\n", "");
    check("\xEF\xBB\xBF", "");
    check("just text\n", "");
}

static void test_headings(void **state) {
    (void)state;
    check("# One *two* ##\n\n  ###\tThree &amp; \\#\n#\n##  ##\n#no\n",
          "heading 1 |# One *two* ##|One *two*| One two\n"
          "heading 3 |  ###\tThree &amp; \\#|Three &amp; \\#| Three & #\n"
          "heading 1 |#|| \n"
          "heading 2 |##  ##|| \n");
    check("Foo\nbar  \n===\n\n> Quoted\n> ---\n> x\n\n- # In\n- S\n  -\n",
          "heading 1 |Foo\\nbar  \\n===|Foo\\nbar| Foo bar\n"
          "heading 2 inside |Quoted\\n> ---|Quoted| Quoted\n"
          "heading 1 inside |# In|In| In\n"
          "heading 2 inside |S\\n  -|S| S\n"
          "item 1 |- # In|-|| \n"
          "item 1 |- S\\n  -|-|| \n");
    check("[a]: /b\n[c]: /d\nText [a]\n---\n---\n",
          "heading 2 |Text [a]\\n---|Text [a]| Text a\n"
          "link reference [a] content a url /b target /b text a\n");
}

static void test_line_ends(void **state) {
    (void)state;
    check("\xEF\xBB\xBF# A\r\n\r\n* b\r\n  c [d](e)\r\n",
          "heading 1 |# A|A| A\n"
          "item 1 |* b\\r\\n  c [d](e)|*|b\\r\\n  c [d](e)| b c d\n"
          "link inline in 0 [d](e) content d url e target e text d\n");
    check("A\r=\r\r| a |\r|---|\r| b |\r\r[x][y]\r\r[y]: z",
          "heading 1 |A\\r=|A| A\n"
          "row header <| a |> <a>a\n"
          "row <| b |> <b>b\n"
          "link reference [x][y] content x url z target z text x\n");
    check_part(STR("---\n[a](b)\n---\n\xEF\xBB\xBF[c](d)"), 15,
               "link inline [c](d) content c url d target d text c\n");
}

static void test_items(void **state) {
    (void)state;
    check("* one\n  two\n\n  second\n  * nested\n\n      code\n\n* [x] done **it**\n*\n"
          "12) other\n\n\ntext\n\n-\tlast\n",
          "item 1 |* one\\n  two\\n\\n  second\\n  * nested\\n\\n      code|*|one\\n  two| "
          "one two\n"
          "item 2 of 0 |* nested\\n\\n      code|*|nested| nested\n"
          "item 1 |* [x] done **it**|*|done **it**| done it\n"
          "item 1 |*|*|| \n"
          "item 1 |12) other|12)|other| other\n"
          "item 1 |-\tlast|-|last| last\n");
    check("- - a\n  - b\n- > 1. q\nlazy\n\n  ~~~\n  x\n\n  ~~~\n- ```\n  y\n\n",
          "item 1 |- - a\\n  - b|-|| \n"
          "item 2 of 0 |- a|-|a| a\n"
          "item 2 of 0 |- b|-|b| b\n"
          "item 1 |- > 1. q\\nlazy\\n\\n  ~~~\\n  x\\n\\n  ~~~|-|| \n"
          "item 2 of 3 inside |1. q\\nlazy|1.|q\\nlazy| q lazy\n"
          "item 1 |- ```\\n  y|-|| \n");
    check("-     code\n- [a]: b\n  text\n- <b>x</b>\n- <div>\n  z\n",
          "item 1 |-     code|-|| \n"
          "item 1 |- [a]: b\\n  text|-|text| text\n"
          "item 1 |- <b>x</b>|-|<b>x</b>| x\n"
          "item 1 |- <div>\\n  z|-|| \n");
}

static void test_tables(void **state) {
    (void)state;
    check("| a | b |\n|---|:-:|\n| `c\\|d` | [x](y\\|z) |\n|   |e\n f | g | h |  \n",
          "row header <| a | b |> <a>a <b>b\n"
          "row <| `c\\|d` | [x](y\\|z) |> <`c\\|d`>c|d <[x](y\\|z)>x\n"
          "row <|   |e> <> <e>e\n"
          "row <f | g | h |  > <f>f <g>g\n"
          "link inline [x](y\\|z) content x url y\\|z target y|z text x\n");
    /* No quotation, though it looks like one: where the cells are is not known. */
    check("a | b\n--|--\n\f> | >c\n", "row header <a | b> <a>a <b>b\n"
                                      "row <| >c> <| >c>\f> <| >c>>c\n");
    check("Before [p](q) \\|\nand\na|b\n-|-\nc\n\n- | h |\n  |---|\n  | i |\n\n"
          "> j | k\n>-|-\n>   l | m\n",
          "item 1 |- | h |\\n  |---|\\n  | i ||-|| \n"
          "row header <a|b> <a>a <b>b\n"
          "row <c> <c>c <>\n"
          "row header <| h |> <h>h\n"
          "row <| i |> <i>i\n"
          "row header <j | k> <j>j <k>k\n"
          "row <l | m> <l>l <m>m\n"
          "link inline [p](q) content p url q target q text p\n");
}

static void test_inline_links(void **state) {
    (void)state;
    check("[a](b) [c *d*]( <e f>  'g') [h]() [i](j(k)\\)&amp;) [l](\n  m \"n\" )\n",
          "link inline [a](b) content a url b target b text a\n"
          "link inline [c *d*]( <e f>  'g') content c *d* url e f target e f text c d\n"
          "link inline [h]() content h url  target  text h\n"
          "link inline [i](j(k)\\)&amp;) content i url j(k)\\)&amp; target j(k))& text i\n"
          "link inline [l](\\n  m \"n\" ) content l url m target m text l\n");
    check("`[no](x)` \\[no](y) <b c=\"[no](z)\"> [![i](j) **`k]`**](l)\n\n    [no](code)\n",
          "link inline [![i](j) **`k]`**](l) content ![i](j) **`k]`** url l target l text i k]\n"
          "image inline ![i](j) content i url j target j text i\n");
    check("> - a [b\n>   c](d)\n> lazy ~~[e](f)~~\\\nx [g](h)\n",
          "item 1 inside |- a [b\\n>   c](d)\\n> lazy ~~[e](f)~~\\\\nx [g](h)|-|"
          "a [b\\n>   c](d)\\n> lazy ~~[e](f)~~\\\\nx [g](h)| a b c lazy e x g\n"
          "link inline in 0 [b\\n>   c](d) content b\\n>   c url d target d text b c\n"
          "link inline in 0 [e](f) content e url f target f text e\n"
          "link inline in 0 [g](h) content g url h target h text g\n");
}

static void test_references(void **state) {
    (void)state;
    check("[a] [b][A] [c][] ![d][ long   LABEL ] [e][none] [f](not closed\n\n"
          "[a]: </u v> 'title'\n> [C]:\n> /w&auml;\n\n- [long label]: x\\_y\n[a]: /second\n"
          "    [f]: /g\n\n[f]: /h",
          "item 1 |-|-|| \n"
          "link reference [a] content a url /u v target /u v text a\n"
          "link reference [b][A] content b url /u v target /u v text b\n"
          "link reference [c][] content c url /w&auml; target /wä text c\n"
          "image reference ![d][ long   LABEL ] content d url x\\_y target x_y text d\n"
          "link reference [f] content f url /g target /g text f\n");
    check("```\n[a]: /code\n```\n[a]\n\n[a]: /text\n",
          "link reference [a] content a url /text target /text text a\n");
}

static void test_autolinks(void **state) {
    (void)state;
    check("<https://a.b/c?d=e&amp;f>\n<g@h.org> www.i.org. https://j.org/k_l_(m)) (n_o@p.org)\n",
          "link auto <https://a.b/c?d=e&amp;f> content <https://a.b/c?d=e&amp;f> "
          "url https://a.b/c?d=e&amp;f target https://a.b/c?d=e&f text https://a.b/c?d=e&f\n"
          "link auto <g@h.org> content <g@h.org> url g@h.org target mailto:g@h.org text g@h.org\n"
          "link auto www.i.org content www.i.org url www.i.org target http://www.i.org "
          "text www.i.org\n"
          "link auto https://j.org/k_l_(m) content https://j.org/k_l_(m) "
          "url https://j.org/k_l_(m) target https://j.org/k_l_(m) text https://j.org/k_l_(m)\n"
          "link auto n_o@p.org content n_o@p.org url n_o@p.org target mailto:n_o@p.org "
          "text n_o@p.org\n");
}

static void test_liquid(void **state) {
    (void)state;
    check_liquid("[a {{ b }}]({{ site.x }}/c) [d][e]\n\n[e]: {{ '/f' | relative_url }}\n",
                 "link inline [a {{ b }}]({{ site.x }}/c) content a {{ b }} url {{ site.x }}/c"
                 " target {{ site.x }}/c text a {{ b }}\n"
                 "link reference [d][e] content d url {{ '/f' | relative_url }}"
                 " target {{ '/f' | relative_url }} text d\n");
    check_liquid("[a]({% include b %}/c 't')\n",
                 "link inline [a]({% include b %}/c 't') content a url {% include b %}/c"
                 " target {% include b %}/c text a\n");
    check_liquid(
        "[a]({% if x %}/b{% else %}/c{% endif %}) [d](e)\n",
        "link inline [a]({% if x %}/b{% else %}/c{% endif %}) content a"
        " url {% if x %}/b{% else %}/c{% endif %} target {% if x %}/b{% else %}/c{% endif %}"
        " text a\n"
        "link inline [d](e) content d url e target e text d\n");
    check_liquid("{% if a %}\n# {{ b * c }} *d* &amp;\n",
                 "heading 1 |# {{ b * c }} *d* &amp;|{{ b * c }} *d* &amp;| {{ b * c }} d &\n");
}

static void test_footnotes(void **state) {
    (void)state;
    check("a[^1] [b](c) [^none]\n\n[^1]: - [d](e)\n\n- [f](g)[^1]\n",
          "item 1 inside |- [d](e)|-|[d](e)| d\n"
          "item 1 |- [f](g)[^1]|-|[f](g)[^1]| f\n"
          "link inline [b](c) content b url c target c text b\n"
          "link inline in 0 [d](e) content d url e target e text d\n"
          "link inline in 1 [f](g) content f url g target g text f\n");
}

static void test_paragraphs(void **state) {
    (void)state;
    Arena arena;
    arena_init(&arena);
    Str bytes =
        STR("# A\nOne *two*\nthree  \n\n* four\n\n  five\n  > six\n\n| a |\n|---|\n\n    no\n");
    Source *source = source_new(&arena, STR("r"), STR(""), STR("a.md"), bytes);
    const Markdown *markdown = markdown_parse(&arena, source, bytes, span_between(0, bytes.len));
    static const struct {
        const char *written, *text;
        size_t item;
    } expected[] = {
        {"One *two*\nthree", "One two three", MARKDOWN_NONE},
        {"four", "four", 0},
        {"five", "five", MARKDOWN_NONE},
        {"six", "six", MARKDOWN_NONE},
    };
    assert_int_equal(markdown->paragraph_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < markdown->paragraph_count; i++) {
        const MarkdownParagraph *paragraph = &markdown->paragraphs[i];
        Str written = source_slice(source, paragraph->span);
        assert_string_equal(str_to_c(&arena, written), expected[i].written);
        assert_string_equal(str_to_c(&arena, paragraph->text), expected[i].text);
        assert_int_equal(paragraph->item, expected[i].item);
    }
    arena_free(&arena);
}

static void test_section(void **state) {
    (void)state;
    Arena arena;
    arena_init(&arena);
    Str bytes = STR("# A\na\n## B\nb\n> # Q\n\n### C\n## D\nd\n");
    Source *source = source_new(&arena, STR("r"), STR(""), STR("a.md"), bytes);
    const Markdown *markdown = markdown_parse(&arena, source, bytes, span_between(0, bytes.len));
    static const char *const expected[] = {
        "\na\n## B\nb\n> # Q\n\n### C\n## D\nd\n",
        "\nb\n> # Q\n\n### C\n",
        "\n\n### C\n## D\nd\n",
        "\n",
        "\nd\n",
    };
    assert_int_equal(markdown->heading_count, sizeof expected / sizeof *expected);
    for (size_t i = 0; i < markdown->heading_count; i++) {
        Str section = source_slice(source, markdown_section(markdown, i, bytes.len));
        assert_string_equal(str_to_c(&arena, section), expected[i]);
    }
    Span cut = markdown_section(markdown, 1, 12);
    assert_int_equal(cut.end, 12);
    arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),      cmocka_unit_test(test_headings),
        cmocka_unit_test(test_line_ends),  cmocka_unit_test(test_items),
        cmocka_unit_test(test_tables),     cmocka_unit_test(test_inline_links),
        cmocka_unit_test(test_references), cmocka_unit_test(test_autolinks),
        cmocka_unit_test(test_liquid),     cmocka_unit_test(test_footnotes),
        cmocka_unit_test(test_section),    cmocka_unit_test(test_paragraphs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
