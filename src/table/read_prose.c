/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of prose: the matches of a pattern in the text of Markdown documents, outside code,
 * HTML and links. Cells have the text of the file at the place of the match.
 */
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_BEHIND };

static Location place_of(const Document *document, const MarkdownProse *prose, PatternGroup group) {
    return (Location){document->source, markdown_pieces_span(prose->pieces, prose->piece_count,
                                                             group.start, group.end)};
}

/* The rest of its last line; for a cell, this includes the cells after it. */
static Location rest_of_line(Location at) {
    Str bytes = at.source->bytes;
    return (Location){at.source, span_between(at.span.end, str_find_line_end(bytes, at.span.end))};
}

static void add_match(Reading *reading, const Document *document, const MarkdownProse *prose,
                      const PatternGroup *groups) {
    const Pattern *pattern = reading->def->prose;
    Location at = place_of(document, prose, groups[0]);
    Row *row = row_new(reading, at, reading_first_line(at));
    row_set_verbatim(row, COLUMN_TEXT, at);
    row_set(row, COLUMN_PATH, document->source->path, row_label(row));
    row_set_verbatim(row, COLUMN_BEHIND, rest_of_line(at));
    for (size_t i = 0; i < pattern_name_count(pattern); i++) {
        PatternGroup group = groups[pattern_name_group(pattern, i)];
        size_t column = table_def_column(reading->def, pattern_name(pattern, i));
        if (group.start < group.end)
            row_set_verbatim(row, column, place_of(document, prose, group));
    }
    row_finish(reading, row);
}

static void search(Reading *reading, const Document *document, const MarkdownProse *prose,
                   Str text) {
    PatternGroup groups[PATTERN_MAX_GROUPS];
    size_t from = 0;
    while (from < text.len && pattern_find_some(reading->def->prose, text, from, groups,
                                                pattern_group_count(reading->def->prose))) {
        add_match(reading, document, prose, groups);
        from = groups[0].end;
    }
}

static void read_prose_of(Reading *reading, const Document *document) {
    const Markdown *markdown = document_markdown(document);
    Arena *scratch = reading->state;
    reading->places_read++;
    for (size_t i = 0; i < markdown->prose_count; i++) {
        arena_reset(scratch);
        search(reading, document, &markdown->prose[i],
               markdown_prose_text(scratch, &markdown->prose[i]));
    }
}

void read_prose(Reading *reading) {
    Arena scratch;
    arena_init(&scratch);
    reading->state = &scratch;
    reading_each_document(reading, read_prose_of);
    reading->state = NULL;
    arena_free(&scratch);
}
