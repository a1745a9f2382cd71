/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What must hold of every Markdown document: spans inside spans, order, and that each one is what
 * it claims. Checked over documents made of scraps of syntax, over huge and deeply nested ones,
 * and, where GOVLINT_SHARED names a folder with corpus/unpack in it, over real repositories.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "document/markdown.h"

/* Of all documents of a test. */
typedef struct Tally {
    size_t documents;
    size_t links;
    size_t lost;      /* links that were not found exactly */
    size_t undefined; /* references whose definition was not found */
} Tally;

static bool is_inside(Span outer, Span inner) {
    return outer.start <= inner.start && inner.start <= inner.end && inner.end <= outer.end;
}

static bool is_same(Span a, Span b) {
    return a.start == b.start && a.end == b.end;
}

static void check_headings(const Source *source, const Markdown *markdown, Span all) {
    for (size_t i = 0; i < markdown->heading_count; i++) {
        const MarkdownHeading *heading = &markdown->headings[i];
        assert_true(is_inside(all, heading->span));
        assert_true(is_inside(heading->span, heading->content));
        assert_in_range(heading->level, 1, 6);
        assert_true(i == 0 || heading[-1].span.end <= heading->span.start);
        Str content = source_slice(source, heading->content);
        bool plain = true;
        for (size_t at = 0; at < content.len; at++)
            plain = plain && !strchr("\\`*_~[]<&\r\n", content.ptr[at]);
        assert_true(!plain || str_equal(content, heading->text));
    }
}

static void check_items(const Source *source, const Markdown *markdown, Span all) {
    for (size_t i = 0; i < markdown->item_count; i++) {
        const MarkdownItem *item = &markdown->items[i];
        assert_true(is_inside(all, item->span));
        assert_true(is_inside(item->span, item->marker));
        assert_true(is_inside(item->span, item->content));
        assert_true(item->marker.start == item->span.start);
        assert_true(item->marker.end <= item->content.start);
        Str marker = source_slice(source, item->marker);
        assert_non_null(strchr(marker.len == 1 ? "-+*" : ".)", marker.ptr[marker.len - 1]));
        assert_true(i == 0 || item[-1].span.start < item->span.start);
        if (item->parent == MARKDOWN_NONE) {
            assert_int_equal(item->depth, 1);
            continue;
        }
        assert_true(item->parent < i);
        const MarkdownItem *parent = &markdown->items[item->parent];
        assert_true(is_inside(parent->span, item->span));
        assert_int_equal(item->depth, parent->depth + 1);
    }
}

static void check_paragraphs(const Markdown *markdown, Span all) {
    for (size_t i = 0; i < markdown->paragraph_count; i++) {
        const MarkdownParagraph *paragraph = &markdown->paragraphs[i];
        assert_true(is_inside(all, paragraph->span));
        assert_true(i == 0 || paragraph[-1].span.end <= paragraph->span.start);
        assert_true(paragraph->item == MARKDOWN_NONE ||
                    is_same(markdown->items[paragraph->item].content, paragraph->span));
    }
}

static void check_rows(const Markdown *markdown, Span all) {
    for (size_t i = 0; i < markdown->row_count; i++) {
        const MarkdownRow *row = &markdown->rows[i];
        assert_true(is_inside(all, row->span));
        assert_true(i == 0 || row[-1].span.end <= row->span.start);
        assert_true(row->header || row[-1].count == row->count);
        for (size_t cell = 0; cell < row->count; cell++) {
            assert_true(is_inside(row->span, row->cells[cell].content));
            assert_true(cell == 0 ||
                        row->cells[cell - 1].content.end <= row->cells[cell].content.start);
        }
    }
}

/* Whether a destination without entities as written is the end of a url. */
static bool leads_to(Str written, Str url) {
    if (memchr(written.ptr, '&', written.len) || str_ends_with(url, written))
        return true;
    size_t left = url.len;
    for (size_t i = written.len; i > 0; i--) {
        if (left == 0 || url.ptr[--left] != written.ptr[i - 1])
            return false;
        if (i > 1 && written.ptr[i - 2] == '\\' &&
            strchr("\\`*_{}[]()#+-.!|&<>~", written.ptr[i - 1]))
            i--;
    }
    return true;
}

static void check_link(const Source *source, const MarkdownLink *link, Tally *tally) {
    Str written = source_slice(source, link->span);
    bool autolink = link->kind == MARKDOWN_LINK_AUTOLINK;
    tally->links++;
    if (is_same(link->span, link->url) && !(autolink && leads_to(written, link->target))) {
        tally->lost++;
        return;
    }
    assert_true(is_inside(link->span, link->content));
    if (!autolink) {
        assert_true(str_starts_with(written, link->image ? STR("![") : STR("[")));
        assert_true(link->content.start == link->span.start + (link->image ? 2 : 1));
        assert_int_equal(source->bytes.ptr[link->content.end], ']');
    }
    if (link->kind == MARKDOWN_LINK_INLINE)
        assert_true(is_inside(link->span, link->url));
    if (link->kind == MARKDOWN_LINK_REFERENCE && is_inside(link->url, link->span))
        tally->undefined++;
    else
        assert_true(leads_to(source_slice(source, link->url), link->target));
}

/* Masked bytes, the mark before a cell's "|", and white space between lines, which cmark-gfm has in
   its own way. */
static bool is_rewritten(char c, char written) {
    bool between = strchr(" \t\n", c) && strchr(" \t\r\n>", written);
    return between || c == MARKDOWN_MASK || (c == '|' && written == '\\');
}

/* Each byte of the text is the one that stands there. */
static void check_prose(Arena *arena, const Source *source, const Markdown *markdown, Span all) {
    for (size_t i = 0; i < markdown->prose_count; i++) {
        const MarkdownProse *prose = &markdown->prose[i];
        assert_true(is_inside(all, prose->span));
        assert_true(i == 0 || prose[-1].span.end <= prose->span.start);
        Str text = markdown_prose_text(arena, prose);
        assert_int_equal(text.len, prose->written.len);
        for (size_t at = 0; at < text.len; at++) {
            char c = text.ptr[at];
            Span place = markdown_pieces_span(prose->pieces, prose->piece_count, at, at + 1);
            assert_true(is_inside(prose->span, place));
            char written = source->bytes.ptr[place.start];
            assert_true(c == written || is_rewritten(c, written));
        }
    }
}

static void check_document(Str bytes, Tally *tally) {
    Arena arena;
    arena_init(&arena);
    Source *source = source_new(&arena, STR("r"), STR(""), STR("a.md"), bytes);
    Span all = span_between(0, bytes.len);
    const Markdown *markdown = markdown_parse(&arena, source, source->bytes, all);
    tally->documents++;
    check_headings(source, markdown, all);
    check_items(source, markdown, all);
    check_paragraphs(markdown, all);
    check_rows(markdown, all);
    check_prose(&arena, source, markdown, all);
    for (size_t i = 0; i < markdown->link_count; i++) {
        const MarkdownLink *link = &markdown->links[i];
        assert_true(is_inside(all, link->span));
        assert_true(is_inside(all, link->content));
        assert_true(is_inside(all, link->url));
        assert_true(i == 0 || link[-1].span.start <= link->span.start);
        if (link->item != MARKDOWN_NONE)
            assert_true(is_inside(markdown->items[link->item].content, link->span));
        check_link(source, link, tally);
    }
    arena_free(&arena);
}

static const char *const SCRAPS[] = {
    "a",
    "b ",
    "[",
    "]",
    "(",
    ")",
    "[a]",
    "](/u)",
    "](<x y>)",
    "](/u \"t\")",
    "![",
    "*",
    "**",
    "_",
    "~~",
    "`",
    "``",
    "\\",
    "\\[",
    "\\|",
    "|",
    " | ",
    "&amp;",
    "&ouml;",
    "&#65;",
    "&x;",
    "&",
    "!",
    "<http://x.org/?a=&amp;b>",
    "<a@b.org>",
    "http://x.org/a_b",
    "www.z.org",
    "a_b@c.org",
    "<b>",
    "<i x=\"](\">",
    "[a][]",
    "[r][a]",
    "[^1]",
    "[^9]",
    "  ",
    "\t",
    "é",
    "\"",
    "<",
    ">",
    "\\\n",
    "  \n",
    "[x](y\\|z)",
    "[x](&auml;\\()",
    "[x](a(b)c)",
    "[x]()",
    "`a|b`",
    "[A\n]",
    "\n",
    "\n\n",
    "\n- ",
    "\n  ",
    "\n    ",
    "\n> ",
    "\n12) ",
    "\n# ",
    "\n---\n",
    "\n===\n",
    "\n```\n",
    "\n--|--\n",
    "\n| a | b |\n|---|---|\n",
    "\n- [x] ",
    "\n\n[a]: /url\n",
    "\n[A]: x&amp;y\n",
    "\n\n[^1]: note ",
    "\n\t",
    "\r\n",
    "\r",
    "\n<div>\n",
    " #\n",
    "\n>> ",
    "\n- - ",
    "\n* ",
};

static uint32_t next_random(uint32_t *seed, uint32_t limit) {
    *seed = *seed * 1664525u + 1013904223u;
    return (*seed >> 8) % limit;
}

static void test_scraps(void **state) {
    (void)state;
    Tally tally = {0};
    char bytes[2048];
    for (uint32_t document = 1; document <= 5000; document++) {
        uint32_t seed = document;
        size_t length = 0;
        for (uint32_t count = 1 + next_random(&seed, 40); count > 0; count--) {
            const char *scrap = SCRAPS[next_random(&seed, sizeof SCRAPS / sizeof *SCRAPS)];
            memcpy(bytes + length, scrap, strlen(scrap));
            length += strlen(scrap);
        }
        check_document((Str){bytes, length}, &tally);
    }
    print_message("%zu links, %zu not found, %zu without their definition\n", tally.links,
                  tally.lost, tally.undefined);
    assert_true(tally.links > 3000);
    assert_true(tally.lost * 1000 <= tally.links);
    assert_true(tally.undefined * 1000 <= tally.links);
}

/* `head`, then `unit` many times, then `tail` as often, then `end`. */
static void check_repeated(const char *head, const char *unit, const char *tail, const char *end,
                           size_t times, size_t links) {
    Arena arena;
    arena_init(&arena);
    StrBuf buf;
    strbuf_init(&buf, &arena);
    strbuf_append_c(&buf, head);
    for (size_t i = 0; i < times; i++)
        strbuf_append_c(&buf, unit);
    for (size_t i = 0; i < times && *tail; i++)
        strbuf_append_c(&buf, tail);
    strbuf_append_c(&buf, end);
    Tally tally = {0};
    check_document(strbuf_str(&buf), &tally);
    assert_int_equal(tally.links, links);
    assert_int_equal(tally.lost, 0);
    assert_int_equal(tally.undefined, 0);
    arena_free(&arena);
}

static void test_huge(void **state) {
    (void)state;
    enum { TIMES = 10000 };
    check_repeated("", "[a](http://b \"t\") ", "", "", TIMES, TIMES);
    check_repeated("[b]: /u\n\n", "[a][b] ", "", "", TIMES, TIMES);
    check_repeated("", "http://x.org/a?b=c ", "", "", TIMES, TIMES);
    check_repeated("[a]: x\n\n", "[a](b \"' ( ", "", "", TIMES, TIMES);
    check_repeated("[a]: x\n\n", "[a](<b", "", "", TIMES, TIMES);
    check_repeated("", "![", "](b)", "", TIMES, TIMES);
    check_repeated("", ">", "", " [a](b)", TIMES, 1);
    check_repeated("", "- ", "", "[a](b)", TIMES, 1);
    check_repeated("", "*a ", "", "[a](b)", TIMES, 1);
    check_repeated("", "[x](&bogus;&amp;) ", "", "", TIMES, TIMES);
    check_repeated("|a|\n|-|\n", "|[x](y)\\|\n", "", "", TIMES, TIMES);
    check_repeated("", "a", "", "\n", 100 * (size_t)TIMES, 0);
}

static void test_padded_table(void **state) {
    (void)state;
    check_repeated("", "|a", "|-", "|\n", 1, 0);
    Arena arena;
    arena_init(&arena);
    StrBuf buf;
    strbuf_init(&buf, &arena);
    for (size_t line = 0; line < 2; line++) {
        for (size_t i = 0; i < 10000; i++)
            strbuf_append_c(&buf, line == 0 ? "|a" : "|-");
        strbuf_append_c(&buf, "|\n");
    }
    for (size_t i = 0; i < 10000; i++)
        strbuf_append_c(&buf, "|x\n");
    Source *source = source_new(&arena, STR("r"), STR(""), STR("a.md"), strbuf_str(&buf));
    const Markdown *markdown =
        markdown_parse(&arena, source, source->bytes, span_between(0, buf.len));
    assert_int_equal(markdown->row_count, 0);
    arena_free(&arena);
}

static void check_file(const char *path, Tally *tally) {
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    static char bytes[1 << 22];
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    if (memchr(bytes, '\0', length) == NULL)
        check_document((Str){bytes, length}, tally);
}

/* Unpacks the corpus into `folder` and checks every Markdown file there. */
static void check_corpus(const char *shared, const char *folder, Tally *tally) {
    char command[4096];
    snprintf(command, sizeof command, "'%s/corpus/unpack' '%s'", shared, folder);
    assert_int_equal(system(command), 0);
    snprintf(command, sizeof command, "find '%s' -name .git -prune -o -type f -name '*.md' -print",
             folder);
    FILE *paths = popen(command, "r");
    assert_non_null(paths);
    char path[4096];
    while (fgets(path, sizeof path, paths)) {
        path[strcspn(path, "\n")] = '\0';
        check_file(path, tally);
    }
    assert_int_equal(pclose(paths), 0);
}

static void test_real_documents(void **state) {
    (void)state;
    const char *shared = getenv("GOVLINT_SHARED");
    if (!shared) {
        print_message("GOVLINT_SHARED is not set: no real documents\n");
        skip();
    }
    char folder[] = "/tmp/govlint-markdown-XXXXXX";
    assert_non_null(mkdtemp(folder));
    Tally tally = {0};
    check_corpus(shared, folder, &tally);
    char command[4096];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    assert_int_equal(system(command), 0);
    print_message("%zu documents, %zu links, %zu not found, %zu without their definition\n",
                  tally.documents, tally.links, tally.lost, tally.undefined);
    assert_true(tally.documents > 100);
    assert_int_equal(tally.lost, 0);
    assert_int_equal(tally.undefined, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scraps),
        cmocka_unit_test(test_huge),
        cmocka_unit_test(test_padded_table),
        cmocka_unit_test(test_real_documents),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
