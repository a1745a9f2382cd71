/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of Markdown lists: the items, at one depth or all, of the lists below a heading, and
 * the lines of paragraphs that are lists in all but markup.
 */
#include <stdint.h>

#include "table/link.h"
#include "table/reader.h"

enum {
    COLUMN_TEXT,
    COLUMN_PATH,
    COLUMN_HEADING,
    COLUMN_SECTION,
    COLUMN_LEAD,
    COLUMN_LINK,
    COLUMN_LINK_TEXT,
    COLUMN_LINKS_TO,
    COLUMN_RUNS_ON,
};

/* Where a list or paragraph is. */
typedef struct Place {
    const Document *document;
    Str heading;                   /* the name of the section in the definition */
    const MarkdownParagraph *lead; /* that leads to the list: the last one above it; or NULL */
} Place;

typedef Span (*SpanOf)(const Markdown *markdown, size_t index);

static Span link_span(const Markdown *markdown, size_t index) {
    return markdown->links[index].span;
}

static Span item_span(const Markdown *markdown, size_t index) {
    return markdown->items[index].span;
}

static Span paragraph_span(const Markdown *markdown, size_t index) {
    return markdown->paragraphs[index].span;
}

/* The first of `count` parts of one kind that begins at or after an offset; they are sorted. */
static size_t first_part(const Markdown *markdown, SpanOf span_of, size_t count, size_t offset) {
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (span_of(markdown, middle).start < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Sets the first link of a text, and the first one that leads to a path of the same repository.
   `item` is the item whose first paragraph the text is, or MARKDOWN_NONE. */
static void set_links(Reading *reading, const Document *document, Row *row, Span text,
                      size_t item) {
    const Markdown *markdown = document_markdown(document);
    size_t first = first_part(markdown, link_span, markdown->link_count, text.start);
    for (size_t i = first; i < markdown->link_count; i++) {
        const MarkdownLink *link = &markdown->links[i];
        if (link->span.start >= text.end)
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

/* Where a finding about the whole item points. */
static Location item_label(const Document *document, const MarkdownItem *item) {
    Span label = span_is_empty(item->content) ? item->marker : item->content;
    return reading_first_line((Location){document->source, label});
}

static void add_text(Reading *reading, const Place *place, Row *row, Span text, size_t item) {
    const Document *document = place->document;
    const MarkdownHeading *section = reading_section(document, text.start);
    row_set_verbatim(row, COLUMN_TEXT, (Location){document->source, text});
    row_set(row, COLUMN_PATH, document->source->path, row_label(row));
    row_set(row, COLUMN_HEADING, place->heading, row_label(row));
    row_set(row, COLUMN_SECTION, section ? section->text : (Str){0}, row_label(row));
    if (place->lead)
        row_set(row, COLUMN_LEAD, place->lead->text,
                (Location){document->source, place->lead->span});
    set_links(reading, document, row, text, item);
    row->parent = reading_parent(reading, row->at, false);
    row_finish(reading, row);
}

/* Adds an item unless the definition asks for another depth. Whether it is in a list of the
 * section. */
static bool add_item(Reading *reading, const Place *place, size_t index) {
    const MarkdownItem *item = &document_markdown(place->document)->items[index];
    if (!item->top)
        return false;
    if (reading->def->depth != 0 && item->depth != reading->def->depth)
        return true;
    Location at = {place->document->source, item->span};
    Row *row = row_new(reading, at, item_label(place->document, item));
    add_text(reading, place, row, item->content, index);
    return true;
}

/* Whether a line, which is not the last of its paragraph, runs on into the next one: a plain line
   break is rendered as a blank. CommonMark 0.29, 6.9 (hard line breaks) */
static bool runs_on(Str line) {
    return !str_ends_with(line, STR("  ")) && !str_ends_with(line, STR("\\"));
}

/* Adds a line of a paragraph, without the mark of a hard line break. */
static Row *add_line(Reading *reading, const Place *place, Span line, bool last) {
    const Source *source = place->document->source;
    Str written = source_slice(source, line);
    Str text = str_trim(written);
    if (!last && str_ends_with(text, STR("\\")))
        text = str_trim(str_slice(text, 0, text.len - 1));
    size_t start = (size_t)(text.ptr - written.ptr);
    Location at = {source, span_part(line, start, start + text.len)};
    Row *row = row_new(reading, at, at);
    Location tail = {source, {at.span.end - (text.len > 0), at.span.end}};
    if (!last && runs_on(written))
        row_set_verbatim(row, COLUMN_RUNS_ON, tail);
    add_text(reading, place, row, at.span, MARKDOWN_NONE);
    return row;
}

/* Whether a paragraph belongs to the document itself: it begins a line, unlike in a quotation, and
   is not inside the item. */
static bool is_top(const Document *document, Span paragraph, Span item) {
    Str bytes = document->source->bytes;
    size_t at = paragraph.start;
    while (at > 0 && (bytes.ptr[at - 1] == ' ' || bytes.ptr[at - 1] == '\t'))
        at--;
    return (at == 0 || bytes.ptr[at - 1] == '\n' || bytes.ptr[at - 1] == '\r') &&
           paragraph.start >= item.end;
}

/* Adds the lines of a paragraph if any of them is an entry, as the others are then meant as entries
   too. Other paragraphs are prose. */
static bool add_paragraph(Reading *reading, const Place *place, Span paragraph) {
    const Source *source = place->document->source;
    size_t before = reading->rows.len;
    bool any = false;
    size_t line = source_position(source, paragraph.start).line;
    for (Span span = paragraph; span.start < paragraph.end; line++) {
        uint32_t end = source_line(source, line).end;
        bool last = end >= paragraph.end;
        span.end = last ? paragraph.end : end;
        any |= add_line(reading, place, span, last)->formed;
        span.start = last ? paragraph.end : source_line(source, line + 1).start;
    }
    if (!any)
        reading->rows.len = before;
    return any;
}

/* The paragraph that leads to the list of an outermost item: the one that leads to the item before
   it, or one after that. A heading in between ends what it leads to. */
static const MarkdownParagraph *find_lead(const Place *place, Span section, Span before,
                                          Span item) {
    const Markdown *markdown = document_markdown(place->document);
    size_t next = first_part(markdown, paragraph_span, markdown->paragraph_count, item.start);
    const MarkdownParagraph *last = next > 0 ? &markdown->paragraphs[next - 1] : NULL;
    if (!last || last->span.start < before.end || !is_top(place->document, last->span, before))
        last = place->lead;
    if (!last || last->span.start < section.start)
        return NULL;
    const MarkdownHeading *heading = reading_section(place->document, item.start);
    return heading && heading->span.start > last->span.start ? NULL : last;
}

/* The span of a part, or one after everything if there is no such part. */
static Span next_span(const Markdown *markdown, SpanOf span_of, size_t count, size_t index) {
    return index < count ? span_of(markdown, index) : (Span){UINT32_MAX, UINT32_MAX};
}

/* Adds the items of a section, and its paragraphs if they count too, in the order of their places.
   Returns whether there are any, at whatever depth. */
static bool add_section(Reading *reading, const Document *document, Span section, Str heading) {
    const Markdown *markdown = document_markdown(document);
    size_t item = first_part(markdown, item_span, markdown->item_count, section.start);
    size_t paragraph = markdown->paragraph_count;
    if (reading->def->paragraphs)
        paragraph = first_part(markdown, paragraph_span, markdown->paragraph_count, section.start);
    Place place = {.document = document, .heading = heading};
    Span around = {0}; /* the last outermost item */
    for (bool any = false;;) {
        Span of_item = next_span(markdown, item_span, markdown->item_count, item);
        Span of_paragraph =
            next_span(markdown, paragraph_span, markdown->paragraph_count, paragraph);
        if (of_item.start >= section.end && of_paragraph.start >= section.end)
            return any;
        if (of_item.start < of_paragraph.start) {
            if (markdown->items[item].depth == 1) {
                place.lead = find_lead(&place, section, around, of_item);
                around = of_item;
            }
            any |= add_item(reading, &place, item++);
        } else {
            paragraph++;
            place.lead = NULL;
            if (is_top(document, of_paragraph, around))
                any |= add_paragraph(reading, &place, of_paragraph);
        }
    }
}

static void read_list_of(Reading *reading, const Document *document) {
    reading_each_section(reading, document, add_section, "list");
}

void read_list(Reading *reading) {
    reading_take_parent(reading);
    reading_each_document(reading, read_list_of);
}
