/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The log for spreadsheets: a line for each change or, for the summary, a line for each finding,
 * from which all other numbers can be computed.
 */
#include "report/csv.h"
#include "report/formats.h"
#include "report/log_summary.h"

static void print_field(const Printer *printer, Str text) {
    print_c(printer, ",");
    csv_print_inert(printer, text);
}

static void print_number(const Printer *printer, size_t number) {
    print_raw(printer, str_printf(printer->scratch, ",%zu", number));
}

/* The commit's id, day and author; empty fields if there is no commit. */
static void print_commit(const Printer *printer, const Commit *commit) {
    print_field(printer, commit ? commit->id : STR(""));
    print_field(printer, commit ? commit_day(printer->scratch, commit) : STR(""));
    print_field(printer, commit ? commit->author : STR(""));
}

static void print_seen(const Printer *printer, const Seen *seen) {
    print_field(printer, seen->rule);
    print_field(printer, str_from_c(severity_name(seen->severity)));
    print_field(printer, seen->repository);
    print_field(printer, seen->path);
    print_number(printer, seen->start.line);
    print_number(printer, seen->start.column);
    print_field(printer, seen->message);
    print_field(printer, key_text(printer->scratch, seen->key));
    print_field(printer, seen->fingerprint);
}

static void print_change(const Printer *printer, const Commit *commit, const Change *change,
                         bool ended) {
    print_c(printer, ended ? "ended" : "brought");
    print_field(printer, ended ? str_from_c(life_end_name(change->end)) : STR(""));
    print_commit(printer, commit);
    print_field(printer, commit->subject);
    print_seen(printer, change->seen);
    print_c(printer, "\r\n");
}

static void print_changes(const Printer *printer, const Log *log) {
    print_c(printer, "change,how,commit,date,author,subject,"
                     "rule,severity,repository,path,line,column,message,row,fingerprint\r\n");
    size_t count = 0;
    const size_t *told = log_told(printer->scratch, log, &count);
    for (size_t i = 0; i < count && !ferror(printer->out); i++) {
        const Commit *commit = &log->commits->items[told[i]];
        const CommitChanges *changes = lives_changes(log->lives, told[i]);
        for (size_t k = 0; k < changes->brought_count; k++)
            print_change(printer, commit, &changes->brought[k], false);
        for (size_t k = 0; k < changes->ended_count; k++)
            print_change(printer, commit, &changes->ended[k], true);
    }
}

static void print_life(const Printer *printer, const Log *log, const Life *life) {
    const Commit *brought = log_brought_by(log, life);
    const Commit *ended = log_ended_by(log, life);
    print_c(printer, ended ? life_end_name(life->end) : "open");
    print_commit(printer, brought);
    print_commit(printer, ended);
    if (brought && ended)
        print_number(printer, log_days(brought, ended));
    else
        print_c(printer, ",");
    print_seen(printer, life->seen);
    print_c(printer, "\r\n");
}

static void print_lives(const Printer *printer, const Log *log) {
    size_t count = 0;
    Life *const *lives = lives_all(log->lives, &count);
    print_c(printer, "state,brought,brought-date,brought-by,ended,ended-date,ended-by,days,"
                     "rule,severity,repository,path,line,column,message,row,fingerprint\r\n");
    for (size_t i = 0; i < count && !ferror(printer->out); i++)
        print_life(printer, log, lives[log->reverse ? i : count - 1 - i]);
}

void log_write_csv(const Log *log, const ReportOptions *options, FILE *out) {
    Arena scratch;
    arena_init(&scratch);
    Printer printer = {out, &scratch, options};
    if (log->summary)
        print_lives(&printer, log);
    else
        print_changes(&printer, log);
    arena_free(&scratch);
}
