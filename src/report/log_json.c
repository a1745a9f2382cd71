/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The log for programs. Version 1 of its shape is a promise, as it is for the report.
 */
#include "report/formats.h"
#include "report/json_value.h"
#include "report/log_summary.h"

#define LOG_VERSION 1

static json_t *json_commit_id(Arena *scratch, const Commit *commit) {
    return commit ? json_text(scratch, commit->id) : json_null();
}

/* A commit, which must not be NULL. */
static json_t *json_commit(Arena *scratch, const Commit *commit) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "id", commit->id);
    json_put_text(object, scratch, "date", commit_time(scratch, commit));
    json_put_text(object, scratch, "author", commit->author);
    json_put_text(object, scratch, "subject", commit->subject);
    return object;
}

static json_t *json_seen(Arena *scratch, const Seen *seen) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "rule", seen->rule);
    json_put_text(object, scratch, "severity", str_from_c(severity_name(seen->severity)));
    json_put_text(object, scratch, "repository", seen->repository);
    json_put_text(object, scratch, "path", seen->path);
    json_put_positions(object, seen->start, seen->end);
    json_put(object, "row", json_finding_row(scratch, seen->key));
    json_put_text(object, scratch, "message", seen->message);
    json_put_text(object, scratch, "fingerprint", seen->fingerprint);
    return object;
}

static json_t *json_open_counts(const size_t counts[SEVERITY_ERROR + 1]) {
    json_t *object = json_new_object();
    for (Severity severity = SEVERITY_ERROR; severity > SEVERITY_OFF; severity--)
        json_put(object, severity_name(severity), json_size(counts[severity]));
    return object;
}

static json_t *json_ended(Arena *scratch, const Log *log, const Change *change,
                          const Commit *commit) {
    const Commit *brought = log_brought_by(log, change->life);
    json_t *object = json_seen(scratch, change->seen);
    json_put_text(object, scratch, "how", str_from_c(life_end_name(change->end)));
    json_put(object, "brought-by", json_commit_id(scratch, brought));
    json_put(object, "days", brought ? json_size(log_days(brought, commit)) : json_null());
    return object;
}

static json_t *json_changes(Arena *scratch, const Log *log, size_t index) {
    const Commit *commit = &log->commits->items[index];
    const CommitChanges *changes = lives_changes(log->lives, index);
    json_t *brought = json_new_array();
    json_t *ended = json_new_array();
    json_t *parents = json_new_array();
    for (size_t i = 0; i < changes->brought_count; i++)
        json_push(brought, json_seen(scratch, changes->brought[i].seen));
    for (size_t i = 0; i < changes->ended_count; i++)
        json_push(ended, json_ended(scratch, log, &changes->ended[i], commit));
    for (size_t i = 0; i < commit->parent_count; i++)
        json_push(parents, json_text(scratch, log->commits->items[commit->parents[i]].id));
    json_t *object = json_commit(scratch, commit);
    json_put(object, "parents", parents);
    json_put(object, "linted", json_boolean(!changes->passed));
    json_put(object, "brought", brought);
    json_put(object, "ended", ended);
    json_put(object, "open", json_open_counts(changes->open));
    return object;
}

static void write_commits(JsonWriter *writer, Arena *arena, const Log *log) {
    Arena scratch;
    arena_init(&scratch);
    size_t count = 0;
    const size_t *told = log_told(arena, log, &count);
    json_open_inside(writer, "commits", '[');
    for (size_t i = 0; i < count && !ferror(writer->out); i++) {
        json_write_value(writer, NULL, json_changes(&scratch, log, told[i]));
        arena_reset(&scratch);
    }
    json_close(writer);
    arena_free(&scratch);
}

/* the summary */

static json_t *json_periods(Arena *scratch, const LogSummary *summary) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < summary->period_count; i++) {
        const LogPeriod *period = &summary->periods[i];
        json_t *object = json_new_object();
        json_put_text(object, scratch, "period", period->name);
        json_put(object, "brought", json_size(period->brought));
        json_put(object, "ended", json_size(period->ended));
        json_put(object, "open", json_open_counts(period->open));
        json_push(array, object);
    }
    return array;
}

static json_t *json_rules(Arena *scratch, const LogSummary *summary) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < summary->rule_count; i++) {
        const LogRule *rule = &summary->rules[i];
        json_t *object = json_new_object();
        json_put_text(object, scratch, "rule", rule->rule);
        json_put(object, "before", json_size(rule->before));
        json_put(object, "brought", json_size(rule->brought));
        json_put(object, "ended", json_size(rule->ended));
        json_put(object, "open", json_size(rule->open));
        json_put(object, "lifetimes", json_size(rule->lifetimes));
        json_put(object, "median-days",
                 rule->lifetimes > 0 ? json_size(rule->median_days) : json_null());
        json_push(array, object);
    }
    return array;
}

static json_t *json_lives(Arena *scratch, const Log *log, const Life *const *lives, size_t count) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < count; i++) {
        const Commit *brought = log_brought_by(log, lives[i]);
        const Commit *ended = log_ended_by(log, lives[i]);
        json_t *object = json_seen(scratch, lives[i]->seen);
        json_put(object, "brought", brought ? json_commit(scratch, brought) : json_null());
        json_put(object, "ended", ended ? json_commit(scratch, ended) : json_null());
        json_put(object, "days",
                 brought && ended ? json_size(log_days(brought, ended)) : json_null());
        json_push(array, object);
    }
    return array;
}

static void write_summary(JsonWriter *writer, Arena *scratch, const Log *log,
                          const LogSummary *summary) {
    json_write_value(writer, "periods", json_periods(scratch, summary));
    json_write_value(writer, "rules", json_rules(scratch, summary));
    json_write_value(writer, "longest-open",
                     json_lives(scratch, log, summary->longest_open, summary->longest_open_count));
    json_write_value(
        writer, "longest-ended",
        json_lives(scratch, log, summary->longest_ended, summary->longest_ended_count));
}

/* what was not looked at */

static json_t *json_unread(Arena *scratch, const Log *log) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < log->unread_count; i++) {
        const LogUnread *unread = &log->unread[i];
        json_t *object = json_new_object();
        json_put_text(object, scratch, "commit", unread->commit);
        json_put_text(object, scratch, "path", unread->path);
        json_put_text(object, scratch, "message", unread->message);
        json_put(object, "commits", json_size(unread->commits));
        json_push(array, object);
    }
    return array;
}

static json_t *json_totals(const Log *log, const LogSummary *summary) {
    json_t *object = json_new_object();
    json_put(object, "commits", json_size(log->commits->in_range));
    json_put(object, "changed", json_size(summary->changed));
    json_put(object, "before", json_size(summary->before));
    json_put(object, "brought", json_size(summary->brought));
    json_put(object, "ended", json_size(summary->ended));
    json_put(object, "open", json_open_counts(summary->open));
    return object;
}

void log_write_json(const Log *log, const ReportOptions *options, FILE *out) {
    (void)options;
    Arena scratch;
    arena_init(&scratch);
    LogSummary summary = log_summarise(&scratch, log);
    JsonWriter writer = json_open(out, '{');
    json_write_value(&writer, "version", json_size(LOG_VERSION));
    json_write_value(&writer, "range", json_text(&scratch, log->range));
    json_write_value(&writer, "repository", json_text(&scratch, log->repository));
    if (log->summary)
        write_summary(&writer, &scratch, log, &summary);
    else
        write_commits(&writer, &scratch, log);
    json_write_value(&writer, "skipped", json_skipped(&scratch, log->skipped, log->skipped_count));
    json_write_value(&writer, "unread", json_unread(&scratch, log));
    json_write_value(&writer, "notices", json_notices(&scratch, log->notices, log->notice_count));
    json_write_value(&writer, "totals", json_totals(log, &summary));
    json_close(&writer);
    arena_free(&scratch);
}
