/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Paths that a .gitignore excludes: files that are built from others or installed by a tool. A link
 * to one leads nowhere on GitHub, but may be meant for a place where the file exists.
 * https://git-scm.com/docs/gitignore
 *
 * The patterns are like those of CODEOWNERS, plus "!" for exceptions. These are skipped: a file
 * that is excluded and included again either exists, or may as well be excluded.
 */
#include "base/array.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "table/link_internal.h"

enum { MOST_PATTERNS = 1000 };

typedef struct Ignored {
    ARRAY_OF(PathPattern) patterns;
} Ignored;

static void read_patterns(Arena *arena, const Snapshot *snapshot, const SnapshotEntry *entry,
                          Ignored *out) {
    Str rest;
    Str line;
    Error unread = {0};
    if (!snapshot_read_into(snapshot, arena, entry, &rest, &unread))
        return;
    while (str_split_next(&rest, '\n', &line) && out->patterns.len < MOST_PATTERNS) {
        PathPattern pattern;
        line = str_trim(line);
        if (!str_starts_with(line, STR("#")) && path_pattern_parse(arena, line, &pattern))
            array_push(arena, &out->patterns, pattern);
    }
}

/* The patterns of a folder, read when first needed. */
static const Ignored *ignored_in(Links *links, const Repository *repository, Str folder) {
    Str path = path_join(links->arena, folder, STR(".gitignore"));
    Str key =
        str_printf(links->arena, STR_FMT "/" STR_FMT, STR_ARG(repository->name), STR_ARG(path));
    Ignored *ignored = map_get(&links->ignored, key);
    if (ignored)
        return ignored;
    ignored = arena_new(links->own, Ignored);
    map_put(&links->ignored, str_copy(links->own, key), ignored);
    const SnapshotEntry *entry = snapshot_find(repository->snapshot, path);
    if (entry && entry->kind == ENTRY_FILE)
        read_patterns(links->own, repository->snapshot, entry, ignored);
    return ignored;
}

/* Whether any pattern matches the path, which is relative to their folder, or what is in it. */
static bool matches_any(Links *links, const Ignored *ignored, Str path) {
    Str inside = str_printf(links->arena, STR_FMT "/x", STR_ARG(path));
    for (size_t i = 0; i < ignored->patterns.len && links->ignored_budget > 0; i++) {
        links->ignored_budget--;
        const PathPattern *pattern = &ignored->patterns.items[i];
        if (path_pattern_matches(links->patterns, pattern, path) ||
            path_pattern_matches(links->patterns, pattern, inside))
            return true;
    }
    return false;
}

/* Looks only in folders that exist, as a path may name any number of others. */
bool link_is_ignored(Links *links, const Repository *repository, Str path) {
    for (Str folder = path_folder(path);; folder = path_folder(folder)) {
        Str below = str_slice(path, folder.len + (folder.len > 0), path.len);
        if (snapshot_has_folder(repository->snapshot, folder) &&
            matches_any(links, ignored_in(links, repository, folder), below))
            return true;
        if (folder.len == 0)
            return false;
    }
}
