/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The plan of a round. Fixes are taken in the order of their findings; one whose edits conflict
 * with an edit taken before waits for the next round. A fix that several findings share is one
 * candidate. A fix that can never be applied, such as one to a file outside the root or one that
 * creates a file which exists, is refused here, before anything is linted again.
 */
#include "fix/plan.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"

size_t plan_repository(const LintOptions *options, const Source *source) {
    for (size_t i = 0; i < options->repository_count; i++)
        if (str_equal(options->repositories[i].name, source->repository) &&
            options->repositories[i].snapshot)
            return i;
    return REPOSITORY_NONE;
}

size_t plan_unwritable(const FixOptions *options, const Fix *fix) {
    for (size_t i = 0; options->writable && i < fix->edit_count; i++) {
        size_t repository = plan_repository(&options->lint, fix->edits[i].at.source);
        if (repository != REPOSITORY_NONE && !options->writable[repository])
            return repository;
    }
    return REPOSITORY_NONE;
}

/* Whether it is ".git" in any letter case, or its short name on some file systems. */
static bool is_git_folder(Str name) {
    while (name.len > 0 && (name.ptr[name.len - 1] == '.' || name.ptr[name.len - 1] == ' '))
        name.len--;
    return str_equal_nocase(name, STR(".git")) || str_equal_nocase(name, STR("git~1"));
}

bool fix_path_allowed(Arena *arena, Str path) {
    Str normal;
    Str name;
    if (path.len == 0 || str_find(path, (Str){"", 1}, 0) != SIZE_MAX ||
        !path_normalise(arena, path, &normal) || !str_equal(path, normal))
        return false;
    for (Str rest = path; str_split_next(&rest, '/', &name);)
        if (is_git_folder(name))
            return false;
    return true;
}

/* A key that stays the same if the same fix is offered again in a later round. */
static Str identity(Arena *arena, const Fix *fix, const Finding *finding) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    const Str parts[] = {finding->rule, source_place(arena, finding->at.source), finding->key,
                         fix->title};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        strbuf_append(&buf, parts[i]);
        strbuf_append_char(&buf, '\n');
    }
    return strbuf_str(&buf);
}

void plan_reject(Plan *plan, const Candidate *candidate, Str reason) {
    const Fix *fix = candidate->fix;
    for (size_t i = 0; i < candidate->findings.len; i++)
        map_put(plan->refused, identity(plan->arena, fix, candidate->findings.items[i]), plan);
    Refused refused = {
        .finding = *candidate->findings.items[0], .title = fix->title, .reason = reason};
    array_push(plan->arena, &plan->rejected, refused);
}

/* Whether nothing is at the path, and no folder on the way to it is a file, symbolic link or
   submodule. */
static bool can_be_created(const Snapshot *snapshot, Str path) {
    if (snapshot_find(snapshot, path) || snapshot_has_folder(snapshot, path))
        return false;
    for (Str folder = path_folder(path); folder.len > 0; folder = path_folder(folder))
        if (snapshot_find(snapshot, folder))
            return false;
    return true;
}

/* The place as messages show it, by which unread files are known. */
static Str shown_place(Arena *arena, Str label, Str path) {
    return str_printf(arena, STR_FMT STR_FMT, STR_ARG(label), STR_ARG(path));
}

static void collect_unread(Plan *plan, const LintResult *result) {
    map_init(&plan->unread, plan->arena);
    for (size_t i = 0; i < result->unread_count; i++) {
        Unread *unread = &result->unread[i];
        map_put(&plan->unread, shown_place(plan->arena, unread->label, unread->path), unread);
    }
}

static bool is_unread(const Plan *plan, const Source *source) {
    return plan->unread.entries &&
           map_get(&plan->unread, shown_place(plan->arena, source->label, source->path));
}

/* Whether a sparse checkout leaves the file out, so that its bytes come from a blob. */
static bool is_sparse(const Plan *plan, size_t repository, Str path) {
    const Snapshot *snapshot = plan->options->lint.repositories[repository].snapshot;
    const SnapshotEntry *entry = snapshot_find(snapshot, path);
    return snapshot_kind(snapshot) == SNAPSHOT_WORK_TREE && entry && snapshot_has_blob(entry);
}

static Str edit_problem(const Plan *plan, const Edit *edit) {
    const Source *source = edit->at.source;
    size_t repository = plan_repository(&plan->options->lint, source);
    if (repository == REPOSITORY_NONE)
        return STR("its repository was not given");
    if (!fix_path_allowed(plan->arena, source->path))
        return STR("its file may not be written");
    const Snapshot *snapshot = plan->repositories[repository].snapshot;
    if (edit->create)
        return can_be_created(snapshot, source->path) ? STR("") : STR("something is there already");
    const SnapshotEntry *entry = snapshot_find(snapshot, source->path);
    if (!entry || entry->kind != ENTRY_FILE)
        return STR("there is no such file");
    if (is_sparse(plan, repository, source->path))
        return STR("a sparse checkout leaves it out");
    if (edit->at.span.start > edit->at.span.end || edit->at.span.end > source->bytes.len)
        return STR("its place is not in the file");
    /* Findings that were not looked for would be found once these are gone, and count as new. */
    return is_unread(plan, source) ? STR("not all of its file was looked at") : STR("");
}

static int compare_edits(const void *a, const void *b) {
    const Edit *one = *(const Edit *const *)a;
    const Edit *other = *(const Edit *const *)b;
    int order = str_compare(one->at.source->repository, other->at.source->repository);
    if (!order)
        order = str_compare(one->at.source->path, other->at.source->path);
    if (!order)
        order = (one->at.span.start > other->at.span.start) -
                (one->at.span.start < other->at.span.start);
    return order
               ? order
               : (one->at.span.end > other->at.span.end) - (one->at.span.end < other->at.span.end);
}

static bool same_file(const Source *a, const Source *b) {
    return str_equal(a->path, b->path) && str_equal(a->repository, b->repository);
}

/* Whether edits of one fix overlap; they may touch. */
static bool overlaps_itself(const Plan *plan, const Fix *fix) {
    const Edit **sorted = arena_alloc_array(plan->arena, fix->edit_count, sizeof(const Edit *));
    for (size_t i = 0; i < fix->edit_count; i++)
        sorted[i] = &fix->edits[i];
    qsort(sorted, fix->edit_count, sizeof *sorted, compare_edits);
    for (size_t i = 1; i < fix->edit_count; i++)
        if (same_file(sorted[i - 1]->at.source, sorted[i]->at.source) &&
            (sorted[i - 1]->create || sorted[i]->create ||
             sorted[i]->at.span.start < sorted[i - 1]->at.span.end))
            return true;
    return false;
}

/* Why the fix can never be applied; empty if it can. */
static Str fix_problem(const Plan *plan, const Fix *fix) {
    if (fix->edit_count == 0)
        return STR("it changes nothing");
    for (size_t i = 0; i < fix->edit_count; i++) {
        Str problem = edit_problem(plan, &fix->edits[i]);
        if (problem.len > 0)
            return problem;
    }
    return overlaps_itself(plan, fix) ? STR("its edits overlap") : STR("");
}

/* Whether there is a line end, and all of them are CRLF. */
static bool is_crlf(Str bytes) {
    size_t at = str_find(bytes, STR("\n"), 0);
    bool any = at != SIZE_MAX;
    for (; at != SIZE_MAX; at = str_find(bytes, STR("\n"), at + 1))
        if (at == 0 || bytes.ptr[at - 1] != '\r')
            return false;
    return any;
}

Str plan_crlf(Arena *arena, Str text) {
    StrBuf buf;
    if (str_find(text, STR("\n"), 0) == SIZE_MAX)
        return text;
    strbuf_init(&buf, arena);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\n' && (i == 0 || text.ptr[i - 1] != '\r'))
            strbuf_append_char(&buf, '\r');
        strbuf_append_char(&buf, text.ptr[i]);
    }
    return strbuf_str(&buf);
}

static Draft *draft_of(Plan *plan, const Edit *edit) {
    Str place = source_place(plan->arena, edit->at.source);
    Draft *draft = map_get(&plan->by_place, place);
    if (draft)
        return draft;
    draft = arena_new(plan->arena, Draft);
    draft->source = edit->at.source;
    draft->create = edit->create;
    draft->crlf = is_crlf(draft->source->bytes);
    map_put(&plan->by_place, place, draft);
    array_push(plan->arena, &plan->drafts, draft);
    return draft;
}

/* The index of the first edit of the draft that belongs after the span. */
static size_t place_in(const Draft *draft, Span span) {
    size_t low = 0, high = draft->edits.len;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        Span other = draft->edits.items[middle].edit.at.span;
        bool behind = other.start != span.start ? other.start > span.start : other.end > span.end;
        if (behind)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

/* Whether the edits of two spans cannot be applied independently. If one of them is empty, it is
   enough that they touch. */
static bool conflict(Span a, Span b) {
    if (a.start == a.end || b.start == b.end)
        return a.start <= b.end && b.start <= a.end;
    return a.start < b.end && b.start < a.end;
}

/* Whether an edit conflicts with none that was taken. Those do not conflict among themselves, so
   that only its neighbours matter. */
static bool is_free(Plan *plan, const Edit *edit) {
    const Draft *draft = map_get(&plan->by_place, source_place(plan->arena, edit->at.source));
    if (!draft || draft->edits.len == 0)
        return true;
    if (draft->create || edit->create)
        return false;
    size_t at = place_in(draft, edit->at.span);
    return (at == 0 || !conflict(draft->edits.items[at - 1].edit.at.span, edit->at.span)) &&
           (at == draft->edits.len ||
            !conflict(draft->edits.items[at].edit.at.span, edit->at.span));
}

static void take_edit(Plan *plan, const Edit *edit, size_t candidate) {
    Draft *draft = draft_of(plan, edit);
    size_t at = place_in(draft, edit->at.span);
    array_push(plan->arena, &draft->edits, (DraftEdit){0});
    DraftEdit *items = draft->edits.items;
    memmove(&items[at + 1], &items[at], (draft->edits.len - 1 - at) * sizeof *items);
    items[at] = (DraftEdit){.edit = *edit, .candidate = candidate};
    /* The texts come from rules, which write only LF. */
    if (draft->crlf && !edit->exact)
        items[at].edit.text = plan_crlf(plan->arena, edit->text);
}

static void take(Plan *plan, Candidate *candidate) {
    for (size_t i = 0; i < candidate->fix->edit_count; i++)
        take_edit(plan, &candidate->fix->edits[i], plan->candidates.len);
    array_push(plan->arena, &plan->candidates, candidate);
}

static bool all_free(Plan *plan, const Fix *fix) {
    for (size_t i = 0; i < fix->edit_count; i++)
        if (!is_free(plan, &fix->edits[i]))
            return false;
    return true;
}

bool plan_concerns(const FixOptions *options, const Finding *finding) {
    return finding->introduced != INTRODUCED_NO && finding->fix &&
           (finding->fix->safe || options->unsafe);
}

static bool is_wanted(const Plan *plan, const Finding *finding) {
    return plan_concerns(plan->options, finding) &&
           !map_get(plan->refused, identity(plan->arena, finding->fix, finding));
}

/* Collects the candidates of the result: each wanted fix once, with its findings. As many findings
   may share a fix as it has edits, so these are looked through once for all. */
static void collect(Plan *plan, const LintResult *result, Map *by_fix, Candidate **all,
                    size_t *count) {
    for (size_t i = 0; i < result->finding_count; i++) {
        const Finding *finding = &result->findings[i];
        if (!is_wanted(plan, finding))
            continue;
        Str key = {(const char *)&finding->fix, sizeof finding->fix};
        Candidate *candidate = map_get(by_fix, key);
        if (!candidate && plan_unwritable(plan->options, finding->fix) != REPOSITORY_NONE)
            continue;
        if (!candidate) {
            candidate = arena_new(plan->arena, Candidate);
            candidate->fix = finding->fix;
            map_put(by_fix, key, candidate);
            all[(*count)++] = candidate;
        }
        array_push(plan->arena, &candidate->findings, finding);
    }
}

void plan_make(Plan *plan, const LintResult *result) {
    Map by_fix;
    size_t count = 0;
    map_init(&by_fix, plan->arena);
    map_init(&plan->by_place, plan->arena);
    collect_unread(plan, result);
    Candidate **all = arena_alloc_array(plan->arena, result->finding_count, sizeof(Candidate *));
    collect(plan, result, &by_fix, all, &count);
    for (size_t i = 0; i < count; i++) {
        Str problem = fix_problem(plan, all[i]->fix);
        if (problem.len > 0)
            plan_reject(plan, all[i], problem);
        else if (all_free(plan, all[i]->fix))
            take(plan, all[i]);
    }
}
