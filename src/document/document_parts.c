/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The parts of a document, each parsed on first use.
 */
#include <stdint.h>

#include "document/dense.h"
#include "document/document_internal.h"
#include "document/front_matter.h"
#include "document/language.h"
#include "document/markdown_mask.h"

/* The arena of a part that may be freed at the end of a pass. */
static Arena *arena_of(const struct DocumentParts *parts, DocumentPart part) {
    return parts->passing && !(parts->kept & part) ? parts->passing : parts->arena;
}

static size_t readable_size(const Document *document) {
    return document->state == DOCUMENT_OK ? document->source->bytes.len : 0;
}

/* document_give_up, for a thread that has exclusive access to the document. */
static void note_unread(const Document *document, Str why) {
    if (document->parts->unread.len == 0)
        document->parts->unread = str_copy(document->parts->arena, why);
}

/* document_is_parsable, for such a thread. */
static bool measure(const Document *document) {
    struct DocumentParts *parts = document->parts;
    if (document->state != DOCUMENT_OK)
        return false;
    if (!parts->measured) {
        parts->measured = true;
        parts->dense = dense_problem(parts->arena, document->source->bytes);
        note_unread(document, parts->dense);
    }
    return parts->dense.len == 0;
}

static const YamlStream *get_yaml(const Document *document) {
    struct DocumentParts *parts = document->parts;
    if (!parts->yaml)
        parts->yaml =
            yaml_parse(parts->arena, document->source, span_between(0, readable_size(document)));
    return parts->yaml;
}

static const FrontMatter *get_front_matter(const Document *document) {
    struct DocumentParts *parts = document->parts;
    if (!parts->front && document->state == DOCUMENT_OK)
        parts->front = front_matter_read(parts->arena, document->source, &parts->behind_front);
    else if (!parts->front)
        parts->front = arena_new(parts->arena, FrontMatter);
    return parts->front;
}

/* The text after the front matter; empty if it cannot be parsed. */
static Span text_part(const Document *document) {
    get_front_matter(document);
    size_t start = document->parts->behind_front;
    return span_between(start, measure(document) ? document->source->bytes.len : start);
}

static const Markdown *get_markdown(const Document *document) {
    struct DocumentParts *parts = document->parts;
    if (!parts->markdown) {
        Span part = text_part(document);
        Str bytes = document->source->bytes;
        if (parts->front->closed)
            bytes = liquid_mask(arena_of(parts, DOCUMENT_MARKDOWN), bytes, part);
        bytes = markdown_mask(arena_of(parts, DOCUMENT_MARKDOWN), bytes, part);
        parts->markdown =
            markdown_parse(arena_of(parts, DOCUMENT_MARKDOWN), document->source, bytes, part);
        if (parts->markdown->no_tables)
            note_unread(document, STR("its tables could have too many cells"));
    }
    return parts->markdown;
}

static const Liquid *get_liquid(const Document *document) {
    struct DocumentParts *parts = document->parts;
    if (!parts->liquid) {
        Span part = text_part(document);
        Liquid *liquid = arena_new(arena_of(parts, DOCUMENT_LIQUID), Liquid);
        *liquid = liquid_scan(arena_of(parts, DOCUMENT_LIQUID), document->source->bytes, part);
        parts->liquid = liquid;
    }
    return parts->liquid;
}

bool document_is_page(const Document *document) {
    return language_is_html(document->source->path);
}

static const Html *get_html(const Document *document) {
    struct DocumentParts *parts = document->parts;
    const Source *source = document->source;
    if (!parts->html && document_is_page(document)) {
        Span part = text_part(document);
        Str masked = liquid_mask(arena_of(parts, DOCUMENT_HTML), source->bytes, part);
        parts->html = html_parse(arena_of(parts, DOCUMENT_HTML), source, masked, part);
    } else if (!parts->html) {
        parts->html =
            html_of_markdown(arena_of(parts, DOCUMENT_HTML), source, get_markdown(document));
    }
    return parts->html;
}

void document_want(Document *document, unsigned parts) {
    document->parts->wanted |= parts;
}

/* HTML inside Markdown points into that. */
void document_keep(Document *document, unsigned parts) {
    document->parts->kept |= parts & DOCUMENT_HTML ? parts | DOCUMENT_MARKDOWN : parts;
}

void document_set_arenas(const Document *document, const DocumentArenas *arenas, size_t pass) {
    document->parts->arena = arenas->kept;
    document->parts->passing = pass == NO_PASS ? NULL : arenas->passing[pass];
}

void document_parse(const Document *document) {
    unsigned wanted = document->parts->wanted;
    if (wanted & DOCUMENT_YAML)
        get_yaml(document);
    if (wanted & DOCUMENT_FRONT_MATTER)
        get_front_matter(document);
    if (wanted & DOCUMENT_MARKDOWN)
        get_markdown(document);
    if (wanted & DOCUMENT_HTML)
        get_html(document);
    if (wanted & DOCUMENT_LIQUID && get_front_matter(document)->closed)
        get_liquid(document);
}

const Document *document_settle(const Document *document) {
    if (document->parts->batch)
        batch_finish(document->parts->batch);
    return document;
}

const YamlStream *document_yaml(const Document *document) {
    return get_yaml(document_settle(document));
}

const FrontMatter *document_front_matter(const Document *document) {
    return get_front_matter(document_settle(document));
}

const Markdown *document_markdown(const Document *document) {
    return get_markdown(document_settle(document));
}

const Html *document_html(const Document *document) {
    return get_html(document_settle(document));
}

static bool says_base(const Document *document) {
    if (str_find(document->source->bytes, STR("<base"), 0) == SIZE_MAX)
        return false;
    const Html *html = document_html(document);
    for (size_t i = 0; i < html->count; i++)
        if (str_equal(html->attributes[i].element, STR("base")) &&
            str_equal(html->attributes[i].name, STR("href")))
            return true;
    return false;
}

/* Each of a page's many links may ask for it. */
bool document_has_base(const Document *document) {
    struct DocumentParts *parts = document_settle(document)->parts;
    if (!parts->searched)
        parts->has_base = says_base(document);
    parts->searched = true;
    return parts->has_base;
}

const Liquid *document_liquid(const Document *document) {
    return get_liquid(document_settle(document));
}

const Anchors *document_anchors(const Document *document) {
    document_settle(document);
    struct DocumentParts *parts = document->parts;
    Arena *arena = parts->passing ? parts->passing : parts->arena;
    if (!parts->anchors)
        parts->anchors = anchors_of(arena, get_markdown(document), get_html(document));
    return parts->anchors;
}

/* Whatever was parsed before stays as well, since somebody may point into it. */
bool document_begin_pass(Document *document) {
    struct DocumentParts *parts = document->parts;
    if (parts->in_pass)
        return false;
    parts->in_pass = true;
    parts->kept |= parts->markdown ? DOCUMENT_MARKDOWN : 0;
    parts->kept |= parts->html ? DOCUMENT_HTML : 0;
    parts->kept |= parts->liquid ? DOCUMENT_LIQUID : 0;
    return true;
}

void document_end_pass(Document *document) {
    struct DocumentParts *parts = document->parts;
    if (!(parts->kept & DOCUMENT_MARKDOWN))
        parts->markdown = NULL;
    if (!(parts->kept & DOCUMENT_HTML))
        parts->html = NULL;
    if (!(parts->kept & DOCUMENT_LIQUID))
        parts->liquid = NULL;
    parts->anchors = NULL;
    parts->in_pass = false;
    parts->passing = NULL;
}

void document_give_up(const Document *document, Str why) {
    note_unread(document_settle(document), why);
}

Str document_unread(const Document *document) {
    document_settle(document);
    if (document->state != DOCUMENT_UNREADABLE)
        return document->parts->unread;
    return document->parts->untold ? (Str){0} : document->problem;
}

bool document_is_parsable(const Document *document) {
    return measure(document_settle(document));
}
