/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The pool is a list of blocks that are filled one after another. The first block is kept from one
 * document to the next, until the thread ends.
 */
#include "document/markdown_memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

#define BLOCK_SIZE ((size_t)256 * 1024)
#define ALIGNMENT ((size_t)16)

typedef struct Block {
    struct Block *before;
    size_t size; /* of the memory after this header */
    size_t used;
    size_t unused; /* aligns what follows */
} Block;

/* Precedes each piece: its size, for realloc. */
typedef union Header {
    size_t size;
    char alignment[16];
} Header;

static _Thread_local Block *top;
static _Thread_local Arena scratch;

static void push_block(size_t least) {
    size_t size = least > BLOCK_SIZE ? least : BLOCK_SIZE;
    if (size > SIZE_MAX - sizeof(Block))
        arena_out_of_memory();
    Block *block = memory_take(sizeof *block + size);
    *block = (Block){.before = top, .size = size};
    top = block;
}

static size_t needed_for(size_t size) {
    return sizeof(Header) + (size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

static void *take(size_t size) {
    if (size > SIZE_MAX / 2)
        arena_out_of_memory();
    size_t needed = needed_for(size);
    if (!top || top->size - top->used < needed)
        push_block(needed);
    Header *header = (Header *)((char *)(top + 1) + top->used);
    header->size = size;
    top->used += needed;
    return header + 1;
}

static void *pool_calloc(size_t count, size_t size) {
    if (size > 0 && count > SIZE_MAX / 2 / size)
        arena_out_of_memory();
    return memset(take(count * size), 0, count * size);
}

/* Takes back the piece handed out last; any other stays until the document is done. */
static void pool_free(void *old) {
    if (!old)
        return;
    Header *header = (Header *)old - 1;
    if ((char *)header + needed_for(header->size) == (char *)(top + 1) + top->used)
        top->used -= needed_for(header->size);
}

/* The piece handed out last grows in place while its block has room. */
static void *pool_realloc(void *old, size_t size) {
    size_t before = old ? ((Header *)old - 1)->size : 0;
    if (old && size <= before)
        return old;
    pool_free(old);
    void *larger = take(size);
    if (larger != old && before > 0)
        memcpy(larger, old, before);
    return larger;
}

cmark_mem *markdown_memory(void) {
    static cmark_mem pool = {pool_calloc, pool_realloc, pool_free};
    return &pool;
}

Arena *markdown_scratch(void) {
    return &scratch;
}

void markdown_memory_reset(void) {
    arena_reset(&scratch);
    while (top && (top->before || top->size > BLOCK_SIZE)) {
        Block *block = top;
        top = block->before;
        free(block);
    }
    if (top)
        top->used = 0;
}

void markdown_memory_free(void) {
    markdown_memory_reset();
    free(top);
    top = NULL;
    arena_free(&scratch);
}
