/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * uthash with two changes. Its memory comes from the map's arena, so a Map lives as long as
 * everything else of the run. And its hash is SipHash-1-3 with a key of this run: the map's keys
 * come from untrusted files, which could otherwise be made to contain a million that fall into one
 * bucket. A map is never iterated, so no result depends on the hash key.
 */
#include "base/map.h"

#include <stdint.h>
#include <string.h>
#include <time.h>

static unsigned hash_bytes(const void *bytes, size_t len);

#define uthash_malloc(size) arena_alloc_bytes(map->arena, (size))
#define uthash_free(pointer, size) ((void)(pointer))
#define uthash_fatal(message) arena_out_of_memory()
#define HASH_FUNCTION(key, len, hash) ((hash) = hash_bytes((key), (len)))
#include <uthash.h>

struct MapEntry {
    void *value;
    UT_hash_handle hh; /* contains the key */
};

typedef struct Sip {
    uint64_t v[4];
} Sip;

static uint64_t rotate(uint64_t x, unsigned bits) {
    return x << bits | x >> (64 - bits);
}

static void sip_round(Sip *sip) {
    uint64_t *v = sip->v;
    v[0] += v[1];
    v[2] += v[3];
    v[1] = rotate(v[1], 13) ^ v[0];
    v[3] = rotate(v[3], 16) ^ v[2];
    v[0] = rotate(v[0], 32) + v[3];
    v[2] += v[1];
    v[1] = rotate(v[1], 17) ^ v[2];
    v[3] = rotate(v[3], 21) ^ v[0];
    v[2] = rotate(v[2], 32);
}

static void sip_word(Sip *sip, uint64_t word) {
    sip->v[3] ^= word;
    sip_round(sip);
    sip->v[0] ^= word;
}

/* The initial state: SipHash's constants and a key that nobody outside this process knows. */
static Sip sip_start(void) {
    static uint64_t key[2];
    if (key[0] == 0) {
        struct timespec now = {0};
        clock_gettime(CLOCK_REALTIME, &now);
        key[0] = ((uint64_t)(uintptr_t)&now ^ (uint64_t)now.tv_nsec << 32) | 1;
        key[1] = (uint64_t)(uintptr_t)&key ^ (uint64_t)now.tv_sec << 20;
    }
    return (Sip){{key[0] ^ 0x736f6d6570736575, key[1] ^ 0x646f72616e646f6d,
                  key[0] ^ 0x6c7967656e657261, key[1] ^ 0x7465646279746573}};
}

static unsigned hash_bytes(const void *bytes, size_t len) {
    Sip sip = sip_start();
    const unsigned char *at = bytes;
    uint64_t word;
    for (size_t left = len; left >= sizeof word; left -= sizeof word, at += sizeof word) {
        memcpy(&word, at, sizeof word);
        sip_word(&sip, word);
    }
    word = 0;
    for (size_t i = 0; i < len % sizeof word; i++)
        word |= (uint64_t)at[i] << 8 * i;
    sip_word(&sip, word ^ (uint64_t)len << 56);
    sip.v[2] ^= 0xFF;
    for (int i = 0; i < 3; i++)
        sip_round(&sip);
    uint64_t hash = sip.v[0] ^ sip.v[1] ^ sip.v[2] ^ sip.v[3];
    return (unsigned)(hash ^ hash >> 32);
}

void map_init(Map *map, Arena *arena) {
    *map = (Map){arena, NULL};
}

static const char *bytes_of(Str key) {
    return key.len > 0 ? key.ptr : "";
}

static MapEntry *find_entry(const Map *map, Str key, unsigned hash) {
    MapEntry *entry = NULL;
    HASH_FIND_BYHASHVALUE(hh, map->entries, bytes_of(key), key.len, hash, entry);
    return entry;
}

void *map_get(const Map *map, Str key) {
    MapEntry *entry = map->entries ? find_entry(map, key, hash_bytes(key.ptr, key.len)) : NULL;
    return entry ? entry->value : NULL;
}

void **map_place(Map *map, Str key) {
    unsigned hash = hash_bytes(key.ptr, key.len);
    MapEntry *entry = find_entry(map, key, hash);
    if (!entry) {
        entry = arena_new(map->arena, MapEntry);
        HASH_ADD_KEYPTR_BYHASHVALUE(hh, map->entries, bytes_of(key), key.len, hash, entry);
    }
    return &entry->value;
}

void *map_get_or_alloc(Map *map, Str key, size_t size) {
    void **place = map_place(map, key);
    if (!*place)
        *place = arena_alloc(map->arena, size);
    return *place;
}

void map_put(Map *map, Str key, void *value) {
    *map_place(map, key) = value;
}
