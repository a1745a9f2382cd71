/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * YAML that was parsed when the program was built: the tree of a document as an array of numbers,
 * from which its nodes are built in one pass, in a fraction of the time of parsing.
 */
#ifndef GOVLINT_DOCUMENT_YAML_IMAGE_H
#define GOVLINT_DOCUMENT_YAML_IMAGE_H

#include <stdint.h>

#include "document/yaml.h"

/* A node. Its descendants follow at once; those of a mapping are keys and values in turn. */
typedef struct YamlImageNode {
    uint32_t head; /* kind, style and marks; see yaml_image.c */
    uint32_t span_start;
    uint32_t span_end;
    uint32_t content_start;
    uint32_t content_end;
    uint32_t count;  /* of a collection, as in YamlNode; for an alias, the number of its target */
    uint32_t length; /* number of nodes, including all below it */
    uint32_t words;  /* index in `words` of the first of its kept texts */
} YamlImageNode;

typedef struct YamlImage {
    const YamlImageNode *nodes;
    size_t node_count;
    const uint32_t *words; /* offset and length of each kept text */
    size_t word_count;
    const char *texts; /* texts that differ from what is in the file */
    size_t text_count; /* bytes */
} YamlImage;

/* The image of a document that was parsed from `bytes`. */
void yaml_image_make(Arena *arena, const YamlNode *root, Str bytes, YamlImage *out);

/*
 * The document, equal to what parsing `bytes` gives. If `without` names a key of the root mapping,
 * its value is replaced by an empty sequence, so that its content costs nothing. Texts are slices
 * of the image and of the bytes.
 */
const YamlNode *yaml_image_read(Arena *arena, const YamlImage *image, Str bytes, Str without);

#endif
