/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The report for programs. Version 1 of its shape is a promise: keys are added, never changed.
 * Lines and columns count from 1, columns in code points, offsets in bytes from 0.
 */
#include "report/formats.h"
#include "report/json_value.h"
#include "report/order.h"

#define JSON_VERSION 1
#define MOST_ROW 500

static json_t *json_related(Arena *scratch, const Finding *finding) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < finding->related_count; i++) {
        json_t *object = json_new_object();
        json_put_location(object, scratch, finding->related[i].at);
        json_put_text(object, scratch, "message", finding->related[i].message);
        json_push(array, object);
    }
    return array;
}

/* If findings share a fix, the first has its edits, and the others refer to that finding. */
static json_t *json_fix(Arena *scratch, Map *fixes, const Finding *finding) {
    const Fix *fix = finding->fix;
    if (!fix)
        return json_null();
    const Finding *first = first_with_fix(fixes, finding);
    json_t *edits = json_new_array();
    for (size_t i = 0; first == finding && i < fix->edit_count; i++) {
        json_t *edit = json_new_object();
        json_put_location(edit, scratch, fix->edits[i].at);
        json_put_text(edit, scratch, "text", fix->edits[i].text);
        if (fix->edits[i].create)
            json_put(edit, "create", json_true());
        json_push(edits, edit);
    }
    json_t *object = json_new_object();
    json_put_text(object, scratch, "title", fix->title);
    json_put(object, "safe", json_boolean(fix->safe));
    json_put(object, "edits", edits);
    if (first != finding)
        json_put_text(object, scratch, "same-as", first->fingerprint);
    return object;
}

/* The text by which an ignore names the row; null if that is too long for a report. */
json_t *json_finding_row(Arena *scratch, Str key) {
    Str row = key_text(scratch, key);
    return row.len > 0 && row.len <= MOST_ROW ? json_text(scratch, row) : json_null();
}

static json_t *json_finding(Arena *scratch, Map *fixes, const Finding *finding) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "rule", finding->rule);
    json_put_text(object, scratch, "severity", str_from_c(severity_name(finding->severity)));
    json_put_location(object, scratch, finding->at);
    json_put(object, "row", json_finding_row(scratch, finding->key));
    json_put_text(object, scratch, "message", finding->message);
    json_put_text(object, scratch, "help", finding->help);
    json_put(object, "related", json_related(scratch, finding));
    json_put(object, "fix", json_fix(scratch, fixes, finding));
    json_put_text(object, scratch, "fingerprint", finding->fingerprint);
    json_put(object, "introduced",
             finding->introduced == INTRODUCED_UNKNOWN
                 ? json_null()
                 : json_boolean(finding->introduced == INTRODUCED_YES));
    return object;
}

json_t *json_skipped(Arena *scratch, const Skipped *skipped, size_t count) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_new_object();
        json_put_text(object, scratch, "rule", skipped[i].rule);
        json_put_text(object, scratch, "reason", skipped[i].reason);
        json_put(object, "partly", json_boolean(skipped[i].partly));
        json_put(object, "repository",
                 skipped[i].repository.len > 0 ? json_text(scratch, skipped[i].repository)
                                               : json_null());
        json_push(array, object);
    }
    return array;
}

/* Findings whose fix was applied or refused; only the latter have a reason. */
static json_t *json_fixes(Arena *scratch, const ReportFix *fixes, size_t count) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < count; i++) {
        json_t *object = json_new_object();
        json_put_text(object, scratch, "rule", fixes[i].finding->rule);
        json_put_text(object, scratch, "repository", fixes[i].file->repository);
        json_put_text(object, scratch, "path", fixes[i].file->path);
        json_put_text(object, scratch, "message", fixes[i].finding->message);
        json_put_text(object, scratch, "title", fixes[i].title);
        if (fixes[i].reason.len > 0)
            json_put_text(object, scratch, "reason", fixes[i].reason);
        json_put_text(object, scratch, "fingerprint", fixes[i].finding->fingerprint);
        json_push(array, object);
    }
    return array;
}

static json_t *json_unread(Arena *scratch, const LintResult *result) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < result->unread_count; i++) {
        const Unread *unread = &result->unread[i];
        json_t *object = json_new_object();
        json_put_text(
            object, scratch, "path",
            str_printf(scratch, STR_FMT STR_FMT, STR_ARG(unread->label), STR_ARG(unread->path)));
        json_put_text(object, scratch, "message", unread->message);
        json_push(array, object);
    }
    return array;
}

json_t *json_notices(Arena *scratch, const ReportNotice *notices, size_t count) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < count; i++) {
        const ReportNotice *notice = &notices[i];
        json_t *paths = json_new_array();
        for (size_t k = 0; k < notice->path_count; k++)
            json_push(paths, json_text(scratch, notice->paths[k]));
        json_t *object = json_new_object();
        json_put_text(object, scratch, "kind", str_from_c(notice->kind));
        json_put_text(object, scratch, "message", notice->message);
        json_put(object, "paths", paths);
        json_push(array, object);
    }
    return array;
}

static json_t *json_summary(const LintResult *result) {
    json_t *object = json_new_object();
    json_put(object, "error", json_size(result->counts[SEVERITY_ERROR]));
    json_put(object, "warning", json_size(result->counts[SEVERITY_WARNING]));
    json_put(object, "note", json_size(result->counts[SEVERITY_NOTE]));
    json_put(object, "fixable", json_size(result->fixable));
    json_put(object, "suppressed", json_size(result->suppressed));
    json_put(object, "files", json_size(result->files));
    json_put(object, "rules", json_size(result->rules));
    if (result->compared) { /* with --since */
        json_put(object, "new", json_size(result->introduced));
        json_put(object, "fixed", json_size(result->fixed));
        json_put(object, "known", json_size(result->known));
    }
    return object;
}

static void write_findings(JsonWriter *writer, const LintResult *result) {
    Arena scratch;
    Arena arena;
    Map fixes;
    arena_init(&scratch);
    arena_init(&arena);
    map_init(&fixes, &arena);
    json_open_inside(writer, "findings", '[');
    for (size_t i = 0; i < result->finding_count && !ferror(writer->out); i++) {
        json_write_value(writer, NULL, json_finding(&scratch, &fixes, &result->findings[i]));
        arena_reset(&scratch);
    }
    json_close(writer);
    arena_free(&arena);
    arena_free(&scratch);
}

void json_write(const Report *report, FILE *out) {
    const LintResult *result = report->result;
    const ReportFixes *fixes = report->fixes;
    Arena scratch;
    arena_init(&scratch);
    JsonWriter writer = json_open(out, '{');
    json_write_value(&writer, "version", json_size(JSON_VERSION));
    write_findings(&writer, result);
    if (fixes) {
        json_write_value(&writer, "fixed", json_fixes(&scratch, fixes->fixed, fixes->fixed_count));
        json_write_value(&writer, "refused",
                         json_fixes(&scratch, fixes->refused, fixes->refused_count));
    }
    json_write_value(&writer, "skipped",
                     json_skipped(&scratch, result->skipped, result->skipped_count));
    json_write_value(&writer, "unread", json_unread(&scratch, result));
    json_write_value(&writer, "notices",
                     json_notices(&scratch, report->notices, report->notice_count));
    json_write_value(&writer, "summary", json_summary(result));
    json_close(&writer);
    arena_free(&scratch);
}
