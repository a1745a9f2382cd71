/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * JSON of tables and of lists of rules.
 */
#include "report/formats.h"
#include "report/json_value.h"

static json_t *json_cell(Arena *scratch, Cell cell) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "text", cell.text);
    json_put_span(object, cell.at);
    json_put(object, "present", json_boolean(cell.present));
    return object;
}

static json_t *json_row(Arena *scratch, const TableDef *def, const Row *row) {
    json_t *at = json_new_object();
    json_put_span(at, row->at);
    json_t *cells = json_new_object();
    for (size_t i = 0; i < def->column_count; i++) {
        Str name = def->columns[i].name;
        json_put(cells, str_to_c(scratch, name), json_cell(scratch, row_cell(row, i)));
    }
    json_t *object = json_new_object();
    json_put_text(object, scratch, "repository", row->at.source->repository);
    json_put_text(object, scratch, "path", row->at.source->path);
    json_put(object, "at", at);
    json_put(object, "cells", cells);
    return object;
}

void table_write_json(const Table *table, const ReportOptions *options, FILE *out) {
    (void)options;
    Arena scratch;
    arena_init(&scratch);
    JsonWriter writer = json_open(out, '[');
    for (size_t i = 0; i < table->row_count && !ferror(out); i++) {
        json_write_value(&writer, NULL, json_row(&scratch, table->def, table->rows[i]));
        arena_reset(&scratch);
    }
    json_close(&writer);
    arena_free(&scratch);
}

static json_t *json_rule(Arena *scratch, const Rule *rule) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "id", rule->id);
    json_put_text(object, scratch, "pack", rule->pack);
    json_put_text(object, scratch, "subject", rule->subject);
    json_put_text(object, scratch, "severity", str_from_c(severity_name(rule->severity)));
    if (rule->has_fix)
        json_put_text(object, scratch, "fix", rule->safe_fix ? STR("safe") : STR("unsafe"));
    else
        json_put(object, "fix", json_null());
    json_put_text(object, scratch, "summary", rule->summary);
    json_put_text(object, scratch, "why", str_trim(rule->why));
    return object;
}

void rules_write_json(const RuleList *list, const ReportOptions *options, FILE *out) {
    (void)options;
    Arena scratch;
    arena_init(&scratch);
    json_t *array = json_new_array();
    for (size_t i = 0; i < list->count; i++)
        json_push(array, json_rule(&scratch, list->rules[i]));
    json_finish(array, out);
    arena_free(&scratch);
}
