/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The rounds. After each lint the bytes of all files that it read are kept, and later rounds read
 * these, so that a file that changes on disk meanwhile makes no difference until it is written.
 *
 * A round whose fixes are good together costs one lint. Otherwise they are halved until those that
 * must be taken back are found. Fixes that were good so far stay applied in each trial, so that the
 * outcome is the same as if they were applied one by one.
 */
#include <stdlib.h>

#include "fix/plan.h"

/* What one round did to a file. */
typedef struct Change {
    const Edit *edits;
    size_t count;
} Change;

/* A file that was read or is to be created. */
typedef struct Held {
    size_t repository;
    const Source *before;
    Str now;
    bool created;
    ARRAY_OF(Change) changes;
} Held;

typedef struct Work {
    Arena *arena;
    const FixOptions *options;
    FixResult *out;
    ARRAY_OF(Held *) held;
    Map by_place;
    Map refused;
    ARRAY_OF(Fixed) fixed;
    ARRAY_OF(Refused) rejected;
    const Repository *repositories; /* those that `current` is the result of */
    LintResult current;
    Plan *plan;
    size_t trials; /* left */
} Work;

static Held *hold(Work *work, const Source *source, bool created) {
    Str place = source_place(work->arena, source);
    Held *held = map_get(&work->by_place, place);
    if (held)
        return held;
    held = arena_new(work->arena, Held);
    *held = (Held){.repository = plan_repository(&work->options->lint, source),
                   .before = source,
                   .now = source->bytes,
                   .created = created};
    map_put(&work->by_place, place, held);
    array_push(work->arena, &work->held, held);
    return held;
}

static void hold_all(Work *work, Documents *documents) {
    size_t count = 0;
    const Document *const *all = documents_all(documents, &count);
    for (size_t i = 0; i < count; i++)
        if (document_has_bytes(all[i]))
            hold(work, all[i]->source, false);
}

/* The repositories with the held files laid over them; a file to be created only once its fix has
   been applied. */
static Repository *lay_over(Work *work, Arena *arena) {
    const LintOptions *lint = &work->options->lint;
    Repository *repositories = arena_new_array(arena, lint->repository_count, Repository);
    for (size_t i = 0; i < lint->repository_count; i++) {
        repositories[i] = lint->repositories[i];
        if (!repositories[i].snapshot)
            continue;
        SnapshotEntry *files = arena_new_array(arena, work->held.len, SnapshotEntry);
        size_t count = 0;
        for (size_t k = 0; k < work->held.len; k++) {
            const Held *held = work->held.items[k];
            if (held->repository == i && (!held->created || held->now.ptr))
                files[count++] = (SnapshotEntry){.path = held->before->path, .bytes = held->now};
        }
        repositories[i].snapshot =
            snapshot_overlay(arena, lint->repositories[i].snapshot, files, count);
    }
    return repositories;
}

static void lint(Work *work, Arena *arena, const Repository *repositories, LintResult *out) {
    LintOptions options = work->options->lint;
    Documents *documents = documents_new(arena);
    options.repositories = repositories;
    lint_run(arena, documents, &options, out);
    if (arena == work->arena)
        hold_all(work, documents);
}

/* The draft's edits of the marked candidates. */
static Change marked_edits(Arena *arena, const Draft *draft, const bool *marked) {
    Edit *edits = arena_new_array(arena, draft->edits.len, Edit);
    size_t count = 0;
    for (size_t i = 0; i < draft->edits.len; i++)
        if (marked[draft->edits.items[i].candidate])
            edits[count++] = draft->edits.items[i].edit;
    return (Change){edits, count};
}

static Str apply_change(Arena *arena, const Draft *draft, Change change) {
    if (change.count == 0)
        return draft->source->bytes;
    if (!draft->create)
        return fix_apply(arena, draft->source->bytes, change.edits, change.count);
    return change.edits[0].text.len > 0 ? change.edits[0].text : STR("");
}

/*
 * Lints with the marked candidates applied; `repositories` becomes those that were linted. The held
 * files are restored afterwards. Returns why not all is well, or an empty text.
 */
static Str try_marked(Work *work, Arena *arena, const bool *marked, LintResult *result,
                      const Repository **repositories) {
    const Plan *plan = work->plan;
    for (size_t i = 0; i < plan->drafts.len; i++)
        hold(work, plan->drafts.items[i]->source, plan->drafts.items[i]->create)->now =
            apply_change(arena, plan->drafts.items[i],
                         marked_edits(arena, plan->drafts.items[i], marked));
    *repositories = lay_over(work, arena);
    lint(work, arena, *repositories, result);
    for (size_t i = 0; i < plan->drafts.len; i++)
        hold(work, plan->drafts.items[i]->source, false)->now =
            plan->drafts.items[i]->source->bytes;
    return verify(arena, &work->current, result, plan, marked);
}

static bool *mark_applied(const Work *work, Arena *arena, size_t from, size_t to) {
    bool *marked = arena_new_array(arena, work->plan->candidates.len, bool);
    for (size_t i = 0; i < work->plan->candidates.len; i++)
        marked[i] = work->plan->candidates.items[i]->applied || (i >= from && i < to);
    return marked;
}

static void reject(Work *work, size_t from, size_t to, Str reason) {
    for (size_t i = from; i < to; i++)
        plan_reject(work->plan, work->plan->candidates.items[i], reason);
}

static bool any_applied(const Plan *plan) {
    for (size_t i = 0; i < plan->candidates.len; i++)
        if (plan->candidates.items[i]->applied)
            return true;
    return false;
}

/*
 * Applies those of the candidates [from, to) that are good, and refuses those that are bad on their
 * own. One that is bad only together with those applied before it is tried again in the next round,
 * as the same rule may find something else once its finding is fixed.
 */
static void settle(Work *work, size_t from, size_t to) {
    size_t cost = 1 + work->current.finding_count / FIX_FINDINGS_OF_TRIAL;
    if (work->trials < cost) {
        reject(work, from, to, STR("too many other fixes failed"));
        return;
    }
    work->trials -= cost;
    Arena scratch;
    arena_init(&scratch);
    LintResult result;
    const Repository *ignored;
    const bool *marked = mark_applied(work, &scratch, from, to);
    Str reason = str_copy(work->arena, try_marked(work, &scratch, marked, &result, &ignored));
    arena_free(&scratch);
    if (reason.len == 0) {
        for (size_t i = from; i < to; i++)
            work->plan->candidates.items[i]->applied = true;
    } else if (to - from == 1) {
        if (!any_applied(work->plan))
            reject(work, from, to, reason);
    } else {
        size_t middle = from + (to - from) / 2;
        settle(work, from, middle);
        settle(work, middle, to);
    }
}

/* The location in the file as it was before all rounds. */
static Location location_before(const Work *work, Location at) {
    const Held *held = map_get(&work->by_place, source_place(work->arena, at.source));
    if (!held)
        return at;
    for (size_t i = held->changes.len; i-- > 0;) {
        const Change *change = &held->changes.items[i];
        at.span = span_between(fix_offset_before(change->edits, change->count, at.span.start),
                               fix_offset_before(change->edits, change->count, at.span.end));
    }
    at.source = held->before;
    return at;
}

static void add_fixed(Work *work, const Candidate *candidate) {
    const Fix *fix = candidate->fix;
    for (size_t i = 0; i < candidate->findings.len; i++) {
        Finding finding = *candidate->findings.items[i];
        finding.at = location_before(work, finding.at);
        finding.row = location_before(work, finding.row);
        array_push(
            work->arena, &work->fixed,
            (Fixed){.finding = finding, .title = fix->title, .file = fix->edits[0].at.source});
    }
}

/* Keeps the edits of the applied candidates in the held files. */
static void keep(Work *work) {
    const Plan *plan = work->plan;
    const bool *marked = mark_applied(work, work->arena, 0, 0);
    for (size_t i = 0; i < plan->candidates.len; i++)
        if (plan->candidates.items[i]->applied)
            add_fixed(work, plan->candidates.items[i]);
    for (size_t i = 0; i < plan->drafts.len; i++) {
        const Draft *draft = plan->drafts.items[i];
        Held *held = hold(work, draft->source, draft->create);
        Change change = marked_edits(work->arena, draft, marked);
        held->now = apply_change(work->arena, draft, change);
        if (change.count > 0 && !draft->create)
            array_push(work->arena, &held->changes, change);
    }
}

/* Finds out which of the plan's candidates are good, and applies them. */
static void run_plan(Work *work) {
    Plan *plan = work->plan;
    size_t count = plan->candidates.len;
    LintResult result;
    const Repository *repositories;
    Str reason = try_marked(work, work->arena, mark_applied(work, work->arena, 0, count), &result,
                            &repositories);
    if (reason.len == 0) {
        for (size_t i = 0; i < count; i++)
            plan->candidates.items[i]->applied = true;
        keep(work);
    } else if (count == 1) {
        reject(work, 0, 1, reason);
        return;
    } else {
        settle(work, 0, count / 2);
        settle(work, count / 2, count);
        if (!any_applied(plan))
            return;
        keep(work);
        repositories = lay_over(work, work->arena);
        lint(work, work->arena, repositories, &result);
    }
    work->current = result;
    work->repositories = repositories;
}

/* Plans the next round; false if nothing is left to do. */
static bool plan_round(Work *work) {
    Plan *plan = arena_new(work->arena, Plan);
    plan->arena = work->arena;
    plan->options = work->options;
    plan->repositories = work->repositories;
    plan->refused = &work->refused;
    plan_make(plan, &work->current);
    work->plan = plan;
    return plan->candidates.len > 0;
}

static void collect_rejected(Work *work) {
    for (size_t i = 0; i < work->plan->rejected.len; i++)
        array_push(work->arena, &work->rejected, work->plan->rejected.items[i]);
}

static int compare_files(const void *a, const void *b) {
    const FixedFile *one = a;
    const FixedFile *other = b;
    if (one->repository != other->repository)
        return one->repository > other->repository ? 1 : -1;
    return str_compare(one->path, other->path);
}

static void collect_files(Work *work) {
    FixResult *out = work->out;
    out->files = arena_new_array(work->arena, work->held.len, FixedFile);
    for (size_t i = 0; i < work->held.len; i++) {
        const Held *held = work->held.items[i];
        bool changed =
            held->created ? held->now.ptr != NULL : !str_equal(held->before->bytes, held->now);
        if (changed)
            out->files[out->file_count++] =
                (FixedFile){.repository = &work->options->lint.repositories[held->repository],
                            .path = held->before->path,
                            .created = held->created,
                            .before = held->before->bytes,
                            .after = held->now};
    }
    if (out->file_count > 0)
        qsort(out->files, out->file_count, sizeof *out->files, compare_files);
}

/* Counts the fixes of what remains that were left out only because of their repository. */
static void count_elsewhere(Work *work) {
    FixResult *out = work->out;
    Map seen;
    map_init(&seen, work->arena);
    out->elsewhere = arena_new_array(work->arena, work->options->lint.repository_count, size_t);
    for (size_t i = 0; i < out->after.finding_count; i++) {
        const Finding *finding = &out->after.findings[i];
        const Fix *fix = finding->fix;
        Str key = {(const char *)&finding->fix, sizeof fix};
        if (!plan_concerns(work->options, finding) || map_get(&seen, key))
            continue;
        map_put(&seen, key, out);
        size_t repository = plan_unwritable(work->options, fix);
        if (repository != REPOSITORY_NONE)
            out->elsewhere[repository]++;
    }
}

void fix_run(Arena *arena, const FixOptions *options, FixResult *out) {
    Work work = {.arena = arena, .options = options, .out = out, .trials = FIX_MAX_TRIALS};
    *out = (FixResult){0};
    map_init(&work.by_place, arena);
    map_init(&work.refused, arena);
    work.repositories = options->lint.repositories;
    lint(&work, arena, work.repositories, &work.current);
    while (!out->stable) {
        bool more = plan_round(&work);
        out->stable = !more;
        if (more && out->rounds == FIX_MAX_ROUNDS)
            break;
        if (more) {
            run_plan(&work);
            out->rounds++;
        }
        collect_rejected(&work);
    }
    out->after = work.current;
    out->repositories = work.repositories;
    out->fixed = work.fixed.items;
    out->fixed_count = work.fixed.len;
    out->refused = work.rejected.items;
    out->refused_count = work.rejected.len;
    collect_files(&work);
    count_elsewhere(&work);
}

void fix_lint_written(Arena *arena, const FixOptions *options, const FixResult *result,
                      const Written *written, LintResult *out) {
    LintOptions lint = options->lint;
    Repository *repositories = arena_new_array(arena, lint.repository_count, Repository);
    for (size_t i = 0; i < lint.repository_count; i++) {
        repositories[i] = lint.repositories[i];
        SnapshotEntry *files = arena_new_array(arena, result->file_count, SnapshotEntry);
        size_t count = 0;
        for (size_t k = 0; k < result->file_count; k++) {
            const FixedFile *file = &result->files[k];
            bool there = written[k].ok || !file->created;
            if (file->repository == &lint.repositories[i] && there)
                files[count++] = (SnapshotEntry){
                    .path = file->path, .bytes = written[k].ok ? file->after : file->before};
        }
        if (count > 0)
            repositories[i].snapshot =
                snapshot_overlay(arena, lint.repositories[i].snapshot, files, count);
    }
    lint.repositories = repositories;
    lint_run(arena, documents_new(arena), &lint, out);
}
