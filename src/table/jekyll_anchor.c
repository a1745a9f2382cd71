/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the fragment of a link to a page can name: headings, by the ids that kramdown gives them,
 * and ids in attribute lists and in HTML, in the page and in everything that it is built with.
 *
 * Ids of GFM, Jekyll's default:
 * https://github.com/kramdown/parser-gfm/blob/REL_1_1_0/lib/kramdown/parser/gfm.rb
 * Ids of kramdown itself:
 * https://kramdown.gettalong.org/converter/html.html#auto-ids
 * Attribute lists:
 * https://kramdown.gettalong.org/syntax.html#inline-attribute-lists
 *
 * The only thing ever reported is that a page lacks an anchor. So whatever may be an anchor,
 * however the page is parsed, counts as one.
 */
#include <stdint.h>
#include <string.h>

#include "base/ascii.h"
#include "base/budget.h"
#include "document/liquid.h"
#include "document/slug.h"
#include "table/jekyll_internal.h"

/* An id that is partly written by Liquid. */
typedef struct MadeId {
    Str before; /* the text before the first Liquid … */
    Str after;  /* … and after the last */
} MadeId;

struct JekyllAnchors {
    Map names;
    ARRAY_OF(MadeId) made;
    bool unknown; /* there may be any other ids */
};

/* Ids written by Liquid are compared with every fragment. If there are more, all ids may exist. */
enum { MOST_MADE = 1000 };

/* The ways in which kramdown may make the id of a heading. */
enum { WAY_TEXT, WAY_TYPOGRAPHY, WAY_SOURCE, WAY_COUNT };

typedef struct Collector {
    Arena *arena;
    const Document *document;
    Str bytes; /* after the front matter */
    JekyllAnchors *anchors;
    Map counts[WAY_COUNT]; /* id → how many headings have it */
} Collector;

static void add_name(Collector *collector, Str name) {
    if (name.len > 0 && !map_get(&collector->anchors->names, name))
        map_put(&collector->anchors->names, name, collector);
}

/* headings */

/* Adds an id; the second heading with the same id gets "-1" appended, and so on. */
static void add_id(Collector *collector, int way, Str id) {
    size_t earlier = (*map_get_or_new(&collector->counts[way], id, size_t))++;
    add_name(collector, earlier == 0
                            ? id
                            : str_printf(collector->arena, STR_FMT "-%zu", STR_ARG(id), earlier));
}

/* The text without what kramdown turns into dashes and ellipses, which are not part of an id. */
static Str without_typography(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    for (size_t i = 0; i < text.len;) {
        Str rest = str_slice(text, i, text.len);
        size_t length = str_starts_with(rest, STR("---"))   ? 3
                        : str_starts_with(rest, STR("--"))  ? 2
                        : str_starts_with(rest, STR("...")) ? 3
                                                            : 0;
        if (length == 0)
            strbuf_append_char(&out, rest.ptr[0]);
        i += length > 0 ? length : 1;
    }
    return strbuf_str(&out);
}

/* Keeps letters, digits, blanks and hyphens, starting at the first letter:
   lib/kramdown/converter/base.rb, basic_generate_id */
static Str kramdown_id(Arena *arena, Str source) {
    size_t at = 0;
    while (at < source.len && !ascii_is_letter(source.ptr[at]))
        at++;
    StrBuf out;
    strbuf_init(&out, arena);
    for (; at < source.len; at++) {
        char c = source.ptr[at];
        if (ascii_is_alphanumeric(c) || c == '-' || c == ' ')
            strbuf_append_char(&out, c == ' ' ? '-' : c);
    }
    Str id = slug_of(arena, strbuf_str(&out)); /* in lower case */
    return id.len > 0 ? id : STR("section");
}

static void add_heading(Collector *collector, Str text, Str source) {
    Arena *arena = collector->arena;
    Str plain = without_typography(arena, text);
    add_id(collector, WAY_TEXT, slug_of(arena, text));
    add_id(collector, WAY_TYPOGRAPHY, slug_of(arena, plain));
    add_id(collector, WAY_SOURCE, kramdown_id(arena, source));
    if (str_find(source, STR("{{"), 0) != SIZE_MAX)
        collector->anchors->unknown = true;
}

static void add_headings(Collector *collector) {
    const Markdown *markdown = document_markdown(collector->document);
    for (size_t i = 0; i < markdown->heading_count; i++) {
        const MarkdownHeading *heading = &markdown->headings[i];
        add_heading(collector, heading->id_text,
                    source_slice(collector->document->source, heading->content));
    }
}

/* Replaces "[text](url)" with "text", as only that may be part of an id. */
static Str without_urls(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    while (text.len > 0) {
        size_t url = str_find(text, STR("]("), 0);
        size_t end = url == SIZE_MAX ? SIZE_MAX : str_find(text, STR(")"), url);
        strbuf_append(&out, str_slice(text, 0, end == SIZE_MAX ? end : url));
        text = str_slice(text, end == SIZE_MAX ? end : end + 1, text.len);
    }
    return strbuf_str(&out);
}

/*
 * Adds lines that are headings for kramdown but not for cmark-gfm: "#Heading", and those in HTML
 * with `markdown="1"`.
 */
static void add_line(Collector *collector, Str line) {
    size_t level = 0;
    while (level < line.len && line.ptr[level] == '#')
        level++;
    if (level == 0 || level > 6)
        return;
    while (line.len > level && line.ptr[line.len - 1] == '#')
        line.len--;
    Str source = str_trim(str_slice(line, level, line.len));
    Str text = without_urls(collector->arena, source);
    add_name(collector, slug_of(collector->arena, text));
    add_name(collector, kramdown_id(collector->arena, source));
}

/* explicit ids */

/* {: #id .class} and {#id} */
static void add_attribute_lists(Collector *collector, Str line) {
    for (size_t at = str_find(line, STR("{"), 0); at != SIZE_MAX;
         at = str_find(line, STR("{"), at + 1)) {
        if (at + 1 == line.len || !strchr(":#", line.ptr[at + 1]))
            continue;
        size_t end = str_find(line, STR("}"), at);
        if (end == SIZE_MAX)
            return;
        Str list = str_slice(line, at + 1, end);
        list = str_slice(list, list.ptr[0] == ':', list.len);
        for (Str word; str_split_next(&list, ' ', &word);)
            if (str_starts_with(str_trim(word), STR("#")))
                add_name(collector, str_slice(str_trim(word), 1, str_trim(word).len));
        at = end;
    }
}

static void add_lines(Collector *collector) {
    Str rest = collector->bytes;
    for (Str line; rest.len > 0 && str_split_next(&rest, '\n', &line);) {
        add_line(collector, str_trim(line));
        add_attribute_lists(collector, line);
    }
}

/* Links do not refer to the id of the whole page. */
static bool is_page(Str element) {
    return str_equal(element, STR("html")) || str_equal(element, STR("body"));
}

static void add_made(Collector *collector, Str text) {
    if (collector->anchors->made.len == MOST_MADE) {
        collector->anchors->unknown = true;
        return;
    }
    size_t first = str_find(text, STR("{"), 0);
    size_t last = str_find_last(text, '}');
    MadeId made = {str_slice(text, 0, first),
                   last == SIZE_MAX ? (Str){0} : str_slice(text, last + 1, text.len)};
    array_push(collector->arena, &collector->anchors->made, made);
}

static void add_html(Collector *collector, const Html *html) {
    for (size_t i = 0; i < html->count; i++) {
        const HtmlAttribute *attribute = &html->attributes[i];
        if (!str_equal(attribute->name, STR("id")) && !str_equal(attribute->name, STR("name")))
            continue;
        if (!attribute->liquid)
            add_name(collector, attribute->text);
        else if (!is_page(attribute->element))
            add_made(collector, attribute->text);
    }
}

static bool holds_any(Str text, const Str *words, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_find(text, words[i], 0) != SIZE_MAX)
            return true;
    return false;
}

/* Whether an output may contain headings and elements, as a text that was rendered elsewhere. */
static bool holds_content(Str output) {
    static const Str signs[] = {STR_INIT(".content"), STR_INIT(".excerpt"), STR_INIT(".output"),
                                STR_INIT("markdownify"), STR_INIT("include.")};
    static const Str plain[] = {STR_INIT("strip_html"), STR_INIT("escape"), STR_INIT("jsonify"),
                                STR_INIT("number_of_words"), STR_INIT("slugify")};
    return holds_any(output, signs, sizeof signs / sizeof *signs) &&
           !holds_any(output, plain, sizeof plain / sizeof *plain);
}

static void look_at_outputs(Collector *collector) {
    const Liquid *liquid = document_liquid(collector->document);
    for (size_t i = 0; i < liquid->count; i++)
        if (liquid->tokens[i].name.len == 0 &&
            holds_content(source_slice(collector->document->source, liquid->tokens[i].content)))
            collector->anchors->unknown = true;
}

static const JekyllAnchors *collect(JekyllSite *site, JekyllFile *file) {
    if (file->anchors)
        return file->anchors;
    Arena *arena = site->arena;
    JekyllAnchors *anchors = arena_new(arena, JekyllAnchors);
    const Document *document = jekyll_document(site, file->path);
    const Source *source = document->source;
    const FrontMatter *front = document_front_matter(document);
    Span part = span_between(front->closed ? front->span.end : 0, source->bytes.len);
    Collector collector = {.arena = arena, .document = document, .anchors = anchors};
    collector.bytes = source_slice(source, part);
    map_init(&anchors->names, arena);
    for (size_t i = 0; i < WAY_COUNT; i++)
        map_init(&collector.counts[i], arena);
    anchors->unknown =
        !document_is_parsable(document) || (site->own_ids && jekyll_is_markdown(file->path));
    file->anchors = anchors;
    if (anchors->unknown)
        return anchors;
    /* Indented HTML is text to cmark-gfm, but HTML to kramdown. */
    add_html(&collector, html_parse(arena, source, liquid_mask(arena, source->bytes, part), part));
    add_html(&collector, document_html(document));
    add_headings(&collector);
    add_lines(&collector);
    look_at_outputs(&collector);
    return anchors;
}

static bool has_name(const JekyllAnchors *anchors, Str name) {
    if (anchors->unknown || map_get(&anchors->names, name))
        return true;
    for (size_t i = 0; i < anchors->made.len; i++) {
        const MadeId *made = &anchors->made.items[i];
        if (name.len >= made->before.len + made->after.len && str_starts_with(name, made->before) &&
            str_ends_with(name, made->after))
            return true;
    }
    return false;
}

bool jekyll_has_anchor(JekyllSite *site, const JekyllTarget *target, Str fragment) {
    JekyllFile *file = target->page;
    if (target->answer != JEKYLL_FOUND)
        return true;
    bool page = file->role > JEKYLL_STATIC || document_is_page(jekyll_document(site, file->path));
    bool scripted = fragment.len > 0 && strchr("!/", fragment.ptr[0]);
    bool contents = str_starts_with(fragment, STR("markdown-toc")); /* generated for {:toc} */
    bool leads_on = page && jekyll_value(site, file, "redirect_to");
    const JekyllFiles *parts;
    if (!page || scripted || contents || leads_on || !jekyll_parts(site, file, &parts))
        return true;
    for (size_t i = 0; i < parts->len; i++) {
        const JekyllAnchors *anchors = collect(site, parts->items[i]);
        if (!budget_spend(&site->anchor_budget, 1 + anchors->made.len) ||
            has_name(anchors, fragment))
            return true;
    }
    return false;
}
