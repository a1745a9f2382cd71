/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Companions: repositories given by URL. They are read from the cache and shown by their name.
 */
#include "cli/bind.h"
#include "git/fetch.h"

bool site_fetch(Cli *cli, Binding *binding, Str name, Str url, Str revision, Site *out,
                Error *error) {
    Str path;
    Str note;
    if (!fetch_repository(cli->arena, url, revision, cli->options.refresh, &path, &note, error))
        return false;
    if (note.len > 0)
        cli_notice(cli, "copy-not-fresh", STR_FMT, STR_ARG(note));
    if (revision.len == 0)
        revision = STR("HEAD");
    Snapshot *snapshot = snapshot_open_revision(cli->arena, path, revision, error);
    if (!snapshot)
        return false;
    array_push(cli->arena, &binding->opened, snapshot);
    snapshot_set_name(snapshot, name, revision);
    *out = (Site){.path = fetch_shown_url(cli->arena, url),
                  .revision = revision,
                  .snapshot = snapshot,
                  .found = true,
                  .whole = true,
                  .fetched = true};
    return true;
}
