/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The log of a history: which commits brought and ended which findings, and a summary of that.
 */
#ifndef GOVLINT_REPORT_LOG_H
#define GOVLINT_REPORT_LOG_H

#include <stdio.h>

#include "history/lives.h"
#include "report/report.h"

/* Something that could not be read at a commit, or at several; reported at the first of them. */
typedef struct LogUnread {
    Str commit; /* its id */
    Str path;   /* empty: the whole commit */
    Str message;
    size_t commits; /* number of commits that this holds for */
} LogUnread;

typedef struct Log {
    const CommitList *commits;
    const Lives *lives;
    Str range;              /* as it was given */
    Str repository;         /* whose history it is */
    bool several;           /* other repositories were linted with it: places are ROLE/PATH */
    bool reverse;           /* oldest first */
    bool summary;           /* write the summary instead of the commits */
    const Skipped *skipped; /* at the newest commit */
    size_t skipped_count;
    const LogUnread *unread;
    size_t unread_count;
    const ReportNotice *notices;
    size_t notice_count;
} Log;

typedef struct LogFormat {
    const char *name;
    void (*write)(const Log *log, const ReportOptions *options, FILE *out);
} LogFormat;

/* Formats of `log`, the default first, ended by a row whose name is NULL. */
extern const LogFormat log_formats[];
const LogFormat *log_format(Str name);

#endif
