/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The tables of formats: help, validation and dispatch all read these rows. A new format is a
 * function and a row.
 */
#include "report/formats.h"

const ReportFormat report_formats[] = {
    {"text", "for people, with source lines", false, text_write},
    {"concise", "one line for each finding", true, concise_write},
    {"json", "for programs", false, json_write},
    {"sarif", "SARIF 2.1.0, for code scanning", false, sarif_write},
    {"github", "annotations in GitHub Actions", true, github_write},
    {"markdown", "a summary with suggested changes", false, markdown_write},
    {"rdjson", "the Diagnostic Format of reviewdog", true, rdjson_write},
    {"gitlab", "GitLab's code quality report", true, gitlab_write},
    {"junit", "JUnit's XML, for test reports", false, junit_write},
    {NULL, NULL, false, NULL},
};

const TableFormat table_formats[] = {
    {"text", "aligned columns", table_write_text},
    {"csv", "comma-separated values (RFC 4180)", table_write_csv},
    {"json", "every cell with its place", table_write_json},
    {NULL, NULL, NULL},
};

const RuleFormat rule_formats[] = {
    {"text", "aligned columns", rules_write_text},
    {"json", "for programs", rules_write_json},
    {"markdown", "a reference with examples", rules_write_markdown},
    {NULL, NULL, NULL},
};

const LogFormat log_formats[] = {
    {"text", "for people", log_write_text},
    {"csv", "one line for each change", log_write_csv},
    {"json", "for programs", log_write_json},
    {NULL, NULL, NULL},
};

const ReportFormat *report_format(Str name) {
    for (const ReportFormat *format = report_formats; format->name; format++)
        if (str_equal_c(name, format->name))
            return format;
    return NULL;
}

const TableFormat *table_format(Str name) {
    for (const TableFormat *format = table_formats; format->name; format++)
        if (str_equal_c(name, format->name))
            return format;
    return NULL;
}

const RuleFormat *rule_format(Str name) {
    for (const RuleFormat *format = rule_formats; format->name; format++)
        if (str_equal_c(name, format->name))
            return format;
    return NULL;
}

const LogFormat *log_format(Str name) {
    for (const LogFormat *format = log_formats; format->name; format++)
        if (str_equal_c(name, format->name))
            return format;
    return NULL;
}
