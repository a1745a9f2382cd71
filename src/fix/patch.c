/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The patch of all changed files. `git apply` ignores the lines that separate repositories.
 */
#include "git/patch.h"
#include "fix/fix.h"

#include "base/escape.h"

static bool several_repositories(const FixResult *result) {
    for (size_t i = 1; i < result->file_count; i++)
        if (result->files[i].repository != result->files[0].repository)
            return true;
    return false;
}

static void print_repository(Arena *arena, const Repository *repository, FILE *out) {
    Str name = escape_terminal(arena, repository->name);
    Str label = escape_terminal(arena, snapshot_label(repository->snapshot));
    if (label.len > 0)
        fprintf(out, "# govlint: " STR_FMT " (" STR_FMT ")\n", STR_ARG(name), STR_ARG(label));
    else
        fprintf(out, "# govlint: " STR_FMT "\n", STR_ARG(name));
}

static bool print_file(Arena *arena, const FixedFile *file, FILE *out, Error *error) {
    const Snapshot *snapshot = file->repository->snapshot;
    const SnapshotEntry *entry = snapshot_find(snapshot, file->path);
    PatchFile patch = {.path = file->path,
                       .before = file->before,
                       .after = file->after,
                       .created = file->created,
                       .executable = entry && entry->executable};
    Str prefix = snapshot_prefix(snapshot);
    if (prefix.len > 0)
        patch.path = str_printf(arena, STR_FMT STR_FMT, STR_ARG(prefix), STR_ARG(file->path));
    Str text;
    if (!patch_make(arena, &patch, &text, error))
        return false;
    if (text.len > 0)
        fwrite(text.ptr, 1, text.len, out);
    return true;
}

bool fix_patch(Arena *arena, const FixResult *result, FILE *out, Error *error) {
    bool several = several_repositories(result);
    for (size_t i = 0; i < result->file_count; i++) {
        const FixedFile *file = &result->files[i];
        if (several && (i == 0 || file->repository != file[-1].repository))
            print_repository(arena, file->repository, out);
        if (!print_file(arena, file, out, error))
            return false;
    }
    return true;
}
