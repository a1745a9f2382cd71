/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/* Folding a text word by word. */
#include <utf8proc.h>

#include "base/array.h"
#include "base/ascii.h"
#include "base/unicode.h"

/* Words end at white space and commas; any other character between letters is part of a word. */
static bool ends_word(int32_t code) {
    if (code < 0x80)
        return code == ',' || ascii_is_space((char)code);
    utf8proc_category_t category = utf8proc_category(code);
    return category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
}

bool unicode_next_word(Str text, size_t *at, Str *out) {
    if (*at >= text.len)
        return false;
    size_t start = *at;
    size_t length;
    for (size_t i = start; i < text.len; i += length) {
        int32_t code = utf8_at(text, i, &length);
        if (ends_word(code)) {
            *at = i + length;
            *out = str_slice(text, start, i);
            return true;
        }
    }
    *at = text.len;
    *out = str_slice(text, start, text.len);
    return true;
}

/* Most names and headings have no more words than this. */
#define USUAL_WORDS 16

static Str fold_each_word(Arena *arena, Str text, bool sorted) {
    Str usual[USUAL_WORDS];
    ARRAY_OF(Str) words = {usual, 0, USUAL_WORDS};
    Str written;
    for (size_t at = 0; unicode_next_word(text, &at, &written);) {
        Str word = unicode_fold(arena, written);
        if (word.len)
            array_push(arena, &words, word);
    }
    if (sorted)
        str_sort(words.items, words.len);
    StrBuf out;
    strbuf_init(&out, arena);
    strbuf_reserve(&out, text.len);
    for (size_t i = 0; i < words.len; i++) {
        if (i > 0)
            strbuf_append_char(&out, ' ');
        strbuf_append(&out, words.items[i]);
    }
    return strbuf_str(&out);
}

Str unicode_fold_phrase(Arena *arena, Str text) {
    return fold_each_word(arena, text, false);
}

Str unicode_fold_words(Arena *arena, Str text) {
    return fold_each_word(arena, text, true);
}
