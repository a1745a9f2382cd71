/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A node is these words: kind, style and marks; span; content; how many children; how many words
 * it takes with all below it; and offset and length of its text, tag and anchor, where they are
 * kept. Its children follow, of a mapping keys and values in turn. An alias has, instead of
 * children, the place of its target's words.
 */
#include "document/yaml_image.h"

#include <string.h>

#include "base/array.h"

enum {
    WORD_HEAD,
    WORD_SPAN_START,
    WORD_SPAN_END,
    WORD_CONTENT_START,
    WORD_CONTENT_END,
    WORD_COUNT,
    WORD_LENGTH,
    WORDS,
};

enum {
    STYLE_SHIFT = 4,
    MARK_TEXT = 1 << 8, /* its text is kept: it is not what `content` spans */
    MARK_TAG = 1 << 9,
    MARK_ANCHOR = 1 << 10,
};

typedef ARRAY_OF(uint32_t) Words;

/* Where the words of a node are, for aliases of it. */
typedef struct Place {
    const YamlNode *node;
    uint32_t word;
} Place;

typedef struct Maker {
    Arena *arena;
    Str bytes;
    Words words;
    StrBuf texts;
    ARRAY_OF(Place) anchored;
} Maker;

static void put_text(Maker *maker, Str text) {
    array_push(maker->arena, &maker->words, (uint32_t)maker->texts.len);
    array_push(maker->arena, &maker->words, (uint32_t)text.len);
    strbuf_append(&maker->texts, text);
}

static uint32_t target_word(const Maker *maker, const YamlNode *target) {
    for (size_t i = 0; i < maker->anchored.len; i++)
        if (maker->anchored.items[i].node == target)
            return maker->anchored.items[i].word;
    return 0; /* every alias's target has an anchor and stands before it */
}

static void put_node(Maker *maker, const YamlNode *node) {
    Arena *arena = maker->arena;
    uint32_t at = (uint32_t)maker->words.len;
    bool kept =
        node->text.len > 0 &&
        !str_equal(node->text, str_slice(maker->bytes, node->content.start, node->content.end));
    bool absent = node->text.len == 0 && node->content.end > node->content.start;
    uint32_t head = (uint32_t)node->kind | (uint32_t)node->style << STYLE_SHIFT;
    head |= kept || absent ? MARK_TEXT : 0u;
    head |= node->tag.len > 0 ? MARK_TAG : 0u;
    head |= node->anchor.len > 0 ? MARK_ANCHOR : 0u;
    bool alias = node->kind == YAML_KIND_ALIAS;
    const uint32_t words[WORDS] = {head,
                                   (uint32_t)node->span.start,
                                   (uint32_t)node->span.end,
                                   (uint32_t)node->content.start,
                                   (uint32_t)node->content.end,
                                   alias ? target_word(maker, node->as.target)
                                         : (uint32_t)node->count,
                                   0};
    for (size_t i = 0; i < WORDS; i++)
        array_push(arena, &maker->words, words[i]);
    if (head & MARK_TEXT)
        put_text(maker, node->text);
    if (head & MARK_TAG)
        put_text(maker, node->tag);
    if (head & MARK_ANCHOR)
        put_text(maker, node->anchor);
    if (head & MARK_ANCHOR && !alias)
        array_push(arena, &maker->anchored, (Place){node, at});
    for (size_t i = 0; node->kind == YAML_KIND_SEQUENCE && i < node->count; i++)
        put_node(maker, node->as.items[i]);
    for (size_t i = 0; node->kind == YAML_KIND_MAPPING && i < node->count; i++) {
        put_node(maker, node->as.pairs[i].key);
        put_node(maker, node->as.pairs[i].value);
    }
    maker->words.items[at + WORD_LENGTH] = (uint32_t)maker->words.len - at;
}

void yaml_image_make(Arena *arena, const YamlNode *root, Str bytes, YamlImage *out) {
    Maker maker = {.arena = arena, .bytes = bytes};
    strbuf_init(&maker.texts, arena);
    put_node(&maker, root);
    Str texts = strbuf_str(&maker.texts);
    *out = (YamlImage){maker.words.items, maker.words.len, texts.len > 0 ? texts.ptr : "",
                       texts.len, maker.anchored.len > 0};
}

typedef struct ImageReader {
    Arena *arena;
    const YamlImage *image;
    Str bytes;
    Str without;
    const YamlNode **nodes; /* by word, of those with an anchor */
} ImageReader;

static Str take_text(const ImageReader *reader, const uint32_t **words) {
    Str text = {reader->image->texts + (*words)[0], (*words)[1]};
    *words += 2;
    return text;
}

static const YamlNode nothing = {.kind = YAML_KIND_SEQUENCE, .style = YAML_STYLE_FLOW};

static const YamlNode *make_node(ImageReader *reader, const uint32_t *words);

static const uint32_t *behind(const uint32_t *words) {
    return words + words[WORD_LENGTH];
}

static void make_pairs(ImageReader *reader, YamlNode *node, const uint32_t *words, size_t count,
                       bool is_root) {
    node->as.pairs = arena_new_array(reader->arena, count, YamlPair);
    for (size_t i = 0; i < count; i++) {
        const YamlNode *key = make_node(reader, words);
        words = behind(words);
        bool left_out = is_root && reader->without.len > 0 && str_equal(key->text, reader->without);
        node->as.pairs[node->count++] =
            (YamlPair){key, left_out ? &nothing : make_node(reader, words)};
        words = behind(words);
    }
}

static void make_items(ImageReader *reader, YamlNode *node, const uint32_t *words, size_t count) {
    node->as.items = arena_new_array(reader->arena, count, const YamlNode *);
    for (size_t i = 0; i < count; i++) {
        node->as.items[node->count++] = make_node(reader, words);
        words = behind(words);
    }
}

static const YamlNode *make_node(ImageReader *reader, const uint32_t *words) {
    YamlNode *node = arena_new(reader->arena, YamlNode);
    uint32_t head = words[WORD_HEAD];
    size_t at = (size_t)(words - reader->image->words);
    node->kind = (YamlKind)(head & 0xf);
    node->style = (YamlStyle)(head >> STYLE_SHIFT & 0xf);
    node->span = (Span){words[WORD_SPAN_START], words[WORD_SPAN_END]};
    node->content = (Span){words[WORD_CONTENT_START], words[WORD_CONTENT_END]};
    const uint32_t *rest = words + WORDS;
    if (head & MARK_TEXT)
        node->text = take_text(reader, &rest);
    else
        node->text = str_slice(reader->bytes, node->content.start, node->content.end);
    if (head & MARK_TAG)
        node->tag = take_text(reader, &rest);
    if (head & MARK_ANCHOR)
        node->anchor = take_text(reader, &rest);
    if (head & MARK_ANCHOR)
        reader->nodes[at] = node;
    if (node->kind == YAML_KIND_ALIAS)
        node->as.target = reader->nodes[words[WORD_COUNT]];
    else if (node->kind == YAML_KIND_MAPPING)
        make_pairs(reader, node, rest, words[WORD_COUNT], at == 0);
    else if (node->kind == YAML_KIND_SEQUENCE)
        make_items(reader, node, rest, words[WORD_COUNT]);
    return node;
}

const YamlNode *yaml_image_read(Arena *arena, const YamlImage *image, Str bytes, Str without) {
    ImageReader reader = {arena, image, bytes, without, NULL};
    if (image->has_anchors)
        reader.nodes = arena_new_array(arena, image->word_count, const YamlNode *);
    return make_node(&reader, image->words);
}
