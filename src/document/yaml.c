/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From libyaml's events to trees of nodes.
 *
 * One loop takes event after event. Open collections are on a stack of fixed depth, and the
 * children of all of them on one other stack, so nothing recurses and each node is moved only once.
 * `last_end` follows the text: a block collection ends with its last child, whose end is in
 * `last_end` when the collection's end event comes. (libyaml's own end is the next token.)
 *
 * A collection's anchor is known from its start, so an alias inside it makes a cycle.
 */
#include "document/yaml.h"

#include <stdint.h>
#include <string.h>
#include <yaml.h>

#include "base/array.h"
#include "base/map.h"
#include "document/yaml_place.h"
#include "document/yaml_problem.h"

/* libyaml compares each %TAG directive with all others, and each tag with all directives. */
#define MAX_TAG_DIRECTIVES 100

typedef struct Frame {
    YamlNode *node;
    size_t first_child; /* index on the stack of children */
    bool bare;          /* no bracket ends it */
} Frame;

typedef struct Reader {
    Arena *arena;
    Arena scratch;
    const Source *source;
    YamlStream *stream;
    YamlPlaces places;
    Map anchors; /* of the current document */
    Frame frames[YAML_MAX_DEPTH];
    size_t depth;
    size_t node_count;
    ARRAY_OF(const YamlNode *) children; /* of all open collections; in scratch */
    ARRAY_OF(const YamlNode *) documents;
    const YamlNode *root; /* of the current document */
    size_t last_end;
    Span quoted; /* the last scalar if it is quoted, otherwise empty */
    bool ended;
} Reader;

/* Stops reading with a problem. */
static void fail(Reader *reader, Span span, Str problem) {
    reader->stream->failed = true;
    reader->stream->problem_span = span;
    reader->stream->problem = problem;
    reader->ended = true;
}

static Str text_of(Arena *arena, const yaml_char_t *text) {
    return text ? str_copy(arena, str_from_c((const char *)text)) : (Str){0};
}

static Span span_of(Reader *reader, const yaml_event_t *event) {
    size_t start = yaml_place(&reader->places, event->start_mark.index);
    return span_between(start, yaml_place(&reader->places, event->end_mark.index));
}

/* Adds a node where it belongs: to the innermost open collection, or as the root. */
static YamlNode *add_node(Reader *reader, YamlKind kind) {
    YamlNode *node = arena_new(reader->arena, YamlNode);
    node->kind = kind;
    reader->node_count++;
    if (reader->depth > 0)
        array_push(&reader->scratch, &reader->children, node);
    else
        reader->root = node;
    return node;
}

static void set_properties(Reader *reader, YamlNode *node, const yaml_char_t *tag,
                           const yaml_char_t *anchor) {
    if (!tag && !anchor)
        return;
    YamlProperties *properties = arena_new(reader->arena, YamlProperties);
    *properties = (YamlProperties){.tag = text_of(reader->arena, tag),
                                   .anchor = text_of(reader->arena, anchor)};
    node->properties = properties;
    if (anchor)
        map_put(&reader->anchors, properties->anchor, node);
}

/* scalars */

/* The style; `*quotes` is the number of quote bytes on each side. */
static YamlStyle scalar_style(yaml_scalar_style_t style, size_t *quotes) {
    *quotes = 0;
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: *quotes = 1; return YAML_STYLE_SINGLE_QUOTED;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: *quotes = 1; return YAML_STYLE_DOUBLE_QUOTED;
    case YAML_LITERAL_SCALAR_STYLE: return YAML_STYLE_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE: return YAML_STYLE_FOLDED;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE: break;
    }
    return YAML_STYLE_PLAIN;
}

static void place_scalar(Reader *reader, YamlNode *node, Span span, bool properties,
                         size_t quotes) {
    YamlPlaces *places = &reader->places;
    bool plain = node->style == YAML_STYLE_PLAIN;
    if (plain && node->text.len == 0) {
        size_t at = properties ? span.end : yaml_empty_place(places, reader->last_end, span.start);
        node->span = node->content = span_between(at, at);
        return;
    }
    if (properties)
        span = span_between(yaml_skip_properties(places, span.start), span.end);
    if (node->style == YAML_STYLE_LITERAL || node->style == YAML_STYLE_FOLDED) {
        yaml_block_scalar(places, span.start, span.end, &node->span, &node->content);
        return;
    }
    node->span = span;
    node->content = span_between(span.start + quotes, span.end - quotes);
}

static void read_scalar(Reader *reader, const yaml_event_t *event) {
    YamlNode *node = add_node(reader, YAML_KIND_SCALAR);
    set_properties(reader, node, event->data.scalar.tag, event->data.scalar.anchor);
    size_t quotes = 0;
    node->style = scalar_style(event->data.scalar.style, &quotes);
    node->text = (Str){(const char *)event->data.scalar.value, event->data.scalar.length};
    bool properties = event->data.scalar.tag || event->data.scalar.anchor;
    place_scalar(reader, node, span_of(reader, event), properties, quotes);
    reader->last_end = node->span.end;
    reader->quoted = quotes > 0 ? node->span : (Span){0};

    /* Most texts are in the source as they are. */
    Str written = str_slice(reader->places.bytes, node->content.start, node->content.end);
    node->text = str_equal(node->text, written) ? written : str_copy(reader->arena, node->text);
}

static void read_alias(Reader *reader, const yaml_event_t *event) {
    YamlNode *node = add_node(reader, YAML_KIND_ALIAS);
    node->text = text_of(reader->arena, event->data.alias.anchor);
    node->span = node->content = span_of(reader, event);
    node->as.target = map_get(&reader->anchors, node->text);
    reader->last_end = node->span.end;
    if (!node->as.target)
        fail(reader, node->span,
             str_printf(reader->arena,
                        "there is no '&" STR_FMT
                        "' above; a value that begins with '*' must be in quotes",
                        STR_ARG(node->text)));
}

/* collections */

static void open_collection(Reader *reader, YamlNode *node, size_t start, bool bare) {
    node->span = span_between(start, start);
    reader->last_end = bare ? start : start + 1;
    if (reader->depth == YAML_MAX_DEPTH) {
        fail(reader, yaml_problem_span(&reader->places, start),
             str_printf(reader->arena, "nested more than %d levels deep", YAML_MAX_DEPTH));
        return;
    }
    reader->frames[reader->depth++] = (Frame){node, reader->children.len, bare};
}

/* Whether the byte before `end` is the brace, if there is one. */
static bool opens_with_brace(const Reader *reader, Span span) {
    return span.end > span.start && reader->places.bytes.ptr[span.end - 1] == '{';
}

static void read_sequence(Reader *reader, const yaml_event_t *event) {
    YamlNode *node = add_node(reader, YAML_KIND_SEQUENCE);
    set_properties(reader, node, event->data.sequence_start.tag, event->data.sequence_start.anchor);
    Span span = span_of(reader, event);
    bool flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    node->style = flow ? YAML_STYLE_FLOW : YAML_STYLE_BLOCK;
    /* For a block sequence not indented more than its key, the event ends after the first "-",
       otherwise before it. */
    Str bytes = reader->places.bytes;
    bool before = span.end < bytes.len && bytes.ptr[span.end] == '-';
    open_collection(reader, node, flow || !before ? span.end - 1 : span.end, !flow);
}

static void read_mapping(Reader *reader, const yaml_event_t *event) {
    YamlNode *node = add_node(reader, YAML_KIND_MAPPING);
    set_properties(reader, node, event->data.mapping_start.tag, event->data.mapping_start.anchor);
    Span span = span_of(reader, event);
    bool flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    node->style = flow ? YAML_STYLE_FLOW : YAML_STYLE_BLOCK;
    if (flow && opens_with_brace(reader, span))
        open_collection(reader, node, span.end - 1, false);
    else /* a single pair in [ ]: the event includes its "?" if there is one */
        open_collection(reader, node, flow ? span.start : span.end, true);
}

static void read_collection_end(Reader *reader, const yaml_event_t *event) {
    Frame frame = reader->frames[--reader->depth];
    YamlNode *node = frame.node;
    if (!frame.bare)
        reader->last_end = span_of(reader, event).end;
    node->span = node->content = span_between(node->span.start, reader->last_end);
    size_t count = reader->children.len - frame.first_child;
    const YamlNode **children = count > 0 ? reader->children.items + frame.first_child : NULL;
    reader->children.len = frame.first_child;
    if (node->kind == YAML_KIND_SEQUENCE) {
        node->count = (uint32_t)count;
        node->as.items = arena_new_array(reader->arena, count, const YamlNode *);
        if (count > 0)
            memcpy(node->as.items, children, count * sizeof(const YamlNode *));
        return;
    }
    node->count = (uint32_t)count / 2;
    node->as.pairs = arena_new_array(reader->arena, node->count, YamlPair);
    for (size_t i = 0; i < node->count; i++)
        node->as.pairs[i] = (YamlPair){children[2 * i], children[2 * i + 1]};
    yaml_sort_keys(reader->arena, node);
}

/* documents */

static void read_document_start(Reader *reader, const yaml_event_t *event) {
    map_init(&reader->anchors, &reader->scratch);
    if (!event->data.document_start.implicit)
        reader->last_end = span_of(reader, event).end;
}

static void read_document_end(Reader *reader, const yaml_event_t *event) {
    array_push(reader->arena, &reader->documents, reader->root);
    if (!event->data.document_end.implicit)
        reader->last_end = span_of(reader, event).end;
}

static void check_node_count(Reader *reader, const yaml_event_t *event) {
    if (reader->node_count > YAML_MAX_NODES && !reader->ended)
        fail(reader, yaml_problem_span(&reader->places, span_of(reader, event).start),
             str_printf(reader->arena, "more than %d nodes", YAML_MAX_NODES));
}

static void read_event(Reader *reader, const yaml_event_t *event) {
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT: read_document_start(reader, event); break;
    case YAML_DOCUMENT_END_EVENT: read_document_end(reader, event); break;
    case YAML_SCALAR_EVENT: read_scalar(reader, event); break;
    case YAML_ALIAS_EVENT: read_alias(reader, event); break;
    case YAML_SEQUENCE_START_EVENT: read_sequence(reader, event); break;
    case YAML_MAPPING_START_EVENT: read_mapping(reader, event); break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: read_collection_end(reader, event); break;
    case YAML_STREAM_END_EVENT: reader->ended = true; break;
    case YAML_STREAM_START_EVENT:
    case YAML_NO_EVENT: break;
    }
    check_node_count(reader, event);
}

/* problems */

static void read_problem(Reader *reader, const yaml_parser_t *parser) {
    if (parser->error == YAML_MEMORY_ERROR)
        arena_out_of_memory();
    YamlComplaint complaint = {.problem = parser->problem,
                               .context = parser->context,
                               .begin = yaml_place(&reader->places, parser->context_mark.index),
                               .quoted = reader->quoted};
    /* Invalid characters are found ahead of the marks, and their offset is in bytes. */
    complaint.at = parser->error == YAML_READER_ERROR
                       ? reader->places.start + parser->problem_offset
                       : yaml_place(&reader->places, parser->problem_mark.index);
    YamlProblem problem = yaml_problem(reader->arena, reader->source, &reader->places, &complaint);
    fail(reader, problem.span, problem.text);
}

static bool begins_line(Str text, size_t at) {
    return at == 0 || text.ptr[at - 1] == '\n' || text.ptr[at - 1] == '\r';
}

static void check_directives(Reader *reader, Str text) {
    size_t count = 0;
    for (size_t at = str_find(text, STR("%TAG"), 0); at != SIZE_MAX;
         at = str_find(text, STR("%TAG"), at + 1)) {
        if (!begins_line(text, at) || ++count <= MAX_TAG_DIRECTIVES)
            continue;
        size_t start = reader->places.start + at;
        fail(reader, span_between(start, start + 4),
             str_printf(reader->arena, "more than %d %%TAG directives", MAX_TAG_DIRECTIVES));
        return;
    }
}

static void read_events(Reader *reader, Str text) {
    yaml_parser_t parser;
    yaml_event_t event;
    if (!yaml_parser_initialize(&parser))
        arena_out_of_memory();
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)(text.len ? text.ptr : ""),
                                 text.len);
    while (!reader->ended) {
        if (!yaml_parser_parse(&parser, &event)) {
            read_problem(reader, &parser);
            break;
        }
        read_event(reader, &event);
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
}

YamlStream *yaml_parse(Arena *arena, const Source *source, Span part) {
    Reader reader = {.arena = arena, .source = source, .stream = arena_new(arena, YamlStream)};
    arena_init_for(&reader.scratch, 0);
    reader.places = yaml_places(source, part);
    reader.last_end = reader.places.start;
    Str text = str_slice(reader.places.bytes, reader.places.start, part.end);
    check_directives(&reader, text);
    if (!reader.ended)
        read_events(&reader, text);
    reader.stream->documents = reader.documents.items;
    reader.stream->count = reader.documents.len;
    arena_free(&reader.scratch);
    return reader.stream;
}
