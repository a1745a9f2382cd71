/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Queries on YAML nodes: the target of an alias, the pair with a key, whether something is null or
 * a text.
 *
 * Trees may contain cycles: an anchor whose alias is inside its own collection. Nothing here
 * follows more than one alias at a time without counting.
 */
#include "base/ascii.h"
#include "document/yaml.h"

#include <stdlib.h>
#include <string.h>

Str yaml_tag(const YamlNode *node) {
    return node->properties ? node->properties->tag : (Str){0};
}

Str yaml_anchor(const YamlNode *node) {
    return node->properties ? node->properties->anchor : (Str){0};
}

const YamlNode *yaml_resolve(const YamlNode *node) {
    /* A target is never an alias itself: in YAML aliases have no anchors. */
    return node && node->kind == YAML_KIND_ALIAS ? node->as.target : node;
}

const YamlNode *yaml_first_mapping(const YamlStream *stream) {
    const YamlNode *root = stream->count > 0 ? yaml_resolve(stream->documents[0]) : NULL;
    return root && root->kind == YAML_KIND_MAPPING ? root : NULL;
}

size_t yaml_some_count(const YamlNode *node) {
    const YamlNode *some = yaml_resolve(node);
    return !some ? 0 : some->kind == YAML_KIND_SEQUENCE ? some->count : 1;
}

const YamlNode *yaml_some_item(const YamlNode *node, size_t index) {
    const YamlNode *some = yaml_resolve(node);
    return some->kind == YAML_KIND_SEQUENCE ? some->as.items[index] : node;
}

bool yaml_is_null(const YamlNode *node) {
    static const char *const spellings[] = {"~", "null", "Null", "NULL", NULL};
    node = yaml_resolve(node);
    if (!node || node->kind != YAML_KIND_SCALAR || node->style != YAML_STYLE_PLAIN)
        return false;
    Str tag = yaml_tag(node);
    if (tag.len > 0 && !str_equal(tag, STR("tag:yaml.org,2002:null")))
        return false;
    return node->text.len == 0 || str_is_one_of(node->text, spellings);
}

/* "1", "-0x1F", ".5", "2025-01-01 12:00:00Z", "1:30" */
static bool is_number_like(Str text) {
    size_t at = text.ptr[0] == '-' || text.ptr[0] == '+';
    at += at < text.len && text.ptr[at] == '.';
    if (at == text.len || !ascii_is_digit(text.ptr[at]))
        return false;
    for (; at < text.len; at++)
        if (!strchr("0123456789abcdefABCDEFoxX_+-.:TtZ ", text.ptr[at]))
            return false;
    return true;
}

static bool is_word_of_yaml(Str text) {
    static const char *const words[] = {"true", "false", "yes",  "no",   "on",    "off",
                                        "y",    "n",     ".nan", ".inf", "+.inf", "-.inf"};
    enum { LONGEST = 5 };
    char small[LONGEST + 1] = {0};
    if (text.len > LONGEST)
        return false;
    /* Of the characters in these words, 0x20 changes only letters. */
    for (size_t i = 0; i < text.len; i++)
        small[i] = (char)(text.ptr[i] | 0x20);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(small, words[i]) == 0)
            return true;
    return false;
}

bool yaml_is_text(const YamlNode *node) {
    node = yaml_resolve(node);
    if (!node || node->kind != YAML_KIND_SCALAR)
        return false;
    Str tag = yaml_tag(node);
    if (tag.len > 0)
        return str_equal(tag, STR("tag:yaml.org,2002:str"));
    if (node->style != YAML_STYLE_PLAIN)
        return true;
    return !yaml_is_null(node) && !is_number_like(node->text) && !is_word_of_yaml(node->text);
}

/* Below this, walking through a mapping is as fast. */
#define LEAST_SORTED 16

/* The text that a pair is looked up by. */
static Str text_of_key(const YamlPair *pair) {
    return yaml_resolve(pair->key)->text;
}

/* By text, those of the same text in the order of the mapping. */
static int compare_keys(const void *a, const void *b) {
    const YamlPair *left = *(const YamlPair *const *)a;
    const YamlPair *right = *(const YamlPair *const *)b;
    int order = str_compare(text_of_key(left), text_of_key(right));
    return order != 0 ? order : (left > right) - (left < right);
}

void yaml_sort_keys(Arena *arena, YamlNode *mapping) {
    if (mapping->count < LEAST_SORTED || yaml_anchor(mapping).len == 0)
        return;
    YamlProperties *properties = arena_new(arena, YamlProperties);
    *properties = *mapping->properties;
    properties->sorted = arena_new_array(arena, mapping->count, const YamlPair *);
    for (size_t i = 0; i < mapping->count; i++)
        if (yaml_resolve(mapping->as.pairs[i].key)->kind == YAML_KIND_SCALAR)
            properties->sorted[properties->sorted_count++] = &mapping->as.pairs[i];
    qsort(properties->sorted, properties->sorted_count, sizeof *properties->sorted, compare_keys);
    mapping->properties = properties;
}

/* Goes through the pairs of a mapping with this key. */
typedef struct Pairs {
    const YamlNode *mapping;
    const YamlProperties *sorted; /* NULL if its keys are not */
    Str key;
    size_t next;
} Pairs;

static Pairs pairs_with(const YamlNode *mapping, Str key) {
    Pairs pairs = {.mapping = mapping, .key = key};
    if (!mapping->properties || !mapping->properties->sorted)
        return pairs;
    pairs.sorted = mapping->properties;
    size_t low = 0, high = pairs.sorted->sorted_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (str_compare(text_of_key(pairs.sorted->sorted[middle]), key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    pairs.next = low;
    return pairs;
}

static const YamlPair *next_pair(Pairs *pairs) {
    const YamlProperties *sorted = pairs->sorted;
    if (sorted) {
        bool more = pairs->next < sorted->sorted_count &&
                    str_equal(text_of_key(sorted->sorted[pairs->next]), pairs->key);
        return more ? sorted->sorted[pairs->next++] : NULL;
    }
    while (pairs->next < pairs->mapping->count) {
        const YamlPair *pair = &pairs->mapping->as.pairs[pairs->next++];
        const YamlNode *key = yaml_resolve(pair->key);
        if (key->kind == YAML_KIND_SCALAR && str_equal(key->text, pairs->key))
            return pair;
    }
    return NULL;
}

static const YamlPair *own_pair(const YamlNode *mapping, Str key) {
    Pairs pairs = pairs_with(mapping, key);
    return next_pair(&pairs);
}

/* Mappings to look into, the next one last. Any that exceed the limit are ignored. */
typedef struct Merges {
    const YamlNode *items[YAML_MAX_MERGES];
    size_t len;
    size_t seen; /* number of all that have ever been added, or could not be */
} Merges;

static void add_merge(Merges *merges, const YamlNode *node) {
    node = yaml_resolve(node);
    if (merges->seen++ < YAML_MAX_MERGES && node->kind == YAML_KIND_MAPPING)
        merges->items[merges->len++] = node;
}

static bool is_plain(const YamlNode *key) {
    return key->kind == YAML_KIND_SCALAR && key->style == YAML_STYLE_PLAIN;
}

/* Adds the mappings that this one merges, so that the first of them is next. */
static void add_merges(Merges *merges, const YamlNode *mapping) {
    size_t first = merges->len;
    Pairs pairs = pairs_with(mapping, STR("<<"));
    const YamlPair *pair;
    while (merges->seen < YAML_MAX_MERGES && (pair = next_pair(&pairs))) {
        const YamlNode *value = yaml_resolve(pair->value);
        size_t count = value->kind == YAML_KIND_SEQUENCE ? value->count : 0;
        if (!is_plain(pair->key)) {
            merges->seen++; /* '<<' in quotes is a key like any other */
            continue;
        }
        for (size_t i = 0; i < count && merges->seen < YAML_MAX_MERGES; i++)
            add_merge(merges, value->as.items[i]);
        if (count == 0)
            add_merge(merges, value);
    }
    for (size_t last = merges->len; last > first + 1; first++) {
        const YamlNode *swapped = merges->items[first];
        merges->items[first] = merges->items[--last];
        merges->items[last] = swapped;
    }
}

const YamlPair *yaml_lookup(const YamlNode *mapping, Str key) {
    mapping = yaml_resolve(mapping);
    if (!mapping || mapping->kind != YAML_KIND_MAPPING)
        return NULL;
    const YamlPair *pair = own_pair(mapping, key);
    Merges merges = {.len = 0};
    if (!pair)
        add_merges(&merges, mapping);
    while (!pair && merges.len > 0) {
        const YamlNode *merged = merges.items[--merges.len];
        pair = own_pair(merged, key);
        if (!pair)
            add_merges(&merges, merged);
    }
    return pair;
}
