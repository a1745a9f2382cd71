/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Sites: each is opened once, and its role is told by what it holds. Files that a role is known by
 * count more than the remote, as forks and mirrors may have any name. But other organisations have
 * repositories and files with the same names. So if the remote is another one, the name counts only
 * with half of the files, and files without the name only if more than half of them are there.
 */
#include <stdint.h>
#include <sys/stat.h>

#include "base/path.h"
#include "cli/bind.h"

/* One file outweighs any remote. */
#define SCORE_FILE 4
#define SCORE_REMOTE 3
#define SCORE_FORK 1

bool path_exists(Arena *arena, Str path) {
    struct stat found;
    return stat(str_to_c(arena, path), &found) == 0;
}

bool is_folder(Arena *arena, Str path) {
    struct stat found;
    return stat(str_to_c(arena, path), &found) == 0 && S_ISDIR(found.st_mode);
}

bool same_folder(Arena *arena, Str a, Str b) {
    struct stat one;
    struct stat other;
    return stat(str_to_c(arena, a), &one) == 0 && stat(str_to_c(arena, b), &other) == 0 &&
           one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/* Finishes opening a site; false if it has no snapshot. */
static bool site_opened(Cli *cli, Binding *binding, Site *site) {
    if (!site->snapshot)
        return false;
    array_push(cli->arena, &binding->opened, site->snapshot);
    site->whole = snapshot_prefix(site->snapshot).len == 0;
    return true;
}

bool site_open(Cli *cli, Binding *binding, Str path, Str revision, Site *out, Error *error) {
    *out = (Site){.path = path, .revision = revision};
    out->snapshot = revision.len > 0 ? snapshot_open_revision(cli->arena, path, revision, error)
                                     : snapshot_open(cli->arena, path, error);
    return site_opened(cli, binding, out);
}

bool site_open_moment(Cli *cli, Binding *binding, Str path, Site *out, Error *error) {
    if (!cli->options.staged)
        return site_open(cli, binding, path, cli->options.rev, out, error);
    *out = (Site){.path = path, .snapshot = snapshot_open_index(cli->arena, path, error)};
    return site_opened(cli, binding, out);
}

static size_t count_known(const RepositoryDef *def, const Snapshot *snapshot) {
    size_t count = 0;
    for (size_t i = 0; i < def->known_by.count; i++) {
        Str path = def->known_by.items[i].str;
        count +=
            path.len > 0 && (snapshot_find(snapshot, path) || snapshot_has_folder(snapshot, path));
    }
    return count;
}

/* Whether the remote is like "https://gitlab.com/ada/site", and not the path or file URL of another
   clone. */
static bool is_on_other_host(Str remote) {
    return str_find(remote, STR(":"), 0) != SIZE_MAX && !str_starts_with(remote, STR("file:"));
}

static size_t role_score(const RepositoryDef *def, const Site *site) {
    Str name;
    Str github = def->github.str;
    size_t known = count_known(def, site->snapshot);
    size_t score = known * SCORE_FILE;
    Str remote = snapshot_remote(site->snapshot);
    if (!site->whole || github.len == 0)
        return score;
    if (!snapshot_github_name(remote, &name))
        return !is_on_other_host(remote) || 2 * known > def->known_by.count ? score : 0;
    if (str_equal_nocase(name, github))
        return score + SCORE_REMOTE;
    if (str_equal_nocase(path_name(name), path_name(github)))
        return known > 0 && 2 * known >= def->known_by.count ? score + SCORE_FORK : 0;
    return 2 * known > def->known_by.count ? score : 0;
}

bool check_listed(const Snapshot *snapshot, Error *error) {
    size_t count = 0;
    const SnapshotProblem *problems = snapshot_problems(snapshot, &count);
    return count == 0 || error_set(error, ERROR_RUN, "cannot read " STR_FMT STR_FMT ": " STR_FMT,
                                   STR_ARG(snapshot_label(snapshot)), STR_ARG(problems->path),
                                   STR_ARG(problems->message));
}

size_t site_role(const Pack *pack, const Site *site) {
    size_t best = ROLE_NONE;
    size_t best_score = 0;
    for (size_t i = 0; i < pack->repository_count; i++) {
        size_t score = role_score(&pack->repositories[i], site);
        if (score > best_score) {
            best = i;
            best_score = score;
        }
    }
    return best;
}
