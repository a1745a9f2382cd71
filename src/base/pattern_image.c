/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/pattern_image.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/pattern_internal.h"

typedef struct Maker {
    Arena *arena;
    ARRAY_OF(PatternImage) items;
    ARRAY_OF(uint64_t) codes;
    StrBuf texts;
} Maker;

/* Most regular expressions already differ in length. */
static int compare(Str a, Str b) {
    if (a.len != b.len)
        return a.len < b.len ? -1 : 1;
    return a.len ? memcmp(a.ptr, b.ptr, a.len) : 0;
}

static int compare_patterns(const void *a, const void *b) {
    const Pattern *const *left = a;
    const Pattern *const *right = b;
    return compare((*left)->regex, (*right)->regex);
}

static uint32_t add_code(Maker *maker, const pcre2_code *code) {
    size_t index = maker->codes.len;
    uint8_t *bytes = NULL;
    PCRE2_SIZE size = 0;
    if (pcre2_serialize_encode(&code, 1, &bytes, &size, NULL) != 1)
        abort();
    for (size_t at = 0; at < size; at += sizeof(uint64_t)) {
        uint64_t word = 0;
        memcpy(&word, bytes + at, size - at < sizeof word ? size - at : sizeof word);
        array_push(maker->arena, &maker->codes, word);
    }
    pcre2_serialize_free(bytes);
    return (uint32_t)index;
}

static void add(Maker *maker, const Pattern *pattern) {
    const PatternCode *code = pattern_code(pattern);
    PatternImage image = {.length = (uint32_t)pattern->regex.len,
                          .text = (uint32_t)maker->texts.len,
                          .name_count = (uint32_t)code->name_count,
                          .code = add_code(maker, code->pcre)};
    strbuf_append(&maker->texts, pattern->regex);
    for (size_t i = 0; i < code->name_count; i++) {
        strbuf_append(&maker->texts, code->names[i]);
        strbuf_append_char(&maker->texts, '\0');
    }
    array_push(maker->arena, &maker->items, image);
}

void pattern_images_make(const PatternSet *set, Arena *arena, PatternImages *out) {
    Maker maker = {.arena = arena};
    strbuf_init(&maker.texts, arena);
    ARRAY_OF(const Pattern *) patterns = {0};
    for (const Pattern *pattern = set->patterns; pattern; pattern = pattern->next)
        if (!pattern->glob.ptr)
            array_push(arena, &patterns, pattern);
    if (patterns.len > 0)
        qsort(patterns.items, patterns.len, sizeof *patterns.items, compare_patterns);
    for (size_t i = 0; i < patterns.len; i++)
        add(&maker, patterns.items[i]);
    *out = (PatternImages){.items = maker.items.items,
                           .count = maker.items.len,
                           .texts = maker.texts.ptr,
                           .text_count = maker.texts.len,
                           .codes = maker.codes.items,
                           .code_count = maker.codes.len};
}

void pattern_set_use_images(PatternSet *set, const PatternImages *images) {
    set->images = images;
}

const PatternImage *pattern_image_find(const PatternImages *images, Str regex) {
    size_t low = 0;
    size_t high = images ? images->count : 0;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const PatternImage *image = &images->items[middle];
        int order = compare((Str){images->texts + image->text, image->length}, regex);
        if (order == 0)
            return image;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

void pattern_image_names(const PatternImages *images, const PatternImage *image, Str *names) {
    const char *name = images->texts + image->text + image->length;
    for (size_t i = 0; i < image->name_count; i++) {
        names[i] = str_from_c(name);
        name += names[i].len + 1;
    }
}

pcre2_code *pattern_image_code(const PatternImages *images, const PatternImage *image,
                               pcre2_general_context *memory) {
    pcre2_code *code = NULL;
    const uint8_t *bytes = (const uint8_t *)(images->codes + image->code);
    return pcre2_serialize_decode(&code, 1, bytes, memory) == 1 ? code : NULL;
}
