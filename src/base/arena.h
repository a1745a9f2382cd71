/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An arena: memory that is handed out piece by piece and freed all at once.
 *
 * One arena lives as long as a run. Whatever is allocated in it (sources, documents, tables,
 * findings) may point freely to anything else in it, and nothing is ever freed individually.
 * Callers need not handle allocation failure: running out of memory ends the program with a
 * message.
 *
 *     Arena arena;
 *     arena_init(&arena);
 *     Row *row = arena_new(&arena, Row);
 *     arena_free(&arena);
 */
#ifndef GOVLINT_BASE_ARENA_H
#define GOVLINT_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct ArenaBlock ArenaBlock;

typedef struct Arena {
    struct Arena *children; /* see arena_child */
    struct Arena *next;     /* the next child of its parent */
    ArenaBlock *blocks;     /* newest first */
    ArenaBlock *spare;      /* blocks that arena_reset kept for reuse */
    size_t used;            /* bytes handed out from the newest block */
    bool stale;             /* the newest block was used before, so it is not zeroed */
    size_t first;           /* size of the first block in bytes; 0: the default */
    size_t growth;          /* factor by which each block is larger than the last; 0: the default */
    size_t total;           /* bytes taken from the system, not counting children */
} Arena;

/* Makes an empty arena. Allocates nothing yet. */
void arena_init(Arena *arena);

/* The same, for an arena that holds much memory for the whole run: its blocks grow to their maximum
   size quickly. */
void arena_init_for_run(Arena *arena);

/* The same, for about `bytes` bytes, so that a long-lived small arena wastes nothing. */
void arena_init_for(Arena *arena, size_t bytes);

/*
 * A separate arena that is freed together with its parent. Use it for a thread, as no arena may be
 * used by two threads at a time, or for memory that can be freed sooner, with arena_free. It must
 * be made before the thread is started.
 */
Arena *arena_child(Arena *parent);
Arena *arena_child_for(Arena *parent, size_t bytes);

/* Bytes taken from the system, including those of children. */
size_t arena_total(const Arena *arena);

/* Frees everything, including the children. The arena is empty afterwards and can be used again. */
void arena_free(Arena *arena);

/*
 * Takes back everything that was handed out but keeps the blocks for reuse: for an arena that
 * serves one short task after another. Pieces too large for an ordinary block are freed.
 */
void arena_reset(Arena *arena);

/* `size` zeroed bytes, aligned for integers, pointers and double. Never NULL, also for size 0. */
void *arena_alloc(Arena *arena, size_t size);

/* `count` zeroed items of `size` bytes. If the product overflows, the program ends as if out of
   memory. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

/* `size` uninitialised bytes, for text that is overwritten at once. Aligned as above. */
void *arena_alloc_bytes(Arena *arena, size_t size);

/*
 * Grows or shrinks a piece in place; added bytes are uninitialised. Returns false if that is
 * impossible: the piece is not the last one handed out, or there is no room after it.
 */
bool arena_resize(Arena *arena, void *piece, size_t size, size_t wanted);

#define arena_new(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_new_array(arena, count, Type)                                                        \
    ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

/*
 * Prints "govlint: out of memory", removes any file that is being written (base/unfinished.h) and
 * ends the program with exit status 3. Also used by allocators outside arenas: see base/memory.h.
 */
_Noreturn void arena_out_of_memory(void);
/* The same with another message, which must end in a newline. */
_Noreturn void arena_give_up(const char *line);

#endif
