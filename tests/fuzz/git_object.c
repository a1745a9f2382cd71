/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "git_object.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fuzz.h"

#define MAX_OBJECT 32768
#define MAX_WRITTEN 4

static char written[MAX_WRITTEN][64];
static size_t written_count;

static uint32_t rotate(uint32_t word, int by) {
    return word << by | word >> (32 - by);
}

/* One block of 64 bytes, as in RFC 3174. */
static void sha1_block(uint32_t h[5], const uint8_t *block) {
    uint32_t w[80];
    uint32_t a = h[0], b = h[1], c = h[2], d = h[3], e = h[4];
    for (int t = 0; t < 16; t++)
        w[t] = (uint32_t)block[4 * t] << 24 | (uint32_t)block[4 * t + 1] << 16 |
               (uint32_t)block[4 * t + 2] << 8 | block[4 * t + 3];
    for (int t = 16; t < 80; t++)
        w[t] = rotate(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
    for (int t = 0; t < 80; t++) {
        uint32_t f = t < 20              ? (b & c) | (~b & d)
                     : t < 40 || t >= 60 ? b ^ c ^ d
                                         : (b & c) | (b & d) | (c & d);
        static const uint32_t k[] = {0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
        uint32_t next = rotate(a, 5) + f + e + k[t / 20] + w[t];
        e = d;
        d = c;
        c = rotate(b, 30);
        b = a;
        a = next;
    }
    h[0] += a, h[1] += b, h[2] += c, h[3] += d, h[4] += e;
}

void sha1(const uint8_t *data, size_t size, uint8_t out[SHA1_SIZE]) {
    uint32_t h[] = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    uint8_t last[128] = {0};
    size_t whole = size / 64 * 64;
    size_t rest = size - whole;
    size_t padded = rest < 56 ? 64 : 128;
    for (size_t at = 0; at < whole; at += 64)
        sha1_block(h, data + at);
    if (rest > 0)
        memcpy(last, data + whole, rest);
    last[rest] = 0x80;
    for (size_t i = 0; i < 8; i++)
        last[padded - 1 - i] = (uint8_t)((uint64_t)size * 8 >> 8 * i);
    for (size_t at = 0; at < padded; at += 64)
        sha1_block(h, last + at);
    for (size_t i = 0; i < SHA1_SIZE; i++)
        out[i] = (uint8_t)(h[i / 4] >> (24 - 8 * (i % 4)));
}

static uint32_t adler32(const uint8_t *data, size_t size) {
    uint32_t a = 1, b = 0;
    for (size_t i = 0; i < size; i++) {
        a = (a + data[i]) % 65521;
        b = (b + a) % 65521;
    }
    return b << 16 | a;
}

static void put(FILE *file, uint32_t word, size_t bytes) {
    while (bytes-- > 0)
        putc((int)(word >> 8 * bytes & 0xff), file);
}

/* A zlib stream with one stored block. */
static void deflate(FILE *file, const uint8_t *data, size_t size) {
    put(file, 0x7801, 2);
    putc(1, file);
    for (int turn = 0; turn < 2; turn++) {
        uint32_t length = turn == 0 ? (uint32_t)size : ~(uint32_t)size;
        putc((int)(length & 0xff), file);
        putc((int)(length >> 8 & 0xff), file);
    }
    fwrite(data, 1, size, file);
    put(file, adler32(data, size), 4);
}

void object_write(const char *type, const uint8_t *data, size_t size, char name[OBJECT_NAME_SIZE]) {
    static uint8_t object[MAX_OBJECT + 32];
    uint8_t id[SHA1_SIZE];
    char path[64];
    size = size > MAX_OBJECT ? MAX_OBJECT : size;
    size_t header = (size_t)snprintf((char *)object, 32, "%s %zu", type, size) + 1;
    memcpy(object + header, data, size);
    sha1(object, header + size, id);
    for (size_t i = 0; i < SHA1_SIZE; i++)
        snprintf(name + 2 * i, 3, "%02x", id[i]);
    snprintf(path, sizeof path, ".git/objects/%.2s", name);
    mkdir(path, 0777);
    snprintf(path, sizeof path, ".git/objects/%.2s/%s", name, name + 2);
    if (access(path, F_OK) == 0)
        return; /* one that the repository has */
    FILE *file = fopen(path, "wb");
    HOLDS(file != NULL && written_count < MAX_WRITTEN);
    deflate(file, object, header + size);
    HOLDS(fclose(file) == 0);
    strcpy(written[written_count++], path);
}

void objects_remove(void) {
    while (written_count > 0)
        unlink(written[--written_count]);
}
