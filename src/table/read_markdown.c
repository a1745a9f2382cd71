/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The readers of headings and of all texts, anywhere in Markdown documents.
 */
#include "table/reader.h"

enum { COLUMN_TEXT, COLUMN_PATH, COLUMN_SECTION, COLUMN_PLAIN, COLUMN_OWN };

/* A row with the columns of both readers: its text as written and as rendered, and its section. */
static Row *add_row(Reading *reading, const Document *document, Span span, Str plain, Str section) {
    Location at = {document->source, span};
    Row *row = row_new(reading, at, reading_first_line(at));
    row_set_verbatim(row, COLUMN_TEXT, at);
    row_set(row, COLUMN_PATH, document->source->path, row_label(row));
    row_set(row, COLUMN_SECTION, section, row_label(row));
    row_set(row, COLUMN_PLAIN, plain, at);
    return row;
}

/* headings */

enum { COLUMN_LEVEL = COLUMN_OWN };

enum { LEVELS = 6 };

static void read_headings_of(Reading *reading, const Document *document) {
    const Markdown *markdown = document_markdown(document);
    Str around[LEVELS + 1] = {{0}}; /* by level: the heading that the next text is under */
    reading->places_read++;
    size_t most = reading->def->first_heading ? 1 : markdown->heading_count;
    for (size_t i = 0; i < markdown->heading_count && i < most; i++) {
        const MarkdownHeading *heading = &markdown->headings[i];
        Row *row =
            add_row(reading, document, heading->content, heading->text, around[heading->level - 1]);
        row_set(row, COLUMN_LEVEL, str_number(reading->arena, (size_t)heading->level),
                row_label(row));
        row_finish(reading, row);
        for (int level = heading->level; level <= LEVELS && heading->top; level++)
            around[level] = heading->text;
    }
}

void read_headings(Reading *reading) {
    reading_each_document(reading, read_headings_of);
}

/* texts */

enum { COLUMN_KIND = COLUMN_OWN };

typedef enum Kind {
    KIND_NONE,
    KIND_HEADING,
    KIND_PARAGRAPH,
    KIND_ITEM,
    KIND_CELL,
    KIND_COUNT
} Kind;

static const char *const kind_names[] = {"", "heading", "paragraph", "item", "cell"};

/* The reader's state: the kinds of texts that may be rows. */
typedef struct Kinds {
    bool wanted[KIND_COUNT];
} Kinds;

/* A walk over the texts of a document in the order of their places; each kind is already sorted. */
typedef struct Walk {
    const Markdown *markdown;
    size_t heading, paragraph, row, cell; /* the next of each */
} Walk;

typedef struct Piece {
    Kind kind;
    Span span;
    Str plain;
} Piece;

static void offer(Piece *first, Kind kind, Span span, Str plain) {
    if (first->kind == KIND_NONE || span.start < first->span.start)
        *first = (Piece){kind, span, plain};
}

/* Moves past a piece. */
static void pass(Walk *walk, Kind kind) {
    walk->heading += kind == KIND_HEADING;
    walk->paragraph += kind == KIND_PARAGRAPH || kind == KIND_ITEM;
    walk->cell += kind == KIND_CELL;
    if (kind == KIND_CELL && walk->cell == walk->markdown->rows[walk->row].count) {
        walk->row++;
        walk->cell = 0;
    }
}

/* The next piece; KIND_NONE after the last one. */
static Piece next_piece(Walk *walk) {
    const Markdown *markdown = walk->markdown;
    Piece first = {0};
    if (walk->heading < markdown->heading_count) {
        const MarkdownHeading *heading = &markdown->headings[walk->heading];
        offer(&first, KIND_HEADING, heading->content, heading->text);
    }
    if (walk->paragraph < markdown->paragraph_count) {
        const MarkdownParagraph *paragraph = &markdown->paragraphs[walk->paragraph];
        Kind kind = paragraph->item == MARKDOWN_NONE ? KIND_PARAGRAPH : KIND_ITEM;
        offer(&first, kind, paragraph->span, paragraph->text);
    }
    if (walk->row < markdown->row_count) {
        const MarkdownCell *cell = &markdown->rows[walk->row].cells[walk->cell];
        offer(&first, KIND_CELL, cell->content, cell->text);
    }
    pass(walk, first.kind);
    return first;
}

static void read_texts_of(Reading *reading, const Document *document) {
    Walk walk = {.markdown = document_markdown(document)};
    const Kinds *kinds = reading->state;
    Str section = {0};
    reading->places_read++;
    if (!reading_wants_part(reading, COLUMN_TEXT, document->source->bytes))
        return;
    for (Piece piece; (piece = next_piece(&walk)).kind != KIND_NONE;) {
        if (piece.kind == KIND_HEADING && walk.markdown->headings[walk.heading - 1].top)
            section = piece.plain;
        if (!kinds->wanted[piece.kind] || span_is_empty(piece.span) ||
            !reading_wants(reading, COLUMN_TEXT, source_slice(document->source, piece.span)))
            continue;
        Row *row = add_row(reading, document, piece.span, piece.plain, section);
        row_set(row, COLUMN_KIND, str_from_c(kind_names[piece.kind]), row_label(row));
        row_finish(reading, row);
    }
}

void read_texts(Reading *reading) {
    Kinds kinds;
    for (size_t i = 0; i < KIND_COUNT; i++)
        kinds.wanted[i] = reading_wants(reading, COLUMN_KIND, str_from_c(kind_names[i]));
    reading->state = &kinds;
    reading_each_document(reading, read_texts_of);
    reading->state = NULL;
}
