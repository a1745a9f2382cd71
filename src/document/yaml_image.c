/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The nodes are in the order in which they begin in the file, so all nodes of a document are made
 * in a single pass. The children of a collection are found by skipping the descendants of each.
 */
#include "document/yaml_image.h"

#include "base/array.h"

enum {
    KIND_MASK = 0xf,
    STYLE_SHIFT = 4,
    STYLE_MASK = 0xf,
    MARK_TEXT = 1 << 8, /* its text is kept, as it differs from what `content` spans */
    MARK_TAG = 1 << 9,
    MARK_ANCHOR = 1 << 10,
};

/* The number of a node, for aliases of it. */
typedef struct Place {
    const YamlNode *node;
    uint32_t number;
} Place;

typedef struct Maker {
    Arena *arena;
    Str bytes;
    ARRAY_OF(YamlImageNode) nodes;
    ARRAY_OF(uint32_t) words;
    StrBuf texts;
    ARRAY_OF(Place) anchored;
} Maker;

static void put_text(Maker *maker, Str text) {
    array_push(maker->arena, &maker->words, (uint32_t)maker->texts.len);
    array_push(maker->arena, &maker->words, (uint32_t)text.len);
    strbuf_append(&maker->texts, text);
}

static uint32_t number_of(const Maker *maker, const YamlNode *target) {
    for (size_t i = 0; i < maker->anchored.len; i++)
        if (maker->anchored.items[i].node == target)
            return maker->anchored.items[i].number;
    return 0; /* not reached: every alias's target has an anchor and precedes it */
}

static uint32_t head_of(const Maker *maker, const YamlNode *node) {
    Str written = str_slice(maker->bytes, node->content.start, node->content.end);
    uint32_t head = (uint32_t)node->kind | (uint32_t)node->style << STYLE_SHIFT;
    head |= str_equal(node->text, written) ? 0u : MARK_TEXT;
    head |= yaml_tag(node).len > 0 ? MARK_TAG : 0u;
    head |= yaml_anchor(node).len > 0 ? MARK_ANCHOR : 0u;
    return head;
}

static void put_node(Maker *maker, const YamlNode *node) {
    Arena *arena = maker->arena;
    size_t number = maker->nodes.len;
    bool alias = node->kind == YAML_KIND_ALIAS;
    YamlImageNode put = {.head = head_of(maker, node),
                         .span_start = (uint32_t)node->span.start,
                         .span_end = (uint32_t)node->span.end,
                         .content_start = (uint32_t)node->content.start,
                         .content_end = (uint32_t)node->content.end,
                         .count = alias ? number_of(maker, node->as.target) : node->count,
                         .words = (uint32_t)maker->words.len};
    array_push(arena, &maker->nodes, put);
    if (put.head & MARK_TEXT)
        put_text(maker, node->text);
    if (put.head & MARK_TAG)
        put_text(maker, yaml_tag(node));
    if (put.head & MARK_ANCHOR)
        put_text(maker, yaml_anchor(node));
    if (put.head & MARK_ANCHOR && !alias)
        array_push(arena, &maker->anchored, (Place){node, (uint32_t)number});
    for (size_t i = 0; node->kind == YAML_KIND_SEQUENCE && i < node->count; i++)
        put_node(maker, node->as.items[i]);
    for (size_t i = 0; node->kind == YAML_KIND_MAPPING && i < node->count; i++) {
        put_node(maker, node->as.pairs[i].key);
        put_node(maker, node->as.pairs[i].value);
    }
    maker->nodes.items[number].length = (uint32_t)(maker->nodes.len - number);
}

void yaml_image_make(Arena *arena, const YamlNode *root, Str bytes, YamlImage *out) {
    Maker maker = {.arena = arena, .bytes = bytes};
    strbuf_init(&maker.texts, arena);
    put_node(&maker, root);
    Str texts = strbuf_str(&maker.texts);
    *out = (YamlImage){maker.nodes.items,
                       maker.nodes.len,
                       maker.words.items,
                       maker.words.len,
                       texts.len > 0 ? texts.ptr : "",
                       texts.len};
}

typedef struct ImageReader {
    Arena *arena;
    const YamlImage *image;
    Str bytes;
    size_t left_out;           /* the number of the first node that is not made … */
    size_t left_out_count;     /* … and how many are not */
    YamlNode *nodes;           /* all the others */
    const YamlNode **pointers; /* space for pointers to children */
} ImageReader;

static Str take_text(const YamlImage *image, const uint32_t **words) {
    Str text = {image->texts + (*words)[0], (*words)[1]};
    *words += 2;
    return text;
}

static void set_texts(const ImageReader *reader, const YamlImageNode *from, YamlNode *node) {
    const uint32_t *words = reader->image->words + from->words;
    if (from->head & MARK_TEXT)
        node->text = take_text(reader->image, &words);
    if (!(from->head & (MARK_TAG | MARK_ANCHOR)))
        return;
    YamlProperties *properties = arena_new(reader->arena, YamlProperties);
    if (from->head & MARK_TAG)
        properties->tag = take_text(reader->image, &words);
    if (from->head & MARK_ANCHOR)
        properties->anchor = take_text(reader->image, &words);
    node->properties = properties;
}

static const YamlNode nothing = {.kind = YAML_KIND_SEQUENCE, .style = YAML_STYLE_FLOW};

static const YamlNode *node_of(const ImageReader *reader, size_t number) {
    if (number < reader->left_out)
        return &reader->nodes[number];
    number -= reader->left_out;
    return number < reader->left_out_count
               ? &nothing
               : &reader->nodes[reader->left_out + number - reader->left_out_count];
}

/* The children, starting with this number; a pair of a mapping is two of them. */
static const YamlNode **take_children(ImageReader *reader, size_t number, size_t count) {
    const YamlNode **children = reader->pointers;
    for (size_t i = 0; i < count; i++) {
        children[i] = node_of(reader, number);
        number += reader->image->nodes[number].length;
    }
    reader->pointers += count;
    return children;
}

static void make_node(ImageReader *reader, size_t number, YamlNode *node) {
    const YamlImageNode *from = &reader->image->nodes[number];
    *node = (YamlNode){
        .kind = (YamlKind)(from->head & KIND_MASK),
        .style = (YamlStyle)(from->head >> STYLE_SHIFT & STYLE_MASK),
        .span = {from->span_start, from->span_end},
        .content = {from->content_start, from->content_end},
        .text = {reader->bytes.ptr + from->content_start, from->content_end - from->content_start},
        .count = from->count,
    };
    if (from->head & (MARK_TEXT | MARK_TAG | MARK_ANCHOR))
        set_texts(reader, from, node);
    if (node->kind == YAML_KIND_SEQUENCE)
        node->as.items = take_children(reader, number + 1, node->count);
    if (node->kind == YAML_KIND_MAPPING)
        node->as.pairs =
            (YamlPair *)(void *)take_children(reader, number + 1, (size_t)2 * node->count);
    if (node->kind == YAML_KIND_ALIAS) {
        node->count = 0;
        node->as.target = node_of(reader, from->count);
    }
}

static void leave_out(ImageReader *reader, Str key) {
    const YamlImageNode *nodes = reader->image->nodes;
    bool mapping = (nodes->head & KIND_MASK) == YAML_KIND_MAPPING;
    reader->left_out = reader->image->node_count;
    for (size_t i = 0, at = 1; mapping && key.len > 0 && i < nodes->count; i++) {
        size_t value = at + nodes[at].length;
        if (str_equal(key,
                      str_slice(reader->bytes, nodes[at].content_start, nodes[at].content_end))) {
            reader->left_out = value;
            reader->left_out_count = nodes[value].length;
        }
        at = value + nodes[value].length;
    }
}

const YamlNode *yaml_image_read(Arena *arena, const YamlImage *image, Str bytes, Str without) {
    ImageReader reader = {.arena = arena, .image = image, .bytes = bytes};
    leave_out(&reader, without);
    size_t count = image->node_count - reader.left_out_count;
    reader.nodes = arena_new_array(arena, count, YamlNode);
    reader.pointers = arena_new_array(arena, count, const YamlNode *);
    for (size_t number = 0, i = 0; i < count; number++) {
        if (number == reader.left_out)
            number += reader.left_out_count;
        make_node(&reader, number, &reader.nodes[i++]);
    }
    return reader.nodes;
}
