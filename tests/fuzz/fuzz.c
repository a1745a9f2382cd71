/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "fuzz.h"

#include <string.h>

#include "base/map.h"
#include "base/path.h"

#define MARK "=== "
#define MAX_FILES 64

/* Loaded when first asked for, and kept to the end. */
typedef struct Kept {
    const char *name;
    Arena arena;
    Pack *pack;
} Kept;

static Kept alliance = {.name = "bytecode-alliance"};
static Kept common = {.name = "common"};

static void forget(Kept *kept) {
    if (!kept->pack)
        return;
    pattern_set_free(kept->pack->patterns);
    arena_free(&kept->arena);
}

static void forget_all(void) {
    forget(&alliance);
    forget(&common);
}

static const Pack *load(Kept *kept) {
    Error error = {0};
    if (kept->pack)
        return kept->pack;
    if (!alliance.pack && !common.pack)
        atexit(forget_all);
    arena_init(&kept->arena);
    PatternSet *patterns = pattern_set_new(&kept->arena);
    HOLDS(pack_load_builtin(&kept->arena, patterns, str_from_c(kept->name), false, &kept->pack,
                            &error));
    return kept->pack;
}

const Pack *fuzz_pack(void) {
    return load(&alliance);
}

const Pack *fuzz_common_pack(void) {
    return load(&common);
}

/* The next file of the text: its "ROLE/PATH" and bytes. False at the end. */
static bool next_file(Str *text, Str *name, Str *bytes) {
    if (!str_starts_with(*text, STR(MARK)))
        return false;
    size_t line_end = str_find(*text, STR("\n"), 0);
    size_t end = str_find(*text, STR("\n" MARK), 0);
    *name = str_slice(*text, strlen(MARK), line_end);
    *bytes = line_end == SIZE_MAX ? (Str){0}
                                  : str_slice(*text, line_end + 1, end == SIZE_MAX ? end : end + 1);
    *text = end == SIZE_MAX ? (Str){0} : str_slice(*text, end + 1, text->len);
    return true;
}

/* Whether a Git tree could hold it. */
static bool is_possible(Arena *arena, Str path) {
    Str normal;
    return path.len > 0 && path.ptr[0] != '/' && memchr(path.ptr, 0, path.len) == NULL &&
           path_normalise(arena, path, &normal) && str_equal(path, normal);
}

static const Snapshot *files_of(Arena *arena, Str text, Str role) {
    SnapshotEntry *entries = arena_new_array(arena, MAX_FILES, SnapshotEntry);
    size_t count = 0;
    Map seen;
    map_init(&seen, arena);
    for (Str name, bytes; count < MAX_FILES && next_file(&text, &name, &bytes);) {
        size_t slash = str_find(name, STR("/"), 0);
        Str path = str_slice(name, slash == SIZE_MAX ? name.len : slash + 1, name.len);
        if (!str_equal(str_slice(name, 0, slash), role) || !is_possible(arena, path) ||
            map_get(&seen, path))
            continue;
        map_put(&seen, path, (void *)path.ptr);
        entries[count++] = (SnapshotEntry){.path = path, .bytes = bytes};
    }
    return count > 0 ? snapshot_of_memory(arena, entries, count) : NULL;
}

void fuzz_split(Arena *arena, const Pack *pack, Str text, FuzzSet *out) {
    *out = (FuzzSet){.count = pack->repository_count + 1};
    out->repositories = arena_new_array(arena, out->count, Repository);
    for (size_t i = 0; i < pack->repository_count; i++)
        out->repositories[i] = (Repository){.name = pack->repositories[i].name.str,
                                            .github = pack->repositories[i].github.str};
    out->repositories[out->count - 1].name = STR("site");
    for (size_t i = 0; i < out->count; i++)
        out->repositories[i].snapshot = files_of(arena, text, out->repositories[i].name);
    out->pack = files_of(arena, text, STR("pack"));
}

bool fuzz_lint(Arena *arena, const Pack *pack, const FuzzSet *set, LintOptions *options,
               LintResult *out) {
    Error error = {0};
    *options = (LintOptions){.pack = pack,
                             .repositories = set->repositories,
                             .repository_count = set->count,
                             .as_of = STR("2026-01-01")};
    const Config **configs;
    if (!configs_load(arena, pack->patterns, pack, set->repositories, set->count, &configs, &error))
        return false;
    options->configs = configs;
    lint_run(arena, documents_new(arena), options, out);
    return true;
}

void fuzz_check_location(Location at) {
    HOLDS(at.source != NULL);
    HOLDS(at.span.start <= at.span.end);
    HOLDS(at.span.end <= at.source->bytes.len);
}

void fuzz_check(const LintResult *result) {
    for (size_t i = 0; i < result->finding_count; i++) {
        const Finding *finding = &result->findings[i];
        fuzz_check_location(finding->at);
        for (size_t j = 0; j < finding->related_count; j++)
            fuzz_check_location(finding->related[j].at);
        for (size_t j = 0; finding->fix && j < finding->fix->edit_count; j++)
            fuzz_check_location(finding->fix->edits[j].at);
        if (i > 0)
            HOLDS(finding_compare(&result->findings[i - 1], finding) <= 0);
    }
}
