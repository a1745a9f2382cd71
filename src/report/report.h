/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Reports: what a run found, written to a stream in one of several formats.
 *
 *     const ReportFormat *format = report_format(name);
 *     format->write(&report, stdout);
 *     if (ferror(stdout)) …
 *
 * Write errors are left in the stream for the caller to check. Everything that comes from a
 * repository is escaped for the format it goes to. The output depends only on the Report.
 */
#ifndef GOVLINT_REPORT_REPORT_H
#define GOVLINT_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "rule/engine.h"

typedef struct ReportOptions {
    bool color;
    size_t width; /* columns of the terminal; source lines are cut and prose is wrapped to it */
    bool quiet;   /* print only findings */
    bool stats;
    bool by_role; /* places are ROLE/PATH: for repositories that are not on disk */
} ReportOptions;

typedef struct ReportPhase {
    const char *name; /* "read the rules" */
    double seconds;
} ReportPhase;

#define REPORT_MAX_PHASES 5

/* For --stats. */
typedef struct ReportStats {
    ReportPhase phases[REPORT_MAX_PHASES];
    size_t phase_count;
    size_t bytes;  /* of the files that were read */
    size_t memory; /* bytes that the run's arena has taken from the system */
} ReportStats;

/* A finding that was fixed, or whose fix was refused. */
typedef struct ReportFix {
    const Finding *finding;
    Str title;
    const Source *file; /* the one that was changed, or would have been */
    Str reason;         /* why it was refused; empty if it was fixed */
} ReportFix;

/* Fixes that were left out because their repository was not given, but found beside those given. */
typedef struct ReportElsewhere {
    Str repository;
    size_t count;
} ReportElsewhere;

/* What a run with --fix did; the result is then what remains. */
typedef struct ReportFixes {
    const ReportFix *fixed; /* by file */
    size_t fixed_count;
    const ReportFix *refused;
    size_t refused_count;
    const ReportElsewhere *elsewhere;
    size_t elsewhere_count;
    bool stable; /* false: another run would fix more */
} ReportFixes;

/* What a run reports besides findings, such as that no repository was recognised. */
typedef struct ReportNotice {
    const char *kind; /* for programs; one of those in docs/formats.md */
    Str message;
    const Str *paths; /* paths that the user may have meant */
    size_t path_count;
} ReportNotice;

typedef struct Report {
    const LintResult *result;
    const Pack *pack;
    const Repository *repositories;
    size_t repository_count;
    ReportOptions options;
    ReportStats stats;
    const ReportFixes *fixes; /* NULL without --fix */
    const ReportNotice *notices;
    size_t notice_count;
    bool only_common; /* no pack has a role for what was linted: the rules for any repository ran */
    int exit_status;  /* the one that the program will end with */
} Report;

typedef struct ReportFormat {
    const char *name;
    bool findings_only; /* the format has no place for report_summary, which must go elsewhere */
    void (*write)(const Report *report, FILE *out);
} ReportFormat;

/* All formats of `check`, the default first, ended by a row whose name is NULL. */
extern const ReportFormat report_formats[];

/* The format of this name, or NULL. */
const ReportFormat *report_format(Str name);

/* Prints for people what was fixed, by file, and what was not; nothing without --fix. */
void report_fixes(const Report *report, FILE *out);

/* Prints for people what was skipped, a summary of one line, and with --stats the statistics. */
void report_summary(const Report *report, FILE *out);

/* Formats of a table's rows: text, csv, json. */
typedef struct TableFormat {
    const char *name;
    void (*write)(const Table *table, const ReportOptions *options, FILE *out);
} TableFormat;

extern const TableFormat table_formats[];
const TableFormat *table_format(Str name);

/* Rules, grouped by pack, and their packs. */
typedef struct RuleList {
    const Rule *const *rules;
    size_t count;
    Pack *const *packs;
    size_t pack_count;
} RuleList;

/* Formats of a list of rules: text, json, markdown. */
typedef struct RuleFormat {
    const char *name;
    void (*write)(const RuleList *list, const ReportOptions *options, FILE *out);
} RuleFormat;

extern const RuleFormat rule_formats[];
const RuleFormat *rule_format(Str name);

/* What a file says about a rule: the file that defines it, or a configuration. */
typedef struct RuleOrigin {
    Str what;  /* "off in website" */
    Str place; /* "../website/.govlint.yml:4" */
    Str why;   /* the reason of an ignore, or empty */
} RuleOrigin;

/* Prints everything there is to know about one rule, for people. */
void rule_explain(const Rule *rule, const RuleOrigin *origins, size_t origin_count,
                  const ReportOptions *options, FILE *out);

#endif
