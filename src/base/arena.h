/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * An arena: memory that is handed out piece by piece and given back all at once.
 *
 * One arena lives as long as a run. Whatever is allocated in it (sources, documents, tables,
 * findings) may point freely to whatever else is, and nothing is ever freed singly. There is no
 * allocation failure to handle: out of memory ends the program with a message.
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
    struct Arena *next;     /* of its parent's children */
    ArenaBlock *blocks;     /* the newest first */
    ArenaBlock *spare;      /* that were in use before the last arena_reset, and will be again */
    size_t used;            /* bytes handed out of the newest block */
    bool stale;             /* that block was in use before, and is not zero */
    size_t first;           /* bytes of the first block; 0: what is usual */
    size_t growth;          /* by how much the next is larger; 0: what is usual */
    size_t total;           /* bytes taken from the system, without those of children */
} Arena;

/* Makes an empty arena; takes no memory yet. */
void arena_init(Arena *arena);

/* The same, for much memory that lives as long as a run: its blocks soon are as large as they may
   be. */
void arena_init_for_run(Arena *arena);

/* The same, for about so many bytes: one that is kept for long wastes nothing. */
void arena_init_for(Arena *arena, size_t bytes);

/*
 * An arena of its own that goes with its parent: for a thread, as no arena may be used by two at a
 * time, or for what may go sooner, by arena_free. It must be made before the thread is.
 */
Arena *arena_child(Arena *parent);
Arena *arena_child_for(Arena *parent, size_t bytes);

/* Bytes taken from the system, also by children. */
size_t arena_total(const Arena *arena);

/* Gives back everything, also what children have. The arena is empty afterwards and can be used
 * again. */
void arena_free(Arena *arena);

/*
 * Takes back all that was handed out, and keeps the blocks to hand out again: for an arena that is
 * used for one short task after another. What was too large for a block is given back.
 */
void arena_reset(Arena *arena);

/* `size` zeroed bytes, aligned for integers, pointers and double. Never NULL, also for size 0. */
void *arena_alloc(Arena *arena, size_t size);

/* `count` zeroed items of `size` bytes; an overflow of the product aborts like out of memory. */
void *arena_alloc_array(Arena *arena, size_t count, size_t size);

/* `size` bytes with any content: for text that is written over at once. Aligned as above. */
void *arena_alloc_bytes(Arena *arena, size_t size);

/*
 * Makes a piece larger, by bytes with any content, or smaller, where it stands. False where it
 * cannot: it is not the last one that was handed out, or there is no room behind it.
 */
bool arena_resize(Arena *arena, void *piece, size_t size, size_t wanted);

#define arena_new(arena, Type) ((Type *)arena_alloc((arena), sizeof(Type)))
#define arena_new_array(arena, count, Type)                                                        \
    ((Type *)arena_alloc_array((arena), (count), sizeof(Type)))

/*
 * Prints "govlint: out of memory", removes a file that is being made (base/unfinished.h) and ends
 * the program with exit status 3. Also for what allocates outside of arenas: see base/memory.h.
 */
_Noreturn void arena_out_of_memory(void);
/* The same with another line, which ends in a line end. */
_Noreturn void arena_give_up(const char *line);

#endif
