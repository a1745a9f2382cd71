/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The walk over the bytes of a block in step with its inlines: how every kind of inline consumes
   them. */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_WALK_H
#define GOVLINT_DOCUMENT_MARKDOWN_WALK_H

#include "document/markdown_internal.h"

/* A link whose end has not been reached; links nest if there are images in their text. */
typedef struct OpenLink {
    size_t link;  /* index */
    size_t start; /* in the content */
    size_t inner; /* in the content: after its opening bracket */
    size_t text;  /* in the rendered text */
    bool autolink;
} OpenLink;

/* The rendered text of a link, kept as a span while the buffer may still move. */
typedef struct LinkText {
    size_t link;
    Span text;
} LinkText;

typedef struct Walk {
    MarkdownReader *reader;
    const MarkdownContent *content;
    Str in;    /* the content's bytes */
    size_t at; /* everything before this has been consumed */
    bool lost;
    bool masked; /* the block contains Liquid */
    size_t item;
    StrBuf text;
    MarkdownMasks masks; /* parts of the content that are not text */
    ARRAY_OF(OpenLink) open;
    ARRAY_OF(LinkText) texts;
} Walk;

/* The byte `ahead` bytes after the cursor, or NUL after the end. */
char walk_peek(const Walk *walk, size_t ahead);

/* Consumes this byte; the walk is lost if there is another. */
bool walk_eat(Walk *walk, char c);

/* The length of the run of this byte at the cursor. */
size_t walk_run_length(const Walk *walk, char c);

/* Marks what was consumed since `start` as not being text. */
void walk_mask(Walk *walk, size_t start);

/* The source span of a part of the content. */
Span walk_place(const Walk *walk, size_t start, size_t end);

/* Consumes text that renders as `literal`; appends it to `rendered` unless that is NULL. */
void walk_eat_text(Walk *walk, Str literal, StrBuf *rendered);

#endif
