/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Whether applied fixes made things better, judged by what linting finds before and after.
 *
 * Fingerprints are of no use here, as those of findings that are otherwise alike depend on how many
 * of them come before. So findings are counted in two ways, and a fixed finding must be missing in
 * both: by rule, file and key of the row; and by rule and file only, as the fix may have changed
 * the row's key. A rule that can no longer run finds nothing either, but that is not a success.
 */
#include "fix/plan.h"

static size_t tally_get(const Map *tally, Str key) {
    const size_t *count = map_get(tally, key);
    return count ? *count : 0;
}

static void tally_add(Map *tally, Str key) {
    ++*map_get_or_new(tally, key, size_t);
}

/* "rule\0repository\0path" */
static Str group_of(Arena *arena, const Finding *finding) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append(&buf, finding->rule);
    strbuf_append_char(&buf, '\0');
    strbuf_append(&buf, source_place(arena, finding->at.source));
    return strbuf_str(&buf);
}

/* The group and the key: what remains the same when the finding moves. */
static Str identity_of(Arena *arena, const Finding *finding) {
    StrBuf buf;
    strbuf_init(&buf, arena);
    strbuf_append(&buf, group_of(arena, finding));
    strbuf_append_char(&buf, '\0');
    strbuf_append(&buf, finding->key);
    return strbuf_str(&buf);
}

/* Numbers of findings. */
typedef struct Counts {
    Map groups;     /* by group_of */
    Map identities; /* by identity_of */
    Map errors;     /* only of errors, by group_of */
} Counts;

static void count_finding(Arena *arena, const Finding *finding, Counts *out) {
    Str group = group_of(arena, finding);
    tally_add(&out->groups, group);
    tally_add(&out->identities, identity_of(arena, finding));
    if (finding->severity == SEVERITY_ERROR)
        tally_add(&out->errors, group);
}

/* Also counts the findings that others cover: they appear once a fix removes the others. */
static void count_findings(Arena *arena, const LintResult *result, Counts *out) {
    map_init(&out->groups, arena);
    map_init(&out->identities, arena);
    map_init(&out->errors, arena);
    for (size_t i = 0; i < result->finding_count; i++)
        count_finding(arena, &result->findings[i], out);
    for (size_t i = 0; i < result->covered_count; i++)
        count_finding(arena, &result->covered[i], out);
}

static Str unread_problem(Arena *arena, const LintResult *before, const LintResult *after) {
    if (after->unread_count <= before->unread_count)
        return (Str){0};
    const Unread *unread = &after->unread[after->unread_count - 1];
    return str_printf(arena, STR_FMT " could no longer be read: " STR_FMT, STR_ARG(unread->path),
                      STR_ARG(unread->message));
}

static bool was_skipped(const LintResult *result, const Skipped *skipped) {
    for (size_t i = 0; i < result->skipped_count; i++)
        if (str_equal(result->skipped[i].rule, skipped->rule) &&
            (!result->skipped[i].partly || skipped->partly))
            return true;
    return false;
}

static Str skipped_problem(Arena *arena, const LintResult *before, const LintResult *after) {
    for (size_t i = 0; i < after->skipped_count; i++) {
        const Skipped *skipped = &after->skipped[i];
        if (!was_skipped(before, skipped))
            return str_printf(arena, "the rule " STR_FMT " could no longer run: " STR_FMT,
                              STR_ARG(skipped->rule), STR_ARG(skipped->reason));
    }
    return (Str){0};
}

/* The first finding of the group whose identity is more frequent than before, else any finding of
   the group. */
static const Finding *first_new(Arena *arena, const Counts *before, const Counts *now,
                                const LintResult *after, Str group) {
    const Finding *any = NULL;
    for (size_t i = 0; i < after->finding_count; i++) {
        const Finding *finding = &after->findings[i];
        if (!str_equal(group_of(arena, finding), group))
            continue;
        Str identity = identity_of(arena, finding);
        any = finding;
        if (tally_get(&now->identities, identity) > tally_get(&before->identities, identity))
            break;
    }
    return any;
}

/* The files that unsafe fixes create. A person has to complete what is copied from a template, and
   errors in it say what is left to do. */
static Map files_to_complete(Arena *arena, const Plan *plan, const bool *tried) {
    Map files;
    map_init(&files, arena);
    for (size_t i = 0; i < plan->candidates.len; i++) {
        const Fix *fix = plan->candidates.items[i]->fix;
        for (size_t k = 0; tried[i] && !fix->safe && k < fix->edit_count; k++)
            if (fix->edits[k].create)
                map_put(&files, source_place(arena, fix->edits[k].at.source), &fix->edits[k]);
    }
    return files;
}

static Str error_problem(Arena *arena, const Counts *before, const Counts *now,
                         const LintResult *after, const Map *to_complete) {
    for (size_t i = 0; i < after->finding_count; i++) {
        const Finding *finding = &after->findings[i];
        Str group = group_of(arena, finding);
        if (finding->severity != SEVERITY_ERROR ||
            tally_get(&now->errors, group) <= tally_get(&before->errors, group) ||
            map_get(to_complete, source_place(arena, finding->at.source)))
            continue;
        const Finding *found = first_new(arena, before, now, after, group);
        return str_printf(arena, "a new error appeared: " STR_FMT " [" STR_FMT "]",
                          STR_ARG(found->message), STR_ARG(found->rule));
    }
    return (Str){0};
}

/* Whether the count has dropped by at least as many as were to be removed. */
static bool has_dropped(const Map *before, const Map *now, const Map *removed, Str key) {
    return tally_get(now, key) + tally_get(removed, key) <= tally_get(before, key);
}

/* Why a finding counts as not removed. Its row may have been wrong in two ways of which the rule
   reported only the first. */
static Str still_there(Arena *arena, const Counts *before, const Counts *now,
                       const LintResult *after, const Finding *finding) {
    const Finding *found = first_new(arena, before, now, after, group_of(arena, finding));
    Str identity = identity_of(arena, finding);
    for (size_t i = 0; i < after->finding_count; i++)
        if (str_equal(identity_of(arena, &after->findings[i]), identity))
            found = &after->findings[i];
    if (!found || str_equal(found->message, finding->message))
        return STR("the finding was still there");
    return str_printf(arena, "then the same rule said: " STR_FMT, STR_ARG(found->message));
}

static Str remaining_problem(Arena *arena, const Counts *before, const Counts *now,
                             const LintResult *after, const Plan *plan, const bool *tried) {
    Counts removed;
    count_findings(arena, &(LintResult){0}, &removed);
    for (int adding = 1; adding >= 0; adding--) {
        for (size_t i = 0; i < plan->candidates.len; i++) {
            const Candidate *candidate = plan->candidates.items[i];
            for (size_t k = 0; tried[i] && k < candidate->findings.len; k++) {
                Str group = group_of(arena, candidate->findings.items[k]);
                Str identity = identity_of(arena, candidate->findings.items[k]);
                if (adding) {
                    tally_add(&removed.groups, group);
                    tally_add(&removed.identities, identity);
                } else if (!has_dropped(&before->identities, &now->identities, &removed.identities,
                                        identity) ||
                           !has_dropped(&before->groups, &now->groups, &removed.groups, group)) {
                    return still_there(arena, before, now, after, candidate->findings.items[k]);
                }
            }
        }
    }
    return (Str){0};
}

Str verify(Arena *arena, const LintResult *before, const LintResult *after, const Plan *plan,
           const bool *tried) {
    Counts old;
    Counts now;
    Str problem = unread_problem(arena, before, after);
    if (problem.len == 0)
        problem = skipped_problem(arena, before, after);
    if (problem.len > 0)
        return problem;
    count_findings(arena, before, &old);
    count_findings(arena, after, &now);
    const Map to_complete = files_to_complete(arena, plan, tried);
    problem = error_problem(arena, &old, &now, after, &to_complete);
    return problem.len > 0 ? problem : remaining_problem(arena, &old, &now, after, plan, tried);
}
