/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/yaml.h"

YamlWalk yaml_walk(Arena *arena, const YamlStream *stream) {
    YamlWalk walk = {.arena = arena};
    for (size_t i = stream->count; i > 0; i--)
        array_push(arena, &walk.pending, stream->documents[i - 1]);
    return walk;
}

const YamlNode *yaml_walk_next(YamlWalk *walk) {
    if (walk->pending.len == 0)
        return NULL;
    const YamlNode *node = walk->pending.items[--walk->pending.len];
    size_t pairs = node->kind == YAML_KIND_MAPPING ? node->count : 0;
    for (size_t i = pairs; i > 0; i--) {
        array_push(walk->arena, &walk->pending, node->as.pairs[i - 1].value);
        array_push(walk->arena, &walk->pending, node->as.pairs[i - 1].key);
    }
    size_t items = node->kind == YAML_KIND_SEQUENCE ? node->count : 0;
    for (size_t i = items; i > 0; i--)
        array_push(walk->arena, &walk->pending, node->as.items[i - 1]);
    return node;
}
