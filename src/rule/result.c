/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The parts of a result other than its findings: what could not be looked at or read, and the
 * counts.
 */
#include "rule/result.h"

#include "base/array.h"

static bool is_among(const Skipped *skipped, size_t count, const Skipped *one) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(skipped[i].rule, one->rule) && str_equal(skipped[i].reason, one->reason))
            return true;
    return false;
}

bool skipped_besides(const Skipped *some, size_t count, const Skipped *others, size_t other_count,
                     Str rule) {
    for (size_t i = 0; i < count; i++)
        if (str_equal(some[i].rule, rule) && !is_among(others, other_count, &some[i]))
            return true;
    return false;
}

Skipped *skipped_copy(Arena *arena, const Skipped *skipped, size_t count) {
    Skipped *copy = arena_new_array(arena, count, Skipped);
    for (size_t i = 0; i < count; i++) {
        copy[i] = skipped[i];
        copy[i].reason = str_copy(arena, skipped[i].reason);
    }
    return copy;
}

void lint_collect_unread(Arena *arena, const Document *const *documents, size_t count,
                         LintResult *out) {
    ARRAY_OF(Unread) unread = {0};
    for (size_t i = 0; i < out->repository_count; i++) {
        const Repository *repository = &out->repositories[i];
        size_t problem_count = 0;
        const SnapshotProblem *problems =
            repository->snapshot ? snapshot_problems(repository->snapshot, &problem_count) : NULL;
        for (size_t j = 0; j < problem_count; j++)
            array_push(arena, &unread,
                       (Unread){snapshot_label(repository->snapshot), problems[j].path,
                                problems[j].message});
    }
    for (size_t i = 0; i < count; i++) {
        Str problem = document_unread(documents[i]);
        if (problem.len > 0)
            array_push(arena, &unread,
                       (Unread){documents[i]->source->label, documents[i]->source->path, problem});
    }
    out->unread = unread.items;
    out->unread_count = unread.len;
}

void result_finish(Arena *arena, const LintOptions *options, const Document *const *documents,
                   size_t count, LintResult *out) {
    out->repositories = options->repositories;
    out->repository_count = options->repository_count;
    lint_collect_unread(arena, documents, count, out);
    lint_count(out);
    for (size_t i = 0; i < count; i++)
        out->files += document_has_bytes(documents[i]);
}

const Snapshot *result_snapshot(const LintResult *result, Str repository) {
    for (size_t i = 0; i < result->repository_count; i++)
        if (str_equal(result->repositories[i].name, repository))
            return result->repositories[i].snapshot;
    return NULL;
}
