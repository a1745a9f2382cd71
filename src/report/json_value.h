/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Building JSON with jansson: values made of Str, places and spans. Internal to report/.
 *
 * Objects keep the order in which their keys were set. Running out of memory ends the program, as
 * everywhere. What can be of any length, such as the list of all findings, is written value by
 * value instead of being built as a whole:
 *
 *     JsonWriter writer = json_open(out, '{');
 *     json_open_inside(&writer, "findings", '[');
 *     json_write_value(&writer, NULL, finding);        for each
 *     json_close(&writer);
 *     json_write_value(&writer, "summary", summary);
 *     json_close(&writer);
 */
#ifndef GOVLINT_REPORT_JSON_VALUE_H
#define GOVLINT_REPORT_JSON_VALUE_H

#include <jansson.h>
#include <stdio.h>

#include "report/report.h"

/* A text; what is not UTF-8 in it becomes U+FFFD. */
json_t *json_text(Arena *scratch, Str text);
json_t *json_size(size_t value);

/* Sets a key, or appends to an array; takes the value over. */
void json_put(json_t *object, const char *key, json_t *value);
void json_put_text(json_t *object, Arena *scratch, const char *key, Str text);
void json_push(json_t *array, json_t *value);

json_t *json_new_object(void);
json_t *json_new_array(void);

/* Sets "start" and "end": {"line", "column", "offset"}. */
void json_put_span(json_t *object, Location at);
void json_put_positions(json_t *object, Position start, Position end);
/* Sets "repository" and "path", then the span. */
void json_put_location(json_t *object, Arena *scratch, Location at);

/* json.c: parts that several documents share. The first is the text by which an ignore names the
   row, or null. */
json_t *json_finding_row(Arena *scratch, Str key);
json_t *json_skipped(Arena *scratch, const Skipped *skipped, size_t count);
json_t *json_notices(Arena *scratch, const ReportNotice *notices, size_t count);

/* Sets a key to the text as shown to people: hidden characters appear as their codes. */
void json_put_shown(json_t *object, Arena *scratch, const char *key, Str text);

/*
 * Writes the value, indented and with a line end, and releases it. Characters that could affect a
 * terminal or a log are written as \uXXXX, which leaves the text the same.
 */
void json_finish(json_t *value, FILE *out);

#define JSON_MAX_DEPTH 8

/* Objects and arrays that are open, written in the form of json_finish. */
typedef struct JsonWriter {
    FILE *out;
    char closing[JSON_MAX_DEPTH]; /* for each that is open: '}' or ']' */
    size_t depth;
    bool is_empty; /* nothing is in the innermost one yet */
} JsonWriter;

/* Begins with '{' or '['. Write errors are left in the stream. */
JsonWriter json_open(FILE *out, char bracket);

/* Opens one inside of the innermost; `key` is NULL in an array. */
void json_open_inside(JsonWriter *writer, const char *key, char bracket);

/* Writes a value into the innermost one, and releases it. */
void json_write_value(JsonWriter *writer, const char *key, json_t *value);

/* Closes the innermost one; a line end follows the outermost. */
void json_close(JsonWriter *writer);

#endif
