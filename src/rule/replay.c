/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Each commit has an arena of its own, which goes with the next. What outlives it are the files of
 * the newest commit, whose documents all others share, and configurations, of which a history has
 * few: they are kept by blob.
 */
#include "rule/replay.h"

#include "base/array.h"
#include "base/map.h"

/* A configuration as some commits have it. */
typedef struct Configured {
    const Config *config; /* NULL: there is none */
    Str problem;          /* it cannot be used */
} Configured;

struct Replay {
    Arena *arena;
    ReplayJob job;
    LintOptions options;
    Repository *repositories;
    const Config **configs;
    Map by_blob;   /* Configured */
    Map by_commit; /* Configured: what counted there */
    Documents *shared;
    Snapshot *newest;
    Snapshot *snapshot; /* of the commit that was linted last */
    Arena current;
};

Replay *replay_new(Arena *arena, const ReplayJob *job) {
    Replay *replay = arena_new(arena, Replay);
    size_t count = job->options->repository_count;
    *replay = (Replay){.arena = arena, .job = *job, .options = *job->options};
    map_init(&replay->by_blob, arena);
    map_init(&replay->by_commit, arena);
    arena_init(&replay->current);
    replay->repositories = arena_new_array(arena, count, Repository);
    replay->configs = arena_new_array(arena, count, const Config *);
    for (size_t i = 0; i < count; i++) {
        replay->repositories[i] = job->options->repositories[i];
        replay->configs[i] = job->options->configs ? job->options->configs[i] : NULL;
    }
    replay->options.repositories = replay->repositories;
    replay->options.configs = replay->configs;
    return replay;
}

void replay_free(Replay *replay) {
    snapshot_close(replay->snapshot);
    snapshot_close(replay->newest);
    arena_free(&replay->current);
}

/* The file of a configuration, copied, as all there is of a repository. */
static const Configured *load_config(Replay *replay, const SnapshotEntry *entry) {
    Configured *configured = arena_new(replay->arena, Configured);
    SnapshotEntry *copy = arena_new(replay->arena, SnapshotEntry);
    Repository repository = replay->repositories[replay->job.walked];
    const Config **configs = NULL;
    Error error = {0};
    Str bytes;
    *copy = (SnapshotEntry){.path = STR(CONFIG_NAME), .kind = entry->kind};
    if (entry->kind == ENTRY_FILE && snapshot_read(replay->snapshot, entry, &bytes, &error))
        copy->bytes = str_copy(replay->arena, bytes);
    repository.snapshot = snapshot_of_memory(replay->arena, copy, 1);
    if (error.kind != ERROR_NONE ||
        !configs_load(replay->arena, replay->job.patterns, replay->job.options->pack, &repository,
                      1, &configs, &error))
        configured->problem = str_copy(replay->arena, str_from_c(error.message));
    else
        configured->config = configs[0];
    return configured;
}

static const Configured *own_config(Replay *replay) {
    static const Configured none = {0};
    const SnapshotEntry *entry = snapshot_find(replay->snapshot, STR(CONFIG_NAME));
    if (!entry)
        return &none;
    Str key = str_printf(replay->arena, "%d" STR_FMT, (int)entry->kind,
                         STR_ARG(snapshot_blob_id(&replay->current, entry)));
    const Configured *configured = map_get(&replay->by_blob, key);
    if (!configured) {
        configured = load_config(replay, entry);
        map_put(&replay->by_blob, key, (void *)configured);
    }
    return configured;
}

/* Which configuration counts at a commit: its own, or where that is not usable or not known (NULL)
   the one that counts at its first parent. */
static void configure(Replay *replay, const Commit *commit, const Commit *from,
                      const Configured *own) {
    static const Configured none = {0};
    const Configured *counts = own;
    if (!own || own->problem.len > 0)
        counts = from ? map_get(&replay->by_commit, from->id) : NULL;
    if (!counts)
        counts = &none;
    map_put(&replay->by_commit, commit->id, (void *)counts);
    replay->configs[replay->job.walked] = counts->config;
}

static bool open_commit(Replay *replay, const Commit *commit, Arena *arena, Snapshot **out,
                        Error *error) {
    *out = snapshot_open_revision(arena, replay->job.path, commit->id, error);
    return *out != NULL;
}

/* The documents that the others share are those that a lint of the newest commit asks for. */
static void lint_newest(Replay *replay) {
    LintResult result;
    Error ignored = {0};
    if (replay->shared)
        return;
    replay->shared = documents_new(replay->arena);
    Repository *repository = &replay->repositories[replay->job.walked];
    if (!open_commit(replay, replay->job.newest, replay->arena, &replay->newest, &ignored))
        return;
    repository->snapshot = replay->newest;
    LintOptions options = replay->options;
    options.repositories = arena_new_array(replay->arena, options.repository_count, Repository);
    for (size_t i = 0; i < options.repository_count; i++)
        ((Repository *)options.repositories)[i] = replay->repositories[i];
    lint_run(replay->arena, replay->shared, &options, &result);
}

bool replay_lint(Replay *replay, const Commit *commit, const Commit *from, Replayed *out,
                 Error *error) {
    *out = (Replayed){.options = &replay->options};
    lint_newest(replay);
    snapshot_close(replay->snapshot);
    replay->snapshot = NULL;
    arena_free(&replay->current);
    if (!open_commit(replay, commit, &replay->current, &replay->snapshot, error)) {
        configure(replay, commit, from, NULL);
        return false;
    }
    replay->repositories[replay->job.walked].snapshot = replay->snapshot;
    const Configured *own = own_config(replay);
    configure(replay, commit, from, own);
    out->config_problem = own->problem;
    if (replay->job.by_commit_day)
        replay->options.as_of = commit_committed_day(&replay->current, commit);
    Documents *documents = documents_new(&replay->current);
    documents_share(documents, replay->shared);
    lint_run(&replay->current, documents, &replay->options, &out->result);
    return true;
}
