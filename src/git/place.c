/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Places: where on disk a snapshot is to be opened, and what is there.
 *
 * The user's path is resolved to an absolute one without symbolic links. The repository that
 * contains it is opened, if any, and the path is split into work tree and folder in it. Everything
 * that Git refuses is refused here, with a message that names the place as the user did.
 *
 * Starting libgit2 takes longer than most runs (it reads the system's certificates for TLS), so it
 * is deferred until a place or a hash really needs it.
 */
#define _XOPEN_SOURCE 700 /* realpath */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <git2.h>

#include "base/ascii.h"
#include "base/escape.h"
#include "base/path.h"
#include "git/objects_internal.h"
#include "git/snapshot.h"
#include "git/snapshot_internal.h"

static bool library_wanted;
static bool library_running;

void snapshot_library_init(void) {
    library_wanted = true;
}

bool place_start_library(void) {
    /* Extensions that do not change how objects, references and the index are read. */
    static const char *extensions[] = {"partialclone", "preciousobjects", "relativeworktrees",
                                       "worktreeconfig"};
    if (library_running || !library_wanted)
        return library_running;
    place_set_allocator();
    library_running = git_libgit2_init() > 0;
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, extensions, sizeof extensions / sizeof *extensions);
    /* Like Git, do not hash objects to check their names: zlib checks what it unpacks, and the rest
       is up to "git fsck". Hashing would take a sixth of the time of a log. */
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    return library_running;
}

void snapshot_library_shutdown(void) {
    if (library_running)
        git_libgit2_shutdown();
    packs_forget();
    library_wanted = library_running = false;
}

Str place_git_error(Arena *arena) {
    const git_error *last = git_error_last();
    char *text = str_to_c(arena, str_from_c(last && last->message ? last->message : "unknown"));
    text[0] = ascii_lower(text[0]);
    for (char *at = text; *at; at++) {
        if (*at == '\n' || *at == '\r')
            *at = ' ';
    }
    return str_from_c(text);
}

bool place_resolve(Arena *arena, Str path, Str *out) {
    char *resolved = realpath(str_to_c(arena, path), NULL);
    if (!resolved)
        return false;
    *out = str_copy(arena, str_from_c(resolved));
    free(resolved);
    return true;
}

bool place_resolve_named(Arena *arena, const char *variable, Str *out) {
    const char *named = getenv(variable);
    return named && *named && place_resolve(arena, str_from_c(named), out);
}

static bool resolve_folder(Arena *arena, Place *place, Error *error) {
    struct stat status;
    if (memchr(place->named.ptr, '\0', place->named.len))
        errno = ENOENT;
    else if (place_resolve(arena, place->named, &place->path) &&
             stat(place->path.ptr, &status) == 0) {
        if (S_ISDIR(status.st_mode))
            return true;
        errno = ENOTDIR;
    }
    const char *what = errno == ENOENT    ? "does not exist"
                       : errno == ENOTDIR ? "is not a folder: name the folder that it is in, which "
                                            "is looked at as a whole"
                                          : NULL;
    if (what)
        return error_set(error, ERROR_RUN, "'" STR_FMT "' %s", STR_ARG(place->named), what);
    return error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(place->named),
                     STR_ARG(error_of_system(arena, errno)));
}

/* The folder at or above `path` that has a `.git`, whose status is set; otherwise empty. */
static Str find_dot_git(Arena *arena, Str path, struct stat *status) {
    for (Str at = path; at.len > 0; at = path_folder(at)) {
        if (lstat(str_to_c(arena, path_join(arena, at, STR(".git"))), status) == 0)
            return at;
    }
    return (Str){0};
}

/* Whether there is a repository, even one that libgit2 refuses to open. */
static bool can_discover(const Place *place) {
    git_buf found = {0};
    bool can = git_repository_discover(&found, place->path.ptr, 0, NULL) == 0;
    git_buf_dispose(&found);
    return can;
}

/*
 * Explains why no repository was opened; true if there simply is none. If no safe.directory is
 * configured at all, libgit2 1.5 reports for another user's repository that this setting was "not
 * found".
 */
static bool explain(Arena *arena, Place *place, int code, Error *error) {
    Str message = place_git_error(arena);
    struct stat status;
    Str folder = find_dot_git(arena, place->path, &status);
    bool is_there = code != GIT_ENOTFOUND || can_discover(place);
    bool is_foreign = code == GIT_EOWNER || str_find(message, STR("safe.directory"), 0) != SIZE_MAX;
    if (is_there && is_foreign) {
        if (folder.len == 0)
            folder = place->path;
        return error_set(error, ERROR_RUN,
                         STR_FMT ": belongs to another user, so Git does not trust it; to allow "
                                 "it, run: git config --global --add safe.directory " STR_FMT,
                         STR_ARG(place->named), STR_ARG(escape_shell(arena, folder)));
    }
    if (str_find(message, STR("extensions.objectformat"), 0) != SIZE_MAX)
        message = STR("its objects have SHA-256 names, and libgit2 reads only SHA-1 ones");
    if (is_there) {
        return error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(place->named),
                         STR_ARG(message));
    }
    if (folder.len == 0 || S_ISDIR(status.st_mode))
        return true;
    return error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT "/.git leads to no repository",
                     STR_ARG(place->named), STR_ARG(folder));
}

/* Whether the user trusts every folder with "safe.directory = *", which libgit2 1.5 ignores. */
static bool trusts_everything(void) {
    git_config *config = NULL;
    git_config_iterator *iterator = NULL;
    git_config_entry *entry;
    bool trusts = false;
    if (git_config_open_default(&config) != 0)
        goto out;
    if (git_config_iterator_new(&iterator, config) != 0)
        goto out;
    while (git_config_next(&entry, iterator) == 0) {
        if (strcmp(entry->name, "safe.directory") != 0 || !entry->value)
            continue;
        if (strcmp(entry->value, "*") == 0)
            trusts = true;
        if (strcmp(entry->value, "") == 0)
            trusts = false; /* clears the earlier entries */
    }

out:
    git_config_iterator_free(iterator);
    git_config_free(config);
    return trusts;
}

static int try_open(Place *place) {
    return git_repository_open_ext(&place->repository, place->path.ptr, 0, NULL);
}

/* Called before libgit2 reads it. A `.git` that is a file leads to a repository of the user's. */
static bool check_config(Arena *arena, const Place *place, Error *error) {
    struct stat status;
    Str folder = find_dot_git(arena, place->path, &status);
    if (folder.len == 0 || !S_ISDIR(status.st_mode))
        return true;
    Str config = path_join(arena, folder, STR(".git/config"));
    return stat(str_to_c(arena, config), &status) != 0 ||
           status.st_size <= (off_t)SNAPSHOT_MAX_CONFIG_SIZE ||
           error_set(error, ERROR_RUN, STR_FMT " is larger than %zu MiB", STR_ARG(config),
                     SNAPSHOT_MAX_CONFIG_SIZE / 1024 / 1024);
}

static bool open_repository(Arena *arena, Place *place, Error *error) {
    if (!check_config(arena, place, error))
        return false;
    int code = try_open(place);
    if (code == GIT_EOWNER && trusts_everything()) {
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        code = try_open(place);
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 1);
    }
    if (code == 0) {
        objects_open(place->repository);
        return true;
    }
    place->repository = NULL;
    return explain(arena, place, code, error);
}

/* Splits the place's path into the work tree and the folder in it. */
static bool find_prefix(Arena *arena, Place *place, Error *error) {
    bool is_top = str_equal(place->path, STR("/"));
    Str path = is_top ? place->path : str_printf(arena, STR_FMT "/", STR_ARG(place->path));
    Str work_tree = str_from_c(git_repository_workdir(place->repository));
    if (str_starts_with(path, str_from_c(git_repository_path(place->repository)))) {
        return error_set(error, ERROR_RUN, STR_FMT " is inside the .git folder of a repository",
                         STR_ARG(place->named));
    }
    if (!str_starts_with(path, work_tree)) {
        return error_set(error, ERROR_RUN,
                         STR_FMT " lies outside its repository's work tree, " STR_FMT,
                         STR_ARG(place->named), STR_ARG(work_tree));
    }
    place->prefix = str_slice(path, work_tree.len, path.len);
    return true;
}

static Str without_final_slashes(Str path) {
    while (path.len > 1 && path.ptr[path.len - 1] == '/')
        path.len--;
    return path;
}

bool place_open(Arena *arena, Str path, Place *out, Error *error) {
    *out = (Place){.named = path.len > 0 ? without_final_slashes(path) : STR(".")};
    if (!place_start_library())
        return error_set(error, ERROR_RUN, "libgit2 cannot be started: " STR_FMT,
                         STR_ARG(place_git_error(arena)));
    if (!resolve_folder(arena, out, error) || !open_repository(arena, out, error))
        return false;
    if (!out->repository)
        return true;
    out->bare = git_repository_workdir(out->repository) == NULL;
    if (out->bare || find_prefix(arena, out, error))
        return true;
    git_repository_free(out->repository);
    return false;
}

bool place_open_repository(Arena *arena, Str path, Place *out, Error *error) {
    if (!place_open(arena, path, out, error))
        return false;
    return out->repository ||
           error_set(error, ERROR_RUN, "'" STR_FMT "' is not in a Git repository",
                     STR_ARG(out->named));
}

Str place_folder_label(Arena *arena, const Place *place) {
    if (str_equal(place->named, STR(".")))
        return (Str){0};
    if (str_ends_with(place->named, STR("/")))
        return str_copy(arena, place->named);
    return str_printf(arena, STR_FMT "/", STR_ARG(place->named));
}

/* `path` and then up by as many folders as `below` has names. */
static Str climb(Arena *arena, Str path, Str below) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    if (!str_equal(path, STR(".")))
        strbuf_append(&buf, path);
    Str name;
    while (str_split_next(&below, '/', &name)) {
        strbuf_append_c(&buf, buf.len > 0 ? "/.." : "..");
    }
    return strbuf_str(&buf);
}

/*
 * The root of the work tree as seen from `named`, which is the folder `prefix` in it: their common
 * end is removed ("../x/a" without "a" is "../x"), and the rest climbed.
 */
static Str climb_to_root(Arena *arena, Str named, Str prefix) {
    while (prefix.len > 0 && named.len > 0 && str_equal(path_name(named), path_name(prefix))) {
        bool is_absolute = str_starts_with(named, STR("/"));
        prefix = path_folder(prefix);
        named = without_final_slashes(path_folder(named));
        if (named.len == 0)
            named = is_absolute ? STR("/") : STR(".");
    }
    return prefix.len > 0 ? climb(arena, named, prefix) : named;
}

bool snapshot_find_work_tree(Arena *arena, Str path, Str *out) {
    Error ignored = {0};
    Place place;
    struct stat status;
    if (stat(str_to_c(arena, path), &status) == 0 && !S_ISDIR(status.st_mode)) {
        Str folder = path_folder(path);
        path = folder.len == 0 && str_starts_with(path, STR("/")) ? STR("/") : folder;
    }
    if (!place_open(arena, path, &place, &ignored))
        return false;
    bool found = place.repository && !place.bare;
    if (found && place.prefix.len == 0)
        *out = place.named;
    if (found && place.prefix.len > 0) {
        Str prefix = str_slice(place.prefix, 0, place.prefix.len - 1);
        Str root = without_final_slashes(str_from_c(git_repository_workdir(place.repository)));
        Str resolved;
        *out = climb_to_root(arena, place.named, prefix);
        /* A symbolic link on the way may have the same name as the folder that it leads to. */
        bool right = place_resolve(arena, *out, &resolved) && str_equal(resolved, root);
        if (!right)
            *out = climb(arena, place.named, prefix);
    }
    git_repository_free(place.repository);
    return found;
}
