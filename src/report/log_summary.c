/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
#include "report/log_summary.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/array.h"
#include "base/map.h"

#define SECONDS_OF_DAY 86400
#define MOST_MONTHS 24

const size_t *log_told(Arena *arena, const Log *log, size_t *count) {
    size_t all = log->commits->count;
    size_t *told = arena_new_array(arena, all, size_t);
    *count = 0;
    for (size_t i = 0; i < all; i++) {
        size_t index = log->reverse ? i : all - 1 - i;
        const CommitChanges *changes = lives_changes(log->lives, index);
        if (changes->brought_count + changes->ended_count > 0 ||
            (changes->passed && !log->commits->items[index].base))
            told[(*count)++] = index;
    }
    return told;
}

const Commit *log_brought_by(const Log *log, const Life *life) {
    return life->begun == LIFE_NONE ? NULL : &log->commits->items[life->begun];
}

const Commit *log_ended_by(const Log *log, const Life *life) {
    return life->ended == LIFE_NONE ? NULL : &log->commits->items[life->ended];
}

size_t log_days(const Commit *from, const Commit *to) {
    /* Unsigned, so that it cannot overflow: a commit may claim any time. */
    uint64_t seconds = (uint64_t)to->authored - (uint64_t)from->authored;
    return to->authored > from->authored ? (size_t)(seconds / SECONDS_OF_DAY) : 0;
}

/* over time */

/* How many leading characters of a day name its period: "2026-01" or "2026". */
static size_t period_length(Arena *arena, const Log *log) {
    Str first = {0};
    Str last = {0};
    for (size_t i = 0; i < log->commits->count; i++) {
        Str day = commit_day(arena, &log->commits->items[i]);
        if (log->commits->items[i].base)
            continue;
        if (first.len == 0 || str_compare(day, first) < 0)
            first = day;
        if (last.len == 0 || str_compare(day, last) > 0)
            last = day;
    }
    if (last.len == 0)
        return 7;
    int months = (atoi(str_to_c(arena, str_slice(last, 0, 4))) -
                  atoi(str_to_c(arena, str_slice(first, 0, 4)))) *
                     12 +
                 atoi(str_to_c(arena, str_slice(last, 5, 7))) -
                 atoi(str_to_c(arena, str_slice(first, 5, 7))) + 1;
    return months > MOST_MONTHS ? 4 : 7;
}

static int compare_periods(const void *a, const void *b) {
    return str_compare(((const LogPeriod *)a)->name, ((const LogPeriod *)b)->name);
}

/* Marks the newest commit and its first parents, all the way back. What is open at the end of a
   period is counted only on this line. */
static bool *main_line(Arena *arena, const CommitList *commits) {
    bool *on_line = arena_new_array(arena, commits->count, bool);
    for (size_t at = commits->count; at > 0;) {
        const Commit *commit = &commits->items[at - 1];
        on_line[at - 1] = true;
        at = commit->parent_count > 0 ? commit->parents[0] + 1 : 0;
    }
    return on_line;
}

static void count_periods(Arena *arena, const Log *log, LogSummary *summary) {
    const CommitList *commits = log->commits;
    size_t length = period_length(arena, log);
    bool *on_line = main_line(arena, commits);
    ARRAY_OF(LogPeriod) periods = {0};
    Map indexes;
    map_init(&indexes, arena);
    for (size_t i = 0; i < commits->count; i++) {
        const CommitChanges *changes = lives_changes(log->lives, i);
        if (commits->items[i].base)
            continue;
        Str name = str_slice(commit_day(arena, &commits->items[i]), 0, length);
        size_t *index = map_get(&indexes, name);
        if (!index) {
            index = arena_new(arena, size_t);
            *index = periods.len;
            map_put(&indexes, name, index);
            array_push(arena, &periods, (LogPeriod){.name = name});
        }
        LogPeriod *period = &periods.items[*index];
        period->brought += changes->brought_count;
        period->ended += changes->ended_count;
        for (Severity severity = SEVERITY_OFF; on_line[i] && severity <= SEVERITY_ERROR; severity++)
            period->open[severity] = changes->open[severity];
        summary->changed += changes->brought_count + changes->ended_count > 0;
    }
    if (periods.len > 1)
        qsort(periods.items, periods.len, sizeof *periods.items, compare_periods);
    summary->periods = periods.items;
    summary->period_count = periods.len;
}

/* by rule */

typedef struct RuleLives {
    LogRule rule;
    ARRAY_OF(size_t) days;
} RuleLives;

static int compare_sizes(const void *a, const void *b) {
    size_t one = *(const size_t *)a;
    size_t other = *(const size_t *)b;
    return (one > other) - (one < other);
}

static int compare_rules(const void *a, const void *b) {
    return str_compare(((const LogRule *)a)->rule, ((const LogRule *)b)->rule);
}

static void count_life(Arena *arena, const Log *log, const Life *life, RuleLives *lives) {
    const Commit *begun = log_brought_by(log, life);
    const Commit *ended = log_ended_by(log, life);
    lives->rule.before += !begun;
    lives->rule.brought += begun != NULL;
    lives->rule.ended += ended != NULL;
    lives->rule.open += !ended;
    if (begun && ended)
        array_push(arena, &lives->days, log_days(begun, ended));
}

/* The median of an even number is the lower of the two in the middle, so it is whole days. */
static void set_median(RuleLives *lives) {
    size_t count = lives->days.len;
    if (count > 1)
        qsort(lives->days.items, count, sizeof(size_t), compare_sizes);
    lives->rule.lifetimes = count;
    lives->rule.median_days = count > 0 ? lives->days.items[(count - 1) / 2] : 0;
}

static void count_rules(Arena *arena, const Log *log, LogSummary *summary) {
    size_t count = 0;
    Life *const *all = lives_all(log->lives, &count);
    ARRAY_OF(RuleLives *) rules = {0};
    Map by_rule;
    map_init(&by_rule, arena);
    for (size_t i = 0; i < count; i++) {
        RuleLives *lives = map_get(&by_rule, all[i]->seen->rule);
        if (!lives) {
            lives = arena_new(arena, RuleLives);
            lives->rule.rule = all[i]->seen->rule;
            map_put(&by_rule, lives->rule.rule, lives);
            array_push(arena, &rules, lives);
        }
        count_life(arena, log, all[i], lives);
    }
    summary->rules = arena_new_array(arena, rules.len, LogRule);
    summary->rule_count = rules.len;
    for (size_t i = 0; i < rules.len; i++) {
        set_median(rules.items[i]);
        summary->rules[i] = rules.items[i]->rule;
        summary->before += rules.items[i]->rule.before;
        summary->brought += rules.items[i]->rule.brought;
        summary->ended += rules.items[i]->rule.ended;
    }
    if (rules.len > 1)
        qsort(summary->rules, rules.len, sizeof(LogRule), compare_rules);
}

/* the longest */

typedef struct LongLife {
    const Life *life;
    size_t days;
    size_t order; /* sorts lives of the same length by when they were found */
    bool before;  /* it began before the range, so that its real length is not known */
} LongLife;

static int compare_long(const void *a, const void *b) {
    const LongLife *one = a;
    const LongLife *other = b;
    if (one->before != other->before)
        return one->before ? -1 : 1;
    if (one->days != other->days)
        return one->days > other->days ? -1 : 1;
    return compare_sizes(&one->order, &other->order);
}

static const Life **find_longest(Arena *arena, const Log *log, bool open, size_t *found) {
    size_t count = 0;
    Life *const *all = lives_all(log->lives, &count);
    const Commit *newest = &log->commits->items[log->commits->count - 1];
    LongLife *sorted = arena_new_array(arena, count, LongLife);
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const Commit *begun = log_brought_by(log, all[i]);
        const Commit *ended = log_ended_by(log, all[i]);
        if (open ? ended != NULL : !ended || !begun)
            continue;
        size_t days = begun ? log_days(begun, open ? newest : ended) : 0;
        sorted[kept++] = (LongLife){all[i], days, i, !begun};
    }
    if (kept > 1)
        qsort(sorted, kept, sizeof *sorted, compare_long);
    *found = kept < LOG_LONGEST ? kept : LOG_LONGEST;
    const Life **longest = arena_new_array(arena, *found, const Life *);
    for (size_t i = 0; i < *found; i++)
        longest[i] = sorted[i].life;
    return longest;
}

LogSummary log_summarise(Arena *arena, const Log *log) {
    LogSummary summary = {0};
    size_t count = log->commits->count;
    if (count == 0)
        return summary;
    count_periods(arena, log, &summary);
    count_rules(arena, log, &summary);
    const CommitChanges *last = lives_changes(log->lives, count - 1);
    for (Severity severity = SEVERITY_OFF; severity <= SEVERITY_ERROR; severity++)
        summary.open[severity] = last->open[severity];
    summary.longest_open = find_longest(arena, log, true, &summary.longest_open_count);
    summary.longest_ended = find_longest(arena, log, false, &summary.longest_ended_count);
    return summary;
}
