/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of Markdown lists: the items, at one depth or all, of the lists below a heading.
 */
#include "table/link.h"
#include "table/reader.h"

enum {
    COLUMN_TEXT,
    COLUMN_PATH,
    COLUMN_HEADING,
    COLUMN_LINK,
    COLUMN_LINK_TEXT,
    COLUMN_LINKS_TO,
};

/* The first link that begins at or behind an offset: links come in order. */
static size_t first_link(const Markdown *markdown, size_t offset) {
    size_t low = 0;
    size_t high = markdown->link_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (markdown->links[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The first link of the item, and the first that leads to a path of a bound repository. */
static void set_links(Reading *reading, const Document *document, Row *row, size_t item) {
    const Markdown *markdown = document_markdown(document);
    size_t first = first_link(markdown, markdown->items[item].content.start);
    for (size_t i = first; i < markdown->link_count; i++) {
        const MarkdownLink *link = &markdown->links[i];
        if (link->span.start >= markdown->items[item].content.end)
            return;
        if (link->item != item || link->image)
            continue;
        Location url = {document->source, link->url};
        if (!row->cells[COLUMN_LINK].present) {
            row_set(row, COLUMN_LINK, link->target, url);
            row_set(row, COLUMN_LINK_TEXT, link->text, (Location){document->source, link->content});
        }
        if (row->cells[COLUMN_LINKS_TO].present)
            continue;
        LinkTarget target;
        link_resolve(tables_links(reading->tables), document->repository, document->source->path,
                     link->target, &target);
        if (target.repository == document->repository)
            row_set(row, COLUMN_LINKS_TO, target.path, url);
    }
}

/* What a finding on the item as a whole points at. */
static Location item_label(const Document *document, const MarkdownItem *item) {
    Span label = span_is_empty(item->content) ? item->marker : item->content;
    return reading_first_line((Location){document->source, label});
}

static void add_item(Reading *reading, const Document *document, size_t index, Str heading) {
    const MarkdownItem *item = &document_markdown(document)->items[index];
    Row *row =
        row_new(reading, (Location){document->source, item->span}, item_label(document, item));
    row_set_verbatim(row, COLUMN_TEXT, (Location){document->source, item->content});
    row_set(row, COLUMN_PATH, document->source->path, row->label);
    row_set(row, COLUMN_HEADING, heading, row->label);
    set_links(reading, document, row, index);
    row->parent = reading_parent(reading, row->at);
    row_finish(reading, row);
}

/* The first item that begins at or behind an offset: items come in order. */
static size_t first_item(const Markdown *markdown, size_t offset) {
    size_t low = 0;
    size_t high = markdown->item_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (markdown->items[middle].span.start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Adds the items of a section; whether there are any, at whatever depth. */
static bool add_section(Reading *reading, const Document *document, Span section, Str heading) {
    const Markdown *markdown = document_markdown(document);
    bool any = false;
    for (size_t i = first_item(markdown, section.start);
         i < markdown->item_count && markdown->items[i].span.start < section.end; i++) {
        const MarkdownItem *item = &markdown->items[i];
        if (!item->top)
            continue;
        any = true;
        if (reading->def->depth == 0 || item->depth == reading->def->depth)
            add_item(reading, document, i, heading);
    }
    return any;
}

static void read_list_of(Reading *reading, const Document *document) {
    reading_each_section(reading, document, add_section, "list");
}

void read_list(Reading *reading) {
    reading_take_parent(reading);
    reading_each_document(reading, read_list_of);
}
