/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The sections of Markdown documents below the headings that a definition names.
 */
#include "base/nearest.h"
#include "base/unicode.h"
#include "table/reader.h"

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

static void content_missing(Reading *reading, const Document *document, Location heading,
                            const char *what) {
    reading_missing(reading, heading,
                    str_printf(reading->arena, "there is no %s under '" STR_FMT "' in " STR_FMT,
                               what, STR_ARG(reading->def->under.items[0].str),
                               STR_ARG(document->source->path)),
                    (Str){0});
}

void reading_each_section(Reading *reading, const Document *document, SectionVisitor visit,
                          const char *what) {
    const Markdown *markdown = document_markdown(document);
    Location first = {0};
    size_t end = 0; /* a wanted heading inside a wanted section adds nothing */
    bool any = false;
    for (size_t i = 0; i < markdown->heading_count; i++) {
        const MarkdownHeading *heading = &markdown->headings[i];
        if (heading->span.start < end || !is_wanted(reading, heading))
            continue;
        Span section = markdown_section(markdown, i, document->source->bytes.len);
        end = section.end;
        if (!first.source)
            first = (Location){document->source, heading->content};
        any |= visit(reading, document, section, heading->text);
    }
    if (!reading->table->at.source)
        reading->table->at = first;
    bool one_file = reading->def->one_file; /* of many files, only some may have it */
    if (!first.source && one_file)
        heading_missing(reading, document);
    else if (!any && one_file)
        content_missing(reading, document, first, what);
    else
        reading->places_read++;
}
