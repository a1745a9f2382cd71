/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/folds.h"

#include <string.h>

#include "base/map.h"

/* Longer texts are not cached; when more bytes than this are cached, the cache is cleared. */
#define MOST_TEXT ((size_t)200)
#define MOST_BYTES ((size_t)8 << 20)
/* Bytes of scratch memory, enough to fold most texts. */
#define SCRATCH ((size_t)2 * 1024)

struct Folds {
    Arena *scratch;
    bool remembers;
    Arena memory;
    Map map;
};

Folds *folds_new(Arena *arena) {
    Folds *folds = arena_new(arena, Folds);
    folds->scratch = arena_child_for(arena, SCRATCH);
    arena_init(&folds->memory);
    map_init(&folds->map, &folds->memory);
    return folds;
}

void folds_remember(Folds *folds) {
    folds->remembers = true;
}

void folds_free(Folds *folds) {
    arena_free(&folds->memory);
}

/* The folded text, without the intermediate allocations, or the text itself if folding changes
   nothing. */
static Str fold_into(const Folds *folds, Arena *arena, FoldFn fold, Str text) {
    Str folded = fold(folds->scratch, text);
    folded = str_equal(folded, text) ? text : str_copy(arena, folded);
    arena_reset(folds->scratch);
    return folded;
}

Str folds_get(Folds *folds, Arena *arena, FoldFn fold, Str text) {
    char bytes[sizeof fold + MOST_TEXT];
    if (!folds->remembers || text.len > MOST_TEXT)
        return fold_into(folds, arena, fold, text);
    memcpy(bytes, &fold, sizeof fold);
    if (text.len > 0)
        memcpy(bytes + sizeof fold, text.ptr, text.len);
    Str key = {bytes, sizeof fold + text.len};
    const Str *known = map_get(&folds->map, key);
    if (known)
        return str_copy(arena, *known);
    if (folds->memory.total > MOST_BYTES) {
        arena_free(&folds->memory);
        map_init(&folds->map, &folds->memory);
    }
    Str *folded = arena_new(&folds->memory, Str);
    *folded = fold_into(folds, &folds->memory, fold, text);
    if (folded->ptr == text.ptr)
        *folded = str_copy(&folds->memory, text);
    map_put(&folds->map, str_copy(&folds->memory, key), folded);
    return str_copy(arena, *folded);
}
