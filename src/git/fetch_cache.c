/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The cache of companions: one bare repository for each URL, below the user's cache folder.
 *
 *     govlint/repos/HASH-NAME.git        complete as soon as it exists
 *                   HASH-NAME.git/govlint-fetched   written at the end of each fetch
 *                   HASH-NAME.lock       locked by whoever writes to the repository
 *                   HASH-NAME.new        being made; if nobody has the lock, it was left by
 *                                        a killed run, and is removed
 *
 * Readers need no lock: objects are only ever added, and Git's own files are replaced as a whole.
 * What is read becomes part of reports, so nobody else may have write access here.
 */
#define _XOPEN_SOURCE 700 /* nftw */

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/path.h"
#include "git/fetch_internal.h"
#include "git/snapshot_internal.h"

enum {
    HASH_DIGITS = 16,
    LOCK_SECONDS = 300, /* the longest that a first fetch over a slow line takes */
    LOCK_TRIES_PER_SECOND = 10,
    MAX_OPEN_FOLDERS = 16,
};

#define STAMP "govlint-fetched"

static bool fail(Arena *arena, Str path, Error *error) {
    Str why = error_of_system(arena, errno);
    return error_set(error, ERROR_RUN, STR_FMT ": " STR_FMT, STR_ARG(path), STR_ARG(why));
}

/* Creates the folder and those above it, like `mkdir -p`, accessible to the user only. */
static bool make_folders(Arena *arena, Str path, Error *error) {
    char *text = str_to_c(arena, path);
    for (size_t i = 1; i <= path.len; i++) {
        if (i < path.len && text[i] != '/')
            continue;
        char end = text[i];
        text[i] = '\0';
        bool made = mkdir(text, 0700) == 0 || errno == EEXIST || access(text, F_OK) == 0;
        text[i] = end;
        if (!made)
            return fail(arena, path, error);
    }
    return true;
}

/* Whether the folder belongs to the user and nobody else can write to it. */
static bool check_folder(Arena *arena, Str path, Error *error) {
    struct stat status;
    if (lstat(str_to_c(arena, path), &status) != 0)
        return fail(arena, path, error);
    if (!S_ISDIR(status.st_mode) || status.st_uid != geteuid())
        return error_set(error, ERROR_RUN, STR_FMT " is not a folder of yours: nothing is cached",
                         STR_ARG(path));
    if (status.st_mode & (S_IWGRP | S_IWOTH))
        return error_set(error, ERROR_RUN,
                         STR_FMT " can be written to by others; to fix it, run: chmod 700 " STR_FMT,
                         STR_ARG(path), STR_ARG(escape_shell(arena, path)));
    return true;
}

/* XDG_CACHE_HOME, or ~/.cache; relative paths are ignored. */
static Str user_cache(Arena *arena) {
    Str cache = str_from_c(getenv("XDG_CACHE_HOME"));
    if (str_starts_with(cache, STR("/")))
        return cache;
    Str home = str_from_c(getenv("HOME"));
    return str_starts_with(home, STR("/")) ? path_join(arena, home, STR(".cache")) : (Str){0};
}

static bool make_cache(Arena *arena, Str *out, Error *error) {
    Str user = user_cache(arena);
    if (user.len == 0)
        return error_set(error, ERROR_RUN,
                         "no place for what is fetched: neither XDG_CACHE_HOME nor HOME is set");
    Str own = path_join(arena, user, STR("govlint"));
    *out = path_join(arena, own, STR("repos"));
    return make_folders(arena, *out, error) && check_folder(arena, own, error) &&
           check_folder(arena, *out, error);
}

bool cache_locate(Arena *arena, Str url, Str name, CacheEntry *out, Error *error) {
    Str folder;
    *out = (CacheEntry){.arena = arena, .lock = -1};
    if (!make_cache(arena, &folder, error))
        return false;
    Str hash = str_slice(snapshot_hash(arena, url), 0, HASH_DIGITS);
    Str base = str_printf(arena, STR_FMT "/" STR_FMT "-" STR_FMT, STR_ARG(folder), STR_ARG(hash),
                          STR_ARG(name));
    out->path = str_printf(arena, STR_FMT ".git", STR_ARG(base));
    out->temporary = str_printf(arena, STR_FMT ".new", STR_ARG(base));
    out->old = str_printf(arena, STR_FMT ".old", STR_ARG(base));
    return true;
}

static Str lock_path(const CacheEntry *entry) {
    Str base = str_slice(entry->path, 0, entry->path.len - 4);
    return str_printf(entry->arena, STR_FMT ".lock", STR_ARG(base));
}

bool cache_lock(CacheEntry *entry, bool *waited, Error *error) {
    static const struct timespec pause = {.tv_nsec = 1000000000 / LOCK_TRIES_PER_SECOND};
    Str path = lock_path(entry);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    *waited = false;
    entry->lock =
        open(str_to_c(entry->arena, path), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (entry->lock < 0)
        return fail(entry->arena, path, error);
    for (int tries = 0; fcntl(entry->lock, F_SETLK, &lock) != 0; tries++) {
        bool is_taken = errno == EACCES || errno == EAGAIN;
        if (is_taken && tries < LOCK_SECONDS * LOCK_TRIES_PER_SECOND) {
            *waited = true;
            (void)nanosleep(&pause, NULL);
            continue;
        }
        if (is_taken)
            error_set(error, ERROR_RUN, "another run of govlint has been fetching it for too long");
        else
            fail(entry->arena, path, error);
        cache_unlock(entry);
        return false;
    }
    return true;
}

void cache_unlock(CacheEntry *entry) {
    if (entry->lock >= 0)
        close(entry->lock);
    entry->lock = -1;
}

bool cache_fetched_at(const CacheEntry *entry, time_t *out) {
    struct stat status;
    Str stamp = path_join(entry->arena, entry->path, STR(STAMP));
    if (lstat(str_to_c(entry->arena, stamp), &status) != 0 || !S_ISREG(status.st_mode))
        return false;
    *out = status.st_mtime;
    return true;
}

bool cache_stamp(const CacheEntry *entry, Str folder, Error *error) {
    Str stamp = path_join(entry->arena, folder, STR(STAMP));
    int file =
        open(str_to_c(entry->arena, stamp), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool ok = file >= 0 && futimens(file, NULL) == 0;
    if (!ok)
        fail(entry->arena, stamp, error);
    if (file >= 0)
        close(file);
    return ok;
}

Str cache_age(Arena *arena, time_t fetched, time_t now) {
    static const struct {
        long long seconds;
        const char *one;
        const char *many;
    } units[] = {
        {86400, "a day", "days"},
        {3600, "an hour", "hours"},
        {60, "a minute", "minutes"},
        {1, "a second", "seconds"},
    };
    long long age = (long long)now - (long long)fetched;
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        long long count = age / units[i].seconds;
        if (count == 1)
            return str_from_c(units[i].one);
        if (count > 1)
            return str_printf(arena, "%lld %s", count, units[i].many);
    }
    return STR("a moment"); /* also if the clock went backwards */
}

bool cache_publish(const CacheEntry *entry, Error *error) {
    Arena *arena = entry->arena;
    char *path = str_to_c(arena, entry->path);
    cache_remove(arena, entry->old);
    if (rename(path, str_to_c(arena, entry->old)) != 0 && errno != ENOENT)
        return fail(arena, entry->path, error);
    if (rename(str_to_c(arena, entry->temporary), path) != 0)
        return fail(arena, entry->path, error);
    cache_remove(arena, entry->old);
    return true;
}

static int remove_one(const char *path, const struct stat *status, int type, struct FTW *place) {
    (void)status;
    (void)type;
    (void)place;
    (void)remove(path); /* ignore errors: whoever creates a new one will run into them */
    return 0;
}

void cache_remove(Arena *arena, Str path) {
    (void)nftw(str_to_c(arena, path), remove_one, MAX_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS);
}
