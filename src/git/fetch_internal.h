/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What the files that fetch companions share.
 *
 *     fetch_url.c     which URLs are allowed, and what they are called
 *     fetch_cache.c   the cache folder on disk: who may own it, locks, how old an entry is
 *     fetch.c         what is fetched, and when
 *     fetch_program.c runs git, which talks to the remote
 */
#ifndef GOVLINT_GIT_FETCH_INTERNAL_H
#define GOVLINT_GIT_FETCH_INTERNAL_H

#include <time.h>

#include "git/fetch.h"

/* "website" of "https://host/x/website.git": safe as a part of a file's name, never empty. */
Str fetch_url_name(Arena *arena, Str url);
/* Whether the allowed URL is one of plain http, which only this machine itself may have. */
bool fetch_url_is_plain_http(Str url);

/* The name by which git's arguments call the remote; its URL is told through the environment. */
#define FETCH_REMOTE "govlint"

/*
 * Runs the user's git in a bare repository, with arguments ended by NULL (later ones may be NULL,
 * too). `*out`, where wanted, is what it printed. It runs no hook, starts no maintenance, asks
 * nobody, and speaks no other protocol than those that are allowed. ERROR_RUN with its last line
 * where it fails or is not there.
 */
bool program_git(Arena *arena, Str folder, Str url, const char *const *arguments, Str *out,
                 Error *error);

/* The place in the cache of what was fetched from one URL. */
typedef struct CacheEntry {
    Arena *arena;
    Str path;      /* of the bare repository; what follows lies beside it */
    Str temporary; /* where it is made before it is moved to `path` */
    Str old;       /* where a damaged one is moved away to */
    int lock;      /* descriptor, or -1 */
} CacheEntry;

/*
 * Finds the entry's place and makes the folders on the way, for the user alone. ERROR_RUN where
 * there is no home, or others may write to the cache.
 */
bool cache_locate(Arena *arena, Str url, Str name, CacheEntry *out, Error *error);

/*
 * Takes the lock that whoever writes to the entry holds; `*waited` says whether another run had it
 * first. The system gives it back when its holder dies. ERROR_RUN when that takes too long.
 */
bool cache_lock(CacheEntry *entry, bool *waited, Error *error);
void cache_unlock(CacheEntry *entry);

/* When the entry was fetched last; false where it is not there, or not as a whole. */
bool cache_fetched_at(const CacheEntry *entry, time_t *out);
/* Notes that the repository in `folder` was fetched now. */
bool cache_stamp(const CacheEntry *entry, Str folder, Error *error);
/* "3 days", "a minute". */
Str cache_age(Arena *arena, time_t fetched, time_t now);

/* Moves the complete temporary repository to its place; what is there is damaged and goes. */
bool cache_publish(const CacheEntry *entry, Error *error);
/* Removes a folder of the cache with all below it, links as links; one that is missing is fine. */
void cache_remove(Arena *arena, Str path);

#endif
