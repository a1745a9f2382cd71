/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of HTML attributes, in pages and in the HTML inside of Markdown.
 */
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_ATTRIBUTE, COLUMN_ELEMENT, COLUMN_BRANCH, COLUMN_LIQUID };

/* A name for the branch of Liquid at an offset, unique across all files. */
static Str branch_name(Reading *reading, const Document *document, size_t offset) {
    const Source *source = document->source;
    return str_printf(reading->arena, STR_FMT "/" STR_FMT ":%zu", STR_ARG(source->repository),
                      STR_ARG(source->path), liquid_branch_at(document_liquid(document), offset));
}

static void add_attribute(Reading *reading, const Document *document,
                          const HtmlAttribute *attribute) {
    const Source *source = document->source;
    Str branch = branch_name(reading, document, attribute->value.start);
    Location value = {source, attribute->value};
    Row *row = row_new(reading, (Location){source, attribute->tag}, value);
    row_set(row, COLUMN_TEXT, attribute->text, value);
    row_set(row, COLUMN_PATH, source->path, value);
    row_set(row, COLUMN_ATTRIBUTE, attribute->name, (Location){source, attribute->span});
    row_set(row, COLUMN_ELEMENT, attribute->element, row->at);
    row_set(row, COLUMN_BRANCH, branch, value);
    if (attribute->liquid)
        row_set(row, COLUMN_LIQUID, attribute->text, value);
    row_finish(reading, row);
}

static void read_html_of(Reading *reading, const Document *document) {
    const Html *html = document_html(document);
    reading->places_read++;
    for (size_t i = 0; i < html->count; i++)
        if (text_list_has(&reading->def->attributes, html->attributes[i].name))
            add_attribute(reading, document, &html->attributes[i]);
}

void read_html(Reading *reading) {
    reading_each_document(reading, read_html_of);
}
