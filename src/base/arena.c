/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Blocks are taken from the system as needed, each larger than the one before up to a limit, and
 * pieces are cut from the newest one. A piece too large for a block gets a block of its own.
 *
 * Under AddressSanitizer, memory that is not handed out is poisoned and pieces are kept apart:
 * otherwise a write past the end of a piece would go unnoticed, as it stays inside the block.
 *
 * Blocks are zeroed from the start, which costs nothing for pages fresh from the system. The code
 * that PCRE2 compiles at run time reads whole vectors, even where the text fills only part of one.
 * It ignores what is outside the text, but valgrind cannot see that.
 */
#define _DEFAULT_SOURCE /* MAP_ANONYMOUS, madvise */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/sanitizer.h"
#include "base/unfinished.h"

#if WITH_ASAN
#include <sanitizer/asan_interface.h>
#define GAP ((size_t)16)
#define MAPS 0 /* the leak checker does not look for pointers in mapped memory */
#else
#define ASAN_POISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#define GAP ((size_t)0)
#define MAPS 1
#endif

enum { EXIT_NOT_RUN = 3 }; /* as in cli/cli.h */

#define ALIGNMENT _Alignof(uint64_t)
#define FIRST_BLOCK ((size_t)8 * 1024)
#define GROWTH ((size_t)8)
#define HUGE_PAGE ((size_t)2 * 1024 * 1024)
#define LARGEST_BLOCK HUGE_PAGE
/* The limit in an arena for few bytes. There may be many such arenas, and the rest of the last
   block of each is wasted. */
#define LARGEST_OF_LITTLE ((size_t)256 * 1024)
/* A larger piece gets a block of its own, so as not to waste the rest of the newest one. */
#define LARGEST_PIECE ((size_t)16 * 1024)

struct ArenaBlock {
    ArenaBlock *next;
    size_t size; /* of `bytes` */
    bool single; /* holds one piece that is too large for any other block */
    uint64_t bytes[];
};

void arena_give_up(const char *line) {
    (void)!write(STDERR_FILENO, line, strlen(line));
    unfinished_remove();
    _exit(EXIT_NOT_RUN);
}

void arena_out_of_memory(void) {
    arena_give_up("govlint: out of memory\n");
}

void arena_init(Arena *arena) {
    *arena = (Arena){0};
}

/*
 * Zeroed memory for a large block, in huge pages if the system has them: otherwise each 4 KiB of it
 * causes a page fault, which together take a sixth of the time of a lint. Never NULL.
 */
static void *map_block(size_t size) {
    char *start =
        mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (start == MAP_FAILED)
        arena_out_of_memory();
    size_t before = (HUGE_PAGE - (uintptr_t)start % HUGE_PAGE) % HUGE_PAGE;
    if (before > 0)
        munmap(start, before);
    if (before < HUGE_PAGE)
        munmap(start + before + size, HUGE_PAGE - before);
#ifdef MADV_HUGEPAGE
    (void)madvise(start + before, size, MADV_HUGEPAGE);
#endif
    return start + before;
}

static size_t first_for(size_t bytes) {
    size_t least = FIRST_BLOCK / 8;
    return bytes < least ? least : bytes < FIRST_BLOCK ? bytes : FIRST_BLOCK;
}

static void expect(Arena *arena, size_t bytes) {
    arena->first = first_for(bytes);
    arena->growth = 2;
}

void arena_init_for(Arena *arena, size_t bytes) {
    arena_init(arena);
    expect(arena, bytes);
}

void arena_init_for_run(Arena *arena) {
    *arena = (Arena){.growth = LARGEST_BLOCK / FIRST_BLOCK};
}

static bool is_mapped(size_t size) {
    return MAPS && size >= HUGE_PAGE && size % HUGE_PAGE == 0;
}

static void free_blocks(ArenaBlock *block) {
    while (block) {
        ArenaBlock *next = block->next;
        ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
        if (is_mapped(sizeof *block + block->size))
            munmap(block, sizeof *block + block->size);
        else
            free(block);
        block = next;
    }
}

Arena *arena_child(Arena *parent) {
    Arena *child = arena_new(parent, Arena);
    child->next = parent->children;
    parent->children = child;
    return child;
}

Arena *arena_child_for(Arena *parent, size_t bytes) {
    Arena *child = arena_child(parent);
    expect(child, bytes);
    return child;
}

size_t arena_total(const Arena *arena) {
    size_t total = arena->total;
    for (const Arena *child = arena->children; child; child = child->next)
        total += arena_total(child);
    return total;
}

static void free_children(Arena *arena) {
    Arena *child = arena->children;
    arena->children = NULL;
    while (child) {
        Arena *next = child->next;
        arena_free(child);
        child = next;
    }
}

void arena_free(Arena *arena) {
    free_children(arena);
    free_blocks(arena->blocks);
    free_blocks(arena->spare);
    Arena *next = arena->next;
    arena_init(arena);
    arena->next = next;
}

void arena_reset(Arena *arena) {
    ArenaBlock *block = arena->blocks;
    free_children(arena);
    arena->blocks = NULL;
    arena->used = 0;
    while (block) {
        ArenaBlock *next = block->next;
        bool single = block->single;
        block->next = single ? NULL : arena->spare;
        if (single) {
            arena->total -= sizeof *block + block->size;
            free_blocks(block);
        } else {
            ASAN_POISON_MEMORY_REGION(block->bytes, block->size);
            arena->spare = block;
        }
        block = next;
    }
}

static ArenaBlock *block_new(Arena *arena, size_t size) {
    if (size > SIZE_MAX - sizeof(ArenaBlock))
        arena_out_of_memory();
    size_t whole = sizeof(ArenaBlock) + size;
    ArenaBlock *block = is_mapped(whole) ? map_block(whole) : memory_take_zeroed(1, whole);
    block->size = size;
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    arena->total += whole;
    return block;
}

/* A block for a single piece goes after the newest one, which stays in use. */
static void *alloc_large(Arena *arena, size_t size) {
    ArenaBlock *block = block_new(arena, size);
    block->single = true;
    block->next = arena->blocks->next;
    arena->blocks->next = block;
    return block->bytes;
}

/* Each block is larger than the one before, up to a size that takes one page fault; in an arena for
   few bytes blocks stay smaller. */
static ArenaBlock *new_block(Arena *arena) {
    size_t first = arena->first > 0 ? arena->first : FIRST_BLOCK;
    size_t growth = arena->growth > 0 ? arena->growth : GROWTH;
    size_t whole = arena->blocks ? (arena->blocks->size + sizeof(ArenaBlock)) * growth : first;
    size_t most = arena->first > 0 ? LARGEST_OF_LITTLE : LARGEST_BLOCK;
    whole = whole < most ? whole : most;
    return block_new(arena, whole - sizeof(ArenaBlock));
}

static void add_block(Arena *arena) {
    arena->stale = arena->spare != NULL;
    ArenaBlock *block = arena->spare;
    if (block)
        arena->spare = block->next;
    else
        block = new_block(arena);
    block->next = arena->blocks;
    arena->blocks = block;
    arena->used = 0;
}

static size_t room(const Arena *arena) {
    return arena->blocks ? arena->blocks->size - arena->used : 0;
}

/* `size` bytes, a multiple of the alignment. A new block may still be too small: in an arena for
   few bytes, or if it was in use before. */
static void *cut(Arena *arena, size_t size) {
    if (!arena->blocks || (size > room(arena) && size <= LARGEST_PIECE))
        add_block(arena);
    if (size > room(arena))
        return alloc_large(arena, size);
    void *piece = (char *)arena->blocks->bytes + arena->used;
    arena->used += size;
    return piece;
}

static size_t rounded(size_t size) {
    if (size > SIZE_MAX - ALIGNMENT - GAP)
        arena_out_of_memory();
    return (size + GAP + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
}

void *arena_alloc_bytes(Arena *arena, size_t size) {
    void *piece = cut(arena, rounded(size));
    ASAN_UNPOISON_MEMORY_REGION(piece, size);
    return piece;
}

/* Under AddressSanitizer this always fails, so that keeping a pointer to a piece that may move is
   detected. */
bool arena_resize(Arena *arena, void *piece, size_t size, size_t wanted) {
    size_t before = rounded(size);
    size_t after = rounded(wanted);
    if (GAP > 0 || !arena->blocks || arena->used < before ||
        piece != (char *)arena->blocks->bytes + (arena->used - before) ||
        (after > before && after - before > room(arena)))
        return false;
    if (after < before)
        memset((char *)piece + after, 0, before - after);
    arena->used = arena->used - before + after;
    return true;
}

static bool holds(const ArenaBlock *block, const char *piece) {
    const char *start = (const char *)block->bytes;
    return piece >= start && piece < start + block->size;
}

void *arena_alloc(Arena *arena, size_t size) {
    void *piece = arena_alloc_bytes(arena, size);
    if (arena->stale && holds(arena->blocks, piece))
        memset(piece, 0, size);
    return piece;
}

void *arena_alloc_array(Arena *arena, size_t count, size_t size) {
    if (size > 0 && count > SIZE_MAX / size)
        arena_out_of_memory();
    return arena_alloc(arena, count * size);
}
