/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * From PATHs and --repo to a pack with bound repositories. Every PATH is opened once, before the
 * pack is known. The pack is then the first one with a role that any of them fits.
 */
#include "cli/bind.h"

#include <stdint.h>

#include "base/nearest.h"
#include "base/path.h"
#include "git/fetch.h"

#define FALLBACK_PACK "common"

/* --repo NAME=PATH[@REV] or NAME=URL[@REV] */
typedef struct NamedSite {
    Str name;
    Str path;
    Str revision;
    bool is_url;
} NamedSite;

typedef struct Binder {
    Cli *cli;
    Binding *binding;
    ARRAY_OF(Site) sites;
    bool chosen;   /* the pack was named, not found */
    bool implicit; /* no PATH was given: the place is the current folder */
    NamedSite *named;
    size_t named_count;
} Binder;

static bool refuse_url(Str path, Error *error) {
    return error_set(error, ERROR_USAGE,
                     "'" STR_FMT "' is a URL: say which repository it is, --repo NAME=URL",
                     STR_ARG(path));
}

static bool parse_named(Binder *binder, Str word, NamedSite *out, Error *error) {
    size_t equals = str_find(word, STR("="), 0);
    if (equals == SIZE_MAX || equals == 0 || equals + 1 == word.len)
        return error_set(error, ERROR_USAGE,
                         "'--repo " STR_FMT "' is not NAME=PATH[@REV] or NAME=URL[@REV]",
                         STR_ARG(word));
    *out = (NamedSite){.name = str_slice(word, 0, equals),
                       .path = str_slice(word, equals + 1, word.len)};
    out->is_url = fetch_is_url(out->path);
    if (out->is_url) {
        Str url = out->path;
        fetch_split_revision(url, &out->path, &out->revision);
        return fetch_check_url(out->path, error);
    }
    size_t at = str_find_last(out->path, '@');
    if (at != SIZE_MAX && at > 0 && !path_exists(binder->cli->arena, out->path)) {
        out->revision = str_slice(out->path, at + 1, out->path.len);
        out->path = str_slice(out->path, 0, at);
    }
    return true;
}

static bool parse_all_named(Binder *binder, Error *error) {
    const StrList *words = &binder->cli->options.repositories;
    binder->named = arena_new_array(binder->cli->arena, words->len, NamedSite);
    for (; binder->named_count < words->len; binder->named_count++) {
        NamedSite *named = &binder->named[binder->named_count];
        if (!parse_named(binder, words->items[binder->named_count], named, error))
            return false;
        for (size_t i = 0; i < binder->named_count; i++)
            if (str_equal(binder->named[i].name, named->name))
                return error_set(
                    error, ERROR_USAGE,
                    "--repo gives '" STR_FMT "' twice: '" STR_FMT "' and '" STR_FMT "'",
                    STR_ARG(named->name), STR_ARG(binder->named[i].path), STR_ARG(named->path));
    }
    return true;
}

/* Checks that a PATH exists; if it does not, it may have been meant as a command. */
static bool check_path(Binder *binder, Str path, Error *error) {
    Arena *arena = binder->cli->arena;
    if (path_exists(arena, path))
        return true;
    if (fetch_is_url(path))
        return refuse_url(fetch_shown_url(arena, path), error);
    if (str_find(path, STR("="), 0) != SIZE_MAX)
        return error_set(error, ERROR_USAGE,
                         "there is no folder '" STR_FMT "'; a named repository is --repo " STR_FMT,
                         STR_ARG(path), STR_ARG(path));
    if (command_find(path))
        return error_set(error, ERROR_USAGE,
                         "there is no folder '" STR_FMT "'; a command goes first: govlint " STR_FMT
                         " …",
                         STR_ARG(path), STR_ARG(path));
    Str nearest = command_nearest(arena, path);
    if (nearest.len == 0)
        return true; /* opening it says what is wrong */
    return error_set(error, ERROR_USAGE, "'" STR_FMT "' is neither a command nor a folder" STR_FMT,
                     STR_ARG(path), STR_ARG(did_you_mean(arena, nearest)));
}

static bool open_sites(Binder *binder, const Str *paths, size_t count, Error *error) {
    Cli *cli = binder->cli;
    static const Str current = STR_INIT(".");
    binder->implicit = count == 0;
    for (size_t i = 0; i < (count ? count : 1); i++) {
        Str path = count ? paths[i] : current;
        Site site;
        if (!check_path(binder, path, error))
            return false;
        Error ignored = {0};
        bool needed = !binder->implicit || binder->named_count == 0;
        bool opened =
            site_open_moment(cli, binder->binding, path, &site, needed ? error : &ignored);
        if (!opened && needed)
            return false;
        site.operand = i + 1;
        if (opened)
            array_push(cli->arena, &binder->sites, site);
    }
    return true;
}

/*
 * The role of a place. If it is a part of a work tree and fits no role, the whole work tree is
 * tried and, if that fits one, replaces the place.
 */
static size_t fit_site(Binder *binder, const Pack *pack, Site *site) {
    size_t role = site_role(pack, site);
    if (role != ROLE_NONE || site->whole)
        return role;
    Str root;
    Site whole;
    Error ignored = {0};
    if (!snapshot_find_work_tree(binder->cli->arena, site->path, &root) ||
        !site_open_moment(binder->cli, binder->binding, root, &whole, &ignored))
        return ROLE_NONE;
    whole.operand = site->operand;
    role = site_role(pack, &whole);
    if (role != ROLE_NONE)
        *site = whole;
    return role;
}

static size_t role_of_name(const Pack *pack, Str name) {
    for (size_t i = 0; i < pack->repository_count; i++)
        if (str_equal(pack->repositories[i].name.str, name))
            return i;
    return ROLE_NONE;
}

static bool pack_fits(Binder *binder, const Pack *pack) {
    for (size_t i = 0; i < binder->sites.len; i++)
        if (fit_site(binder, pack, &binder->sites.items[i]) != ROLE_NONE)
            return true;
    for (size_t i = 0; i < binder->named_count; i++)
        if (role_of_name(pack, binder->named[i].name) != ROLE_NONE)
            return true;
    return false;
}

static bool load_pack(Binder *binder, Str name, Error *error) {
    Cli *cli = binder->cli;
    return pack_load_builtin(cli->arena, cli->patterns, name, cli->examples, &binder->binding->pack,
                             error);
}

/* Finds the first built-in pack that has a role for a place, else the rules for any repository. */
static bool find_pack(Binder *binder, Error *error) {
    Cli *cli = binder->cli;
    size_t count = 0;
    const char *const *names = pack_builtin_names(&count);
    ARRAY_OF(Pack *) packs = {0};
    Str last = {0};
    for (size_t i = 0; i < count; i++) {
        Pack *outline;
        Str name = str_from_c(names[i]);
        if (str_equal(name, STR(FALLBACK_PACK)))
            continue;
        if (!pack_outline_builtin(cli->arena, cli->patterns, name, &outline, error))
            return false;
        if (pack_fits(binder, outline))
            return load_pack(binder, name, error);
        array_push(cli->arena, &packs, outline);
        last = name;
    }
    /* A --repo whose name no pack knows is an error, whose message lists the last pack's names. */
    if (binder->named_count > 0 && packs.len > 0)
        return load_pack(binder, last, error);
    tell_unrecognised(cli, binder->binding, packs.items, packs.len, binder->sites.items,
                      binder->sites.len);
    return load_pack(binder, STR(FALLBACK_PACK), error);
}

static bool choose_pack(Binder *binder, Error *error) {
    Cli *cli = binder->cli;
    binder->chosen = true;
    if (cli->options.rules.len > 0)
        return pack_load_folder(cli->arena, cli->patterns, cli->options.rules, cli->examples,
                                &binder->binding->pack, error);
    if (binder->sites.len > 0 &&
        !configured_pack(cli, &binder->sites.items[0], &binder->binding->pack, error))
        return false;
    if (binder->binding->pack)
        return true;
    binder->chosen = false;
    return find_pack(binder, error);
}

/* The names of the roles for a message: "governance, website or meetings". */
static Str role_names(Arena *arena, const Pack *pack) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    for (size_t i = 0; i < pack->repository_count; i++) {
        const char *separator = i == 0 ? "" : i + 1 == pack->repository_count ? " or " : ", ";
        strbuf_printf(&buf, "%s" STR_FMT, separator, STR_ARG(pack->repositories[i].name.str));
    }
    return strbuf_str(&buf);
}

static bool unknown_role(Binder *binder, Str name, Error *error) {
    Arena *arena = binder->cli->arena;
    const Pack *pack = binder->binding->pack;
    Nearest nearest;
    nearest_init(&nearest, arena, name);
    for (size_t i = 0; i < pack->repository_count; i++)
        nearest_offer(&nearest, pack->repositories[i].name.str);
    Str hint = did_you_mean(arena, nearest.text);
    if (hint.len == 0 && pack->repository_count > 0)
        hint = str_printf(arena, ": name " STR_FMT, STR_ARG(role_names(arena, pack)));
    return error_set(error, ERROR_USAGE,
                     "the pack '" STR_FMT "' has no repository '" STR_FMT "'" STR_FMT,
                     STR_ARG(pack->name), STR_ARG(name), STR_ARG(hint));
}

static void set_site(Binding *binding, size_t index, const Site *site) {
    binding->sites[index] = *site;
    binding->repositories[index].snapshot = site->snapshot;
}

static bool open_named(Binder *binder, const NamedSite *named, Site *out, Error *error) {
    if (named->is_url)
        return site_fetch(binder->cli, binder->binding, named->name, named->path, named->revision,
                          out, error);
    if (!site_open(binder->cli, binder->binding, named->path, named->revision, out, error))
        return false;
    /* A bare repository has no files that a path could lead to. */
    if (snapshot_root(out->snapshot).len == 0)
        snapshot_set_name(out->snapshot, named->name,
                          named->revision.len > 0 ? named->revision : STR("HEAD"));
    return true;
}

static bool bind_named(Binder *binder, Error *error) {
    Binding *binding = binder->binding;
    for (size_t i = 0; i < binder->named_count; i++) {
        const NamedSite *named = &binder->named[i];
        size_t role = role_of_name(binding->pack, named->name);
        Site site;
        if (role == ROLE_NONE)
            return unknown_role(binder, named->name, error);
        if (!open_named(binder, named, &site, error))
            return false;
        set_site(binding, role, &site);
    }
    return true;
}

static bool fits_none(Binder *binder, const Site *site, Error *error) {
    const Pack *pack = binder->binding->pack;
    if (binder->implicit && binder->named_count > 0)
        return true; /* nobody asked for the current folder */
    if (!check_listed(site->snapshot, error))
        return false;
    return error_set(error, ERROR_USAGE,
                     "'" STR_FMT "' is not recognised as " STR_FMT " of the pack '" STR_FMT
                     "'; name it (--repo NAME=" STR_FMT "), or lint it in a run of its own",
                     STR_ARG(site->path), STR_ARG(role_names(binder->cli->arena, pack)),
                     STR_ARG(pack->name), STR_ARG(site->path));
}

static bool bind_site(Binder *binder, Site *site, Error *error) {
    Cli *cli = binder->cli;
    Binding *binding = binder->binding;
    size_t role = fit_site(binder, binding->pack, site);
    bool only = binding->pack->repository_count == 1 && binder->sites.len == 1;
    if (role == ROLE_NONE && only && binder->chosen)
        role = 0;
    if (role == ROLE_NONE)
        return fits_none(binder, site, error);
    const Repository *repository = &binding->repositories[role];
    if (!repository->snapshot) {
        set_site(binding, role, site);
        return true;
    }
    Str earlier = binding->sites[role].path;
    for (size_t i = 0; i < binder->named_count; i++) {
        if (!str_equal(binder->named[i].name, repository->name))
            continue;
        if (!binder->implicit)
            cli_notice(cli, "place-left-out",
                       "'" STR_FMT "' is left out: --repo gives '" STR_FMT "' for " STR_FMT,
                       STR_ARG(site->path), STR_ARG(earlier), STR_ARG(repository->name));
        return true;
    }
    return error_set(error, ERROR_USAGE,
                     "'" STR_FMT "' and '" STR_FMT "' are both the repository '" STR_FMT "'",
                     STR_ARG(earlier), STR_ARG(site->path), STR_ARG(repository->name));
}

static bool bind_roles(Binder *binder, Error *error) {
    Binding *binding = binder->binding;
    const Pack *pack = binding->pack;
    binding->repository_count = pack->repository_count;
    binding->repositories = arena_new_array(binder->cli->arena, pack->repository_count, Repository);
    binding->sites = arena_new_array(binder->cli->arena, pack->repository_count, Site);
    for (size_t i = 0; i < pack->repository_count; i++)
        binding->repositories[i] = (Repository){.name = pack->repositories[i].name.str,
                                                .github = pack->repositories[i].github.str,
                                                .branch = pack->repositories[i].branch.str};
    if (!bind_named(binder, error))
        return false;
    for (size_t i = 0; i < binder->sites.len; i++)
        if (!bind_site(binder, &binder->sites.items[i], error))
            return false;
    if (binder->cli->alone)
        return true;
    if (!bind_configured(binder->cli, binding, error))
        return false;
    bind_siblings(binder->cli, binding);
    return true;
}

/* The name of the folder, without the ".git" of a bare repository. If one of the first `count`
   repositories already has that name, the path. */
static Str folder_name(const Binding *binding, size_t count, const Site *site) {
    Str root = snapshot_root(site->snapshot);
    Str name = path_name(root.len > 0 ? root : site->path);
    if (str_ends_with(name, STR(".git")) && name.len > 4)
        name.len -= 4;
    if (name.len == 0)
        name = site->path;
    for (size_t i = 0; i < count; i++)
        if (str_equal(binding->repositories[i].name, name))
            return site->path;
    return name;
}

/* Binds every PATH as a repository of its own, for a pack that names no repositories. */
static bool bind_any(Binder *binder, Error *error) {
    Binding *binding = binder->binding;
    if (binder->named_count > 0)
        return unknown_role(binder, binder->named[0].name, error);
    binding->repositories = arena_new_array(binder->cli->arena, binder->sites.len, Repository);
    binding->sites = arena_new_array(binder->cli->arena, binder->sites.len, Site);
    for (size_t i = 0; i < binder->sites.len; i++) {
        const Site *site = &binder->sites.items[i];
        Repository *repository = &binding->repositories[i];
        repository->name = folder_name(binding, i, site);
        (void)snapshot_github_name(snapshot_remote(site->snapshot), &repository->github);
        repository->branch = snapshot_remote_branch(site->snapshot);
        repository->guessed = true;
        set_site(binding, i, site);
        binding->repository_count++;
    }
    return true;
}

bool bind_repositories(Cli *cli, const Str *paths, size_t count, Binding *out, Error *error) {
    *out = (Binding){0};
    Binder binder = {.cli = cli, .binding = out};
    if (!parse_all_named(&binder, error) || !open_sites(&binder, paths, count, error))
        return false;
    cli_phase(cli, "opening the repositories");
    if (!choose_pack(&binder, error))
        return false;
    cli_phase(cli, "reading the rules");
    bool ok =
        out->pack->repository_count > 0 ? bind_roles(&binder, error) : bind_any(&binder, error);
    ok = ok && load_configs(cli, out, error);
    cli_phase(cli, "finding the other repositories");
    return ok;
}

const Site *binding_first(const Binding *binding) {
    const Site *first = NULL;
    for (size_t i = 0; i < binding->repository_count; i++) {
        const Site *site = &binding->sites[i];
        if (site->snapshot && site->operand > 0 && (!first || site->operand < first->operand))
            first = site;
    }
    return first;
}

void bind_close(Binding *binding) {
    for (size_t i = 0; i < binding->opened.len; i++)
        snapshot_close(binding->opened.items[i]);
    binding->opened.len = 0;
}
