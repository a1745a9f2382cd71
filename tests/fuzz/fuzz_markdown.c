/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Markdown with front matter, its HTML and Liquid included: everything lies in the file, in order.
 */
#include "fuzz.h"

static size_t length;

static void check(Span span) {
    HOLDS(span.start <= span.end && span.end <= length);
}

static void check_markdown(const Markdown *markdown) {
    for (size_t i = 0; i < markdown->heading_count; i++) {
        check(markdown->headings[i].span);
        check(markdown->headings[i].content);
        check(markdown_section(markdown, i, length));
        HOLDS(markdown->headings[i].level >= 1 && markdown->headings[i].level <= 6);
    }
    for (size_t i = 0; i < markdown->item_count; i++) {
        const MarkdownItem *item = &markdown->items[i];
        check(item->span);
        check(item->content);
        HOLDS(item->parent == MARKDOWN_NONE || item->parent < i);
        HOLDS(i == 0 || item->span.start >= markdown->items[i - 1].span.start);
    }
    for (size_t i = 0; i < markdown->row_count; i++)
        for (size_t j = 0; j < markdown->rows[i].count; j++)
            check(markdown->rows[i].cells[j].content);
    for (size_t i = 0; i < markdown->link_count; i++) {
        check(markdown->links[i].span);
        check(markdown->links[i].url);
        check(markdown->links[i].content);
    }
}

static void check_liquid(const Liquid *liquid) {
    for (size_t i = 0; i < liquid->count; i++) {
        check(liquid->tokens[i].span);
        check(liquid->tokens[i].content);
        HOLDS(i == 0 || liquid->tokens[i].span.start >= liquid->tokens[i - 1].span.end);
        HOLDS(liquid->tokens[i].next < liquid->branch_count);
        HOLDS(liquid_branch_at(liquid, liquid->tokens[i].span.end) == liquid->tokens[i].next);
    }
    for (size_t i = 1; i < liquid->branch_count; i++)
        HOLDS(liquid->branches[i].parent < i || liquid->branches[i].parent == LIQUID_NONE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    arena_init(&arena);
    SnapshotEntry entry = {.path = STR("x.md"), .bytes = {(const char *)data, size}};
    Repository repository = {.name = STR("site"),
                             .snapshot = snapshot_of_memory(&arena, &entry, 1)};
    const Document *document = documents_get(documents_new(&arena), &repository, STR("x.md"));
    length = size;
    if (document->state == DOCUMENT_OK) {
        const FrontMatter *matter = document_front_matter(document);
        check(matter->span);
        check(matter->content);
        check_markdown(document_markdown(document));
        const Html *html = document_html(document);
        for (size_t i = 0; i < html->count; i++) {
            check(html->attributes[i].span);
            check(html->attributes[i].value);
            check(html->attributes[i].tag);
        }
        check_liquid(document_liquid(document));
    }
    arena_free(&arena);
    return 0;
}
