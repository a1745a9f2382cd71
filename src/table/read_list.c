/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of Markdown lists: the items, at one depth or all, of the lists below a heading.
 */
#include "base/nearest.h"
#include "base/unicode.h"
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

/* The rows of the parent table, whose items come in the same order as those that they are around.
 */
static const Row *parent_row(Reading *reading, const Source *source, Span item) {
    if (!reading->def->parent)
        return NULL;
    const Table *parents = tables_get(reading->tables, reading->def->parent);
    size_t low = 0;
    size_t high = parents->row_count;
    while (low < high) { /* the last row of this source that begins before the item */
        size_t middle = low + (high - low) / 2;
        const Row *row = parents->rows[middle];
        if (row->at.source == source && row->at.span.start >= item.start)
            high = middle;
        else
            low = middle + 1;
    }
    const Row *row = low > 0 ? parents->rows[low - 1] : NULL;
    return row && row->at.source == source && span_contains(row->at.span, item) ? row : NULL;
}

/* The first link of the item, and the first that leads to a path of a bound repository. */
static void set_links(Reading *reading, const Document *document, Row *row, size_t item,
                      size_t *cursor) {
    const Markdown *markdown = document_markdown(document);
    while (*cursor < markdown->link_count &&
           markdown->links[*cursor].span.start < markdown->items[item].content.start)
        ++*cursor;
    for (size_t i = *cursor; i < markdown->link_count; i++) {
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
        LinkTarget target;
        if (!row->cells[COLUMN_LINKS_TO].present &&
            link_resolve(reading->arena, reading->repositories, reading->repository_count,
                         document->repository, document->source->path, link->target, &target) &&
            target.repository == document->repository)
            row_set(row, COLUMN_LINKS_TO, target.path, url);
    }
}

/* The item's first line: what a finding on the item as a whole points at. */
static Location item_label(const Document *document, const MarkdownItem *item) {
    Span label = item->content.end > item->content.start ? item->content : item->marker;
    Position at = source_position(document->source, label.start);
    Span line = source_line(document->source, at.line);
    if (label.end > line.end)
        label.end = line.end;
    return (Location){document->source, label};
}

static void add_item(Reading *reading, const Document *document, size_t index, Str heading,
                     size_t *cursor) {
    const MarkdownItem *item = &document_markdown(document)->items[index];
    Row *row =
        row_new(reading, (Location){document->source, item->span}, item_label(document, item));
    row_set_verbatim(row, COLUMN_TEXT, (Location){document->source, item->content});
    row_set(row, COLUMN_PATH, document->source->path, row->label);
    row_set(row, COLUMN_HEADING, heading, row->label);
    set_links(reading, document, row, index, cursor);
    row->parent = parent_row(reading, document->source, item->span);
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
static bool add_section(Reading *reading, const Document *document, Span section, Str heading,
                        size_t *cursor) {
    const Markdown *markdown = document_markdown(document);
    bool any = false;
    for (size_t i = first_item(markdown, section.start);
         i < markdown->item_count && markdown->items[i].span.start < section.end; i++) {
        const MarkdownItem *item = &markdown->items[i];
        if (!item->top)
            continue;
        any = true;
        if (reading->def->depth == 0 || item->depth == reading->def->depth)
            add_item(reading, document, i, heading, cursor);
    }
    return any;
}

static bool is_wanted(Reading *reading, const MarkdownHeading *heading) {
    if (!heading->top)
        return false;
    Str folded = unicode_fold(reading->arena, heading->text);
    for (size_t i = 0; i < reading->def->under.count; i++)
        if (str_equal(folded, unicode_fold(reading->arena, reading->def->under.items[i].str)))
            return true;
    return false;
}

static void heading_missing(Reading *reading, const Document *document) {
    const Markdown *markdown = document_markdown(document);
    Str wanted = reading->def->under.items[0].str;
    Nearest nearest;
    nearest_init(&nearest, reading->arena, wanted);
    for (size_t i = 0; i < markdown->heading_count; i++)
        nearest_offer(&nearest, markdown->headings[i].text);
    Location at = {document->source, {0, 0}};
    Str help = {0};
    if (nearest.found) {
        at.span = markdown->headings[nearest.index].content;
        help = str_printf(reading->arena, "should '" STR_FMT "' be '" STR_FMT "'?",
                          STR_ARG(nearest.text), STR_ARG(wanted));
    }
    reading_missing(reading, at,
                    str_printf(reading->arena, "there is no heading '" STR_FMT "' in " STR_FMT,
                               STR_ARG(wanted), STR_ARG(document->source->path)),
                    help);
}

static void list_missing(Reading *reading, const Document *document, Location heading) {
    reading_missing(reading, heading,
                    str_printf(reading->arena, "there is no list under '" STR_FMT "' in " STR_FMT,
                               STR_ARG(reading->def->under.items[0].str),
                               STR_ARG(document->source->path)),
                    (Str){0});
}

static void read_list_of(Reading *reading, const Document *document) {
    const Markdown *markdown = document_markdown(document);
    Location first = {0};
    size_t end = 0;    /* a wanted heading inside a wanted section adds nothing */
    size_t cursor = 0; /* the first link that is not before the items still to come */
    bool any_item = false;
    for (size_t i = 0; i < markdown->heading_count; i++) {
        const MarkdownHeading *heading = &markdown->headings[i];
        if (heading->span.start < end || !is_wanted(reading, heading))
            continue;
        Span section = markdown_section(markdown, i, document->source->bytes.len);
        end = section.end;
        if (!first.source)
            first = (Location){document->source, heading->content};
        any_item |= add_section(reading, document, section, heading->text, &cursor);
    }
    if (!reading->table->at.source)
        reading->table->at = first;
    bool one_file = reading->def->one_file; /* of many files, only some may have the list */
    if (!first.source && one_file)
        heading_missing(reading, document);
    else if (!any_item && one_file)
        list_missing(reading, document, first);
    else
        reading->places_read++;
}

/* Where the list around them is not known, nested items are not either: no finding of its own. */
static void read_parent(Reading *reading) {
    const Table *parents = tables_get(reading->tables, reading->def->parent);
    if (parents->state != TABLE_KNOWN)
        reading_failed(reading, parents->reason);
}

void read_list(Reading *reading) {
    if (reading->def->parent)
        read_parent(reading);
    reading_each_document(reading, read_list_of);
}
