/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The findings that stand after a commit are a list sorted by fingerprint, which is kept until all
 * children have been compared with it. A commit's findings and the lists of its parents are walked
 * together.
 */
#include "history/lives.h"

#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"
#include "history/lives_moves.h"
#include "history/lives_seen.h"
#include "rule/grade.h"

typedef struct Standing {
    const Seen *seen;
    Life *life;
    const SeenSkips *skips; /* of the last commit at which it was found */
} Standing;

/* What stands after a commit, by fingerprint. */
typedef struct State {
    Arena arena;
    ARRAY_OF(Standing) items;
    size_t children; /* number still to be added */
} State;

struct Lives {
    Arena *arena;
    LivesJob job;
    State *states;
    CommitChanges *changes;
    ARRAY_OF(Life *) all;
    Map skips;
    Map before; /* lives that began before the range, by fingerprint */
};

Lives *lives_new(Arena *arena, const LivesJob *job) {
    const CommitList *commits = job->commits;
    Lives *lives = arena_new(arena, Lives);
    *lives = (Lives){.arena = arena, .job = *job};
    lives->states = arena_new_array(arena, commits->count, State);
    lives->changes = arena_new_array(arena, commits->count, CommitChanges);
    map_init(&lives->skips, arena);
    map_init(&lives->before, arena);
    for (size_t i = 0; i < commits->count; i++)
        for (size_t k = 0; k < commits->items[i].parent_count; k++)
            lives->states[commits->items[i].parents[k]].children++;
    return lives;
}

const char *life_end_name(LifeEnd end) {
    static const char *const names[] = {[LIFE_GONE] = "gone",
                                        [LIFE_IGNORED] = "ignored",
                                        [LIFE_OFF] = "off",
                                        [LIFE_COVERED] = "covered"};
    return names[end];
}

/* what was found */

static int compare_fingerprints(const void *a, const void *b) {
    const Finding *one = *(const Finding *const *)a;
    const Finding *other = *(const Finding *const *)b;
    return str_compare(one->fingerprint, other->fingerprint);
}

static const Finding **by_fingerprint(Arena *arena, const LintResult *result) {
    const Finding **sorted = arena_new_array(arena, result->finding_count, const Finding *);
    for (size_t i = 0; i < result->finding_count; i++)
        sorted[i] = &result->findings[i];
    if (result->finding_count > 1)
        qsort(sorted, result->finding_count, sizeof *sorted, compare_fingerprints);
    return sorted;
}

static Standing *state_find(const State *state, Str fingerprint) {
    size_t low = 0;
    size_t high = state->items.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = str_compare(state->items.items[middle].seen->fingerprint, fingerprint);
        if (order == 0)
            return &state->items.items[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

/* one commit */

typedef struct Step {
    Lives *lives;
    size_t commit;
    const Commit *parents; /* the commit itself, which lists its parents */
    const LintOptions *options;
    const LintResult *result;
    const SeenSkips *skips;
    State *state;
    ARRAY_OF(Change) brought;
    ARRAY_OF(Change) ended;
} Step;

static Step step_new(Lives *lives, size_t commit) {
    Step step = {.lives = lives, .commit = commit, .parents = &lives->job.commits->items[commit]};
    step.state = &lives->states[commit];
    arena_init(&step.state->arena);
    return step;
}

static const State *parent_state(const Step *step, size_t index) {
    return &step->lives->states[step->parents->parents[index]];
}

/* The finding as it stands at the first parent that has it; NULL if none has. */
static const Standing *find_before(const Step *step, Str fingerprint) {
    const Standing *found = NULL;
    for (size_t i = 0; i < step->parents->parent_count && !found; i++)
        found = state_find(parent_state(step, i), fingerprint);
    return found;
}

static Life *new_life(Lives *lives, const Seen *seen, size_t begun) {
    Life *life = arena_new(lives->arena, Life);
    *life = (Life){.seen = seen, .begun = begun, .ended = LIFE_NONE};
    array_push(lives->arena, &lives->all, life);
    return life;
}

/* A finding that stood before the range has only one life, however many commits the range starts
   with. */
static Life *begin_life(Step *step, const Seen *seen) {
    Lives *lives = step->lives;
    if (!lives->job.commits->items[step->commit].base) {
        Life *life = new_life(lives, seen, step->commit);
        array_push(lives->arena, &step->brought, (Change){seen, life, LIFE_GONE});
        return life;
    }
    Life *life = map_get(&lives->before, seen->fingerprint);
    if (!life) {
        life = new_life(lives, seen, LIFE_NONE);
        map_put(&lives->before, seen->fingerprint, life);
    }
    return life;
}

/* Merges the lives of a finding that began on several lines of history. */
static void merge_lives(const Step *step, const Standing *with) {
    for (size_t i = 1; i < step->parents->parent_count; i++) {
        const Standing *other = state_find(parent_state(step, i), with->seen->fingerprint);
        if (other && other->life != with->life)
            other->life->merged = other->life->ended == LIFE_NONE;
    }
}

static void add_found(Step *step, const Finding *finding) {
    const Standing *before = find_before(step, finding->fingerprint);
    if (before)
        merge_lives(step, before);
    Standing now = {.skips = step->skips};
    now.seen = before && seen_holds(before->seen, finding) ? before->seen
                                                           : seen_new(step->lives->arena, finding);
    now.life = before ? before->life : begin_life(step, now.seen);
    now.life->last = step->commit;
    array_push(&step->state->arena, &step->state->items, now);
}

static bool all_parents_have(const Step *step, Str fingerprint) {
    for (size_t i = 0; i < step->parents->parent_count; i++)
        if (!state_find(parent_state(step, i), fingerprint))
            return false;
    return true;
}

static LifeEnd how_it_ended(const Step *step, const Seen *seen) {
    const LintOptions *options = step->options;
    const Rule *rule = pack_rule(options->pack, seen->rule);
    for (size_t i = 0; i < step->result->suppressed; i++)
        if (str_equal(step->result->suppressed_findings[i].finding.fingerprint, seen->fingerprint))
            return LIFE_IGNORED;
    for (size_t i = 0; i < step->result->covered_count; i++)
        if (str_equal(step->result->covered[i].fingerprint, seen->fingerprint))
            return LIFE_COVERED;
    for (size_t i = 0; rule && i < options->repository_count; i++)
        if (str_equal(options->repositories[i].name, seen->repository) &&
            rule_grade(options, rule, rule->severity, i) == SEVERITY_OFF)
            return LIFE_OFF;
    return LIFE_GONE;
}

/* Adds a finding that a parent has but that was not found: it ends, unless it is out of sight. */
static void add_missed(Step *step, const Standing *standing, size_t parent) {
    Str fingerprint = standing->seen->fingerprint;
    for (size_t i = 0; i < parent; i++)
        if (state_find(parent_state(step, i), fingerprint))
            return;
    if (seen_is_out_of_sight(standing->seen, standing->skips, step->skips)) {
        array_push(&step->state->arena, &step->state->items, *standing);
        return;
    }
    Life *life = standing->life;
    if (life->last == step->commit)
        return; /* it goes on in the file that another parent's line moved */
    bool everywhere = all_parents_have(step, fingerprint);
    bool ended_elsewhere = life->ended != LIFE_NONE;
    if (!everywhere && (ended_elsewhere || life->begun == LIFE_NONE)) {
        life->merged = !ended_elsewhere; /* it ended before the range, on another line */
        return;
    }
    LifeEnd end = how_it_ended(step, standing->seen);
    array_push(step->lives->arena, &step->ended, (Change){standing->seen, life, end});
    if (ended_elsewhere)
        return;
    life->ended = step->commit;
    life->end = end;
    life->seen = standing->seen;
}

static int compare_standings(const void *a, const void *b) {
    return str_compare(((const Standing *)a)->seen->fingerprint,
                       ((const Standing *)b)->seen->fingerprint);
}

static int compare_changes(const void *a, const void *b) {
    const Seen *one = ((const Change *)a)->seen;
    const Seen *other = ((const Change *)b)->seen;
    int order = str_compare(one->repository, other->repository);
    if (!order)
        order = str_compare(one->path, other->path);
    if (!order)
        order =
            (one->start.offset > other->start.offset) - (one->start.offset < other->start.offset);
    if (!order)
        order = str_compare(one->rule, other->rule);
    return order ? order : str_compare(one->fingerprint, other->fingerprint);
}

static void sort(void *items, size_t count, size_t size,
                 int (*compare)(const void *, const void *)) {
    if (count > 1)
        qsort(items, count, size, compare);
}

/* Drops the marked changes from a list. */
static void drop(Change *changes, size_t *count, const bool *dropped) {
    size_t kept = 0;
    for (size_t i = 0; i < *count; i++)
        if (!dropped[i])
            changes[kept++] = changes[i];
    *count = kept;
}

/* Lets an ended finding of a moved file go on as the one that was brought at the new path. */
static void go_on(const Step *step, const Change *ended, const Change *brought) {
    Life *life = ended->life;
    brought->life->merged = true;
    life->ended = LIFE_NONE;
    life->last = step->commit;
    state_find(step->state, brought->seen->fingerprint)->life = life;
}

static void join_moved(Step *step, Arena *scratch, const size_t *moved) {
    bool *goes_on = arena_new_array(scratch, step->ended.len, bool);
    bool *is_old = arena_new_array(scratch, step->brought.len, bool);
    for (size_t i = 0; i < step->ended.len; i++)
        if (moved[i] != MOVES_NONE && step->ended.items[i].life->ended == step->commit) {
            go_on(step, &step->ended.items[i], &step->brought.items[moved[i]]);
            goes_on[i] = is_old[moved[i]] = true;
        }
    drop(step->ended.items, &step->ended.len, goes_on);
    drop(step->brought.items, &step->brought.len, is_old);
}

static void follow_moves(Step *step) {
    Lives *lives = step->lives;
    if (step->parents->parent_count == 0 || step->ended.len == 0)
        return;
    Arena scratch;
    arena_init(&scratch);
    const Repository *repository = &step->options->repositories[lives->job.walked];
    const MovesQuestion question = {
        .path = lives->job.path,
        .parent = lives->job.commits->items[step->parents->parents[0]].id,
        .now = repository->snapshot,
        .repository = repository->name,
        .ended = step->ended.items,
        .ended_count = step->ended.len,
        .brought = step->brought.items,
        .brought_count = step->brought.len,
    };
    const size_t *moved = lives_moved(&scratch, &question);
    if (moved)
        join_moved(step, &scratch, moved);
    arena_free(&scratch);
}

static void release_parents(Step *step) {
    for (size_t i = 0; i < step->parents->parent_count; i++) {
        State *state = &step->lives->states[step->parents->parents[i]];
        if (--state->children == 0)
            arena_free(&state->arena);
    }
}

static void step_end(Step *step) {
    State *state = step->state;
    CommitChanges *changes = &step->lives->changes[step->commit];
    sort(state->items.items, state->items.len, sizeof(Standing), compare_standings);
    sort(step->brought.items, step->brought.len, sizeof(Change), compare_changes);
    sort(step->ended.items, step->ended.len, sizeof(Change), compare_changes);
    follow_moves(step);
    *changes = (CommitChanges){.brought = step->brought.items,
                               .brought_count = step->brought.len,
                               .ended = step->ended.items,
                               .ended_count = step->ended.len};
    for (size_t i = 0; i < state->items.len; i++)
        changes->open[state->items.items[i].seen->severity]++;
    release_parents(step);
}

void lives_add(Lives *lives, size_t commit, const LintOptions *options, const LintResult *result) {
    Step step = step_new(lives, commit);
    Arena scratch;
    arena_init(&scratch);
    step.options = options;
    step.result = result;
    step.skips = seen_skips(&lives->skips, result);
    const Finding **found = by_fingerprint(&scratch, result);
    for (size_t i = 0; i < result->finding_count; i++)
        add_found(&step, found[i]);
    size_t count = result->finding_count;
    for (size_t k = 0; k < step.parents->parent_count; k++) {
        const State *state = parent_state(&step, k);
        for (size_t i = 0, at = 0; i < state->items.len; i++) {
            const Standing *standing = &state->items.items[i];
            int order = -1;
            while (at < count &&
                   (order = str_compare(found[at]->fingerprint, standing->seen->fingerprint)) < 0)
                at++;
            if (at == count || order != 0)
                add_missed(&step, standing, k);
        }
    }
    step_end(&step);
    arena_free(&scratch);
}

void lives_pass(Lives *lives, size_t commit) {
    Step step = step_new(lives, commit);
    for (size_t k = 0; k < step.parents->parent_count; k++) {
        const State *state = parent_state(&step, k);
        for (size_t i = 0; i < state->items.len; i++) {
            const Standing *standing = &state->items.items[i];
            bool seen_before = false;
            for (size_t before = 0; before < k && !seen_before; before++)
                seen_before =
                    state_find(parent_state(&step, before), standing->seen->fingerprint) != NULL;
            if (!seen_before)
                array_push(&step.state->arena, &step.state->items, *standing);
        }
    }
    step_end(&step);
    lives->changes[commit].passed = true;
}

void lives_finish(Lives *lives) {
    if (lives->job.commits->count == 0)
        return;
    State *last = &lives->states[lives->job.commits->count - 1];
    for (size_t i = 0; i < last->items.len; i++) {
        Standing *standing = &last->items.items[i];
        standing->life->merged = false;
        standing->life->ended = LIFE_NONE;
        standing->life->end = LIFE_GONE;
        standing->life->seen = standing->seen;
    }
    arena_free(&last->arena);
    last->items.len = 0;
    size_t kept = 0;
    for (size_t i = 0; i < lives->all.len; i++)
        if (!lives->all.items[i]->merged)
            lives->all.items[kept++] = lives->all.items[i];
    lives->all.len = kept;
}

const CommitChanges *lives_changes(const Lives *lives, size_t commit) {
    return &lives->changes[commit];
}

Life *const *lives_all(const Lives *lives, size_t *count) {
    *count = lives->all.len;
    return lives->all.items;
}
