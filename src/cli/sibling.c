/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Repositories that were not given are looked for in the folders beside those that were, as people
 * clone an organisation's repositories side by side.
 *
 * Looking must be cheap and must not surprise. A folder is opened only if it has a file that a role
 * is known by, or if its Git configuration mentions the role's name. It is taken only if it is the
 * one folder that fits the role, or the only one of these that has its name.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>

#include "base/path.h"
#include "cli/bind.h"

#define MAX_SIBLINGS 500
#define MAX_GIT_CONFIG ((size_t)64 * 1024)

typedef struct Candidate {
    Site site;
    Str name; /* of its folder */
    size_t role;
} Candidate;

typedef struct Search {
    Cli *cli;
    Binding *binding;
    Arena scratch;
    StrList bound;   /* places that are already bound */
    StrList scanned; /* folders that have been looked into */
    ARRAY_OF(Candidate) candidates;
} Search;

/* The folder that a place is in: "." for "governance", ".." for ".". */
static Str folder_of(Arena *arena, Str path) {
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    Str name = path_name(path);
    if (str_equal(name, STR(".")))
        return path.len == 1 ? STR("..") : str_printf(arena, STR_FMT "/..", STR_ARG(path));
    if (str_equal(name, STR("..")))
        return str_printf(arena, STR_FMT "/..", STR_ARG(path));
    size_t slash = str_find_last(path, '/');
    if (slash == SIZE_MAX)
        return STR(".");
    return slash == 0 ? STR("/") : str_slice(path, 0, slash);
}

static Str child_of(Arena *arena, Str folder, Str name) {
    if (str_equal(folder, STR(".")))
        return name;
    const char *separator = folder.ptr[folder.len - 1] == '/' ? "" : "/";
    return str_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(folder), separator, STR_ARG(name));
}

/* Whether the Git configuration contains the name anywhere, which is only a hint. */
static bool git_config_mentions(Arena *arena, Str folder, Str name) {
    Str path = str_printf(arena, STR_FMT "/.git/config", STR_ARG(folder));
    FILE *file = fopen(str_to_c(arena, path), "rb");
    if (!file)
        return false;
    char *bytes = arena_alloc_bytes(arena, MAX_GIT_CONFIG);
    size_t length = fread(bytes, 1, MAX_GIT_CONFIG, file);
    fclose(file);
    return str_find((Str){bytes, length}, name, 0) != SIZE_MAX;
}

static bool is_worth_opening(Search *search, Str folder, const RepositoryDef *def) {
    for (size_t i = 0; i < def->known_by.count; i++) {
        Str known = path_join(&search->scratch, folder, def->known_by.items[i].str);
        if (path_exists(&search->scratch, known))
            return true;
    }
    Str name = path_name(def->github.str);
    return name.len > 0 && git_config_mentions(&search->scratch, folder, name);
}

static bool fits_a_missing_role(Search *search, Str folder) {
    const Binding *binding = search->binding;
    for (size_t i = 0; i < binding->repository_count; i++)
        if (!binding->repositories[i].snapshot &&
            is_worth_opening(search, folder, &binding->pack->repositories[i]))
            return true;
    return false;
}

static bool is_bound(Search *search, Str folder) {
    for (size_t i = 0; i < search->bound.len; i++)
        if (same_folder(&search->scratch, search->bound.items[i], folder))
            return true;
    return false;
}

static void consider(Search *search, Str folder, Str name) {
    Cli *cli = search->cli;
    Str path = child_of(cli->arena, folder, name);
    if (!is_folder(&search->scratch, path) || is_bound(search, path) ||
        !fits_a_missing_role(search, path))
        return;
    Site site;
    Error error = {0};
    if (!site_open(cli, search->binding, path, STR(""), &site, &error)) {
        cli_notice(cli, "place-left-out", "left out: %s", error.message);
        return;
    }
    size_t role = site_role(search->binding->pack, &site);
    if (role != ROLE_NONE && !search->binding->repositories[role].snapshot)
        array_push(cli->arena, &search->candidates, (Candidate){site, name, role});
}

/* The names in a folder, without hidden ones, sorted and at most MAX_SIBLINGS; none if the folder
   cannot be read. */
static StrList names_in(Arena *arena, Str folder) {
    StrList names = {0};
    DIR *stream = opendir(str_to_c(arena, folder));
    if (!stream)
        return names;
    const struct dirent *entry;
    while ((entry = readdir(stream)))
        if (entry->d_name[0] != '.')
            array_push(arena, &names, str_copy(arena, str_from_c(entry->d_name)));
    closedir(stream);
    str_sort(names.items, names.len);
    names.len = names.len < MAX_SIBLINGS ? names.len : MAX_SIBLINGS;
    return names;
}

static void scan_folder(Search *search, Str folder) {
    Arena *arena = search->cli->arena;
    for (size_t i = 0; i < search->scanned.len; i++)
        if (same_folder(&search->scratch, search->scanned.items[i], folder))
            return;
    array_push(arena, &search->scanned, folder);
    StrList names = names_in(arena, folder);
    for (size_t i = 0; i < names.len; i++) {
        consider(search, folder, names.items[i]);
        arena_free(&search->scratch);
    }
}

static bool is_named_so(const Candidate *candidate, const RepositoryDef *def) {
    return str_equal_nocase(candidate->name, def->name.str) ||
           str_equal_nocase(candidate->name, path_name(def->github.str));
}

/* The only candidate of a role, or the only one with its name; NULL if there is no such one. */
static const Candidate *choose(const Search *search, size_t role, bool *ambiguous) {
    const RepositoryDef *def = &search->binding->pack->repositories[role];
    const Candidate *found[2] = {NULL, NULL}; /* by content only, and also by name */
    size_t counts[2] = {0, 0};
    for (size_t i = 0; i < search->candidates.len; i++) {
        const Candidate *candidate = &search->candidates.items[i];
        if (candidate->role != role)
            continue;
        for (int named = is_named_so(candidate, def); named >= 0; named--) {
            found[named] = candidate;
            counts[named]++;
        }
    }
    *ambiguous = counts[0] > 1 && counts[1] != 1;
    return counts[1] == 1 ? found[1] : counts[0] == 1 ? found[0] : NULL;
}

static void tell_ambiguous(const Search *search, size_t role) {
    StrBuf buf;
    strbuf_init(&buf, search->cli->arena);
    for (size_t i = 0; i < search->candidates.len; i++)
        if (search->candidates.items[i].role == role)
            strbuf_printf(&buf, "%s'" STR_FMT "'", buf.len > 0 ? ", " : "",
                          STR_ARG(search->candidates.items[i].site.path));
    Str name = search->binding->repositories[role].name;
    cli_notice(search->cli, "repository-ambiguous",
               "several folders could be the repository '" STR_FMT "': " STR_FMT
               "; say which with --repo " STR_FMT "=PATH",
               STR_ARG(name), STR_ARG(strbuf_str(&buf)), STR_ARG(name));
}

static void take_candidates(Search *search) {
    Binding *binding = search->binding;
    for (size_t role = 0; role < binding->repository_count; role++) {
        bool ambiguous = false;
        const Candidate *candidate = choose(search, role, &ambiguous);
        if (candidate) {
            binding->sites[role] = candidate->site;
            binding->sites[role].found = true;
            binding->repositories[role].snapshot = candidate->site.snapshot;
        } else if (ambiguous) {
            tell_ambiguous(search, role);
        }
    }
}

void bind_siblings(Cli *cli, Binding *binding) {
    Search search = {.cli = cli, .binding = binding};
    arena_init(&search.scratch);
    size_t missing = 0;
    for (size_t i = 0; i < binding->repository_count; i++) {
        missing += !binding->repositories[i].snapshot;
        /* The folders beside a fetched repository are the cache's, not the user's. */
        if (binding->repositories[i].snapshot && !binding->sites[i].fetched)
            array_push(cli->arena, &search.bound, binding->sites[i].path);
    }
    if (missing > 0)
        for (size_t i = 0; i < search.bound.len; i++)
            scan_folder(&search, folder_of(cli->arena, search.bound.items[i]));
    take_candidates(&search);
    arena_free(&search.scratch);
}

/* The candidate that choose() takes for a role or, if it takes none, the first of those that may be
   meant. */
static const Candidate *example_of(const Search *search, size_t role) {
    bool ambiguous = false;
    const Candidate *candidate = choose(search, role, &ambiguous);
    for (size_t i = 0; !candidate && i < search->candidates.len; i++)
        if (search->candidates.items[i].role == role)
            candidate = &search->candidates.items[i];
    return candidate;
}

void find_inside(Cli *cli, Binding *binding, Pack *pack, Str folder, StrList *out) {
    size_t count = pack->repository_count;
    Binding nothing = {.pack = pack,
                       .repositories = arena_new_array(cli->arena, count, Repository),
                       .repository_count = count};
    Search search = {.cli = cli, .binding = &nothing};
    arena_init(&search.scratch);
    scan_folder(&search, folder);
    for (size_t role = 0; role < count; role++) {
        const Candidate *candidate = example_of(&search, role);
        if (candidate)
            array_push(cli->arena, out, candidate->site.path);
    }
    for (size_t i = 0; i < nothing.opened.len; i++)
        array_push(cli->arena, &binding->opened, nothing.opened.items[i]);
    arena_free(&search.scratch);
}

static bool is_clone(Arena *arena, Str folder) {
    return path_exists(arena, child_of(arena, folder, STR(".git")));
}

void find_clones(Cli *cli, Str folder, StrList *out) {
    Arena scratch;
    arena_init(&scratch);
    StrList names = is_clone(&scratch, folder) ? (StrList){0} : names_in(cli->arena, folder);
    for (size_t i = 0; i < names.len && out->len < MOST_CLONES; i++) {
        Str path = child_of(cli->arena, folder, names.items[i]);
        if (is_clone(&scratch, path))
            array_push(cli->arena, out, path);
    }
    arena_free(&scratch);
}
