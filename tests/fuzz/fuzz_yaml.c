/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* YAML: every node lies within its parent's bytes, and an image gives the same tree. */
#include "fuzz.h"

#include "base/unicode.h"
#include "document/yaml_image.h"

static void check_node(const YamlNode *node, Span around, int depth) {
    HOLDS(depth <= YAML_MAX_DEPTH + 1);
    HOLDS(node->span.start <= node->span.end);
    HOLDS(node->span.start >= around.start && node->span.end <= around.end);
    HOLDS(node->content.start >= node->span.start && node->content.end <= node->span.end);
    HOLDS(node->kind != YAML_KIND_ALIAS || node->as.target);
    Span inside = node->style == YAML_STYLE_BLOCK ? around : node->span;
    for (size_t i = 0; node->kind == YAML_KIND_SEQUENCE && i < node->count; i++)
        check_node(node->as.items[i], inside, depth + 1);
    for (size_t i = 0; node->kind == YAML_KIND_MAPPING && i < node->count; i++) {
        check_node(node->as.pairs[i].key, inside, depth + 1);
        check_node(node->as.pairs[i].value, inside, depth + 1);
    }
}

static void check_same(const YamlNode *a, const YamlNode *b) {
    HOLDS(a->kind == b->kind && a->style == b->style && str_equal(a->text, b->text));
    HOLDS(a->span.start == b->span.start && a->span.end == b->span.end);
    HOLDS(a->kind == YAML_KIND_ALIAS || a->count == b->count);
    for (size_t i = 0; a->kind == YAML_KIND_SEQUENCE && i < a->count; i++)
        check_same(a->as.items[i], b->as.items[i]);
    for (size_t i = 0; a->kind == YAML_KIND_MAPPING && i < a->count; i++) {
        check_same(a->as.pairs[i].key, b->as.pairs[i].key);
        check_same(a->as.pairs[i].value, b->as.pairs[i].value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    Arena arena;
    Str bytes = {(const char *)data, size};
    if (!utf8_valid(bytes, NULL))
        return 0;
    arena_init(&arena);
    const Source *source = source_new(&arena, STR("site"), (Str){0}, STR("x.yml"), bytes);
    const YamlStream *stream = yaml_parse(&arena, source, span_between(0, size));
    HOLDS(!stream->failed || stream->problem.len > 0);
    HOLDS(!stream->failed || stream->problem_span.end <= size);
    for (size_t i = 0; i < stream->count; i++) {
        YamlImage image;
        check_node(stream->documents[i], span_between(0, size), 0);
        yaml_image_make(&arena, stream->documents[i], bytes, &image);
        check_same(stream->documents[i], yaml_image_read(&arena, &image, bytes, (Str){0}));
    }
    arena_free(&arena);
    return 0;
}
