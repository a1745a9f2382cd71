/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Markdown: a walk over cmark-gfm's tree that keeps headings, list items, paragraphs, table rows
 * and links.
 *
 * The tree is walked with an iterator, never recursively, since the input determines its depth.
 * Blocks with text are handed to markdown_content.c (where the text is) and markdown_inline.c (what
 * is in it); items and quotations are counted here. Footnotes come last in the tree, so the results
 * are sorted by place at the end.
 */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "document/markdown_extensions.h"
#include "document/markdown_internal.h"
#include "document/markdown_memory.h"

typedef struct Blocks {
    MarkdownReader *reader;
    cmark_iter *iter;
    ARRAY_OF(size_t) open_items; /* indexes of items */
    size_t quotations;           /* number of open ones, including footnotes */
    size_t text_end;             /* end of the last block with text, or of the last marker */
} Blocks;

static void skip_inside(Blocks *blocks, cmark_node *node) {
    cmark_iter_reset(blocks->iter, node, CMARK_EVENT_EXIT);
}

static void enter_quotation(Blocks *blocks, cmark_node *node) {
    (void)node;
    blocks->quotations++;
}

static void leave_quotation(Blocks *blocks, cmark_node *node) {
    (void)node;
    blocks->quotations--;
}

/* "-", "12.": digits and the byte after them, or a single byte. */
static Span marker_span(const MarkdownReader *reader, size_t start) {
    size_t end = start;
    while (end < reader->part.end && ascii_is_digit(reader->bytes.ptr[end]))
        end++;
    return span_between(start, end < reader->part.end ? end + 1 : end);
}

static void enter_item(Blocks *blocks, cmark_node *node) {
    MarkdownReader *reader = blocks->reader;
    size_t depth = blocks->open_items.len;
    size_t start =
        markdown_offset(reader, cmark_node_get_start_line(node), cmark_node_get_start_column(node));
    MarkdownItem item = {
        .marker = marker_span(reader, start),
        .parent = depth > 0 ? blocks->open_items.items[depth - 1] : MARKDOWN_NONE,
        .depth = (int)depth + 1,
        .top = blocks->quotations == 0,
    };
    item.span = item.marker;
    item.content = (Span){item.marker.end, item.marker.end};
    blocks->text_end = item.marker.end;
    array_push(reader->scratch, &blocks->open_items, reader->items.len);
    array_push(reader->scratch, &reader->items, item);
}

static void leave_item(Blocks *blocks, cmark_node *node) {
    (void)node;
    size_t index = blocks->open_items.items[--blocks->open_items.len];
    Span *span = &blocks->reader->items.items[index].span;
    *span = span_between(span->start, blocks->text_end);
}

static void enter_paragraph(Blocks *blocks, cmark_node *node) {
    MarkdownReader *reader = blocks->reader;
    size_t item = MARKDOWN_NONE;
    cmark_node *parent = cmark_node_parent(node);
    if (cmark_node_get_type(parent) == CMARK_NODE_ITEM && !cmark_node_previous(node))
        item = blocks->open_items.items[blocks->open_items.len - 1];

    MarkdownContent content = markdown_paragraph(reader, node);
    Str text = markdown_inlines(reader, node, &content, item);
    if (item != MARKDOWN_NONE)
        reader->items.items[item].content = content.span;
    array_push(reader->scratch, &reader->paragraphs,
               (MarkdownParagraph){.span = content.span, .text = text, .item = item});
    blocks->text_end = content.span.end;
    skip_inside(blocks, node);
}

/* The text of the HTML from which GitHub makes the id: there a line break is not a blank, and a
   footnote reference is its number. */
static Str id_text(MarkdownReader *reader, cmark_node *heading, const MarkdownHeading *known) {
    StrBuf text;
    if (markdown_is_text(heading))
        return known->text;
    strbuf_init(&text, reader->scratch);
    cmark_iter *iter = cmark_iter_new(heading);
    cmark_event_type event;
    while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
        cmark_node *node = cmark_iter_get_node(iter);
        cmark_node_type type = cmark_node_get_type(node);
        if (event != CMARK_EVENT_ENTER)
            continue;
        if (type == CMARK_NODE_IMAGE)
            cmark_iter_reset(iter, node, CMARK_EVENT_EXIT);
        else if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE ||
                 type == CMARK_NODE_FOOTNOTE_REFERENCE)
            strbuf_append_c(&text, cmark_node_get_literal(node));
    }
    cmark_iter_free(iter);
    bool same = str_equal(strbuf_str(&text), known->text);
    return same ? known->text : markdown_keep(reader, strbuf_str(&text), known->content.start);
}

static void enter_heading(Blocks *blocks, cmark_node *node) {
    MarkdownReader *reader = blocks->reader;
    MarkdownHeading heading = {.level = cmark_node_get_heading_level(node)};
    MarkdownContent content = markdown_heading(reader, node, &heading.span);
    heading.content = content.span;
    heading.text = markdown_inlines(reader, node, &content, MARKDOWN_NONE);
    heading.id_text = id_text(reader, node, &heading);
    heading.top = cmark_node_get_type(cmark_node_parent(node)) == CMARK_NODE_DOCUMENT;
    array_push(reader->scratch, &reader->headings, heading);
    blocks->text_end = markdown_trim(reader, heading.span).end;
    skip_inside(blocks, node);
}

/* Sets the end of a block that cmark-gfm keeps verbatim, given its number of lines. */
static void end_at_line(Blocks *blocks, cmark_node *node, size_t count) {
    MarkdownReader *reader = blocks->reader;
    size_t first = (size_t)cmark_node_get_start_line(node);
    size_t last = first + (count > 0 ? count - 1 : 0);
    markdown_mark_text(reader, first, last);
    Span line = markdown_unquoted(reader, last);
    for (; last > first && line.start == line.end; line = markdown_unquoted(reader, last))
        last--;
    size_t end = markdown_trim(reader, line).end;
    if (end > blocks->text_end)
        blocks->text_end = end;
}

static void enter_code(Blocks *blocks, cmark_node *node) {
    size_t count = markdown_count_lines(str_from_c(cmark_node_get_literal(node)));
    int length;
    int offset;
    char fence;
    if (cmark_node_get_fenced(node, &length, &offset, &fence)) {
        count++;
        size_t closing = (size_t)cmark_node_get_start_line(node) + count;
        Span line = markdown_unquoted(blocks->reader, closing);
        if ((size_t)cmark_node_get_end_line(node) >= closing && line.start < line.end &&
            blocks->reader->bytes.ptr[line.start] == fence)
            count++;
    }
    end_at_line(blocks, node, count);
}

static void enter_html(Blocks *blocks, cmark_node *node) {
    MarkdownContent content = markdown_literal(blocks->reader, node);
    markdown_add_html(blocks->reader, &content, 0, content.bytes.len);
    end_at_line(blocks, node, markdown_count_lines(str_from_c(cmark_node_get_literal(node))));
}

static void enter_break(Blocks *blocks, cmark_node *node) {
    end_at_line(blocks, node, 1);
}

typedef void Step(Blocks *blocks, cmark_node *node);

static const struct {
    cmark_node_type type;
    Step *enter;
    Step *leave;
} STEPS[] = {
    {CMARK_NODE_BLOCK_QUOTE, enter_quotation, leave_quotation},
    {CMARK_NODE_FOOTNOTE_DEFINITION, enter_quotation, leave_quotation},
    {CMARK_NODE_ITEM, enter_item, leave_item},
    {CMARK_NODE_PARAGRAPH, enter_paragraph, NULL},
    {CMARK_NODE_HEADING, enter_heading, NULL},
    {CMARK_NODE_CODE_BLOCK, enter_code, NULL},
    {CMARK_NODE_HTML_BLOCK, enter_html, NULL},
    {CMARK_NODE_THEMATIC_BREAK, enter_break, NULL},
};

static void step(Blocks *blocks, cmark_node *node, bool enter) {
    for (size_t i = 0; i < sizeof STEPS / sizeof *STEPS; i++) {
        if (STEPS[i].type != cmark_node_get_type(node))
            continue;
        Step *run = enter ? STEPS[i].enter : STEPS[i].leave;
        if (run)
            run(blocks, node);
        return;
    }
    if (enter && strcmp(cmark_node_get_type_string(node), "table") == 0) {
        blocks->text_end = markdown_table(blocks->reader, node);
        skip_inside(blocks, node);
    }
}

static void walk(MarkdownReader *reader, cmark_node *document) {
    Blocks blocks = {.reader = reader};
    blocks.iter = cmark_iter_new(document);
    cmark_event_type event;
    while ((event = cmark_iter_next(blocks.iter)) != CMARK_EVENT_DONE)
        step(&blocks, cmark_iter_get_node(blocks.iter), event == CMARK_EVENT_ENTER);
    cmark_iter_free(blocks.iter);
}

/* A place in a list that is to be sorted stably by place. */
typedef struct Place {
    size_t start;
    size_t index;
} Place;

static int compare_places(const void *left, const void *right) {
    const Place *a = left;
    const Place *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* An array of things of `size` bytes, each with a Span at `offset`. */
typedef struct Things {
    const char *items;
    size_t count;
    size_t size;
    size_t offset;
} Things;

/* The places of the things; `*in_order` says whether they are already sorted. */
static Place *places_of(Arena *arena, Things things, bool *in_order) {
    Place *places = arena_new_array(arena, things.count, Place);
    *in_order = true;
    for (size_t i = 0; i < things.count; i++) {
        Span span;
        memcpy(&span, things.items + i * things.size + things.offset, sizeof span);
        places[i] = (Place){span.start, i};
        *in_order = *in_order && (i == 0 || places[i - 1].start <= span.start);
    }
    return places;
}

/* A sorted copy. `*moved` holds the new index of each thing; NULL if none has moved. */
static void *sort(const MarkdownReader *reader, Things things, size_t **moved) {
    bool in_order;
    Place *places = places_of(reader->scratch, things, &in_order);
    char *sorted = arena_alloc_array(reader->arena, things.count, things.size);
    *moved = NULL;
    if (in_order) {
        if (things.count > 0)
            memcpy(sorted, things.items, things.count * things.size);
        return sorted;
    }
    qsort(places, things.count, sizeof *places, compare_places);
    *moved = arena_new_array(reader->scratch, things.count, size_t);
    for (size_t i = 0; i < things.count; i++) {
        memcpy(sorted + i * things.size, things.items + places[i].index * things.size, things.size);
        (*moved)[places[i].index] = i;
    }
    return sorted;
}

#define sort_by_span(reader, array, Type, moved)                                                   \
    sort((reader),                                                                                 \
         (Things){(const char *)(reader)->array.items, (reader)->array.len, sizeof(Type),          \
                  offsetof(Type, span)},                                                           \
         (moved))

/* Updates references to items after these have moved. */
static void move_items(Markdown *markdown, const size_t *moved) {
    for (size_t i = 0; i < markdown->item_count; i++)
        if (markdown->items[i].parent != MARKDOWN_NONE)
            markdown->items[i].parent = moved[markdown->items[i].parent];
    for (size_t i = 0; i < markdown->paragraph_count; i++)
        if (markdown->paragraphs[i].item != MARKDOWN_NONE)
            markdown->paragraphs[i].item = moved[markdown->paragraphs[i].item];
    for (size_t i = 0; i < markdown->link_count; i++)
        if (markdown->links[i].item != MARKDOWN_NONE)
            markdown->links[i].item = moved[markdown->links[i].item];
}

static Markdown *finish(MarkdownReader *reader) {
    Markdown *markdown = arena_new(reader->arena, Markdown);
    size_t *items;
    size_t *others;
    markdown->headings = sort_by_span(reader, headings, MarkdownHeading, &others);
    markdown->heading_count = reader->headings.len;
    markdown->items = sort_by_span(reader, items, MarkdownItem, &items);
    markdown->item_count = reader->items.len;
    markdown->paragraphs = sort_by_span(reader, paragraphs, MarkdownParagraph, &others);
    markdown->paragraph_count = reader->paragraphs.len;
    markdown->rows = sort_by_span(reader, rows, MarkdownRow, &others);
    markdown->row_count = reader->rows.len;
    markdown->links = sort_by_span(reader, links, MarkdownLink, &others);
    markdown->link_count = reader->links.len;
    markdown->html = sort_by_span(reader, html, MarkdownHtml, &others);
    markdown->html_count = reader->html.len;
    markdown->prose = sort_by_span(reader, prose, MarkdownProse, &others);
    markdown->prose_count = reader->prose.len;
    if (items)
        move_items(markdown, items);
    for (size_t i = 0; i < markdown->link_count; i++) {
        MarkdownLink *link = &markdown->links[i];
        link->target = markdown_keep(reader, link->target, link->url.start);
    }
    return markdown;
}

/* The number of columns, from the bars of a line that may be the one below a table's header. */
static size_t count_columns(const MarkdownReader *reader, Span line) {
    size_t columns = 1;
    for (size_t at = line.start; at < line.end; at++) {
        if (!strchr("|-: \t>*+.)0123456789", reader->bytes.ptr[at]))
            return 0;
        columns += reader->bytes.ptr[at] == '|';
    }
    return columns;
}

static bool is_blank(const MarkdownReader *reader, Span line) {
    for (size_t at = line.start; at < line.end; at++)
        if (!memchr(" \t\r\n", reader->bytes.ptr[at], 4))
            return false;
    return true;
}

/* Whether the tables in these lines cannot be padded to more than MARKDOWN_MAX_CELLS. A blank line
   ends a table. */
static bool tables_are_bounded(const MarkdownReader *reader) {
    size_t cells = 0;
    size_t lines = 0;
    size_t most = 0;
    for (size_t i = 0; i < reader->line_count; i++) {
        if (is_blank(reader, reader->lines[i])) {
            cells += lines * most;
            lines = most = 0;
            continue;
        }
        size_t columns = count_columns(reader, reader->lines[i]);
        most = columns > most ? columns : most;
        lines++;
    }
    return cells + lines * most <= MARKDOWN_MAX_CELLS;
}

Str markdown_keep(const MarkdownReader *reader, Str text, size_t start) {
    Str written = start < reader->written.len ? str_slice(reader->written, start, start + text.len)
                                              : (Str){0};
    return str_equal(written, text) ? written : str_copy(reader->arena, text);
}

const Markdown *markdown_parse(Arena *arena, const Source *source, Str bytes, Span part) {
    MarkdownReader reader = {.arena = arena,
                             .scratch = markdown_scratch(),
                             .bytes = bytes,
                             .written = source->bytes,
                             .part = part};
    Str text = str_slice(bytes, part.start, part.end);
    if (str_starts_with(text, STR("\xEF\xBB\xBF"))) {
        reader.part.start += 3;
        text = str_slice(text, 3, text.len);
    }
    entities_init(&reader.entities, reader.scratch);
    markdown_lines(&reader);

    markdown_extensions_init();
    cmark_parser *parser =
        cmark_parser_new_with_mem(CMARK_OPT_DEFAULT | CMARK_OPT_FOOTNOTES, markdown_memory());
    bool tables = tables_are_bounded(&reader);
    markdown_extensions_attach(parser, text, tables);
    if (text.len > 0)
        cmark_parser_feed(parser, text.ptr, text.len);
    cmark_node *document = markdown_extensions_finish(parser, text);

    walk(&reader, document);
    markdown_resolve_references(&reader);
    Markdown *markdown = finish(&reader);
    markdown->no_tables = !tables;
    markdown_memory_reset();
    return markdown;
}

Span markdown_section(const Markdown *markdown, size_t heading, size_t end) {
    const MarkdownHeading *over = &markdown->headings[heading];
    size_t next = heading + 1;
    while (next < markdown->heading_count &&
           (!markdown->headings[next].top || markdown->headings[next].level > over->level))
        next++;
    if (next < markdown->heading_count && markdown->headings[next].span.start < end)
        end = markdown->headings[next].span.start;
    return span_between(over->span.end, end < over->span.end ? over->span.end : end);
}
