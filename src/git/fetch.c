/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Fetching: brings the branches and tags of a remote into its bare repository in the cache. This
 * uses the user's own git, which knows their proxies, certificates and credentials.
 *
 * A first fetch goes into a temporary repository, which is moved into place when it is complete;
 * later fetches add to that. Only branches, tags and HEAD are taken; nothing is checked out. Nobody
 * is ever prompted: what git cannot do without asking fails.
 *
 * Only the last commit of each branch and tag is fetched. A revision that is then still missing is
 * fetched by its id, or with the whole history.
 */
#include <git2.h>

#include "base/ascii.h"
#include "git/fetch_internal.h"
#include "git/objects_internal.h"
#include "git/snapshot_internal.h"

/* An older copy is used only with a note. */
#define OLD_AFTER_SECONDS (7 * 24 * 60 * 60)

#define REMOTE_HEAD "refs/govlint/HEAD"
#define REMOTE_NONE "refs/govlint/none" /* never exists */

typedef struct Fetch {
    Arena *arena;
    Str url;   /* with a password, if it has one */
    Str shown; /* without a password */
    Str name;
    Str revision;
    CacheEntry entry;
    git_repository *repository; /* owned */
} Fetch;

/* Why libgit2's last call failed. */
static bool fail(Fetch *fetch, Error *error) {
    Str reason = place_git_error(fetch->arena);
    return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(reason));
}

static Str repository_folder(Fetch *fetch) {
    return str_copy(fetch->arena, str_from_c(git_repository_path(fetch->repository)));
}

/* Sets HEAD to the remote's: to a branch if that is known, otherwise to a commit. */
static bool take_head(Fetch *fetch, Str branch, Error *error) {
    git_oid id;
    int code = 0;
    if (branch.len > 0)
        code = git_repository_set_head(fetch->repository, str_to_c(fetch->arena, branch));
    else if (git_reference_name_to_id(&id, fetch->repository, REMOTE_HEAD) == 0)
        code = git_repository_set_head_detached(fetch->repository, &id);
    return code == 0 || fail(fetch, error);
}

/* The remote's HEAD is a branch that does not exist. Whatever the copy's HEAD was, it becomes one
   too. */
static bool drop_head(Fetch *fetch, Error *error) {
    git_reference *head = NULL;
    int code =
        git_reference_symbolic_create(&head, fetch->repository, "HEAD", REMOTE_NONE, 1, NULL);
    git_reference_free(head);
    return code == 0 || fail(fetch, error);
}

/*
 * The URL that results from the user's "url.….insteadOf", which git will use, must be allowed too.
 */
static bool check_rewritten(Fetch *fetch, Error *error) {
    return fetch_check_url(remote_rewrite_url(fetch->arena, fetch->repository, fetch->url), error);
}

/* What a remote says it has. */
typedef struct Offer {
    bool any;   /* any branch */
    bool head;  /* HEAD leads to a commit */
    Str branch; /* the branch that HEAD is, or empty */
} Offer;

/* Reads "ref: refs/heads/main\tHEAD" and "ID\tHEAD"; clones have refs/remotes/origin/HEAD, too. */
static void read_head(Str said, Offer *out) {
    Str line;
    while (said.len > 0 && str_split_next(&said, '\n', &line)) {
        if (!str_ends_with(line, STR("\tHEAD")))
            continue;
        if (str_starts_with(line, STR("ref: ")))
            out->branch = str_slice(line, 5, line.len - 5);
        else
            out->head = true;
    }
}

static bool ask(Fetch *fetch, Offer *out, Error *error) {
    static const char *const head[] = {"ls-remote", "--symref", FETCH_REMOTE, "HEAD", NULL};
    static const char *const branches[] = {"ls-remote", "--heads", FETCH_REMOTE, NULL};
    Str folder = repository_folder(fetch), said;
    *out = (Offer){0};
    if (!check_rewritten(fetch, error) ||
        !program_git(fetch->arena, folder, fetch->url, head, &said, error))
        return false;
    read_head(said, out);
    if (!out->head && !program_git(fetch->arena, folder, fetch->url, branches, &said, error))
        return false;
    out->any = said.len > 0;
    return true;
}

/* `id` is an additional commit to fetch, or empty. Fetches the whole history unless `depth` is
   given. */
static bool fetch_from_remote(Fetch *fetch, const char *depth, Str id, Error *error) {
    Offer offer;
    if (!ask(fetch, &offer, error))
        return false;
    if (!offer.any)
        return true;
    const char *head = offer.head ? "+HEAD:" REMOTE_HEAD : NULL;
    const char *commit = id.len > 0 ? str_to_c(fetch->arena, id) : NULL;
    const char *take[] = {"fetch",
                          "--quiet",
                          "--force",
                          "--prune",
                          "--no-tags", /* the refspecs name them */
                          "--no-recurse-submodules",
                          "--no-auto-maintenance",
                          "--no-write-fetch-head",
                          depth,
                          FETCH_REMOTE,
                          "+refs/heads/*:refs/heads/*",
                          "+refs/tags/*:refs/tags/*",
                          head ? head : commit,
                          head ? commit : NULL,
                          NULL};
    return program_git(fetch->arena, repository_folder(fetch), fetch->url, take, NULL, error) &&
           (head ? take_head(fetch, offer.branch, error) : drop_head(fetch, error));
}

static bool is_full_id(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        if (ascii_is_upper(text.ptr[i]) || ascii_hex_value(text.ptr[i]) < 0)
            return false;
    }
    return text.len == GIT_OID_HEXSZ;
}

/* Whether the repository has the revision's commit and its tree. */
static bool has_revision(Fetch *fetch) {
    git_object *object = NULL, *tree = NULL;
    bool has = git_revparse_single(&object, fetch->repository,
                                   str_to_c(fetch->arena, fetch->revision)) == 0 &&
               git_object_peel(&tree, object, GIT_OBJECT_TREE) == 0;
    git_object_free(tree);
    git_object_free(object);
    return has;
}

/* Fetches as much as the revision needs. It is not an error if the remote does not have it. */
static bool fetch_revision(Fetch *fetch, Error *error) {
    Error ignored = {0};
    if (!fetch_from_remote(fetch, "--depth=1", (Str){0}, error))
        return false;
    if (has_revision(fetch))
        return true;
    /* A commit that is on no branch, if the server provides such commits. */
    if (is_full_id(fetch->revision) &&
        fetch_from_remote(fetch, "--depth=1", fetch->revision, &ignored) && has_revision(fetch))
        return true;
    return git_repository_is_shallow(fetch->repository) != 1 ||
           fetch_from_remote(fetch, "--unshallow", (Str){0}, error);
}

static void close_repository(Fetch *fetch) {
    git_repository_free(fetch->repository);
    fetch->repository = NULL;
}

/* Opens the repository in the cache; false if there is none, or it is damaged. */
static bool open_cached(Fetch *fetch, time_t *fetched) {
    close_repository(fetch);
    if (!cache_fetched_at(&fetch->entry, fetched) ||
        git_repository_open_bare(&fetch->repository, str_to_c(fetch->arena, fetch->entry.path)) !=
            0)
        return false;
    objects_open(fetch->repository);
    return true;
}

/* Reports derive the repository's name from this URL. */
static bool set_url(Fetch *fetch) {
    git_config *config = NULL;
    bool ok = git_repository_config(&config, fetch->repository) == 0 &&
              git_config_set_string(config, "remote.origin.url",
                                    str_to_c(fetch->arena, fetch->shown)) == 0;
    git_config_free(config);
    return ok;
}

static bool create(Fetch *fetch, Error *error) {
    const CacheEntry *entry = &fetch->entry;
    time_t fetched;
    git_repository_init_options options;
    git_repository_init_options_init(&options, GIT_REPOSITORY_INIT_OPTIONS_VERSION);
    options.flags =
        GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_NO_REINIT;
    options.mode = 0700;
    cache_remove(fetch->arena, entry->temporary);
    close_repository(fetch);
    bool ok = (git_repository_init_ext(&fetch->repository, str_to_c(fetch->arena, entry->temporary),
                                       &options) == 0 &&
               set_url(fetch)) ||
              fail(fetch, error);
    ok = ok && fetch_revision(fetch, error) && cache_stamp(entry, entry->temporary, error) &&
         cache_publish(entry, error);
    if (!ok)
        cache_remove(fetch->arena, entry->temporary);
    return ok && (open_cached(fetch, &fetched) || fail(fetch, error));
}

static bool update(Fetch *fetch, Error *error) {
    return fetch_revision(fetch, error) && cache_stamp(&fetch->entry, fetch->entry.path, error);
}

/*
 * Creates or updates the repository under its lock. On return, `*there` says whether there is one
 * at all. What another run fetched in the meantime counts as fetched by this one.
 */
static bool fetch_locked(Fetch *fetch, time_t started, bool *there, time_t *fetched, Error *error) {
    bool waited = false;
    if (!cache_lock(&fetch->entry, &waited, error))
        return false;
    bool was_there = *there;
    *there = open_cached(fetch, fetched);
    bool is_done = *there && has_revision(fetch) && (!was_there || (waited && *fetched >= started));
    bool ok = is_done || (*there ? update(fetch, error) : create(fetch, error));
    *there = *there || ok;
    cache_unlock(&fetch->entry);
    return ok;
}

static bool no_such_revision(Fetch *fetch, Error *error) {
    if (git_repository_is_empty(fetch->repository) == 1)
        return error_set(error, ERROR_RUN, STR_FMT ": the repository has no commit yet",
                         STR_ARG(fetch->shown));
    if (str_equal(fetch->revision, STR("HEAD")))
        return error_set(error, ERROR_RUN,
                         STR_FMT ": its HEAD is a branch that is not there: say which one, " STR_FMT
                                 "@BRANCH",
                         STR_ARG(fetch->shown), STR_ARG(fetch->shown));
    return error_set(error, ERROR_RUN, STR_FMT ": no such revision: " STR_FMT,
                     STR_ARG(fetch->shown), STR_ARG(fetch->revision));
}

/* Fetches if necessary. */
static bool bring(Fetch *fetch, bool refresh, Str *note, Error *error) {
    Error reason = {0};
    time_t now = time(NULL), fetched = now;
    bool there = open_cached(fetch, &fetched);
    bool is_needed = refresh || !there || !has_revision(fetch);
    if (!is_needed && now - fetched <= OLD_AFTER_SECONDS)
        return true;
    Str age = cache_age(fetch->arena, fetched, now);
    if (!is_needed) {
        *note =
            str_printf(fetch->arena,
                       "using " STR_FMT " as fetched " STR_FMT " ago; --refresh fetches it again",
                       STR_ARG(fetch->name), STR_ARG(age));
        return true;
    }
    if (fetch_locked(fetch, now, &there, &fetched, &reason))
        return has_revision(fetch) || no_such_revision(fetch, error);
    if (!there)
        return error_set(error, reason.kind, "cannot fetch " STR_FMT ": %s", STR_ARG(fetch->shown),
                         reason.message);
    age = cache_age(fetch->arena, fetched, now);
    if (!fetch->repository || !has_revision(fetch))
        return error_set(error, reason.kind,
                         "cannot fetch " STR_FMT " of " STR_FMT ", and as fetched " STR_FMT
                         " ago it has no such revision: %s",
                         STR_ARG(fetch->revision), STR_ARG(fetch->shown), STR_ARG(age),
                         reason.message);
    *note = str_printf(fetch->arena,
                       "using " STR_FMT " as fetched " STR_FMT " ago: could not refresh: %s",
                       STR_ARG(fetch->name), STR_ARG(age), reason.message);
    return true;
}

static bool check_revision(Str revision, Error *error) {
    for (size_t i = 0; i < revision.len; i++)
        if ((unsigned char)revision.ptr[i] < 0x20 || revision.ptr[i] == 0x7f)
            return error_set(error, ERROR_USAGE, "'" STR_FMT "' can be no revision",
                             STR_ARG(revision));
    return true;
}

bool fetch_repository(Arena *arena, Str url, Str revision, bool refresh, Str *path_out,
                      Str *note_out, Error *error) {
    *note_out = (Str){0};
    if (!fetch_check_url(url, error) || !check_revision(revision, error))
        return false;
    place_start_library();
    Fetch fetch = {.arena = arena, .url = url};
    fetch.shown = remote_without_password(arena, url);
    fetch.name = fetch_url_name(arena, fetch.shown);
    fetch.revision = revision.len > 0 ? revision : STR("HEAD");
    bool ok = cache_locate(arena, fetch.shown, fetch.name, &fetch.entry, error) &&
              bring(&fetch, refresh, note_out, error);
    close_repository(&fetch);
    *path_out = fetch.entry.path;
    return ok;
}
