/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "rule/added.h"

#include "base/map.h"
#include "git/patch.h"

/* The lines that a file has and did not have before. */
typedef struct Added {
    const PatchLines *lines;
    size_t count;
} Added;

struct AddedLines {
    Arena *arena;
    Map by_file;
};

AddedLines *added_lines_new(Arena *arena) {
    AddedLines *lines = arena_new(arena, AddedLines);
    lines->arena = arena;
    map_init(&lines->by_file, arena);
    return lines;
}

static const Added *added_to(AddedLines *lines, Str before, const Source *now) {
    Str file = {(const char *)&now, sizeof now};
    Added *added = map_get(&lines->by_file, file);
    if (!added) {
        added = arena_new(lines->arena, Added);
        added->lines = patch_added_lines(lines->arena, before, now->bytes, &added->count);
        map_put(&lines->by_file, str_copy(lines->arena, file), added);
    }
    return added;
}

bool added_lines_have(AddedLines *lines, Str before, Location at) {
    const Added *added = added_to(lines, before, at.source);
    size_t line = source_position(at.source, at.span.start).line;
    size_t low = 0, high = added->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const PatchLines *some = &added->lines[middle];
        if (line < some->first)
            high = middle;
        else if (line >= some->first + some->count)
            low = middle + 1;
        else
            return true;
    }
    return false;
}
