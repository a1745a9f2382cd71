/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * This is the only place that checks what jansson returns. As texts are made valid UTF-8 first, a
 * NULL or a failed insertion can only mean that there is no memory left.
 */
#include "report/json_value.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/escape.h"
#include "base/memory.h"
#include "base/unicode.h"

#define INDENT 2 /* blanks per level */

static json_t *checked(json_t *value) {
    if (!value)
        arena_out_of_memory();
    return value;
}

json_t *json_text(Arena *scratch, Str text) {
    Str valid = escape_utf8(scratch, text);
    return checked(json_stringn_nocheck(valid.len ? valid.ptr : "", valid.len));
}

json_t *json_size(size_t value) {
    return checked(json_integer((json_int_t)value));
}

void json_put(json_t *object, const char *key, json_t *value) {
    if (json_object_set_new_nocheck(object, key, checked(value)) != 0)
        arena_out_of_memory();
}

void json_put_text(json_t *object, Arena *scratch, const char *key, Str text) {
    json_put(object, key, json_text(scratch, text));
}

void json_push(json_t *array, json_t *value) {
    if (json_array_append_new(array, checked(value)) != 0)
        arena_out_of_memory();
}

json_t *json_new_object(void) {
    return checked(json_object());
}

json_t *json_new_array(void) {
    return checked(json_array());
}

static json_t *json_position(Position position) {
    json_t *object = json_new_object();
    json_put(object, "line", json_size(position.line));
    json_put(object, "column", json_size(position.column));
    json_put(object, "offset", json_size(position.offset));
    return object;
}

void json_put_positions(json_t *object, Position start, Position end) {
    json_put(object, "start", json_position(start));
    json_put(object, "end", json_position(end));
}

void json_put_span(json_t *object, Location at) {
    json_put_positions(object, source_position(at.source, at.span.start),
                       source_position(at.source, at.span.end));
}

void json_put_location(json_t *object, Arena *scratch, Location at) {
    json_put_text(object, scratch, "repository", at.source->repository);
    json_put_text(object, scratch, "path", at.source->path);
    json_put_span(object, at);
}

void json_put_shown(json_t *object, Arena *scratch, const char *key, Str text) {
    json_put_text(object, scratch, key, escape_terminal(scratch, text));
}

static bool is_harmful(Str text, size_t offset, int32_t code) {
    return code == '#' ? escape_is_command(text, offset) : code >= 0x7f && escape_is_hidden(code);
}

static void write_code(int32_t code, FILE *out) {
    unsigned rest = (unsigned)code - 0x10000;
    if (code > 0xffff)
        fprintf(out, "\\u%04x\\u%04x", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
    else
        fprintf(out, "\\u%04x", (unsigned)code);
}

static void write_indent(FILE *out, size_t indent) {
    for (size_t i = 0; i < indent; i++)
        putc(' ', out);
}

/*
 * Writes JSON with all lines but the first indented further. Line ends can only be between values,
 * and harmful characters only inside texts.
 */
static void write_json(const char *bytes, size_t size, size_t indent, FILE *out) {
    Str text = {bytes, size};
    size_t done = 0;
    for (size_t at = 0, length = 1; at < size; at += length) {
        unsigned char byte = (unsigned char)bytes[at];
        length = 1;
        if (byte == '\n') {
            fwrite(bytes + done, 1, at + 1 - done, out);
            write_indent(out, indent);
            done = at + 1;
        } else if (byte >= 0x7f || byte == '#') {
            int32_t code = utf8_at(text, at, &length);
            if (!is_harmful(text, at, code))
                continue;
            fwrite(bytes + done, 1, at - done, out);
            write_code(code, out);
            done = at + length;
        }
    }
    fwrite(bytes + done, 1, size - done, out);
}

/* While writing, jansson silently skips texts that it has no memory for; so the allocator of this
   program, which never fails, is set first. */
static void write_value(json_t *value, size_t indent, FILE *out) {
    json_set_alloc_funcs(memory_take, free);
    char *text = json_dumps(value, JSON_INDENT(INDENT) | JSON_PRESERVE_ORDER | JSON_ENCODE_ANY);
    assert(text);
    write_json(text, strlen(text), indent, out);
    free(text);
    json_decref(value);
}

void json_finish(json_t *value, FILE *out) {
    write_value(value, 0, out);
    putc('\n', out);
}

/* Writes what precedes a value: the comma after the previous one, the new line, the key. */
static void write_start(JsonWriter *writer, const char *key) {
    fputs(writer->is_empty ? "\n" : ",\n", writer->out);
    write_indent(writer->out, INDENT * writer->depth);
    if (key)
        fprintf(writer->out, "\"%s\": ", key);
    writer->is_empty = false;
}

static void open_bracket(JsonWriter *writer, char bracket) {
    assert(writer->depth < JSON_MAX_DEPTH);
    putc(bracket, writer->out);
    writer->closing[writer->depth++] = bracket == '{' ? '}' : ']';
    writer->is_empty = true;
}

JsonWriter json_open(FILE *out, char bracket) {
    JsonWriter writer = {.out = out};
    open_bracket(&writer, bracket);
    return writer;
}

void json_open_inside(JsonWriter *writer, const char *key, char bracket) {
    write_start(writer, key);
    open_bracket(writer, bracket);
}

void json_write_value(JsonWriter *writer, const char *key, json_t *value) {
    write_start(writer, key);
    write_value(value, INDENT * writer->depth, writer->out);
}

void json_close(JsonWriter *writer) {
    writer->depth--;
    if (!writer->is_empty) {
        putc('\n', writer->out);
        write_indent(writer->out, INDENT * writer->depth);
    }
    putc(writer->closing[writer->depth], writer->out);
    if (writer->depth == 0)
        putc('\n', writer->out);
    writer->is_empty = false;
}
