/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* The walk over the bytes of a block in step with its inlines: what all kinds of these eat. */
#ifndef GOVLINT_DOCUMENT_MARKDOWN_WALK_H
#define GOVLINT_DOCUMENT_MARKDOWN_WALK_H

#include "document/markdown_internal.h"

/* A link whose end has not been met; links nest by images in their text. */
typedef struct OpenLink {
    size_t link;  /* index */
    size_t start; /* in the content */
    size_t inner; /* in the content: behind its opening bracket */
    size_t text;  /* in the rendered text */
    bool autolink;
} OpenLink;

/* The rendered text of a link, as long as the buffer may still move. */
typedef struct LinkText {
    size_t link;
    Span text;
} LinkText;

typedef struct Walk {
    MarkdownReader *reader;
    const MarkdownContent *content;
    Str in;    /* the content's bytes */
    size_t at; /* everything before is eaten */
    bool lost;
    bool masked; /* there is Liquid in the block */
    size_t item;
    StrBuf text;
    MarkdownMasks masks; /* of the content: what is no text */
    ARRAY_OF(OpenLink) open;
    ARRAY_OF(LinkText) texts;
} Walk;

/* The byte so many behind the cursor, or NUL behind the end. */
char walk_peek(const Walk *walk, size_t ahead);

/* Eats this byte; the step is lost where it is another. */
bool walk_eat(Walk *walk, char c);

/* How many of these bytes follow each other at the cursor. */
size_t walk_run_length(const Walk *walk, char c);

/* What was eaten from `start` on is no text. */
void walk_mask(Walk *walk, size_t start);

/* Where a part of the content is in the source. */
Span walk_place(const Walk *walk, size_t start, size_t end);

/* Eats a text that reads `literal`; appends it to `rendered` unless that is NULL. */
void walk_eat_text(Walk *walk, Str literal, StrBuf *rendered);

#endif
