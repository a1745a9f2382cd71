/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the configurations of the linted repositories say about binding: which pack, and where the
 * pack's other repositories are.
 *
 * A configuration may be written by a stranger. So a pack is read from the repository's own
 * snapshot, never from disk; and another repository is taken only from beside or below this one,
 * even after symbolic links are followed, or from a URL that leads elsewhere over the network. For
 * anything else there is --repo.
 */
/* For realpath. */
#define _XOPEN_SOURCE 700

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/nearest.h"
#include "base/path.h"
#include "cli/bind.h"
#include "git/fetch.h"

/* Loads the configuration at a place. If that is a part of a work tree and has none, loads that of
   the whole work tree, whose snapshot `*root` then is. */
static bool site_config(Cli *cli, const Site *site, Snapshot **root, const Config **out,
                        Error *error) {
    Repository repository = {.snapshot = site->snapshot};
    Str path;
    Error ignored = {0};
    if (!config_load(cli->arena, cli->patterns, &repository, out, error))
        return false;
    if (*out || site->whole || !snapshot_find_work_tree(cli->arena, site->path, &path))
        return true;
    *root = cli->options.staged ? snapshot_open_index(cli->arena, path, &ignored)
            : site->revision.len > 0
                ? snapshot_open_revision(cli->arena, path, site->revision, &ignored)
                : snapshot_open(cli->arena, path, &ignored);
    repository.snapshot = *root;
    return config_load(cli->arena, cli->patterns, &repository, out, error);
}

/* Loads the pack that a configuration names: a built-in one, or a folder of the repository. */
static bool load_pack(Cli *cli, const Config *config, const Snapshot *snapshot, Pack **out,
                      Error *error) {
    Str name = config->pack.str;
    Str folder;
    if (pack_is_builtin(name))
        return pack_load_builtin(cli->arena, cli->patterns, name, cli->examples, out, error);
    bool inside = name.ptr[0] != '/' && path_normalise(cli->arena, name, &folder);
    if (!inside)
        return decode_error(&config->decoder, config->pack.node, error,
                            "the pack '" STR_FMT
                            "' is not inside the repository: name one that is elsewhere with "
                            "--rules",
                            STR_ARG(name));
    Str file = path_join(cli->arena, folder, STR("pack.yml"));
    if (snapshot_find(snapshot, file))
        return pack_load_inside(cli->arena, cli->patterns, snapshot, folder, cli->examples, out,
                                error);
    const SnapshotEntry *entry = snapshot_find(snapshot, folder);
    if (entry && entry->kind == ENTRY_FILE)
        return decode_error(&config->decoder, config->pack.node, error,
                            "'" STR_FMT "' is a file: a pack is the folder that its pack.yml is in",
                            STR_ARG(name));
    size_t count = 0;
    const char *const *names = pack_builtin_names(&count);
    Str nearest = nearest_of(cli->arena, name, names, count);
    return decode_error(&config->decoder, config->pack.node, error,
                        "there is neither a built-in pack '" STR_FMT "' nor a file " STR_FMT
                        " here" STR_FMT,
                        STR_ARG(name), STR_ARG(file), STR_ARG(did_you_mean(cli->arena, nearest)));
}

bool configured_pack(Cli *cli, const Site *site, Pack **out, Error *error) {
    const Config *config = NULL;
    Snapshot *root = NULL;
    bool ok = site_config(cli, site, &root, &config, error);
    if (ok && config && config->pack.node)
        ok = load_pack(cli, config, root ? root : site->snapshot, out, error);
    snapshot_close(root);
    return ok;
}

bool is_inside_repository(Arena *arena) {
    Str ignored;
    return access(CONFIG_NAME, F_OK) == 0 || snapshot_find_work_tree(arena, STR("."), &ignored);
}

bool current_pack(Cli *cli, Pack **out, Error *error) {
    Binding binding = {0};
    Site site;
    *out = NULL;
    if (!is_inside_repository(cli->arena))
        return true;
    bool ok = site_open_moment(cli, &binding, STR("."), &site, error) &&
              configured_pack(cli, &site, out, error);
    bind_close(&binding);
    return ok;
}

static bool too_far(const Config *config, const ConfigRepository *repository, Error *error) {
    return decode_error(&config->decoder, repository->place.node, error,
                        "'" STR_FMT "' is neither inside the repository nor beside it; such a "
                        "place is only taken from --repo " STR_FMT "=PATH",
                        STR_ARG(repository->place.str), STR_ARG(repository->name.str));
}

/* Whether the path, as it is spelled, leads below the root or below the root's parent folder. */
static bool is_near(Arena *arena, Str place) {
    Str normal;
    bool beside = str_starts_with(place, STR("../"));
    if (place.ptr[0] == '/')
        return false;
    return path_normalise(arena, beside ? str_slice(place, 3, place.len) : place, &normal) &&
           normal.len > 0;
}

/* Whether `path` exists; `*below` is set if it is below `folder` once links are followed. */
static bool resolve(Arena *arena, Str path, Str folder, bool *below) {
    char *real = realpath(str_to_c(arena, path), NULL);
    char *around = realpath(str_to_c(arena, folder), NULL);
    Str prefix = str_printf(arena, "%s%s", around ? around : "",
                            around && strcmp(around, "/") != 0 ? "/" : "");
    bool exists = real != NULL;
    *below = exists && around && str_starts_with(str_from_c(real), prefix);
    free(real);
    free(around);
    return exists;
}

/* A place beside or below the site as the user would write it; the full path if, because of a
   symbolic link, that would be another place. */
static Str shown_place(Arena *arena, Str site, Str place, Str full) {
    Str shown = path_join(arena, site, place);
    Str name = path_name(site);
    bool beside = str_starts_with(place, STR("../"));
    Str rest = str_slice(place, 3, place.len);
    if (str_equal(site, STR(".")))
        shown = place;
    else if (beside && name.len > 0 && !str_equal(name, STR("..")) && !str_equal(name, STR(".")))
        shown = str_starts_with(site, STR("/")) && path_folder(site).len == 0
                    ? str_printf(arena, "/" STR_FMT, STR_ARG(rest))
                    : path_join(arena, path_folder(site), rest);
    return same_folder(arena, shown, full) ? shown : full;
}

static void bind_role(Binding *binding, size_t role, Site *site) {
    site->found = true;
    binding->sites[role] = *site;
    binding->repositories[role].snapshot = site->snapshot;
}

static bool bind_path(Cli *cli, Binding *binding, const Site *from, const Config *config,
                      const ConfigRepository *repository, size_t role, Error *error) {
    Arena *arena = cli->arena;
    Str place = repository->place.str;
    Str root = snapshot_root(from->snapshot);
    if (root.len == 0)
        root = from->path;
    Str full = path_join(arena, root, place);
    bool below = false;
    if (!is_near(arena, place))
        return too_far(config, repository, error);
    if (!resolve(arena, full, path_join(arena, root, STR("..")), &below)) {
        cli_notice(cli, "place-missing",
                   "'" STR_FMT "' is not there: " STR_FMT " is looked for beside the others",
                   STR_ARG(place), STR_ARG(repository->name.str));
        return true;
    }
    if (!below)
        return too_far(config, repository, error);
    Site site;
    if (!site_open(cli, binding, shown_place(arena, from->path, place, full), STR(""), &site,
                   error))
        return false;
    bind_role(binding, role, &site);
    return true;
}

/* Sets the error with the place of the URL in the configuration. */
static bool at_place(const Config *config, const ConfigRepository *repository, const Error *why,
                     Error *error) {
    decode_error(&config->decoder, repository->place.node, error, "%s", why->message);
    error->kind = why->kind;
    return false;
}

static bool bind_url(Cli *cli, Binding *binding, const Config *config,
                     const ConfigRepository *repository, size_t role, Error *error) {
    Str url;
    Str revision;
    Site site;
    Error why = {0};
    fetch_split_revision(repository->place.str, &url, &revision);
    if (!fetch_is_public(url))
        return decode_error(&config->decoder, repository->place.node, error,
                            "only https URLs of hosts on the internet are taken from a "
                            "configuration; any other from --repo " STR_FMT "=URL",
                            STR_ARG(repository->name.str));
    if (!fetch_check_url(url, &why) ||
        !site_fetch(cli, binding, repository->name.str, url, revision, &site, &why))
        return at_place(config, repository, &why, error);
    bind_role(binding, role, &site);
    return true;
}

/* Binds roles that are still missing to what one configuration says about them. */
static bool bind_from(Cli *cli, Binding *binding, const Site *from, const Config *config,
                      Error *error) {
    for (size_t i = 0; i < config->repository_count; i++) {
        const ConfigRepository *repository = &config->repositories[i];
        size_t role = 0;
        while (role < binding->repository_count &&
               !str_equal(binding->repositories[role].name, repository->name.str))
            role++;
        if (role == binding->repository_count || binding->repositories[role].snapshot)
            continue; /* unknown names are reported once everything is bound */
        bool ok = fetch_is_url(repository->place.str)
                      ? bind_url(cli, binding, config, repository, role, error)
                      : bind_path(cli, binding, from, config, repository, role, error);
        if (!ok)
            return false;
    }
    return true;
}

bool bind_configured(Cli *cli, Binding *binding, Error *error) {
    bool *given = arena_new_array(cli->arena, binding->repository_count, bool);
    for (size_t i = 0; i < binding->repository_count; i++)
        given[i] = binding->repositories[i].snapshot && !binding->sites[i].found;
    for (size_t i = 0; i < binding->repository_count; i++) {
        const Config *config = NULL;
        Site from = binding->sites[i];
        if (!given[i])
            continue;
        if (!config_load(cli->arena, cli->patterns, &binding->repositories[i], &config, error) ||
            (config && (!config_check(config, binding->pack, error) ||
                        !bind_from(cli, binding, &from, config, error))))
            return false;
    }
    return true;
}

bool load_configs(Cli *cli, Binding *binding, Error *error) {
    return configs_load(cli->arena, cli->patterns, binding->pack, binding->repositories,
                        binding->repository_count, &binding->configs, error);
}
