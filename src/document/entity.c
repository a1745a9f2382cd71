/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Character references. The 2125 names are cmark-gfm's own: each that occurs is parsed once, as a
 * tiny document, and cached.
 */
#include "document/entity.h"

#include <cmark-gfm.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/ascii.h"

enum { LONGEST_NAME = 32, MOST_DIGITS = 7, MOST_HEX_DIGITS = 6, REPLACEMENT = 0xFFFD };

/* The value of a digit in this base, or -1. */
static int digit_value(char c, int base) {
    int value = ascii_hex_value(c);
    return value < base ? value : -1;
}

static Str encode(Arena *arena, long point) {
    if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF))
        point = REPLACEMENT;
    int length = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    static const int lead[] = {0, 0, 0xC0, 0xE0, 0xF0};
    char *bytes = arena_alloc_bytes(arena, 4);
    for (int i = length - 1; i > 0; i--, point >>= 6)
        bytes[i] = (char)(unsigned char)(0x80 | (point & 0x3F));
    bytes[0] = (char)(unsigned char)(lead[length] | (int)point);
    return (Str){bytes, (size_t)length};
}

/* Parses `&#123;` or `&#x7B;`; returns its length, or 0. */
static size_t numeric(Arena *arena, Str entity, Str *decoded) {
    bool hex = entity.len > 2 && (entity.ptr[2] == 'x' || entity.ptr[2] == 'X');
    size_t first = hex ? 3 : 2;
    size_t most = hex ? MOST_HEX_DIGITS : MOST_DIGITS;
    size_t at = first;
    long point = 0;
    while (at < entity.len && at - first < most && digit_value(entity.ptr[at], hex ? 16 : 10) >= 0)
        point = point * (hex ? 16 : 10) + digit_value(entity.ptr[at++], hex ? 16 : 10);
    if (at == first || at == entity.len || entity.ptr[at] != ';')
        return 0;
    *decoded = encode(arena, point);
    return at + 1;
}

/* What cmark-gfm makes of `&name;`: the text itself if there is no such name. */
static Str decode_name(Arena *arena, Str entity) {
    cmark_node *document = cmark_parse_document(entity.ptr, entity.len, CMARK_OPT_DEFAULT);
    cmark_node *paragraph = document ? cmark_node_first_child(document) : NULL;
    cmark_node *text = paragraph ? cmark_node_first_child(paragraph) : NULL;
    Str decoded = str_copy(arena, text ? str_from_c(cmark_node_get_literal(text)) : entity);
    cmark_node_free(document);
    return decoded;
}

static size_t named(Entities *entities, Str entity, Str *decoded) {
    size_t length = 1;
    while (length < entity.len && length <= LONGEST_NAME &&
           ascii_is_alphanumeric(entity.ptr[length]))
        length++;
    if (length == 1 || length == entity.len || entity.ptr[length] != ';')
        return 0;
    entity.len = length + 1;
    Str *known = map_get(&entities->names, entity);
    if (!known) {
        known = arena_new(entities->names.arena, Str);
        *known = decode_name(entities->names.arena, entity);
        map_put(&entities->names, str_copy(entities->names.arena, entity), known);
    }
    *decoded = *known;
    bool unknown = known->len > 1 && known->ptr[0] == '&';
    return unknown ? 0 : entity.len;
}

void entities_init(Entities *entities, Arena *arena) {
    map_init(&entities->names, arena);
}

size_t entity_at(Entities *entities, Str text, size_t at, Str *decoded) {
    Str entity = {text.ptr + at, text.len - at};
    if (entity.len < 3 || entity.ptr[0] != '&')
        return 0;
    return entity.ptr[1] == '#' ? numeric(entities->names.arena, entity, decoded)
                                : named(entities, entity, decoded);
}

Str entities_decode(Entities *entities, Str text) {
    if (str_find(text, STR("&"), 0) == SIZE_MAX)
        return text;
    StrBuf buf;
    strbuf_init(&buf, entities->names.arena);
    for (size_t at = 0; at < text.len;) {
        Str decoded = {0};
        size_t length = text.ptr[at] == '&' ? entity_at(entities, text, at, &decoded) : 0;
        if (length > 0)
            strbuf_append(&buf, decoded);
        else
            strbuf_append_char(&buf, text.ptr[at]);
        at += length > 0 ? length : 1;
    }
    return strbuf_str(&buf);
}
