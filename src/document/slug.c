/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "document/slug.h"

#include "base/unicode.h"

Str slug_of(Arena *arena, Str text) {
    Str lower = unicode_lower(arena, text);
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_reserve(&out, lower.len);
    size_t length;
    for (size_t i = 0; i < lower.len; i += length) {
        int32_t code = utf8_at(lower, i, &length);
        if (code == ' ')
            strbuf_append_char(&out, '-');
        else if (code == '-' || unicode_is_word(code))
            strbuf_append(&out, str_slice(lower, i, i + length));
    }
    return strbuf_str(&out);
}

void slugs_init(Slugs *slugs, Arena *arena) {
    slugs->arena = arena;
    map_init(&slugs->taken, arena);
}

static void take(Slugs *slugs, Str slug) {
    map_put(&slugs->taken, slug, arena_new(slugs->arena, size_t));
}

/* A number that another heading already contains is skipped: the second "a" in "a", "a-1", "a" gets
   "a-2". */
Str slugs_next(Slugs *slugs, Str text) {
    Str slug = slug_of(slugs->arena, text);
    size_t *repeats = map_get(&slugs->taken, slug);
    if (!repeats) {
        take(slugs, slug);
        return slug;
    }
    Str numbered;
    do
        numbered = str_printf(slugs->arena, STR_FMT "-%zu", STR_ARG(slug), ++*repeats);
    while (map_get(&slugs->taken, numbered));
    take(slugs, numbered);
    return numbered;
}
