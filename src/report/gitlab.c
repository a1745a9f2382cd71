/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * GitLab's code quality report: an array of issues. GitLab compares the fingerprints of two
 * branches and shows in a merge request which issues are new.
 */
#include "report/formats.h"
#include "report/json_value.h"
#include "report/order.h"
#include "report/where.h"

static const char *const severities[] = {
    [SEVERITY_OFF] = "info",
    [SEVERITY_NOTE] = "info",
    [SEVERITY_WARNING] = "minor",
    [SEVERITY_ERROR] = "major",
};

static json_t *gitlab_location(const Report *report, Arena *scratch, Location at) {
    Region region = where_region(at);
    json_t *lines = json_new_object();
    json_put(lines, "begin", json_size(region.known ? region.start.line : 1));
    if (region.known)
        json_put(lines, "end", json_size(region.end.line));
    json_t *object = json_new_object();
    json_put_shown(object, scratch, "path", where_path(scratch, &report->options, at.source));
    json_put(object, "lines", lines);
    return object;
}

static json_t *gitlab_issue(const Report *report, Arena *scratch, const Finding *finding) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "type", STR("issue"));
    json_put_text(object, scratch, "check_name", finding->rule);
    json_put_shown(object, scratch, "description", marked_message(scratch, finding));
    json_put_text(object, scratch, "severity", str_from_c(severities[finding->severity]));
    json_put_text(object, scratch, "fingerprint", finding->fingerprint);
    json_put(object, "location", gitlab_location(report, scratch, finding->at));
    return object;
}

void gitlab_write(const Report *report, FILE *out) {
    const LintResult *result = report->result;
    Arena scratch;
    arena_init(&scratch);
    JsonWriter writer = json_open(out, '[');
    for (size_t i = 0; i < result->finding_count && !ferror(out); i++) {
        json_write_value(&writer, NULL, gitlab_issue(report, &scratch, &result->findings[i]));
        arena_reset(&scratch);
    }
    json_close(&writer);
    arena_free(&scratch);
}
