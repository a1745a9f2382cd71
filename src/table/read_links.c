/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of links: those of Markdown, and the `href` and `src` of HTML, in the order of places.
 *
 * The parts of a destination have their exact places if the file has it in its decoded form.
 * Otherwise (an escape, an entity) they have the place of the whole destination.
 */
#include <stdint.h>

#include "table/link.h"
#include "table/reader.h"

enum {
    COLUMN_TEXT,
    COLUMN_PATH,
    COLUMN_LABEL,
    COLUMN_KIND,
    COLUMN_SCHEME,
    COLUMN_HOST,
    COLUMN_GITHUB,
    COLUMN_VIEW,
    COLUMN_BRANCH,
    COLUMN_FILE,
    COLUMN_QUERY,
    COLUMN_FRAGMENT,
    COLUMN_INTO,
    COLUMN_LINKS_TO,
    COLUMN_HOME,
    COLUMN_HOME_BRANCH,
    COLUMN_FORK_OF,
};

/* A link as it is written, in Markdown or HTML. */
typedef struct Written {
    Location at;  /* the whole link */
    Location url; /* its destination */
    Str target;   /* the destination, decoded */
    Str label;
    Location label_at;
    const char *kind;
    bool is_reference;
} Written;

/* The place of a part of the destination. */
static Location part_place(const Written *written, Str part) {
    Str text = location_text(written->url);
    Str target = written->target;
    if (!str_ends_with(target, text)) /* "mailto:" and "http://" are added to autolinks */
        return written->url;
    size_t added = target.len - text.len;
    size_t start = (size_t)(part.ptr - target.ptr);
    if (start < added)
        return written->url;
    start -= added;
    return (Location){written->url.source, span_part(written->url.span, start, start + part.len)};
}

static void set_parts(Row *row, const Written *written, const LinkTarget *target) {
    const struct {
        size_t column;
        Str text;
    } parts[] = {
        {COLUMN_SCHEME, target->url.scheme}, {COLUMN_HOST, target->url.host},
        {COLUMN_GITHUB, target->github},     {COLUMN_VIEW, target->view},
        {COLUMN_BRANCH, target->branch},     {COLUMN_FILE, target->file},
        {COLUMN_QUERY, target->url.query},   {COLUMN_FRAGMENT, target->url.fragment},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (parts[i].text.len > 0)
            row_set(row, parts[i].column, parts[i].text, part_place(written, parts[i].text));
}

static void set_target(Reading *reading, Row *row, const Written *written,
                       const LinkTarget *target) {
    if (target->repository) {
        row_set(row, COLUMN_INTO, target->repository->name, written->url);
        row_set(row, COLUMN_LINKS_TO, target->path, written->url);
        row_set(row, COLUMN_HOME, target->repository->github, written->url);
        row_set(row, COLUMN_HOME_BRANCH, target->repository->branch, written->url);
    }
    const Repository *original = link_fork_of(tables_links(reading->tables), target);
    if (original)
        row_set(row, COLUMN_FORK_OF, original->github, written->url);
}

/* "[ada]: agreed" in minutes records who said what, even if Markdown treats it as a definition. */
static bool is_speech(const Written *written, const LinkTarget *target) {
    Str word = written->target;
    bool path = false;
    for (size_t i = 0; i < word.len; i++)
        path = path || word.ptr[i] == '/' || word.ptr[i] == '.' || word.ptr[i] == '%';
    return written->is_reference && target->state == LINK_MISSING && !path;
}

static void add_link(Reading *reading, const Document *document, const Written *written) {
    LinkTarget *target = arena_new(reading->arena, LinkTarget);
    link_resolve(tables_links(reading->tables), document->repository, document->source->path,
                 str_trim(written->target), target);
    if (is_speech(written, target))
        target->state = LINK_UNKNOWN;
    Row *row = row_new(reading, written->at, written->url);
    row->link = target;
    bool found = str_ends_with(written->target, location_text(written->url));
    row_set(row, COLUMN_TEXT, found ? location_text(written->url) : written->target, written->url);
    row_set(row, COLUMN_PATH, document->source->path, written->url);
    row_set(row, COLUMN_LABEL, written->label, written->label_at);
    row_set(row, COLUMN_KIND, str_from_c(written->kind), written->url);
    set_parts(row, written, target);
    set_target(reading, row, written, target);
    row_finish(reading, row);
}

static void add_markdown(Reading *reading, const Document *document, const MarkdownLink *link) {
    static const char *const kinds[] = {[MARKDOWN_LINK_INLINE] = "inline",
                                        [MARKDOWN_LINK_REFERENCE] = "reference",
                                        [MARKDOWN_LINK_AUTOLINK] = "autolink"};
    const Source *source = document->source;
    Written written = {.at = {source, link->span},
                       .url = {source, link->url},
                       .target = link->target,
                       .label = link->text,
                       .label_at = {source, link->content},
                       .kind = link->image ? "image" : kinds[link->kind],
                       .is_reference = link->kind == MARKDOWN_LINK_REFERENCE};
    add_link(reading, document, &written);
}

/* Whether a program replaces the element and its attributes before a browser sees them:
   <ng-include src="'menu.html'"> of AngularJS, <esi:include src="menu">. */
static bool is_instruction(Str element) {
    return str_starts_with(element, STR("ng-")) || str_find(element, STR(":"), 0) != SIZE_MAX;
}

static bool is_link(const HtmlAttribute *attribute) {
    return (str_equal(attribute->name, STR("href")) || str_equal(attribute->name, STR("src"))) &&
           !is_instruction(attribute->element);
}

/* The text of an `a`, from its start tag to its end tag; empty if that is not near. */
static Span html_label(const Source *source, const HtmlAttribute *attribute) {
    enum { LONGEST = 512 };
    size_t start = attribute->tag.end;
    Str near = str_slice(source->bytes, start, start + LONGEST);
    size_t end = str_equal(attribute->element, STR("a")) ? str_find(near, STR("</"), 0) : SIZE_MAX;
    while (end != SIZE_MAX && !str_equal_nocase(str_slice(near, end, end + 3), STR("</a")))
        end = str_find(near, STR("</"), end + 1);
    return span_between(start, start + (end == SIZE_MAX ? 0 : end));
}

static Str without_tags(Arena *arena, Str html) {
    if (str_find(html, STR("<"), 0) == SIZE_MAX)
        return str_trim(html);
    StrBuf text;
    strbuf_init(&text, arena);
    while (html.len > 0) {
        size_t open = str_find(html, STR("<"), 0);
        strbuf_append(&text, str_slice(html, 0, open == SIZE_MAX ? html.len : open));
        size_t close = open == SIZE_MAX ? SIZE_MAX : str_find(html, STR(">"), open);
        html = str_slice(html, close == SIZE_MAX ? html.len : close + 1, html.len);
    }
    return str_trim(strbuf_str(&text));
}

static void add_html(Reading *reading, const Document *document, const HtmlAttribute *attribute) {
    const Source *source = document->source;
    Span label = html_label(source, attribute);
    Written written = {.at = {source, attribute->tag},
                       .url = {source, attribute->value},
                       .target = attribute->text,
                       .label = without_tags(reading->arena, source_slice(source, label)),
                       .label_at = {source, label},
                       .kind = "html"};
    add_link(reading, document, &written);
}

static void read_links_of(Reading *reading, const Document *document) {
    static const Markdown none = {0};
    const Markdown *markdown = document_is_page(document) ? &none : document_markdown(document);
    const Html *html = document_html(document);
    reading->places_read++;
    for (size_t i = 0, j = 0; i < markdown->link_count || j < html->count;) {
        bool first =
            j == html->count || (i < markdown->link_count &&
                                 markdown->links[i].span.start < html->attributes[j].tag.start);
        if (first)
            add_markdown(reading, document, &markdown->links[i++]);
        else if (is_link(&html->attributes[j++]))
            add_html(reading, document, &html->attributes[j - 1]);
    }
}

void read_links(Reading *reading) {
    reading_each_document(reading, read_links_of);
}
