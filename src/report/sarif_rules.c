/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * What a SARIF log says besides its results: the rules, with all the help that a viewer can show
 * next to a finding, and what was not looked at.
 */
#include "base/escape.h"
#include "report/sarif.h"

Str sarif_level(Severity severity) {
    return severity == SEVERITY_OFF ? STR("none") : str_from_c(severity_name(severity));
}

/* Braces are doubled, as they mark placeholders (3.11.5); what looks like a link "[x](y)" is
   escaped so that it is not one (3.11.6). */
static Str message_text(Arena *scratch, Str text) {
    bool has_link = str_find(text, STR("]("), 0) != SIZE_MAX;
    StrBuf buf;
    strbuf_init(&buf, scratch);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '{' || c == '}')
            strbuf_append_char(&buf, c);
        else if (has_link && (c == '[' || c == ']' || c == '\\'))
            strbuf_append_char(&buf, '\\');
        strbuf_append_char(&buf, c);
    }
    return strbuf_str(&buf);
}

json_t *sarif_message(Arena *scratch, Str text) {
    json_t *object = json_new_object();
    Str shown = escape_terminal(scratch, text);
    json_put_text(object, scratch, "text", message_text(scratch, shown.len > 0 ? shown : STR("-")));
    return object;
}

/* Appends prose of a rule, keeping its line ends. */
static void add_prose(StrBuf *buf, Arena *scratch, Str text) {
    Str rest = str_trim(text);
    Str line;
    for (bool first = true; rest.len > 0 && str_split_next(&rest, '\n', &line); first = false)
        strbuf_printf(buf, "%s" STR_FMT, first ? "" : "\n",
                      STR_ARG(escape_terminal(scratch, line)));
}

/* Appends the files indented by four, so that Markdown takes nothing in them for markup. */
static void add_files(StrBuf *buf, Arena *scratch, const Example *example) {
    strbuf_append_c(buf, example->good ? "\n\nFine:\n" : "\n\nNot fine:\n");
    for (size_t i = 0; i < example->file_count; i++) {
        const ExampleFile *file = &example->files[i];
        strbuf_printf(buf, "\n    # " STR_FMT "%s" STR_FMT "\n",
                      STR_ARG(escape_terminal(scratch, file->repository)),
                      file->repository.len > 0 ? "/" : "",
                      STR_ARG(escape_terminal(scratch, file->path)));
        Str rest = file->bytes;
        Str line;
        while (rest.len > 0 && str_split_next(&rest, '\n', &line))
            strbuf_printf(buf, "    " STR_FMT "\n", STR_ARG(escape_terminal(scratch, line)));
    }
}

/* Appends the first bad example and the first good one. */
static void add_examples(StrBuf *buf, Arena *scratch, const Rule *rule) {
    for (int good = 0; good <= 1; good++)
        for (size_t i = 0; i < rule->example_count; i++) {
            if (rule->examples[i].good != (good == 1))
                continue;
            add_files(buf, scratch, &rule->examples[i]);
            break;
        }
}

static json_t *rule_help(Arena *scratch, const Rule *rule) {
    StrBuf buf;
    strbuf_init(&buf, scratch);
    add_prose(&buf, scratch, rule->why);
    strbuf_append_c(&buf, !rule->has_fix   ? "\n\nA person has to fix it."
                          : rule->safe_fix ? "\n\ngovlint --fix fixes it."
                                           : "\n\ngovlint --unsafe-fixes fixes it, and a person "
                                             "has to look at the result.");
    json_t *object = json_new_object();
    json_put_text(object, scratch, "text", strbuf_str(&buf));
    add_examples(&buf, scratch, rule);
    json_put_text(object, scratch, "markdown", strbuf_str(&buf));
    return object;
}

static json_t *plain_text(Arena *scratch, Str text) {
    StrBuf buf;
    strbuf_init(&buf, scratch);
    add_prose(&buf, scratch, text);
    json_t *object = json_new_object();
    json_put_text(object, scratch, "text", strbuf_str(&buf));
    return object;
}

static json_t *rule_descriptor(Arena *scratch, const Rule *rule) {
    json_t *configuration = json_new_object();
    json_put(configuration, "enabled", json_boolean(rule->severity != SEVERITY_OFF));
    json_put(configuration, "level", json_text(scratch, sarif_level(rule->severity)));
    json_t *tags = json_new_array();
    json_push(tags, json_text(scratch, rule->pack));
    json_t *properties = json_new_object();
    json_put(properties, "tags", tags);
    json_t *object = json_new_object();
    json_put_text(object, scratch, "id", rule->id);
    json_put(object, "shortDescription", plain_text(scratch, rule->summary));
    json_put(object, "fullDescription", plain_text(scratch, rule->why));
    json_put(object, "help", rule_help(scratch, rule));
    json_put(object, "defaultConfiguration", configuration);
    json_put(object, "properties", properties);
    return object;
}

json_t *sarif_tool(const Pack *pack) {
    Arena scratch;
    arena_init(&scratch);
    json_t *rules = json_new_array();
    for (size_t i = 0; i < pack->rule_count; i++)
        json_push(rules, rule_descriptor(&scratch, pack->rules[i]));
    json_t *driver = json_new_object();
    json_put_text(driver, &scratch, "name", STR("govlint"));
    json_put_text(driver, &scratch, "version", STR(GOVLINT_VERSION));
    json_put_text(driver, &scratch, "semanticVersion", STR(GOVLINT_VERSION));
    json_put_text(driver, &scratch, "informationUri", STR(GOVLINT_HOMEPAGE));
    json_put(driver, "rules", rules);
    json_t *tool = json_new_object();
    json_put(tool, "driver", driver);
    arena_free(&scratch);
    return tool;
}

static json_t *notification(Arena *scratch, const char *level, Str text) {
    json_t *object = json_new_object();
    json_put_text(object, scratch, "level", str_from_c(level));
    json_put(object, "message", sarif_message(scratch, text));
    return object;
}

static json_t *skipped_rule(Arena *scratch, const Skipped *skipped) {
    json_t *rule = json_new_object();
    json_put_text(rule, scratch, "id", skipped->rule);
    Str text = str_printf(scratch, "%s '" STR_FMT "': " STR_FMT,
                          skipped->partly ? "ran only in part:" : "skipped", STR_ARG(skipped->rule),
                          STR_ARG(skipped->reason));
    json_t *object = notification(scratch, "note", text);
    json_put(object, "associatedRule", rule);
    return object;
}

static json_t *notice_of(Arena *scratch, const ReportNotice *notice) {
    json_t *descriptor = json_new_object();
    json_put_text(descriptor, scratch, "id", str_from_c(notice->kind));
    json_t *object = notification(scratch, "warning", notice->message);
    json_put(object, "descriptor", descriptor);
    return object;
}

json_t *sarif_invocation(const Report *report, size_t left_out) {
    const LintResult *result = report->result;
    Arena scratch;
    arena_init(&scratch);
    json_t *notifications = json_new_array();
    if (left_out > 0)
        json_push(notifications,
                  notification(&scratch, "warning",
                               str_printf(&scratch,
                                          "%zu more findings were left out of this log: it has "
                                          "the most severe of %zu",
                                          left_out, result->finding_count)));
    for (size_t i = 0; i < result->unread_count; i++) {
        const Unread *unread = &result->unread[i];
        json_push(notifications,
                  notification(&scratch, "error",
                               str_printf(&scratch, "cannot read " STR_FMT STR_FMT ": " STR_FMT,
                                          STR_ARG(unread->label), STR_ARG(unread->path),
                                          STR_ARG(unread->message))));
    }
    for (size_t i = 0; i < result->skipped_count; i++)
        json_push(notifications, skipped_rule(&scratch, &result->skipped[i]));
    json_t *notices = json_new_array();
    for (size_t i = 0; i < report->notice_count; i++)
        json_push(notices, notice_of(&scratch, &report->notices[i]));
    json_t *object = json_new_object();
    json_put(object, "executionSuccessful", json_boolean(result->unread_count == 0));
    json_put(object, "exitCode", json_integer(report->exit_status));
    json_put(object, "toolExecutionNotifications", notifications);
    json_put(object, "toolConfigurationNotifications", notices);
    arena_free(&scratch);
    return object;
}
