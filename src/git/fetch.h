/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Companions given by URL: the repository is fetched into the user's cache folder as a bare one and
 * then read there like any other.
 *
 *     Str path, note;
 *     if (fetch_repository(arena, url, revision, refresh, &path, &note, error)) {
 *         Snapshot *snapshot = snapshot_open_revision(arena, path, revision or "HEAD", error);
 *
 * A fetched copy is reused without network access until a refresh is requested, or a revision that
 * it does not have. Nothing of a fetched repository is ever run or written out: no checkout, no
 * hooks, no submodules.
 */
#ifndef GOVLINT_GIT_FETCH_H
#define GOVLINT_GIT_FETCH_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

/* Whether the text is a URL ("https://…", "git@host:path", "ext::…") rather than a path. */
bool fetch_is_url(Str text);

/*
 * Splits "URL[@REV]". An "@" that belongs to the user part of the URL ("git@host:…") does not
 * separate. `*revision` is empty if there is none.
 */
void fetch_split_revision(Str text, Str *url, Str *revision);

/* ERROR_USAGE if the URL is not allowed; the message says which are. Uses no network. */
bool fetch_check_url(Str url, Error *error);

/*
 * Whether a stranger may name this URL: only https to a host on the internet, by its full name. A
 * file URL could be any folder of this machine, ssh offers the user's keys to any host, and
 * addresses or short names lead to machines that only this one can reach.
 */
bool fetch_is_public(Str url);

/* The URL as messages may show it: without a password. */
Str fetch_shown_url(Arena *arena, Str url);

/*
 * Gives in `*path_out` the absolute path of a bare repository with the URL's branches and tags, in
 * which `snapshot_open_revision` finds `revision`, or the remote's "HEAD" if it is empty. Fetches
 * if the copy is missing, lacks the revision, or `refresh` is set; otherwise uses no network.
 * If a refresh fails, the existing copy is used and `*note_out` says how old it is and what failed
 * ("using website as fetched 3 days ago: could not refresh: …"); a note also says when a copy older
 * than a week is used as it is. Otherwise `*note_out` is empty. ERROR_USAGE for a URL that is not
 * allowed or an impossible revision; ERROR_RUN if nothing could be fetched and there is no copy, or
 * there is no such revision.
 */
bool fetch_repository(Arena *arena, Str url, Str revision, bool refresh, Str *path_out,
                      Str *note_out, Error *error);

#endif
