/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Configurations are kept by blob: a history has few of them, and the session sees by the pointer
 * whether another one is used.
 */
#include "history/replay.h"

#include "base/array.h"
#include "base/map.h"
#include "history/session.h"

/* A configuration as some commits have it. */
typedef struct Configured {
    const Config *config; /* NULL: there is none */
    Str problem;          /* why it cannot be used; empty if it can */
} Configured;

enum {
    STEPS_MOST = DOCUMENTS_MOST_AHEAD,
    CHANGES_AHEAD = 256, /* with this many pending, none is looked at early: each takes some dozen
                            KiB */
};

/* What a look at a commit found, before the commit is linted. */
typedef struct Step {
    bool seen; /* false: `error` says why not */
    bool odd;  /* as travel_look tells */
    Error error;
    ARRAY_OF(TravelChange) changes;
} Step;

struct Replay {
    Arena *arena;
    ReplayJob job;
    LintOptions options;
    Repository *repositories;
    const Config **configs;
    Map by_blob;        /* Configured */
    Map by_commit;      /* Configured that was used at the commit */
    Session *session;   /* NULL before the first commit, and if each is linted from scratch */
    Travel *travel;     /* NULL if each commit is linted from scratch */
    Snapshot *reader;   /* for threads that read ahead; NULL: there are none */
    Step *steps;        /* a ring: commit n is at n modulo STEPS_MOST */
    size_t looked;      /* number of commits that were looked at */
    size_t linted;      /* number of commits that were linted: the index of the next */
    size_t changes;     /* total of the commits that were looked at but not linted yet */
    Snapshot *snapshot; /* of a commit that is linted from scratch */
    Arena current;
};

Replay *replay_new(Arena *arena, const ReplayJob *job, Error *error) {
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
    if (job->by_itself)
        return replay;
    replay->travel = travel_new(arena, job->path, error);
    replay->steps = arena_new_array(arena, STEPS_MOST, Step);
    bool threads = replay->travel && job->options->jobs > 1;
    if (threads)
        replay->reader = travel_open_reader(arena, job->path, error);
    if (replay->travel && (replay->reader || !threads))
        return replay;
    replay_free(replay);
    return NULL;
}

void replay_free(Replay *replay) {
    if (replay->session)
        session_free(replay->session);
    travel_close(replay->travel);
    snapshot_close(replay->reader);
    snapshot_close(replay->snapshot);
    arena_free(&replay->current);
}

/* Loads a configuration, through a copy of its file as the only file of a repository. */
static const Configured *load_config(Replay *replay, const Snapshot *snapshot,
                                     const SnapshotEntry *entry) {
    Configured *configured = arena_new(replay->arena, Configured);
    SnapshotEntry *copy = arena_new(replay->arena, SnapshotEntry);
    Repository repository = replay->repositories[replay->job.walked];
    const Config **configs = NULL;
    Error error = {0};
    Str bytes;
    *copy = (SnapshotEntry){.path = STR(CONFIG_NAME), .kind = entry->kind};
    if (entry->kind == ENTRY_FILE &&
        snapshot_read_into(snapshot, replay->arena, entry, &bytes, &error))
        copy->bytes = bytes;
    repository.snapshot = snapshot_of_memory(replay->arena, copy, 1);
    if (error.kind != ERROR_NONE ||
        !configs_load(replay->arena, replay->job.patterns, replay->job.options->pack, &repository,
                      1, &configs, &error))
        configured->problem = str_copy(replay->arena, str_from_c(error.message));
    else
        configured->config = configs[0];
    return configured;
}

static const Configured *own_config(Replay *replay, const Snapshot *snapshot) {
    static const Configured none = {0};
    const SnapshotEntry *entry = snapshot_find(snapshot, STR(CONFIG_NAME));
    if (!entry)
        return &none;
    Str key = str_printf(&replay->current, "%d" STR_FMT, (int)entry->kind,
                         STR_ARG(snapshot_blob_id(&replay->current, entry)));
    const Configured *configured = map_get(&replay->by_blob, key);
    if (!configured) {
        configured = load_config(replay, snapshot, entry);
        map_put(&replay->by_blob, str_copy(replay->arena, key), (void *)configured);
    }
    return configured;
}

/* Sets which configuration is used at a commit: its own, or if that is unusable or unknown (NULL),
   the one used at its first parent. */
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

/* Gives back what was made for the previous commit. */
static void end_commit(Replay *replay) {
    snapshot_close(replay->snapshot);
    replay->snapshot = NULL;
    arena_reset(&replay->current);
}

/* Opens the commit's whole tree, to lint it from scratch. */
static bool open_alone(Replay *replay, const Commit *commit, Error *error) {
    end_commit(replay);
    replay->snapshot =
        snapshot_open_revision(&replay->current, replay->job.path, commit->id, error);
    return replay->snapshot != NULL;
}

static void lint_alone(Replay *replay, Replayed *out) {
    Repository *repository = &replay->repositories[replay->job.walked];
    repository->snapshot = replay->snapshot;
    lint_run(&replay->current, documents_new(&replay->current), &replay->options, &out->result);
}

/* The result for a commit that cannot be listed: only what is wrong with it. */
static void tell_problems(Replay *replay, Replayed *out) {
    size_t count = 0;
    const SnapshotProblem *problems = snapshot_problems(replay->snapshot, &count);
    out->result = (LintResult){.unread_count = count};
    out->result.unread = arena_new_array(&replay->current, count, Unread);
    for (size_t i = 0; i < count; i++)
        out->result.unread[i] = (Unread){.path = problems[i].path, .message = problems[i].message};
}

static bool is_whole(const Snapshot *snapshot) {
    size_t count = 0;
    (void)snapshot_problems(snapshot, &count);
    return count == 0;
}

static void set_config(Replay *replay, const Snapshot *snapshot, const Commit *commit,
                       const Commit *from, Replayed *out) {
    const Configured *own = own_config(replay, snapshot);
    configure(replay, commit, from, own);
    out->config_problem = own->problem;
    if (replay->job.by_commit_day)
        replay->options.as_of = commit_committed_day(&replay->current, commit);
}

static bool replay_alone(Replay *replay, const Commit *commit, const Commit *from, Replayed *out,
                         Error *error) {
    if (!open_alone(replay, commit, error)) {
        configure(replay, commit, from, NULL);
        return false;
    }
    set_config(replay, replay->snapshot, commit, from, out);
    out->listed = is_whole(replay->snapshot);
    if (out->listed)
        lint_alone(replay, out);
    else
        tell_problems(replay, out);
    return true;
}

/* Looks at the next commit that was not looked at yet, and has its files read ahead. */
static void look(Replay *replay) {
    const Commit *commit = &replay->job.commits->items[replay->looked];
    Step *step = &replay->steps[replay->looked++ % STEPS_MOST];
    TravelChanges changes;
    step->error = (Error){0};
    step->changes.len = 0;
    step->seen = travel_look(replay->travel, commit->id, &changes, &step->odd, &step->error);
    for (size_t i = 0; step->seen && i < changes.count; i++)
        array_push(replay->arena, &step->changes, changes.items[i]);
    replay->changes += step->changes.len;
    if (replay->reader)
        session_expect(replay->session, replay->reader,
                       (TravelChanges){step->changes.items, step->changes.len},
                       replay->options.jobs);
}

/* Whether another commit is to be looked at now. The one that is linted next always is. */
static bool wants_look(const Replay *replay) {
    size_t ahead = replay->looked - replay->linted;
    if (replay->looked == replay->job.commits->count)
        return false;
    return ahead == 0 || (replay->reader && ahead < STEPS_MOST && replay->changes < CHANGES_AHEAD);
}

/* Lints the commit by applying the changes that the look at it found. */
static void follow(Replay *replay, const Commit *commit, const Commit *from, const Step *step,
                   Replayed *out) {
    const TravelChanges changes = {step->changes.items, step->changes.len};
    const Snapshot *snapshot = travel_snapshot(replay->travel);
    travel_follow(replay->travel, changes);
    end_commit(replay);
    set_config(replay, snapshot, commit, from, out);
    session_lint(replay->session, &replay->options, changes, &out->result);
}

static void start_session(Replay *replay) {
    replay->repositories[replay->job.walked].snapshot = travel_snapshot(replay->travel);
    if (!replay->session)
        replay->session = session_new(replay->arena, &replay->options, replay->job.walked);
}

bool replay_lint(Replay *replay, const Commit *commit, const Commit *from, Replayed *out,
                 Error *error) {
    *out = (Replayed){.listed = true, .options = &replay->options};
    if (replay->job.by_itself)
        return replay_alone(replay, commit, from, out, error);
    start_session(replay);
    while (wants_look(replay))
        look(replay);
    const Step *step = &replay->steps[replay->linted++ % STEPS_MOST];
    replay->changes -= step->changes.len;
    bool ok = step->seen;
    if (!ok) {
        *error = step->error;
        configure(replay, commit, from, NULL);
    } else if (step->odd) {
        ok = replay_alone(replay, commit, from, out, error);
    } else {
        follow(replay, commit, from, step, out);
    }
    session_end_expected(replay->session);
    return ok;
}
