/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Comparing with a base: the repositories as they were where the change began, and what is found
 * there.
 *
 * The base is the merge base of the --since revision and the present state, so that what others
 * have done on that branch meanwhile is not part of the change. The first PATH must have the
 * revision; another PATH without it is taken to be unchanged. While a merge is being concluded,
 * what is merged is a second base besides the last commit: the merge does not introduce what either
 * of them has.
 */
#include "cli/since.h"

/* The commit whose merge into HEAD is being concluded: gitrevisions(7). */
#define MERGED STR("MERGE_HEAD")

bool since_check_options(const Cli *cli, Error *error) {
    const Options *options = &cli->options;
    if (options->staged && options->rev.len > 0)
        return error_set(error, ERROR_USAGE,
                         "--staged looks at the index and --rev at a revision: "
                         "give only one of them");
    if (options->all && options->since.len == 0)
        return error_set(error, ERROR_USAGE, "--all goes with --since");
    return true;
}

static bool open_base(Cli *cli, Binding *binding, const Site *site, Repository *out, Error *error) {
    Str id;
    Site base;
    if (!snapshot_merge_base(cli->arena, site->path, cli->options.since, site->revision, &id,
                             error) ||
        !site_open(cli, binding, site->path, id, &base, error))
        return false;
    out->snapshot = base.snapshot;
    return true;
}

/* The base's own configurations; if one of them is invalid, the present one instead. */
static const Config *const *load_base_configs(Cli *cli, const Binding *binding,
                                              const Repository *base) {
    size_t count = binding->repository_count;
    const Config **configs = arena_new_array(cli->arena, count, const Config *);
    for (size_t i = 0; i < count; i++) {
        const Config **loaded = NULL;
        Error error = {0};
        configs[i] = binding->configs ? binding->configs[i] : NULL;
        if (base[i].snapshot == binding->repositories[i].snapshot)
            continue;
        if (configs_load(cli->arena, cli->patterns, binding->pack, &base[i], 1, &loaded, &error))
            configs[i] = loaded[0];
        else
            cli_notice(cli, "base-configuration",
                       "the base is linted with the present configuration: %s", error.message);
    }
    return configs;
}

/* Opens each PATH at the commit where the change began. */
static bool open_began(Cli *cli, Binding *binding, const Site *first, LintBase *out, Error *error) {
    Str since = cli->options.since;
    Repository *base = arena_new_array(cli->arena, binding->repository_count, Repository);
    for (size_t i = 0; i < binding->repository_count; i++) {
        const Site *site = &binding->sites[i];
        base[i] = binding->repositories[i];
        if (!site->snapshot || site->operand == 0)
            continue;
        if (site == first || snapshot_has_commit(cli->arena, site->path, since)) {
            if (!open_base(cli, binding, site, &base[i], error))
                return false;
        } else {
            cli_notice(cli, "base-missing",
                       "'" STR_FMT "' has no revision " STR_FMT ": taken as unchanged",
                       STR_ARG(site->path), STR_ARG(since));
        }
    }
    *out = (LintBase){base, load_base_configs(cli, binding, base)};
    return true;
}

/* Opens each PATH at what is being merged into it, if anything, else where the change began. */
static bool open_merged(Cli *cli, Binding *binding, const LintBase *began, LintBase *out, bool *any,
                        Error *error) {
    Repository *base = arena_new_array(cli->arena, binding->repository_count, Repository);
    for (size_t i = 0; i < binding->repository_count; i++) {
        const Site *site = &binding->sites[i];
        Site merged;
        base[i] = began->repositories[i];
        if (!site->snapshot || site->operand == 0 ||
            !snapshot_has_commit(cli->arena, site->path, MERGED))
            continue;
        if (!site_open(cli, binding, site->path, MERGED, &merged, error))
            return false;
        base[i].snapshot = merged.snapshot;
        *any = true;
    }
    if (*any)
        *out = (LintBase){base, load_base_configs(cli, binding, base)};
    return true;
}

bool since_open(Cli *cli, Binding *binding, LintJob *job, Error *error) {
    Str since = cli->options.since;
    if (since.len == 0)
        return true;
    const Site *first = binding_first(binding);
    if (!first)
        return error_set(error, ERROR_USAGE,
                         "--since compares the repositories that are given as PATH, and there is "
                         "none");
    if (str_equal(since, STR("HEAD")) && snapshot_is_unborn(cli->arena, first->path)) {
        cli_notice(cli, "base-missing", "'" STR_FMT "' has no commit yet: everything is reported",
                   STR_ARG(first->path));
        return true;
    }
    LintBase *bases = arena_new_array(cli->arena, 2, LintBase);
    job->bases = bases;
    job->base_count = 1;
    if (!open_began(cli, binding, first, &bases[0], error))
        return false;
    bool merging = false;
    if (str_equal(since, STR("HEAD")) && cli->options.rev.len == 0 &&
        !open_merged(cli, binding, &bases[0], &bases[1], &merging, error))
        return false;
    job->base_count += merging;
    return true;
}

const LintResult *lint_bases(Cli *cli, const LintJob *job, const LintOptions *options,
                             const Documents *documents) {
    LintResult *results = arena_new_array(cli->arena, job->base_count, LintResult);
    for (size_t i = 0; i < job->base_count; i++) {
        LintOptions base = *options;
        Documents *own = documents_new(cli->arena);
        base.repositories = job->bases[i].repositories;
        base.configs = job->bases[i].configs;
        documents_share(own, documents);
        lint_run(cli->arena, own, &base, &results[i]);
    }
    return results;
}
