/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "base/nearest.h"

#include <stdint.h>

#include "base/unicode.h"

void nearest_init(Nearest *nearest, Arena *arena, Str word) {
    *nearest = (Nearest){.arena = arena, .folded = unicode_fold_case(arena, word)};
}

void nearest_offer(Nearest *nearest, Str candidate) {
    size_t index = nearest->offered++;
    size_t limit = unicode_slip(utf8_count(nearest->folded));
    if (nearest->found)
        limit = nearest->distance > 0 ? nearest->distance - 1 : 0;
    if (nearest->found && nearest->distance == 0)
        return;
    size_t longer = candidate.len > nearest->folded.len ? candidate.len - nearest->folded.len
                                                        : nearest->folded.len - candidate.len;
    if (longer > 4 * limit + 4) /* of bytes: a code point has at most four */
        return;
    size_t distance =
        unicode_distance(nearest->folded, unicode_fold_case(nearest->arena, candidate), limit);
    if (distance > limit)
        return;
    nearest->found = true;
    nearest->distance = distance;
    nearest->text = candidate;
    nearest->index = index;
}

Str nearest_of(Arena *arena, Str word, const char *const *candidates, size_t count) {
    Nearest nearest;
    nearest_init(&nearest, arena, word);
    for (size_t i = 0; i < count; i++)
        nearest_offer(&nearest, str_from_c(candidates[i]));
    return nearest.text;
}
