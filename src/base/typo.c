/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Words that are one edit apart share a deletion: "daniel" and "danniel" both give "daniel" when a
 * letter (or none) is left out. So each phrase is entered under everything that it gives when one
 * letter of one word is left out, as hashes in one sorted array.
 */
#include "base/typo.h"

#include <stdlib.h>

#include "base/unicode.h"

enum { VISITED_MOST = 64 }; /* phrases with the same hash; more are ignored */

typedef struct Phrase {
    Str words[TYPO_WORDS];
    size_t count;
} Phrase;

static bool split(Str text, Phrase *out) {
    Str word;
    for (out->count = 0; str_split_next(&text, ' ', &word); out->count++) {
        if (out->count == TYPO_WORDS)
            return false;
        out->words[out->count] = word;
    }
    return true;
}

typedef struct Word {
    int32_t letters[TYPO_LETTERS];
    size_t count;
} Word;

/* False if the word has more letters than a word with a typo may have. */
static bool decode(Str text, Word *out) {
    size_t length;
    out->count = 0;
    for (size_t i = 0; i < text.len; i += length) {
        if (out->count == TYPO_LETTERS)
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

/* Whether the letter at `at`, which the shorter word lacks, equals one of its neighbours:
   "danniel". */
static bool is_doubled(const Word *longer, size_t at) {
    int32_t letter = longer->letters[at];
    return (at > 0 && longer->letters[at - 1] == letter) ||
           (at + 1 < longer->count && longer->letters[at + 1] == letter);
}

/* "Hillerstroem" is how "Hillerström" is written without the umlaut. */
static bool is_umlaut(const Word *longer, size_t at) {
    int32_t before = at > 0 ? longer->letters[at - 1] : 0;
    return longer->letters[at] == 'e' && (before == 'a' || before == 'o' || before == 'u');
}

/* Whether words that are one edit apart differ by a typo. `rest` is the number of letters in the
   words that the phrases share. */
static bool is_typo(Str text_a, Str text_b, size_t rest) {
    enum { SWAPPED_LEAST = 4, EDITED_LEAST = 6, REST_SWAPPED = 3, REST_EDITED = 4 };
    Word a, b;
    if (!decode(text_a, &a) || !decode(text_b, &b))
        return false;
    const Word *longer = a.count > b.count ? &a : &b;
    size_t at = common_beginning(&a, &b);
    bool as_long = a.count == b.count;
    if (!as_long && is_umlaut(longer, at))
        return false;
    /* Among single edits, only a swap makes the next letter differ too. */
    bool swapped = as_long && at + 1 < a.count && a.letters[at + 1] != b.letters[at + 1];
    if (swapped || (!as_long && is_doubled(longer, at)))
        return longer->count >= SWAPPED_LEAST && rest >= REST_SWAPPED;
    return longer->count >= EDITED_LEAST && rest >= REST_EDITED && at > 0 && at + 1 < longer->count;
}

/* Finds the one word of each phrase that the other lacks; the words of both are sorted. */
static bool lone_words(const Phrase *a, const Phrase *b, Typo *out, size_t *rest) {
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

bool typo_between(Str phrase, Str other, bool certain, Typo *out) {
    Phrase a, b;
    size_t rest;
    if (!split(phrase, &a) || !split(other, &b) || !lone_words(&a, &b, out, &rest) ||
        unicode_distance(out->word, out->other, 1) != 1)
        return false;
    return certain || is_typo(out->word, out->other, rest);
}

/* A phrase under the low bits of a hash. */
typedef struct Entry {
    uint32_t hash;
    uint32_t phrase;
} Entry;

/* Entries are grouped into buckets by the high bits of their hashes; within a bucket they are
   sorted by the low bits, then by phrase. */
struct TypoIndex {
    Entry *entries;
    uint32_t *ends; /* end of each bucket, which begins where the one before ends */
    unsigned bits;
};

/* FNV-1a; its high bits are spread afterwards. A collision only costs a useless comparison. */
static uint64_t hash_more(uint64_t hash, Str text) {
    for (size_t i = 0; i < text.len; i++)
        hash = (hash ^ (unsigned char)text.ptr[i]) * UINT64_C(0x100000001b3);
    return hash;
}

/* Adds the hash of the phrase without the word `lone`, and of what is left of that word. */
static void add_hash(const Phrase *phrase, size_t lone, Str before, Str behind, TypoHashes *out) {
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t i = 0; i < phrase->count; i++)
        if (i != lone)
            hash = hash_more(hash_more(hash, phrase->words[i]), STR(" "));
    hash = hash_more(hash, STR("|"));
    hash = hash_more(hash_more(hash, before), behind);
    out->items[out->count++] = (hash ^ hash >> 29) * UINT64_C(0x9e3779b97f4a7c15);
}

TypoHashes typo_hashes(Str text) {
    TypoHashes out = {.count = 0};
    Phrase phrase;
    if (!split(text, &phrase) || phrase.count < 2)
        return out;
    for (size_t i = 0; i < phrase.count; i++) {
        Str word = phrase.words[i];
        if (utf8_count(word) > TYPO_LETTERS)
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

/* How many of the phrases are indexed: all, unless entries could not be counted in 32 bits. `*most`
   is an upper bound for their entries, as each stands for a word or a letter. */
static size_t count_indexed(const Str *phrases, size_t count, size_t *most) {
    *most = 0;
    for (size_t i = 0; i < count; i++) {
        if (phrases[i].len >= UINT32_MAX - *most)
            return i;
        *most += phrases[i].len + 1;
    }
    return count;
}

static size_t bucket_of(const TypoIndex *index, uint64_t hash) {
    return (size_t)(hash >> (64 - index->bits));
}

static size_t bucket_start(const TypoIndex *index, size_t bucket) {
    return bucket > 0 ? index->ends[bucket - 1] : 0;
}

/* Makes empty buckets, about one for each entry: they end where they begin. */
static void make_buckets(Arena *arena, TypoIndex *index, const Str *phrases, size_t count,
                         size_t most) {
    for (index->bits = 1; index->bits < 32 && (size_t)1 << index->bits < most;)
        index->bits++;
    size_t buckets = (size_t)1 << index->bits;
    index->ends = arena_new_array(arena, buckets, uint32_t);
    for (size_t i = 0; i < count; i++) {
        TypoHashes hashes = typo_hashes(phrases[i]);
        for (size_t j = 0; j < hashes.count; j++)
            index->ends[bucket_of(index, hashes.items[j])]++;
    }
    uint32_t total = 0;
    for (size_t i = 0; i < buckets; i++) {
        uint32_t size = index->ends[i];
        index->ends[i] = total;
        total += size;
    }
    index->entries = arena_new_array(arena, total, Entry);
}

static void sort_buckets(TypoIndex *index) {
    for (size_t i = 0; i < (size_t)1 << index->bits; i++) {
        size_t start = bucket_start(index, i);
        if (index->ends[i] - start > 1)
            qsort(index->entries + start, index->ends[i] - start, sizeof *index->entries,
                  compare_entries);
    }
}

/* Hashes are computed twice, for counting and for entering: keeping them would take more memory
   than the index does. They are spread evenly, so buckets are small; input made to spread them
   unevenly only causes more sorting. */
TypoIndex *typo_index_new(Arena *arena, const Str *phrases, size_t count) {
    TypoIndex *index = arena_new(arena, TypoIndex);
    size_t most;
    size_t indexed = count_indexed(phrases, count, &most);
    make_buckets(arena, index, phrases, indexed, most);
    for (size_t i = 0; i < indexed; i++) {
        TypoHashes hashes = typo_hashes(phrases[i]);
        for (size_t j = 0; j < hashes.count; j++)
            index->entries[index->ends[bucket_of(index, hashes.items[j])]++] =
                (Entry){(uint32_t)hashes.items[j], (uint32_t)i};
    }
    sort_buckets(index);
    return index;
}

/* The first entry with the hash between `low` and `high`, which are within one bucket. */
static size_t first_entry(const TypoIndex *index, size_t low, size_t high, uint32_t hash) {
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (index->entries[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void typo_index_find(const TypoIndex *index, Str phrase, TypoVisitor visit, void *context) {
    TypoHashes hashes = typo_hashes(phrase);
    for (size_t i = 0; i < hashes.count; i++) {
        size_t bucket = bucket_of(index, hashes.items[i]);
        size_t end = index->ends[bucket];
        uint32_t hash = (uint32_t)hashes.items[i];
        size_t at = first_entry(index, bucket_start(index, bucket), end, hash);
        for (size_t visited = 0;
             visited < VISITED_MOST && at < end && index->entries[at].hash == hash; visited++, at++)
            visit(index->entries[at].phrase, context);
    }
}
