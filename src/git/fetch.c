/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Fetching: brings the branches and tags of a remote into its bare repository in the cache.
 *
 * A first fetch goes into a temporary repository, which is moved to its place when it is complete;
 * later ones add to that. Only branches, tags and HEAD are taken over; nothing is checked out, and
 * no program is started. Nobody is ever asked anything: credentials come from the URL, the SSH
 * agent or Kerberos, or the fetch fails.
 *
 * Of each branch and tag the last commit is enough, and libgit2 can fetch no more than that from
 * 1.7 on. A revision that then is not there is fetched by its id, or with the whole history.
 */
#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "git/fetch_internal.h"
#include "git/snapshot_internal.h"

#define HAS_SHALLOW_FETCH                                                                          \
    (LIBGIT2_VER_MAJOR > 1 || (LIBGIT2_VER_MAJOR == 1 && LIBGIT2_VER_MINOR >= 7))

/* A repository of governance that is larger is none. */
#define MAX_FETCHED_BYTES ((size_t)1024 * 1024 * 1024)

/* A copy that is older is used only with a note. */
#define OLD_AFTER_SECONDS (7 * 24 * 60 * 60)

#define REMOTE_HEAD "refs/govlint/HEAD"

typedef enum Depth {
    DEPTH_TIPS,
    DEPTH_WHOLE,
} Depth;

typedef struct Fetch {
    Arena *arena;
    Str url;   /* with any password */
    Str shown; /* without */
    Str used;  /* what the user's configuration makes of it */
    Str name;
    Str revision;
    CacheEntry entry;
    git_repository *repository; /* owned */
    const char *refused;        /* why a callback gave up, where libgit2 does not know */
    bool tried_agent;
    bool tried_default;
} Fetch;

static int give_up(Fetch *fetch, const char *why) {
    fetch->refused = why;
    return GIT_EUSER;
}

/* Each kind is offered once: libgit2 asks again when the server did not like it. */
static int find_credentials(git_credential **out, const char *url, const char *user,
                            unsigned allowed, void *payload) {
    Fetch *fetch = payload;
    (void)url;
    if (allowed & GIT_CREDENTIAL_USERNAME)
        return git_credential_username_new(out, user ? user : "git");
    if ((allowed & GIT_CREDENTIAL_SSH_KEY) && !fetch->tried_agent) {
        fetch->tried_agent = true;
        return git_credential_ssh_key_from_agent(out, user ? user : "git");
    }
    if ((allowed & GIT_CREDENTIAL_DEFAULT) && !fetch->tried_default) {
        fetch->tried_default = true;
        return git_credential_default_new(out);
    }
    if (allowed & GIT_CREDENTIAL_SSH_KEY)
        return give_up(fetch, "the server takes no key of the SSH agent");
    return give_up(fetch, "there is no such repository, or it wants credentials, which govlint "
                          "never asks for");
}

static int check_certificate(git_cert *certificate, int valid, const char *host, void *payload) {
    (void)host;
    if (valid)
        return 0;
    return give_up(payload, certificate->cert_type == GIT_CERT_HOSTKEY_LIBSSH2
                                ? "the server's key is not the one in known_hosts"
                                : "the server's certificate is not valid");
}

static int check_progress(const git_indexer_progress *progress, void *payload) {
    if (progress->received_bytes <= MAX_FETCHED_BYTES)
        return 0;
    return give_up(payload, "it is larger than 1 GiB");
}

static void set_options(Fetch *fetch, Depth depth, git_fetch_options *out) {
    (void)depth;
    git_remote_callbacks *callbacks = &out->callbacks;
    callbacks->credentials = find_credentials;
    callbacks->certificate_check = check_certificate;
    callbacks->transfer_progress = check_progress;
    callbacks->payload = fetch;
    out->download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE; /* the refspecs name them */
    out->follow_redirects = GIT_REMOTE_REDIRECT_NONE;   /* to other hosts, that is */
    out->proxy_opts.type = fetch_url_is_loopback(fetch->used) ? GIT_PROXY_NONE : GIT_PROXY_AUTO;
#if HAS_SHALLOW_FETCH
    /* libgit2 cannot do it from a folder. */
    if (!fetch_url_is_local(fetch->used))
        out->depth = depth == DEPTH_WHOLE ? GIT_FETCH_DEPTH_UNSHALLOW : 1;
#endif
}

/* Why libgit2's last call failed, without what must not be shown. */
static Str git_reason(Fetch *fetch) {
    if (fetch->refused)
        return str_from_c(fetch->refused);
    Str reason = place_git_error(fetch->arena);
    Str shown = remote_without_password(fetch->arena, fetch->used);
    bool tells_password =
        !str_equal(fetch->used, shown) && str_find(reason, fetch->used, 0) != SIZE_MAX;
    return tells_password ? STR("the URL cannot be used") : reason;
}

static bool fail(Fetch *fetch, Error *error) {
    Str reason = git_reason(fetch);
    return error_set(error, ERROR_RUN, STR_FMT, STR_ARG(reason));
}

/* HEAD as the remote's: a branch where that is known, else a commit. */
static bool take_head(Fetch *fetch, git_remote *remote, Error *error) {
    git_buf branch = {0};
    git_oid id;
    int code = git_remote_default_branch(&branch, remote);
    if (code == 0)
        code = git_repository_set_head(fetch->repository, branch.ptr);
    else if (git_reference_name_to_id(&id, fetch->repository, REMOTE_HEAD) == 0)
        code = git_repository_set_head_detached(fetch->repository, &id);
    else
        code = 0; /* a remote without any commit */
    git_buf_dispose(&branch);
    return code == 0 || fail(fetch, error);
}

/*
 * What "url.….insteadOf" of the user makes of the URL must be allowed, too. libgit2 1.5 leaks when
 * it rewrites a URL itself.
 */
static git_remote *make_remote(Fetch *fetch, Error *error) {
    git_remote_create_options options;
    git_remote *remote = NULL;
    fetch->used = remote_rewrite_url(fetch->arena, fetch->repository, fetch->url);
    if (!fetch_check_url(fetch->used, error))
        return NULL;
    git_remote_create_options_init(&options, GIT_REMOTE_CREATE_OPTIONS_VERSION);
    options.repository = fetch->repository;
    options.flags = GIT_REMOTE_CREATE_SKIP_INSTEADOF;
    if (git_remote_create_with_opts(&remote, str_to_c(fetch->arena, fetch->used), &options) != 0)
        fail(fetch, error);
    return remote;
}

/* `id` is a commit to fetch besides, or empty. */
static bool fetch_from_remote(Fetch *fetch, Depth depth, Str id, Error *error) {
    char branches[] = "+refs/heads/*:refs/heads/*";
    char tags[] = "+refs/tags/*:refs/tags/*";
    char head[] = "+HEAD:" REMOTE_HEAD;
    char *specs[] = {branches, tags, head, str_to_c(fetch->arena, id)};
    git_strarray refspecs = {specs, id.len > 0 ? 4 : 3};
    git_fetch_options options;
    git_remote_connect_options connecting;
    bool ok = false;
    fetch->refused = NULL;
    fetch->tried_agent = fetch->tried_default = false;
    git_remote *remote = make_remote(fetch, error);
    if (!remote)
        return false;
    git_fetch_options_init(&options, GIT_FETCH_OPTIONS_VERSION);
    git_remote_connect_options_init(&connecting, GIT_REMOTE_CONNECT_OPTIONS_VERSION);
    set_options(fetch, depth, &options);
    connecting.callbacks = options.callbacks;
    connecting.proxy_opts = options.proxy_opts;
    connecting.follow_redirects = options.follow_redirects;
    /* Pruning first: a branch "a" that is gone would be in the way of a new one "a/b". */
    if (git_remote_connect_ext(remote, GIT_DIRECTION_FETCH, &connecting) != 0 ||
        git_remote_download(remote, &refspecs, &options) != 0 ||
        git_remote_prune(remote, &options.callbacks) != 0 ||
        git_remote_update_tips(remote, &options.callbacks, 0, options.download_tags, NULL) != 0) {
        fail(fetch, error);
        goto out;
    }
    ok = take_head(fetch, remote, error);

out:
    git_remote_free(remote);
    return ok;
}

static bool is_full_id(Str text) {
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f'))
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

/* Fetches as much as the revision takes. That it is not there at all is no failure. */
static bool fetch_revision(Fetch *fetch, Error *error) {
    Error ignored = {0};
    if (!fetch_from_remote(fetch, DEPTH_TIPS, (Str){0}, error))
        return false;
    if (has_revision(fetch))
        return true;
    /* A commit on no branch, if the server gives such. */
    if (is_full_id(fetch->revision) && !fetch_url_is_local(fetch->used) &&
        fetch_from_remote(fetch, DEPTH_TIPS, fetch->revision, &ignored) && has_revision(fetch))
        return true;
    return git_repository_is_shallow(fetch->repository) != 1 ||
           fetch_from_remote(fetch, DEPTH_WHOLE, (Str){0}, error);
}

static void close_repository(Fetch *fetch) {
    git_repository_free(fetch->repository);
    fetch->repository = NULL;
}

/* Opens what is in the cache; false where that is nothing, or damaged. */
static bool open_cached(Fetch *fetch, time_t *fetched) {
    close_repository(fetch);
    return cache_fetched_at(&fetch->entry, fetched) &&
           git_repository_open_bare(&fetch->repository,
                                    str_to_c(fetch->arena, fetch->entry.path)) == 0;
}

/* What reports call the repository by comes from this. */
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
 * Creates or updates the repository under its lock. `*there` says on return whether there is one
 * at all; what another run fetched meanwhile counts as fetched by this one.
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
    return error_set(error, ERROR_RUN, STR_FMT ": no such revision: " STR_FMT,
                     STR_ARG(fetch->shown), STR_ARG(fetch->revision));
}

/* Fetches where that is needed; `reason` says why it failed. */
static bool bring(Fetch *fetch, bool refresh, Str *note, Error *error) {
    Error reason = {0};
    time_t now = time(NULL), fetched = now;
    bool there = open_cached(fetch, &fetched);
    bool is_needed = refresh || !there || !has_revision(fetch);
    if (!is_needed && now - fetched <= OLD_AFTER_SECONDS)
        return true;
    Str age = cache_age(fetch->arena, fetched, now);
    if (!is_needed) {
        *note = str_printf(
            fetch->arena, "using " STR_FMT " as fetched " STR_FMT " ago; --refresh fetches it anew",
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

/* Limits that libgit2 knows from 1.7 on: a server that says nothing would be waited for. */
static void set_timeouts(void) {
#if HAS_SHALLOW_FETCH
    git_libgit2_opts(GIT_OPT_SET_SERVER_CONNECT_TIMEOUT, 30000);
    git_libgit2_opts(GIT_OPT_SET_SERVER_TIMEOUT, 60000);
#endif
    /* libgit2 may have been built to start `ssh`, which would ask at the terminal. */
    (void)setenv("GIT_SSH_COMMAND", "ssh -oBatchMode=yes", 0);
}

bool fetch_repository(Arena *arena, Str url, Str revision, bool refresh, Str *path_out,
                      Str *note_out, Error *error) {
    *note_out = (Str){0};
    if (!fetch_check_url(url, error) || !check_revision(revision, error))
        return false;
    place_start_library();
    set_timeouts();
    Fetch fetch = {.arena = arena, .url = url, .used = url};
    fetch.shown = remote_without_password(arena, url);
    fetch.name = fetch_url_name(arena, fetch.shown);
    fetch.revision = revision.len > 0 ? revision : STR("HEAD");
    bool ok = cache_locate(arena, fetch.shown, fetch.name, &fetch.entry, error) &&
              bring(&fetch, refresh, note_out, error);
    close_repository(&fetch);
    *path_out = fetch.entry.path;
    return ok;
}
