/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The functions that the tables of formats refer to. Internal to report/.
 */
#ifndef GOVLINT_REPORT_FORMATS_H
#define GOVLINT_REPORT_FORMATS_H

#include "report/log.h"
#include "report/report.h"

void text_write(const Report *report, FILE *out);
void concise_write(const Report *report, FILE *out);
void json_write(const Report *report, FILE *out);
void sarif_write(const Report *report, FILE *out);
void github_write(const Report *report, FILE *out);
void markdown_write(const Report *report, FILE *out);
void rdjson_write(const Report *report, FILE *out);
void gitlab_write(const Report *report, FILE *out);
void junit_write(const Report *report, FILE *out);

void table_write_text(const Table *table, const ReportOptions *options, FILE *out);
void table_write_csv(const Table *table, const ReportOptions *options, FILE *out);
void table_write_json(const Table *table, const ReportOptions *options, FILE *out);

void rules_write_text(const RuleList *list, const ReportOptions *options, FILE *out);
void rules_write_json(const RuleList *list, const ReportOptions *options, FILE *out);
void rules_write_markdown(const RuleList *list, const ReportOptions *options, FILE *out);

void log_write_text(const Log *log, const ReportOptions *options, FILE *out);
void log_write_csv(const Log *log, const ReportOptions *options, FILE *out);
void log_write_json(const Log *log, const ReportOptions *options, FILE *out);

#endif
