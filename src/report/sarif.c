/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * SARIF 2.1.0, as code scanning accepts it. It has at most as many results as GitHub shows of a
 * run, the most severe ones; a notification of the run says how many were left out.
 */
#include "report/sarif.h"

#include "base/map.h"
#include "report/formats.h"
#include "report/order.h"
#include "report/where.h"

#define MOST_RESULTS 5000

typedef struct SarifRun {
    const Report *report;
    Arena *scratch;   /* reset after each result */
    const Map *rules; /* index of each rule of the pack */
    Map *fixes;       /* those that were written */
} SarifRun;

static json_t *artifact_location(const SarifRun *run, const Source *source) {
    Str path = where_path(run->scratch, &run->report->options, source);
    json_t *object = json_new_object();
    json_put_text(object, run->scratch, "uri", where_uri(run->scratch, path));
    return object;
}

/* The region, or the file's start if it is not known: GitHub rejects results without a line. */
static json_t *sarif_region(Region region) {
    json_t *object = json_new_object();
    json_put(object, "startLine", json_size(region.known ? region.start.line : 1));
    json_put(object, "startColumn", json_size(region.known ? region.start.column : 1));
    json_put(object, "endLine", json_size(region.known ? region.end.line : 1));
    json_put(object, "endColumn", json_size(region.known ? region.end.column : 1));
    return object;
}

static json_t *sarif_location(const SarifRun *run, Location at) {
    json_t *physical = json_new_object();
    json_put(physical, "artifactLocation", artifact_location(run, at.source));
    json_put(physical, "region", sarif_region(where_region(at)));
    json_t *object = json_new_object();
    json_put(object, "physicalLocation", physical);
    return object;
}

static json_t *sarif_related(const SarifRun *run, const Finding *finding) {
    json_t *array = json_new_array();
    for (size_t i = 0; i < finding->related_count; i++) {
        json_t *object = sarif_location(run, finding->related[i].at);
        json_put(object, "id", json_size(i + 1));
        json_put(object, "message", sarif_message(run->scratch, finding->related[i].message));
        json_push(array, object);
    }
    return array;
}

static json_t *sarif_replacement(const SarifRun *run, const Edit *edit) {
    json_t *content = json_new_object();
    json_put_text(content, run->scratch, "text", edit->text);
    json_t *object = json_new_object();
    json_put(object, "deletedRegion", sarif_region(where_region(edit->at)));
    json_put(object, "insertedContent", content);
    return object;
}

/* How a finding relates to the base of a change, in SARIF's words. */
static void put_baseline(json_t *object, Arena *scratch, Introduced introduced) {
    static const char *const states[] = {
        [INTRODUCED_UNKNOWN] = NULL,
        [INTRODUCED_YES] = "new",
        [INTRODUCED_NO] = "unchanged",
    };
    if (states[introduced])
        json_put_text(object, scratch, "baselineState", str_from_c(states[introduced]));
}

static json_t *sarif_suppressions(const SarifRun *run, const Ignore *ignore) {
    json_t *array = json_new_array();
    if (!ignore)
        return array;
    json_t *object = json_new_object();
    json_put_text(object, run->scratch, "kind",
                  ignore->comment ? STR("inSource") : STR("external"));
    json_put_text(object, run->scratch, "status", STR("accepted"));
    json_put_shown(object, run->scratch, "justification", ignore->reason);
    json_put(object, "location", sarif_location(run, ignore->at));
    json_push(array, object);
    return array;
}

/* One change for each run of consecutive edits in the same file. */
static json_t *artifact_changes(const SarifRun *run, const Fix *fix) {
    json_t *changes = json_new_array();
    json_t *replacements = NULL;
    for (size_t i = 0; i < fix->edit_count; i++) {
        const Source *source = fix->edits[i].at.source;
        if (i == 0 || source != fix->edits[i - 1].at.source) {
            json_t *change = json_new_object();
            replacements = json_new_array();
            json_put(change, "artifactLocation", artifact_location(run, source));
            json_put(change, "replacements", replacements);
            json_push(changes, change);
        }
        json_push(replacements, sarif_replacement(run, &fix->edits[i]));
    }
    return changes;
}

static json_t *sarif_fixes(const SarifRun *run, const Fix *fix) {
    json_t *properties = json_new_object();
    json_put(properties, "safe", json_boolean(fix->safe));
    json_t *object = json_new_object();
    json_put(object, "description", sarif_message(run->scratch, fix->title));
    json_put(object, "artifactChanges", artifact_changes(run, fix));
    json_put(object, "properties", properties);
    json_t *fixes = json_new_array();
    json_push(fixes, object);
    return fixes;
}

static Str result_text(Arena *scratch, const Finding *finding) {
    if (finding->help.len == 0)
        return finding->message;
    return str_printf(scratch, STR_FMT "; help: " STR_FMT, STR_ARG(finding->message),
                      STR_ARG(finding->help));
}

/* `ignore` is the one that suppresses the finding, or NULL. */
static json_t *sarif_result(const SarifRun *run, const Finding *finding, const Ignore *ignore) {
    Arena *scratch = run->scratch;
    json_t *locations = json_new_array();
    json_push(locations, sarif_location(run, finding->at));
    json_t *fingerprints = json_new_object();
    json_put_text(fingerprints, scratch, "govlint/v1", finding->fingerprint);
    const size_t *index = map_get(run->rules, finding->rule);
    json_t *object = json_new_object();
    json_put_text(object, scratch, "ruleId", finding->rule);
    if (index)
        json_put(object, "ruleIndex", json_size(*index));
    json_put_text(object, scratch, "level", sarif_level(finding->severity));
    json_put(object, "message", sarif_message(scratch, result_text(scratch, finding)));
    json_put(object, "locations", locations);
    if (finding->related_count > 0)
        json_put(object, "relatedLocations", sarif_related(run, finding));
    if (finding->fix && finding->fix->edit_count > 0 &&
        first_with_fix(run->fixes, finding) == finding)
        json_put(object, "fixes", sarif_fixes(run, finding->fix));
    json_put(object, "partialFingerprints", fingerprints);
    put_baseline(object, scratch, finding->introduced);
    /* If one result has them, all must (3.27.23). */
    if (run->report->result->suppressed > 0)
        json_put(object, "suppressions", sarif_suppressions(run, ignore));
    return object;
}

/* Writes the most severe `count` findings, then suppressed ones as far as there is room. */
static void write_results(SarifRun *run, JsonWriter *writer, size_t count) {
    const LintResult *result = run->report->result;
    Arena scratch;
    Arena order_arena;
    arena_init(&scratch);
    arena_init(&order_arena);
    run->scratch = &scratch;
    const Finding **order = NULL;
    if (count < result->finding_count)
        order = order_by_severity(&order_arena, result);
    json_open_inside(writer, "results", '[');
    for (size_t i = 0; i < count; i++) {
        const Finding *finding = order ? order[i] : &result->findings[i];
        json_write_value(writer, NULL, sarif_result(run, finding, NULL));
        arena_reset(&scratch);
    }
    for (size_t i = 0; i < result->suppressed && count + i < MOST_RESULTS; i++) {
        const Suppressed *suppressed = &result->suppressed_findings[i];
        json_write_value(writer, NULL,
                         sarif_result(run, &suppressed->finding, &suppressed->ignore));
        arena_reset(&scratch);
    }
    json_close(writer);
    run->scratch = NULL;
    arena_free(&order_arena);
    arena_free(&scratch);
}

static void index_rules(Arena *arena, const Pack *pack, Map *out) {
    map_init(out, arena);
    for (size_t i = 0; i < pack->rule_count; i++) {
        size_t *index = arena_new(arena, size_t);
        *index = i;
        map_put(out, pack->rules[i]->id, index);
    }
}

static void write_run(const Report *report, Arena *arena, JsonWriter *writer) {
    size_t all = report->result->finding_count;
    size_t count = all < MOST_RESULTS ? all : MOST_RESULTS;
    Map rules;
    Map fixes;
    index_rules(arena, report->pack, &rules);
    map_init(&fixes, arena);
    SarifRun run = {.report = report, .rules = &rules, .fixes = &fixes};
    json_t *invocations = json_new_array();
    json_push(invocations, sarif_invocation(report, all - count));
    json_open_inside(writer, NULL, '{');
    json_write_value(writer, "tool", sarif_tool(report->pack));
    json_write_value(writer, "invocations", invocations);
    json_write_value(writer, "columnKind", json_text(arena, STR("unicodeCodePoints")));
    write_results(&run, writer, count);
    json_close(writer);
}

void sarif_write(const Report *report, FILE *out) {
    Arena arena;
    arena_init(&arena);
    JsonWriter writer = json_open(out, '{');
    json_write_value(&writer, "$schema",
                     json_text(&arena, STR("https://docs.oasis-open.org/sarif/sarif/v2.1.0/"
                                           "errata01/os/schemas/sarif-schema-2.1.0.json")));
    json_write_value(&writer, "version", json_text(&arena, STR("2.1.0")));
    json_open_inside(&writer, "runs", '[');
    write_run(report, &arena, &writer);
    json_close(&writer);
    json_close(&writer);
    arena_free(&arena);
}
