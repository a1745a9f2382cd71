/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The sections of Markdown documents below the headings that a definition names.
 */
#include "base/nearest.h"
#include "base/unicode.h"
#include "table/reader.h"

/* Which of the definition's names the heading has: an index, or how many there are for none. */
static size_t name_of(Reading *reading, const MarkdownHeading *heading) {
    size_t count = reading->def->under.count;
    if (!heading->top)
        return count;
    Str folded = unicode_fold(reading->arena, heading->text);
    for (size_t i = 0; i < count; i++)
        if (str_equal(folded, unicode_fold(reading->arena, reading->def->under.items[i].str)))
            return i;
    return count;
}

static bool is_wanted(Reading *reading, const MarkdownHeading *heading) {
    return name_of(reading, heading) < reading->def->under.count;
}

/* Whether no heading has the name, and one that has no other is near it. */
static bool is_misspelt(Reading *reading, const Markdown *markdown, size_t name, Nearest *nearest) {
    nearest_init(nearest, reading->arena, reading->def->under.items[name].str);
    for (size_t i = 0; i < markdown->heading_count; i++) {
        size_t has = name_of(reading, &markdown->headings[i]);
        if (has == name)
            return false;
        bool other = has < reading->def->under.count;
        nearest_offer(nearest, other ? (Str){0} : markdown->headings[i].text);
    }
    return nearest->found;
}

/* The first of the names that a heading is near to; NULL where none is. */
static const Str *find_misspelt(Reading *reading, const Markdown *markdown, Nearest *nearest) {
    for (size_t i = 0; i < reading->def->under.count; i++)
        if (is_misspelt(reading, markdown, i, nearest))
            return &reading->def->under.items[i].str;
    return NULL;
}

/* "##Current groups": text that lacks the blank which makes it a heading. Its line, or nothing. */
static Location find_glued(Reading *reading, const Document *document) {
    const Markdown *markdown = document_markdown(document);
    for (size_t i = 0; i < markdown->paragraph_count; i++) {
        Location line =
            reading_first_line((Location){document->source, markdown->paragraphs[i].span});
        Str text = location_text(line);
        size_t marks = 0;
        while (marks < text.len && text.ptr[marks] == '#')
            marks++;
        MarkdownHeading heading = {.top = marks > 0, .text = str_slice(text, marks, text.len)};
        if (is_wanted(reading, &heading))
            return line;
    }
    return (Location){0};
}

/* The headings that there are, for who knows what the one in question is called by now. */
static Str tell_headings(Reading *reading, const Markdown *markdown) {
    enum { MOST = 5 };
    StrBuf out;
    strbuf_init(&out, reading->arena);
    for (size_t i = 0; i < markdown->heading_count && i < MOST; i++)
        strbuf_printf(&out, "%s'" STR_FMT "'", i > 0 ? ", " : "its headings are ",
                      STR_ARG(markdown->headings[i].text));
    if (markdown->heading_count > MOST)
        strbuf_append_c(&out, ", …");
    return strbuf_str(&out);
}

static void heading_missing(Reading *reading, const Document *document) {
    const Markdown *markdown = document_markdown(document);
    Nearest nearest;
    Location at = {document->source, {0, 0}};
    Location glued = find_glued(reading, document);
    Str help = {0};
    const Str *wanted = find_misspelt(reading, markdown, &nearest);
    if (glued.source) {
        at = glued;
        help = STR("a heading has a blank behind its '#'");
    } else if (wanted) {
        at.span = markdown->headings[nearest.index].content;
        help = str_printf(reading->arena, "should '" STR_FMT "' be '" STR_FMT "'?",
                          STR_ARG(nearest.text), STR_ARG(*wanted));
    } else {
        help = tell_headings(reading, markdown);
    }
    wanted = wanted ? wanted : &reading->def->under.items[0].str;
    reading_missing(reading, at,
                    str_printf(reading->arena, "there is no heading '" STR_FMT "' in " STR_FMT,
                               STR_ARG(*wanted), STR_ARG(document->source->path)),
                    help);
}

static void content_missing(Reading *reading, Location heading, const char *what) {
    reading_missing(reading, heading,
                    str_printf(reading->arena, "there is no %s under '" STR_FMT "' in " STR_FMT,
                               what, STR_ARG(location_text(heading)),
                               STR_ARG(heading.source->path)),
                    (Str){0});
}

/* What there should be below a heading is not there, or below another that was meant to be one. */
static void section_missing(Reading *reading, const Document *document, Location heading,
                            const char *what) {
    Nearest nearest;
    if (!heading.source || find_misspelt(reading, document_markdown(document), &nearest))
        heading_missing(reading, document);
    else
        content_missing(reading, heading, what);
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
    if (!any && one_file)
        section_missing(reading, document, first, what);
    else
        reading->places_read++;
}
