/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The tables of formats, which help, validation and dispatch all use. A new format needs a function
 * and a row.
 */
#include "report/formats.h"

const ReportFormat report_formats[] = {
    {"text", false, text_write},    {"concise", true, concise_write},
    {"json", false, json_write},    {"sarif", false, sarif_write},
    {"github", true, github_write}, {"markdown", false, markdown_write},
    {"rdjson", true, rdjson_write}, {"gitlab", true, gitlab_write},
    {"junit", false, junit_write},  {NULL, false, NULL},
};

const TableFormat table_formats[] = {
    {"text", table_write_text},
    {"csv", table_write_csv},
    {"json", table_write_json},
    {NULL, NULL},
};

const RuleFormat rule_formats[] = {
    {"text", rules_write_text},
    {"json", rules_write_json},
    {"markdown", rules_write_markdown},
    {NULL, NULL},
};

const LogFormat log_formats[] = {
    {"text", log_write_text},
    {"csv", log_write_csv},
    {"json", log_write_json},
    {NULL, NULL},
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
