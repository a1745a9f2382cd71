/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The Diagnostic Format of reviewdog. Its columns count bytes of UTF-8. A suggestion replaces a
 * range of the file that the diagnostic is in, so fixes of other files are left out.
 */
#include "report/formats.h"
#include "report/hunk.h"
#include "report/json_value.h"
#include "report/order.h"
#include "report/where.h"

/* Nobody would read a larger suggestion in a comment. */
#define MOST_SUGGESTED ((size_t)64 * 1024)

static const char *const severities[] = {
    [SEVERITY_OFF] = "INFO",
    [SEVERITY_NOTE] = "INFO",
    [SEVERITY_WARNING] = "WARNING",
    [SEVERITY_ERROR] = "ERROR",
};

static json_t *rdjson_position(const Source *source, size_t offset) {
    size_t line = source_position(source, offset).line;
    size_t start = source_line(source, line).start;
    json_t *object = json_new_object();
    json_put(object, "line", json_size(line));
    json_put(object, "column", json_size(offset > start ? offset - start + 1 : 1));
    return object;
}

static json_t *rdjson_range(const Source *source, Span span) {
    json_t *object = json_new_object();
    json_put(object, "start", rdjson_position(source, span.start));
    json_put(object, "end", rdjson_position(source, span.end));
    return object;
}

static json_t *rdjson_location(const Report *report, Arena *scratch, Location at) {
    json_t *object = json_new_object();
    json_put_shown(object, scratch, "path", where_path(scratch, &report->options, at.source));
    if (at.source->bytes.len > 0)
        json_put(object, "range", rdjson_range(at.source, at.span));
    return object;
}

static void put_suggestion(json_t *object, Arena *scratch, Map *fixes, const Finding *finding) {
    Hunk hunk;
    if (!finding->fix || first_with_fix(fixes, finding) != finding ||
        !hunk_of_source(scratch, finding->fix, finding->at.source, MOST_SUGGESTED, &hunk))
        return;
    json_t *suggestion = json_new_object();
    json_put(suggestion, "range", rdjson_range(hunk.source, hunk.span));
    json_put_text(suggestion, scratch, "text", hunk.text);
    json_t *suggestions = json_new_array();
    json_push(suggestions, suggestion);
    json_put(object, "suggestions", suggestions);
}

static json_t *rdjson_related(const Report *report, Arena *scratch, const Finding *finding) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < finding->related_count; i++) {
        json_t *object = json_new_object();
        json_put_shown(object, scratch, "message", finding->related[i].message);
        json_put(object, "location", rdjson_location(report, scratch, finding->related[i].at));
        json_push(array, object);
    }
    return array;
}

static json_t *rdjson_diagnostic(const Report *report, Arena *scratch, Map *fixes,
                                 const Finding *finding) {
    Str message = marked_message(scratch, finding);
    json_t *code = json_new_object();
    json_put_text(code, scratch, "value", finding->rule);
    json_t *object = json_new_object();
    json_put_shown(object, scratch, "message",
                   finding->help.len > 0 ? str_printf(scratch, STR_FMT "; help: " STR_FMT,
                                                      STR_ARG(message), STR_ARG(finding->help))
                                         : message);
    json_put(object, "location", rdjson_location(report, scratch, finding->at));
    json_put_text(object, scratch, "severity", str_from_c(severities[finding->severity]));
    json_put(object, "code", code);
    put_suggestion(object, scratch, fixes, finding);
    if (finding->related_count > 0)
        json_put(object, "related_locations", rdjson_related(report, scratch, finding));
    return object;
}

void rdjson_write(const Report *report, FILE *out) {
    const LintResult *result = report->result;
    Arena scratch;
    Arena arena;
    arena_init(&scratch);
    arena_init(&arena);
    Map fixes;
    map_init(&fixes, &arena);
    json_t *source = json_new_object();
    json_put_text(source, &scratch, "name", STR("govlint"));
    JsonWriter writer = json_open(out, '{');
    json_write_value(&writer, "source", source);
    json_open_inside(&writer, "diagnostics", '[');
    for (size_t i = 0; i < result->finding_count && !ferror(out); i++) {
        json_write_value(&writer, NULL,
                         rdjson_diagnostic(report, &scratch, &fixes, &result->findings[i]));
        arena_reset(&scratch);
    }
    json_close(&writer);
    json_close(&writer);
    arena_free(&arena);
    arena_free(&scratch);
}
