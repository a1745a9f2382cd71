/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The sections of Markdown documents below the headings that a definition names.
 */
#include "base/ascii.h"
#include "base/nearest.h"
#include "base/unicode.h"
#include "table/reader.h"

enum { MOST_TYPOS = 2 }; /* wrong letters in a heading, if another heading was found */

/* The headings of a document, and which of the names in the definition each has. */
typedef struct Named {
    const Document *document;
    const Markdown *markdown;
    const Str *wanted; /* the names, folded … */
    size_t count;      /* … and how many there are */
    size_t *of;        /* for each heading the index of its name; `count`: it has none */
} Named;

static size_t name_of(const Named *named, Str folded) {
    size_t i = 0;
    while (i < named->count && !str_equal(folded, named->wanted[i]))
        i++;
    return i;
}

static bool ends_with_note(Str text) {
    return text.len > 0 &&
           (text.ptr[text.len - 1] == ')' || ascii_is_digit(text.ptr[text.len - 1]));
}

/* The folded text without a year, term or number at its end: "Members (since 2025)". */
static Str fold_without_note(Arena *arena, Str text) {
    size_t open = text.len;
    bool numbered = false;
    while (open > 0 && text.ptr[text.len - 1] == ')' && text.ptr[open - 1] != '(')
        numbered = ascii_is_digit(text.ptr[--open]) || numbered;
    Str folded = unicode_fold(arena, numbered && open > 0 ? str_slice(text, 0, open) : text);
    while (folded.len > 0 && ascii_is_digit(folded.ptr[folded.len - 1]))
        folded.len--;
    return folded;
}

/*
 * A heading with a note has the name if no heading without one does. Of several, it is the first,
 * as lists of years mostly begin with the newest.
 */
static void name_noted(Arena *arena, Named *named, bool *taken) {
    for (size_t i = 0; i < named->markdown->heading_count; i++) {
        const MarkdownHeading *heading = &named->markdown->headings[i];
        Str text = str_trim(heading->text);
        if (named->of[i] < named->count || !heading->top || !ends_with_note(text))
            continue;
        size_t name = name_of(named, fold_without_note(arena, text));
        named->of[i] = taken[name] ? named->count : name;
        taken[name] = true;
    }
}

static Named name_headings(Reading *reading, const Document *document) {
    const TextList *under = &reading->def->under;
    Named named = {document, document_markdown(document), NULL, under->count, NULL};
    Str *wanted = arena_new_array(reading->arena, under->count, Str);
    bool *taken = arena_new_array(reading->arena, under->count + 1, bool);
    named.of = arena_new_array(reading->arena, named.markdown->heading_count, size_t);
    named.wanted = wanted;
    for (size_t i = 0; i < under->count; i++)
        wanted[i] = unicode_fold(reading->arena, under->items[i].str);
    for (size_t i = 0; i < named.markdown->heading_count; i++) {
        const MarkdownHeading *heading = &named.markdown->headings[i];
        named.of[i] = heading->top ? name_of(&named, unicode_fold(reading->arena, heading->text))
                                   : under->count;
        taken[named.of[i]] = true;
    }
    name_noted(reading->arena, &named, taken);
    return named;
}

/* Whether no heading has the name, but one without any name is near it. */
static bool is_misspelt(Reading *reading, const Named *named, size_t name, Nearest *nearest) {
    nearest_init(nearest, reading->arena, reading->def->under.items[name].str);
    for (size_t i = 0; i < named->markdown->heading_count; i++) {
        if (named->of[i] == name)
            return false;
        bool other = named->of[i] < named->count;
        nearest_offer(nearest, other ? (Str){0} : named->markdown->headings[i].text);
    }
    return nearest->found;
}

/* The first misspelt name, with a heading at most `most` letters away; NULL if there is none. */
static const Str *find_misspelt(Reading *reading, const Named *named, size_t most,
                                Nearest *nearest) {
    for (size_t i = 0; i < named->count; i++)
        if (is_misspelt(reading, named, i, nearest) && nearest->distance <= most)
            return &reading->def->under.items[i].str;
    return NULL;
}

/* Finds the line of a text that lacks the blank to be a heading, such as "##Current groups". */
static Location find_glued(Reading *reading, const Named *named) {
    const Markdown *markdown = named->markdown;
    for (size_t i = 0; i < markdown->paragraph_count; i++) {
        Location line =
            reading_first_line((Location){named->document->source, markdown->paragraphs[i].span});
        Str text = location_text(line);
        size_t marks = 0;
        while (marks < text.len && text.ptr[marks] == '#')
            marks++;
        Str folded = unicode_fold(reading->arena, str_slice(text, marks, text.len));
        if (marks > 0 && name_of(named, folded) < named->count)
            return line;
    }
    return (Location){0};
}

/* Lists the existing headings, for a reader who knows what the wanted one is now called. */
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

static void heading_missing(Reading *reading, const Named *named) {
    const Markdown *markdown = named->markdown;
    const Document *document = named->document;
    Nearest nearest;
    Location at = {document->source, {0, 0}};
    Location glued = find_glued(reading, named);
    Str help = {0};
    const Str *wanted = find_misspelt(reading, named, SIZE_MAX, &nearest);
    if (glued.source) {
        at = glued;
        help = STR("a heading needs a space after its '#'");
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

/* Whether there is a table below a heading, above the next one. */
static bool has_table(const Markdown *markdown, size_t heading) {
    size_t i = 0;
    while (i < markdown->heading_count && markdown->headings[i].span.start <= heading)
        i++;
    size_t end = i < markdown->heading_count ? markdown->headings[i].span.start : SIZE_MAX;
    for (size_t row = 0; row < markdown->row_count; row++)
        if (markdown->rows[row].span.start > heading && markdown->rows[row].span.start < end)
            return true;
    return false;
}

/* If several headings are wanted, the content may be under one that was renamed, so lists them. */
static void content_missing(Reading *reading, const Named *named, Location heading,
                            const char *what) {
    Str help = {0};
    bool list = str_equal(str_from_c(what), STR("list"));
    if (list && has_table(named->markdown, heading.span.start))
        help = STR("only a list is read: write each row of the table as an item");
    else if (named->count > 1)
        help = tell_headings(reading, named->markdown);
    reading_missing(reading, heading,
                    str_printf(reading->arena, "there is no %s under '" STR_FMT "' in " STR_FMT,
                               what, STR_ARG(location_text(heading)),
                               STR_ARG(heading.source->path)),
                    help);
}

/* Reports that the content is missing below its heading, or that its heading is missing. */
static void section_missing(Reading *reading, const Named *named, Location heading,
                            const char *what) {
    Nearest nearest;
    if (!heading.source || find_misspelt(reading, named, SIZE_MAX, &nearest))
        heading_missing(reading, named);
    else
        content_missing(reading, named, heading, what);
}

const MarkdownHeading *reading_section(const Document *document, size_t offset) {
    const Markdown *markdown = document_markdown(document);
    size_t low = 0;
    size_t high = markdown->heading_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (markdown->headings[middle].span.start <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &markdown->headings[low - 1] : NULL;
}

void reading_each_section(Reading *reading, const Document *document, SectionVisitor visit,
                          const char *what) {
    const Named named = name_headings(reading, document);
    const Markdown *markdown = named.markdown;
    Location first = {0};
    Nearest nearest;
    size_t end = 0; /* a wanted heading inside a wanted section adds nothing */
    bool any = false;
    for (size_t i = 0; i < markdown->heading_count; i++) {
        const MarkdownHeading *heading = &markdown->headings[i];
        if (heading->span.start < end || named.of[i] == named.count)
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
        section_missing(reading, &named, first, what);
    else
        reading->places_read++;
    /* One of several lists has a typo in its heading. */
    if (any && one_file && find_misspelt(reading, &named, MOST_TYPOS, &nearest))
        heading_missing(reading, &named);
}
