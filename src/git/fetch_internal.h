/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Shared by the files that fetch companions.
 *
 *     fetch_url.c     which URLs are allowed, and names for them
 *     fetch_cache.c   the cache folder on disk: its owner, locks, the age of entries
 *     fetch.c         what is fetched, and when
 *     fetch_program.c runs git, which talks to the remote
 */
#ifndef GOVLINT_GIT_FETCH_INTERNAL_H
#define GOVLINT_GIT_FETCH_INTERNAL_H

#include <time.h>

#include "git/fetch.h"

/* "website" for "https://host/x/website.git": safe as a part of a file name, never empty. */
Str fetch_url_name(Arena *arena, Str url);
/* Whether the allowed URL uses plain http, which is permitted for this machine only. */
bool fetch_url_is_plain_http(Str url);

/* The remote's name in git's arguments; its URL is passed in the environment. */
#define FETCH_REMOTE "govlint"

/*
 * Runs the user's git in a bare repository. The arguments end with NULL (later ones may be NULL,
 * too). `*out`, if wanted, is what it printed. Git runs no hook, starts no maintenance, prompts
 * nobody, and uses only allowed protocols. ERROR_RUN, with the last line that it printed, if it
 * fails or is not installed.
 */
bool program_git(Arena *arena, Str folder, Str url, const char *const *arguments, Str *out,
                 Error *error);

/* The place in the cache for what was fetched from one URL. */
typedef struct CacheEntry {
    Arena *arena;
    Str path;      /* of the bare repository; the files below lie beside it */
    Str temporary; /* where it is built before it is moved to `path` */
    Str old;       /* where a damaged repository is moved */
    int lock;      /* descriptor, or -1 */
} CacheEntry;

/*
 * Finds the place of an entry and creates the folders above it, accessible to the user only.
 * ERROR_RUN if there is no home folder, or others may write to the cache.
 */
bool cache_locate(Arena *arena, Str url, Str name, CacheEntry *out, Error *error);

/*
 * Takes the lock that every writer of the entry holds; `*waited` says whether another run had it
 * first. The system releases it when its holder dies. ERROR_RUN if waiting takes too long.
 */
bool cache_lock(CacheEntry *entry, bool *waited, Error *error);
void cache_unlock(CacheEntry *entry);

/* When the entry was last fetched; false if it does not exist or is incomplete. */
bool cache_fetched_at(const CacheEntry *entry, time_t *out);
/* Records that the repository in `folder` was fetched now. */
bool cache_stamp(const CacheEntry *entry, Str folder, Error *error);
/* "3 days", "a minute". */
Str cache_age(Arena *arena, time_t fetched, time_t now);

/* Moves the complete temporary repository into place; any repository there is damaged and is
   removed. */
bool cache_publish(const CacheEntry *entry, Error *error);
/* Removes a folder of the cache and everything below it, without following links. A missing folder
   is not an error. */
void cache_remove(Arena *arena, Str path);

#endif
