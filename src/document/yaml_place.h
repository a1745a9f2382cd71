/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Where the parts of a YAML text are, in bytes; for yaml*.c only.
 *
 * libyaml's marks count the characters of its input, and some of them are not where the part is:
 * only this code knows how to correct them.
 */
#ifndef GOVLINT_DOCUMENT_YAML_PLACE_H
#define GOVLINT_DOCUMENT_YAML_PLACE_H

#include <stddef.h>

#include "base/str.h"
#include "document/source.h"

typedef struct YamlPlaces {
    Str bytes;     /* of the source, up to the end of the part that is parsed */
    size_t start;  /* of the part, after a byte-order mark */
    size_t index;  /* the cursor: the index of a character … */
    size_t offset; /* … and its byte offset */
    size_t from;   /* the last query about the next token … */
    size_t to;     /* … and its answer */
} YamlPlaces;

YamlPlaces yaml_places(const Source *source, Span part);

/* The byte offset of a libyaml index. Linear in total if the indexes never go far back. */
size_t yaml_place(YamlPlaces *places, size_t index);

/* The place after the tag and anchor (with white space and comments) that a node's event begins
   with. */
size_t yaml_skip_properties(YamlPlaces *places, size_t at);

/*
 * Where a scalar that is not written would be: after the last of the indicators between `from`, the
 * end of what precedes it, and libyaml's place, which may be that of what follows.
 */
size_t yaml_empty_place(YamlPlaces *places, size_t from, size_t place);

/* The spans of a block scalar from its indicator at `start`; libyaml's `end` is too far. */
void yaml_block_scalar(const YamlPlaces *places, size_t start, size_t end, Span *span,
                       Span *content);

/* What to show for a problem at `offset`: one character or, for a problem at the end, an empty span
   after the last text. */
Span yaml_problem_span(const YamlPlaces *places, size_t offset);

#endif
