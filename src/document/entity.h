/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Character references, "&amp;" and "&#38;", as in Markdown and HTML attributes. Without its ";" a
 * text is not a reference:
 * https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references
 */
#ifndef GOVLINT_DOCUMENT_ENTITY_H
#define GOVLINT_DOCUMENT_ENTITY_H

#include "base/map.h"

/* Cache of the names met so far and what they stand for. */
typedef struct Entities {
    Map names;
} Entities;

void entities_init(Entities *entities, Arena *arena);

/* Length of the reference at `at`, which stands for `*decoded`; 0 if there is none. */
size_t entity_at(Entities *entities, Str text, size_t at, Str *decoded);

/* `text` with its references resolved; `text` itself if it has none. */
Str entities_decode(Entities *entities, Str text);

#endif
