/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Binding: which pack to use, and which place on disk is which of its repositories.
 *
 *     Binding binding;
 *     if (bind_repositories(cli, paths, count, &binding, error))
 *         …
 *     bind_close(&binding);
 *
 * A place is recognised by its files or by its remote. --repo takes precedence over a PATH, and a
 * PATH over the folders beside it. If no PATH fits any pack, the rules for any repository are used,
 * and the user is told.
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
    bool found;     /* found beside those that were given, or fetched: it is only read */
    bool whole;     /* not just a part of a work tree, so its remote tells what it is */
    bool fetched;   /* from a URL, which is then in `path` */
    size_t operand; /* which PATH it is, from 1; 0 if it was named by --repo or found */
} Site;

typedef struct Binding {
    Pack *pack;
    Repository *repositories; /* one for each role of the pack, or for each PATH */
    const Config **configs;   /* of each repository; NULL if it has none */
    Site *sites;              /* of each repository; without a snapshot if it has no place */
    size_t repository_count;
    bool only_common; /* no pack was named, and none recognises any of the places */
    ARRAY_OF(Snapshot *) opened;
} Binding;

/* Fills `*out`, which must be closed even after a failure. */
bool bind_repositories(Cli *cli, const Str *paths, size_t count, Binding *out, Error *error);
void bind_close(Binding *binding);

/*
 * The pack that binding the current folder would take from the configuration around it. NULL if it
 * names none. Also NULL if there is neither a configuration nor a repository, so that those who
 * only want to read about rules do not wait until a home folder has been listed.
 */
bool current_pack(Cli *cli, Pack **out, Error *error);

/* Whether the current folder is in a repository or has a configuration. */
bool is_inside_repository(Arena *arena);

/* The first PATH that is one of the repositories; NULL if none is. */
const Site *binding_first(const Binding *binding);

/* Internal to binding. */

#define ROLE_NONE ((size_t)-1)

/* Opens a place; the binding closes it. An empty revision means the files on disk. */
bool site_open(Cli *cli, Binding *binding, Str path, Str revision, Site *out, Error *error);
/* The same, on disk, in the index or at a revision, depending on --staged and --rev. */
bool site_open_moment(Cli *cli, Binding *binding, Str path, Site *out, Error *error);

/* companion.c: fetches a repository given by URL, or takes it from the cache. */
bool site_fetch(Cli *cli, Binding *binding, Str name, Str url, Str revision, Site *out,
                Error *error);

/* ERROR_RUN if not all files could be listed, as a place is recognised by its files. */
bool check_listed(const Snapshot *snapshot, Error *error);

/* The role of the pack that the place fits best, or ROLE_NONE. */
size_t site_role(const Pack *pack, const Site *site);

bool same_folder(Arena *arena, Str a, Str b);
/* These follow symbolic links. */
bool path_exists(Arena *arena, Str path);
bool is_folder(Arena *arena, Str path);

/*
 * configure.c: what configurations say. The pack that the first PATH's configuration names, or
 * NULL; the places of repositories that are still missing; and the configurations of all that are
 * bound.
 */
bool configured_pack(Cli *cli, const Site *site, Pack **out, Error *error);
bool bind_configured(Cli *cli, Binding *binding, Error *error);
bool load_configs(Cli *cli, Binding *binding, Error *error);

/* sibling.c: binds repositories that are still missing to folders beside those that are bound. */
void bind_siblings(Cli *cli, Binding *binding);
/* The folders inside this one that the pack has roles for: one for each role, in their order. */
void find_inside(Cli *cli, Binding *binding, Pack *pack, Str folder, StrList *out);
/* Clones in a folder that is not a clone itself; at most MOST_CLONES. */
enum { MOST_CLONES = 12 };
void find_clones(Cli *cli, Str folder, StrList *out);

/* unrecognised.c: says that no pack recognises the places, and which folders inside them one does.
 */
void tell_unrecognised(Cli *cli, Binding *binding, Pack *const *packs, size_t pack_count,
                       const Site *sites, size_t site_count);

#endif
