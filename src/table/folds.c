/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "table/folds.h"

#include <string.h>

#include "base/map.h"

/* Longer texts are folded each time, and with so many bytes all is forgotten. */
#define MOST_TEXT ((size_t)200)
#define MOST_BYTES ((size_t)8 << 20)

struct Folds {
    Arena memory;
    Map map;
};

Folds *folds_new(Arena *arena) {
    Folds *folds = arena_new(arena, Folds);
    arena_init(&folds->memory);
    map_init(&folds->map, &folds->memory);
    return folds;
}

void folds_free(Folds *folds) {
    arena_free(&folds->memory);
}

Str folds_get(Folds *folds, Arena *arena, FoldFn fold, Str text) {
    char bytes[sizeof fold + MOST_TEXT];
    if (!folds || text.len > MOST_TEXT)
        return fold(arena, text);
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
    *folded = fold(&folds->memory, text);
    map_put(&folds->map, str_copy(&folds->memory, key), folded);
    return str_copy(arena, *folded);
}
