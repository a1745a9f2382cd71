/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Words that are one edit apart have a deletion in common: "daniel" and "danniel" both give
 * "daniel" when a letter (or none) is left out. So each phrase is entered under all that it gives
 * when one letter of one word is left out, as hashes in one sorted array.
 */
#include "base/slip.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/unicode.h"

enum { VISITED_MOST = 64 }; /* phrases under one hash: more are not looked at */

typedef struct Phrase {
    Str words[SLIP_WORDS];
    size_t count;
} Phrase;

static bool split(Str text, Phrase *out) {
    Str word;
    for (out->count = 0; str_split_next(&text, ' ', &word); out->count++) {
        if (out->count == SLIP_WORDS)
            return false;
        out->words[out->count] = word;
    }
    return true;
}

typedef struct Word {
    int32_t letters[SLIP_LETTERS];
    size_t count;
} Word;

/* False where the word has more letters than a slip is looked for in. */
static bool decode(Str text, Word *out) {
    size_t length;
    out->count = 0;
    for (size_t i = 0; i < text.len; i += length) {
        if (out->count == SLIP_LETTERS)
            return false;
        out->letters[out->count++] = utf8_at(text, i, &length);
    }
    return true;
}

static size_t common_beginning(const Word *a, const Word *b) {
    size_t count = 0;
    while (count < a->count && count < b->count && a->letters[count] == b->letters[count])
        count++;
    return count;
}

/* A letter at `at` that the shorter word has not, and that is one of its neighbours: "danniel". */
static bool is_doubled(const Word *longer, size_t at) {
    int32_t letter = longer->letters[at];
    return (at > 0 && longer->letters[at - 1] == letter) ||
           (at + 1 < longer->count && longer->letters[at + 1] == letter);
}

/* The words are one edit apart. `rest`: letters of the words that the phrases share. */
static bool is_slip(Str text_a, Str text_b, size_t rest) {
    enum { SWAPPED_LEAST = 4, EDITED_LEAST = 6, REST_SWAPPED = 3, REST_EDITED = 4 };
    Word a, b;
    if (!decode(text_a, &a) || !decode(text_b, &b))
        return false;
    const Word *longer = a.count > b.count ? &a : &b;
    size_t at = common_beginning(&a, &b);
    bool as_long = a.count == b.count;
    /* Of one edit, only a swap leaves the next letter different too. */
    bool swapped = as_long && at + 1 < a.count && a.letters[at + 1] != b.letters[at + 1];
    if (swapped || (!as_long && is_doubled(longer, at)))
        return longer->count >= SWAPPED_LEAST && rest >= REST_SWAPPED;
    return longer->count >= EDITED_LEAST && rest >= REST_EDITED && at > 0 && at + 1 < longer->count;
}

/* The one word of each that the other has not; the words of both are in order. */
static bool lone_words(const Phrase *a, const Phrase *b, Slip *out, size_t *rest) {
    size_t only_a = 0;
    size_t only_b = 0;
    *rest = 0;
    for (size_t i = 0, j = 0; i < a->count || j < b->count;) {
        int order = i == a->count ? 1 : j == b->count ? -1 : str_compare(a->words[i], b->words[j]);
        if (order == 0)
            *rest += utf8_count(a->words[i]);
        if (order < 0 && only_a++ == 0)
            out->word = a->words[i];
        if (order > 0 && only_b++ == 0)
            out->other = b->words[j];
        i += order <= 0;
        j += order >= 0;
    }
    return only_a == 1 && only_b == 1;
}

bool slip_between(Str phrase, Str other, bool certain, Slip *out) {
    Phrase a, b;
    size_t rest;
    if (!split(phrase, &a) || !split(other, &b) || !lone_words(&a, &b, out, &rest) ||
        unicode_distance(out->word, out->other, 1) != 1)
        return false;
    return certain || is_slip(out->word, out->other, rest);
}

typedef struct Entry {
    uint64_t hash;
    size_t phrase;
} Entry;

struct SlipIndex {
    const Entry *entries;
    size_t count;
};

/* FNV-1a, whose first bits are then spread. Phrases that collide are only looked at in vain. */
static uint64_t hash_more(uint64_t hash, Str text) {
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Of the phrase without word `lone`, and what of that word is left. */
static void add_hash(const Phrase *phrase, size_t lone, Str before, Str behind, SlipHashes *out) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < phrase->count; i++)
        if (i != lone)
            hash = hash_more(hash_more(hash, phrase->words[i]), STR(" "));
    hash = hash_more(hash, STR("|"));
    hash = hash_more(hash_more(hash, before), behind);
    out->items[out->count++] = (hash ^ hash >> 29) * UINT64_C(0x9e3779b97f4a7c15);
}

SlipHashes slip_hashes(Str text) {
    SlipHashes out = {.count = 0};
    Phrase phrase;
    if (!split(text, &phrase) || phrase.count < 2)
        return out;
    for (size_t i = 0; i < phrase.count; i++) {
        Str word = phrase.words[i];
        if (utf8_count(word) > SLIP_LETTERS)
            continue;
        add_hash(&phrase, i, word, (Str){0}, &out);
        size_t length;
        for (size_t at = 0; at < word.len; at += length) {
            utf8_at(word, at, &length);
            add_hash(&phrase, i, str_slice(word, 0, at), str_slice(word, at + length, word.len),
                     &out);
        }
    }
    return out;
}

static int compare_entries(const void *a, const void *b) {
    const Entry *x = a;
    const Entry *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->phrase < y->phrase ? -1 : x->phrase > y->phrase;
}

/* Hashes are spread evenly: nearly all are in place once they are put by their first bits, and who
   makes them not so only makes us sort. */
static Entry *sort_entries(Arena *arena, Arena *scratch, const Entry *entries, size_t count) {
    unsigned bits = 1;
    while (bits < 32 && (size_t)1 << bits < count)
        bits++;
    size_t buckets = (size_t)1 << bits;
    size_t *ends =
        arena_new_array(scratch, buckets + 1, size_t); /* [i]: where bucket i begins, … */
    Entry *sorted = arena_new_array(arena, count, Entry);
    for (size_t i = 0; i < count; i++)
        ends[(entries[i].hash >> (64 - bits)) + 1]++;
    for (size_t i = 1; i <= buckets; i++)
        ends[i] += ends[i - 1];
    for (size_t i = 0; i < count; i++) /* … then where it ends */
        sorted[ends[entries[i].hash >> (64 - bits)]++] = entries[i];
    for (size_t i = 0, start = 0; i < buckets; start = ends[i++])
        if (ends[i] - start > 1)
            qsort(sorted + start, ends[i] - start, sizeof *sorted, compare_entries);
    return sorted;
}

SlipIndex *slip_index_new(Arena *arena, const Str *phrases, size_t count) {
    SlipIndex *index = arena_new(arena, SlipIndex);
    Arena scratch;
    arena_init(&scratch);
    ARRAY_OF(Entry) entries = {0};
    for (size_t i = 0; i < count; i++) {
        SlipHashes hashes = slip_hashes(phrases[i]);
        for (size_t j = 0; j < hashes.count; j++)
            array_push(&scratch, &entries, (Entry){hashes.items[j], i});
    }
    index->count = entries.len;
    index->entries = sort_entries(arena, &scratch, entries.items, entries.len);
    arena_free(&scratch);
    return index;
}

static size_t first_entry(const SlipIndex *index, uint64_t hash) {
    size_t low = 0;
    size_t high = index->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->entries[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void slip_index_find(const SlipIndex *index, Str phrase, SlipVisitor visit, void *context) {
    SlipHashes hashes = slip_hashes(phrase);
    for (size_t i = 0; i < hashes.count; i++) {
        size_t at = first_entry(index, hashes.items[i]);
        for (size_t visited = 0; visited < VISITED_MOST && at < index->count &&
                                 index->entries[at].hash == hashes.items[i];
             visited++, at++)
            visit(index->entries[at].phrase, context);
    }
}
