/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * YAML that was parsed when the program was built: the tree of a document as words, from which its
 * nodes are made again in a tenth of the time that parsing takes.
 */
#ifndef GOVLINT_DOCUMENT_YAML_IMAGE_H
#define GOVLINT_DOCUMENT_YAML_IMAGE_H

#include <stdint.h>

#include "document/yaml.h"

typedef struct YamlImage {
    const uint32_t *words; /* the nodes, each before its children; see yaml_image.c */
    size_t word_count;
    const char *texts; /* of nodes whose text is not what stands in the file */
    size_t text_count; /* bytes */
    bool has_anchors;
} YamlImage;

/* The image of a document that was parsed from `bytes`. */
void yaml_image_make(Arena *arena, const YamlNode *root, Str bytes, YamlImage *out);

/*
 * The document, equal to what parsing `bytes` gives. The value of the key `without` of the root
 * mapping, where one is named, is an empty sequence instead, so that what is below it costs
 * nothing. Texts are slices of the image and of the bytes.
 */
const YamlNode *yaml_image_read(Arena *arena, const YamlImage *image, Str bytes, Str without);

#endif
