/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of lines: those that match a pattern, with its named groups as columns. The parent of
 * a line is the last row above it.
 */
#include "base/array.h"
#include "document/yaml_template.h"
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_WITHIN };

typedef ARRAY_OF(Span) Spans;

/* The lines of a scalar in which white space is significant: those of a block scalar with the blank
   lines after it, which some styles keep, or of a quoted one, in which "\ " may end a line. */
static bool keeps_space(const Source *source, const YamlNode *node, Span *out) {
    bool block = node->style == YAML_STYLE_LITERAL || node->style == YAML_STYLE_FOLDED;
    *out = node->content;
    if (node->kind != YAML_KIND_SCALAR || (!block && node->style != YAML_STYLE_DOUBLE_QUOTED))
        return false;
    while (block && out->end < source->bytes.len &&
           str_trim(str_slice(source->bytes, out->end, out->end + 1)).len == 0)
        out->end++;
    out->end += out->end == source->bytes.len; /* includes a last line without a line ending */
    return true;
}

/* Collects such scalars of the document, in the order of their places. */
static void collect_scalars(Reading *reading, const Source *source, const YamlStream *stream,
                            Spans *out) {
    YamlWalk walk = yaml_walk(reading->arena, stream);
    for (const YamlNode *node; (node = yaml_walk_next(&walk));) {
        Span span;
        if (keeps_space(source, node, &span))
            array_push(reading->arena, out, span);
    }
}

/* Most lines match nothing, so a row is made only for one that does. */
static void add_line(Reading *reading, const Document *document, Str within, Span line) {
    const Pattern *pattern = reading->def->lines;
    Location at = {document->source, line};
    PatternGroup groups[PATTERN_MAX_GROUPS];
    if (!pattern_find(pattern, location_text(at), 0, groups, pattern_group_count(pattern)))
        return;
    Row *row = row_new(reading, at, at);
    row_set_verbatim(row, COLUMN_TEXT, at);
    row_set(row, COLUMN_PATH, document->source->path, at);
    row_set(row, COLUMN_WITHIN, within, at);
    const Cell text = row->cells[COLUMN_TEXT];
    row_fill(row, &text, true, pattern, groups);
    row->parent = reading_above(reading, at);
    row_finish(reading, row);
}

static void add_lines(Reading *reading, const Document *document, const Spans *left_out) {
    const Source *source = document->source;
    Str within = str_printf(reading->arena, STR_FMT "/" STR_FMT, STR_ARG(source->repository),
                            STR_ARG(source->path));
    size_t next = 0; /* the first span that ends after the line */
    size_t count = source_line_count(source);
    for (size_t i = 1; i <= count && row_has_room(reading, source); i++) {
        Span line = source_line(source, i);
        while (next < left_out->len && left_out->items[next].end <= line.end)
            next++;
        bool inside = next < left_out->len && left_out->items[next].start <= line.end;
        if (!inside)
            add_line(reading, document, within, line);
    }
}

static void read_lines_of(Reading *reading, const Document *document) {
    Spans left_out = {0};
    if (reading->def->outside_scalars) {
        /* It is unknown where its scalars will be, so no line is certain to be outside them. */
        if (yaml_is_template(reading->arena, document)) {
            reading->places_read++;
            return;
        }
        const YamlStream *stream = reading_yaml(reading, document);
        if (!stream)
            return;
        collect_scalars(reading, document->source, stream, &left_out);
    }
    reading->places_read++;
    if (pattern_may_match_within(reading->def->lines, document->source->bytes))
        add_lines(reading, document, &left_out);
}

void read_lines(Reading *reading) {
    reading_take_parent(reading);
    reading_each_document(reading, read_lines_of);
}
