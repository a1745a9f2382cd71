/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The headings of Markdown and of HTML are merged in document order, as repeated slugs are counted
 * across both.
 */
#include "document/anchor.h"

#include <stdint.h>

#include "base/array.h"
#include "base/unicode.h"
#include "document/slug.h"

typedef struct Collector {
    Arena *arena;
    ARRAY_OF(Anchor) anchors;
    Slugs slugs;
} Collector;

/* "Scope {#scope}": an id that pandoc, kramdown, Hugo and others read, and that word processors
   leave in documents. GitHub does not read it, but a link to it may be meant for those programs. */
static Str written_id(Str text) {
    text = str_trim(text);
    size_t brace = str_find_last(text, '{');
    if (brace == SIZE_MAX || !str_ends_with(text, STR("}")))
        return (Str){0};
    size_t start = brace + 1;
    while (text.ptr[start] == ':' || text.ptr[start] == ' ')
        start++;
    size_t end = start;
    while (text.ptr[end] != ' ' && text.ptr[end] != '}')
        end++;
    return text.ptr[start] == '#' ? str_slice(text, start + 1, end) : (Str){0};
}

static void add_heading(Collector *collector, Str text, Span at) {
    array_push(collector->arena, &collector->anchors,
               (Anchor){slugs_next(&collector->slugs, text), at});
    /* GitHub counts white space next to a tag or an image, but nobody writes it on purpose. */
    Str trimmed = str_trim(text);
    Str slug = trimmed.len < text.len ? slug_of(collector->arena, trimmed) : (Str){0};
    if (slug.len > 0 && !str_equal(slug, slug_of(collector->arena, text)))
        array_push(collector->arena, &collector->anchors, (Anchor){slug, at});
    Str written = written_id(text);
    if (written.len > 0)
        array_push(collector->arena, &collector->anchors, (Anchor){written, at});
}

static void add_headings(Collector *collector, const Markdown *markdown, const Html *html) {
    for (size_t i = 0, j = 0; i < markdown->heading_count || j < html->heading_count;) {
        bool first = j == html->heading_count ||
                     (i < markdown->heading_count &&
                      markdown->headings[i].span.start < html->headings[j].span.start);
        if (first)
            add_heading(collector, markdown->headings[i].id_text, markdown->headings[i].content);
        else
            add_heading(collector, html->headings[j].text, html->headings[j].span);
        i += first;
        j += !first;
    }
}

static Str without_prefix(Str name) {
    static const Str prefix = STR_INIT("user-content-");
    return str_starts_with(name, prefix) ? str_slice(name, prefix.len, name.len) : name;
}

static void add_attributes(Collector *collector, const Html *html) {
    for (size_t i = 0; i < html->count; i++) {
        const HtmlAttribute *attribute = &html->attributes[i];
        if (str_equal(attribute->name, STR("id")) || str_equal(attribute->name, STR("name")))
            array_push(collector->arena, &collector->anchors,
                       (Anchor){without_prefix(attribute->text), attribute->value});
    }
}

const Anchors *anchors_of(Arena *arena, const Markdown *markdown, const Html *html) {
    Collector collector = {.arena = arena};
    slugs_init(&collector.slugs, arena);
    add_headings(&collector, markdown, html);
    add_attributes(&collector, html);

    Anchors *anchors = arena_new(arena, Anchors);
    anchors->items = collector.anchors.items;
    anchors->count = collector.anchors.len;
    map_init(&anchors->by_name, arena);
    for (size_t i = 0; i < anchors->count; i++) {
        Str key = unicode_fold_case(arena, anchors->items[i].name);
        if (!map_get(&anchors->by_name, key))
            map_put(&anchors->by_name, key, &anchors->items[i]);
    }
    return anchors;
}

const Anchor *anchors_find(const Anchors *anchors, Arena *scratch, Str fragment) {
    return map_get(&anchors->by_name, unicode_fold_case(scratch, without_prefix(fragment)));
}
