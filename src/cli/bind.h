/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Binding: which pack to use, and which place on disk is which of its repositories.
 *
 *     Binding binding;
 *     if (bind_repositories(cli, paths, count, &binding, error))
 *         …
 *     bind_close(&binding);
 *
 * A place is known by its files, or by its remote. --repo comes before a PATH, a PATH before the
 * folders beside it. Where no PATH fits any pack, the rules for any repository are used, and that
 * is told.
 */
#ifndef GOVLINT_CLI_BIND_H
#define GOVLINT_CLI_BIND_H

#include "cli/cli.h"
#include "git/snapshot.h"

/* A place on disk, opened. */
typedef struct Site {
    Str path; /* as the user named it, or as found */
    Str revision;
    Snapshot *snapshot;
    bool found;     /* beside those that were given, or fetched: it is only read */
    bool whole;     /* not a part of a work tree: its remote tells what it is */
    bool fetched;   /* from a URL, which `path` then is */
    size_t operand; /* which PATH it is, from 1; 0 for what was named or found */
} Site;

typedef struct Binding {
    Pack *pack;
    Repository *repositories; /* one for each role of the pack, or for each PATH */
    const Config **configs;   /* of each repository, NULL where it has none */
    Site *sites;              /* of each repository; without a snapshot where there is none */
    size_t repository_count;
    bool only_common; /* no pack was named, and none knows any of the places */
    ARRAY_OF(Snapshot *) opened;
} Binding;

/* Fills `*out`, which must be closed also after a failure. */
bool bind_repositories(Cli *cli, const Str *paths, size_t count, Binding *out, Error *error);
void bind_close(Binding *binding);

/*
 * The pack that the configuration around the current folder names, as binding that folder would
 * take it. NULL where it names none, and where there is neither a configuration nor a repository:
 * nobody who only wants to read about rules waits for a listing of a home folder.
 */
bool current_pack(Cli *cli, Pack **out, Error *error);

/* Whether the current folder is in a repository or has a configuration. */
bool is_inside_repository(Arena *arena);

/* The first PATH that is one of the repositories; NULL where none is. */
const Site *binding_first(const Binding *binding);

/* Internal to binding. */

#define ROLE_NONE ((size_t)-1)

/* Opens a place; the binding closes it. An empty revision means the files on disk. */
bool site_open(Cli *cli, Binding *binding, Str path, Str revision, Site *out, Error *error);
/* As it is on disk, in the index, or at a revision, as --staged and --rev say. */
bool site_open_moment(Cli *cli, Binding *binding, Str path, Site *out, Error *error);

/* companion.c: fetches a repository that is given by URL, or takes it from the cache. */
bool site_fetch(Cli *cli, Binding *binding, Str name, Str url, Str revision, Site *out,
                Error *error);

/* ERROR_RUN where not all files could be listed: a place is known by its files. */
bool check_listed(const Snapshot *snapshot, Error *error);

/* The role of the pack that the place fits best, or ROLE_NONE. */
size_t site_role(const Pack *pack, const Site *site);

bool same_folder(Arena *arena, Str a, Str b);
/* Behind symbolic links. */
bool path_exists(Arena *arena, Str path);
bool is_folder(Arena *arena, Str path);

/*
 * configure.c: what configurations say. The pack of the first PATH's (NULL where it names none);
 * places of repositories that are still missing; the configurations of all that are bound.
 */
bool configured_pack(Cli *cli, const Site *site, Pack **out, Error *error);
bool bind_configured(Cli *cli, Binding *binding, Error *error);
bool load_configs(Cli *cli, Binding *binding, Error *error);

/* sibling.c: binds what is missing to folders beside those that are bound. */
void bind_siblings(Cli *cli, Binding *binding);
/* The folders inside of this one that the pack has roles for, one of each, by role. */
void find_inside(Cli *cli, Binding *binding, Pack *pack, Str folder, StrList *out);
/* Clones that lie in a folder which is none itself; at most MOST_CLONES. */
enum { MOST_CLONES = 12 };
void find_clones(Cli *cli, Str folder, StrList *out);

/* unrecognised.c: tells that no pack knows the places, and which folders inside of them one does.
 */
void tell_unrecognised(Cli *cli, Binding *binding, Pack *const *packs, size_t pack_count,
                       const Site *sites, size_t site_count);

#endif
