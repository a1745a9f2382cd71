/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/character.h"

#include <stdint.h>

#include "base/unicode.h"

/* No more characters of a text than this are named. */
#define MOST 4

typedef struct Names {
    int32_t first;
    int32_t last;
    const char *name;
} Names;

/* From the Unicode Character Database, in lower case. */
static const Names names[] = {
    {0x00AD, 0x00AD, "soft hyphen"},
    {0x061C, 0x061C, "Arabic letter mark"},
    {0x180E, 0x180E, "Mongolian vowel separator"},
    {0x200B, 0x200B, "zero width space"},
    {0x200C, 0x200C, "zero width non-joiner"},
    {0x200D, 0x200D, "zero width joiner"},
    {0x200E, 0x200E, "left-to-right mark"},
    {0x200F, 0x200F, "right-to-left mark"},
    {0x202A, 0x202A, "left-to-right embedding"},
    {0x202B, 0x202B, "right-to-left embedding"},
    {0x202C, 0x202C, "pop directional formatting"},
    {0x202D, 0x202D, "left-to-right override"},
    {0x202E, 0x202E, "right-to-left override"},
    {0x2060, 0x2060, "word joiner"},
    {0x2061, 0x2061, "function application"},
    {0x2062, 0x2062, "invisible times"},
    {0x2063, 0x2063, "invisible separator"},
    {0x2064, 0x2064, "invisible plus"},
    {0x2066, 0x2066, "left-to-right isolate"},
    {0x2067, 0x2067, "right-to-left isolate"},
    {0x2068, 0x2068, "first strong isolate"},
    {0x2069, 0x2069, "pop directional isolate"},
    {0x206A, 0x206F, "deprecated format character"},
    {0xFEFF, 0xFEFF, "zero width no-break space"},
    {0xFFF9, 0xFFFB, "interlinear annotation"},
    {0xE0001, 0xE0001, "language tag"},
    {0xE0020, 0xE007F, "tag character"},
};

static const char *name_of(int32_t point) {
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (point >= names[i].first && point <= names[i].last)
            return names[i].name;
    return NULL;
}

Str character_names(Arena *arena, Str text) {
    StrBuf out;
    strbuf_init(&out, arena);
    int32_t before = -1;
    size_t count = 0;
    size_t length = 1;
    for (size_t at = 0; at < text.len && count <= MOST; at += length) {
        int32_t point = utf8_at(text, at, &length);
        if (point == before)
            continue;
        before = point;
        const char *name = name_of(point);
        if (count++ == MOST)
            strbuf_append_c(&out, ", …");
        else
            strbuf_printf(&out, "%sU+%04X%s%s%s", count > 1 ? ", " : "", (unsigned)point,
                          name ? " (" : "", name ? name : "", name ? ")" : "");
    }
    return strbuf_str(&out);
}
