/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/markdown_walk.h"

#include <string.h>

#include "base/ascii.h"

char walk_peek(const Walk *walk, size_t ahead) {
    return walk->at + ahead < walk->in.len ? walk->in.ptr[walk->at + ahead] : '\0';
}

bool walk_eat(Walk *walk, char c) {
    if (!walk->lost && walk->at < walk->in.len && walk->in.ptr[walk->at] == c)
        walk->at++;
    else
        walk->lost = true;
    return !walk->lost;
}

size_t walk_run_length(const Walk *walk, char c) {
    size_t length = 0;
    while (walk->at + length < walk->in.len && walk->in.ptr[walk->at + length] == c)
        length++;
    return length;
}

void walk_mask(Walk *walk, size_t start) {
    if (!walk->lost)
        array_push(walk->reader->scratch, &walk->masks, span_between(start, walk->at));
}

Span walk_place(const Walk *walk, size_t start, size_t end) {
    return span_between(markdown_place(walk->content, start), markdown_place(walk->content, end));
}

/*
 * The length of the entity at the cursor if the literal starts with what it stands for, otherwise
 * 0. A literal `&` can only come from &amp; or a number, so other names are not even looked up for
 * it.
 */
static size_t match_entity(Walk *walk, Str literal, Str *decoded) {
    Str rest = str_slice(walk->in, walk->at, walk->in.len);
    bool plain = literal.ptr[0] == '&' && !str_starts_with(rest, STR("&#")) &&
                 !str_starts_with(rest, STR("&amp;")) && !str_starts_with(rest, STR("&AMP;"));
    size_t length = plain ? 0 : entity_at(&walk->reader->entities, walk->in, walk->at, decoded);
    return length > 0 && str_starts_with(literal, *decoded) ? length : 0;
}

/* The byte at the cursor as written, without the Liquid mask. */
static char byte_written(const Walk *walk) {
    const MarkdownReader *reader = walk->reader;
    if (!walk->masked)
        return walk->in.ptr[walk->at];
    size_t place = markdown_place(walk->content, walk->at);
    return place < reader->written.len ? reader->written.ptr[place] : walk->in.ptr[walk->at];
}

/* The number of bytes at the cursor that equal the literal, without escapes, entities or masks:
   usually the whole text. */
static size_t plain_length(const Walk *walk, Str literal) {
    Str rest = str_slice(walk->in, walk->at, walk->at + literal.len);
    if (walk->masked || rest.len == 0)
        return 0;
    size_t length = str_common(literal, rest);
    const char *escape = memchr(rest.ptr, '\\', length);
    length = escape ? (size_t)(escape - rest.ptr) : length;
    const char *entity = memchr(rest.ptr, '&', length);
    return entity ? (size_t)(entity - rest.ptr) : length;
}

void walk_eat_text(Walk *walk, Str literal, StrBuf *rendered) {
    while (literal.len > 0 && !walk->lost) {
        size_t plain = plain_length(walk, literal);
        if (rendered)
            strbuf_append(rendered, str_slice(literal, 0, plain));
        walk->at += plain;
        literal = str_slice(literal, plain, literal.len);
        if (literal.len == 0)
            return;
        Str decoded = {literal.ptr, 1};
        size_t length = 0;
        if (walk_peek(walk, 0) == '\\' && ascii_is_punctuation(walk_peek(walk, 1)) &&
            literal.ptr[0] == walk_peek(walk, 1))
            length = 2;
        else if (walk_peek(walk, 0) == '&')
            length = match_entity(walk, literal, &decoded);
        if (length == 0 && walk_peek(walk, 0) == literal.ptr[0])
            length = 1;
        if (length < 2)
            decoded.len = 1;
        walk->lost = length == 0 || decoded.len == 0;
        if (rendered && length == 1)
            strbuf_append_char(rendered, byte_written(walk));
        else if (rendered && !walk->lost)
            strbuf_append(rendered, decoded);
        walk->at += length;
        literal.ptr += walk->lost ? 0 : decoded.len;
        literal.len -= walk->lost ? 0 : decoded.len;
    }
    if (rendered)
        strbuf_append(rendered, literal);
}
