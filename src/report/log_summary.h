/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The summary of a log: counts over time and by rule, and how long findings lived. Internal to
 * report/.
 */
#ifndef GOVLINT_REPORT_LOG_SUMMARY_H
#define GOVLINT_REPORT_LOG_SUMMARY_H

#include "report/log.h"

/* How many of the longest-lived findings are listed. */
#define LOG_LONGEST 10

/* A month, or a year if the range is longer than two years. */
typedef struct LogPeriod {
    Str name; /* "2026-01", "2026" */
    size_t brought;
    size_t ended;
    size_t open[SEVERITY_ERROR + 1]; /* at its end, by severity */
} LogPeriod;

typedef struct LogRule {
    Str rule;
    size_t before; /* stood before the range */
    size_t brought;
    size_t ended;
    size_t open;
    size_t lifetimes;   /* number of lives whose begin and end are both known … */
    size_t median_days; /* … and their median length */
} LogRule;

typedef struct LogSummary {
    size_t changed; /* commits that brought or ended something */
    size_t before;
    size_t brought;
    size_t ended;
    size_t open[SEVERITY_ERROR + 1];
    LogPeriod *periods; /* those with commits, the oldest first */
    size_t period_count;
    LogRule *rules; /* by id */
    size_t rule_count;
    const Life **longest_open; /* LOG_LONGEST at most, the longest first */
    size_t longest_open_count;
    const Life **longest_ended; /* among lives whose begin and end are both known */
    size_t longest_ended_count;
} LogSummary;

LogSummary log_summarise(Arena *arena, const Log *log);

/*
 * The indexes of the commits to report, in the order that was asked for: those that changed
 * something or could not be linted.
 */
const size_t *log_told(Arena *arena, const Log *log, size_t *count);

/* The commit that brought or ended a life; NULL if that is not known or did not happen. */
const Commit *log_brought_by(const Log *log, const Life *life);
const Commit *log_ended_by(const Log *log, const Life *life);

/* Days from one author date to another; 0 if the second is earlier. */
size_t log_days(const Commit *from, const Commit *to);

#endif
