/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The hooks folder: `hooks` in the repository's common folder, unless core.hooksPath names another.
 * A relative path there is relative to the root of the work tree, where Git runs its hooks.
 *
 * The result is a root and a path below it, because that is what the writer takes, which follows no
 * symbolic link below a root.
 */
#include "git/hooks.h"

#include <git2.h>

#include "base/path.h"
#include "git/snapshot_internal.h"

/* The value of core.hooksPath with "~" expanded; empty if not set. */
static Str configured_path(Arena *arena, git_repository *repository) {
    git_config *config = NULL;
    git_buf value = {0};
    Str path = {0};
    if (git_repository_config_snapshot(&config, repository) != 0)
        goto out;
    if (git_config_get_path(&value, config, "core.hooksPath") != 0)
        goto out;
    path = str_copy(arena, str_from_c(value.ptr));

out:
    git_buf_dispose(&value);
    git_config_free(config);
    return path;
}

static Str without_final_slash(Arena *arena, const char *folder) {
    Str path = str_copy(arena, str_from_c(folder));
    return path.len > 1 && str_ends_with(path, STR("/")) ? str_slice(path, 0, path.len - 1) : path;
}

/* Splits an absolute path that lies below `root`, which ends in "/". */
static bool lies_below(Arena *arena, Str path, const char *root, HooksFolder *out) {
    Str above = str_from_c(root);
    if (!str_starts_with(path, above))
        return false;
    out->root = without_final_slash(arena, root);
    return path_normalise(arena, str_slice(path, above.len, path.len), &out->folder) &&
           out->folder.len > 0;
}

static bool split(Arena *arena, git_repository *repository, Str path, HooksFolder *out) {
    const char *work_tree = git_repository_workdir(repository);
    if (path.len == 0) {
        *out = (HooksFolder){without_final_slash(arena, git_repository_commondir(repository)),
                             STR("hooks")};
        return true;
    }
    if (!str_starts_with(path, STR("/")))
        path = str_printf(arena, "%s" STR_FMT, work_tree, STR_ARG(path));
    return lies_below(arena, path, git_repository_commondir(repository), out) ||
           lies_below(arena, path, work_tree, out);
}

bool hooks_find(Arena *arena, Str path, HooksFolder *out, Error *error) {
    Place place;
    if (!place_open(arena, path, &place, error))
        return false;
    bool found = place.repository && !place.bare;
    if (!found) {
        error_set(error, ERROR_RUN,
                  "'" STR_FMT "' is not a work tree of a Git repository: no hooks",
                  STR_ARG(place.named));
        goto out;
    }
    Str configured = configured_path(arena, place.repository);
    found = split(arena, place.repository, configured, out);
    if (!found)
        error_set(error, ERROR_RUN,
                  "core.hooksPath is '" STR_FMT "', outside the repository: a hook there would "
                  "run in others too",
                  STR_ARG(configured));

out:
    git_repository_free(place.repository);
    return found;
}
