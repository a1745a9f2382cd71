/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of line endings: a row for each file, with what its lines end in and what those of the
 * repository's other files do.
 */
#include <stdint.h>
#include <string.h>

#include "base/map.h"
#include "table/attributes.h"
#include "table/endings.h"
#include "table/reader.h"

enum {
    COLUMN_ENDINGS, /* the row's text: lf, crlf, mixed */
    COLUMN_PATH,
    COLUMN_LF,       /* how many lines */
    COLUMN_CRLF,     /* … */
    COLUMN_FIRST,    /* the first CRLF */
    COLUMN_REST,     /* all from there to the last one */
    COLUMN_OTHERS,   /* what most of the other files end in: lf, crlf */
    COLUMN_DECLARED, /* by .gitattributes: lf, crlf, kept */
};

/* A count of lines, and the CRLFs among them. */
typedef struct Endings {
    size_t lf;
    size_t crlf;
    size_t first; /* offset of the first CRLF */
    size_t last;  /* behind the last one */
} Endings;

static Endings count_endings(Str bytes) {
    Endings endings = {0};
    for (size_t at = 0; at < bytes.len; at++) {
        const char *hit = memchr(bytes.ptr + at, '\n', bytes.len - at);
        if (!hit)
            break;
        at = (size_t)(hit - bytes.ptr);
        if (at == 0 || bytes.ptr[at - 1] != '\r') {
            endings.lf++;
            continue;
        }
        if (endings.crlf++ == 0)
            endings.first = at - 1;
        endings.last = at + 1;
    }
    return endings;
}

static EndingsKind kind_of(const Endings *endings) {
    if (endings->lf + endings->crlf == 0)
        return ENDINGS_NONE;
    return !endings->crlf ? ENDINGS_ALL_LF : !endings->lf ? ENDINGS_ALL_CRLF : ENDINGS_MIXED;
}

EndingsKind endings_kind(Str bytes) {
    Endings endings = count_endings(bytes);
    return kind_of(&endings);
}

void endings_count(EndingsTally *tally, EndingsKind kind, bool more) {
    size_t by = more ? 1 : SIZE_MAX; /* modulo 2^n: one less */
    if (kind == ENDINGS_ALL_LF)
        tally->lf += by;
    if (kind == ENDINGS_ALL_CRLF)
        tally->crlf += by;
}

Str endings_of_others(EndingsTally tally, EndingsKind kind) {
    endings_count(&tally, kind, false);
    if (tally.lf > 2 * tally.crlf)
        return STR("lf");
    return tally.crlf > 2 * tally.lf ? STR("crlf") : (Str){0};
}

/* The row is finished when all files have been read. A file of one line has no endings. */
static void add_file(Reading *reading, const Document *document) {
    const Source *source = document->source;
    Endings endings = count_endings(source->bytes);
    static const char *const names[] = {[ENDINGS_NONE] = "",
                                        [ENDINGS_ALL_LF] = "lf",
                                        [ENDINGS_ALL_CRLF] = "crlf",
                                        [ENDINGS_MIXED] = "mixed"};
    EndingsKind kind = kind_of(&endings);
    reading->places_read++;
    if (kind == ENDINGS_NONE)
        return;
    Location start = {source, {0, 0}};
    Row *row = row_new(reading, start, start);
    row_set(row, COLUMN_ENDINGS, str_from_c(names[kind]), start);
    row_set(row, COLUMN_PATH, source->path, start);
    row_set(row, COLUMN_LF, str_number(reading->arena, endings.lf), start);
    row_set(row, COLUMN_CRLF, str_number(reading->arena, endings.crlf), start);
    if (endings.crlf > 0) {
        Location first = {source, {endings.first, endings.first + 2}};
        row_set_verbatim(row, COLUMN_FIRST, first);
        row_set_verbatim(row, COLUMN_REST, (Location){source, {endings.first, endings.last}});
    }
    array_push(reading->arena, &reading->rows, row);
}

static EndingsTally *tally_of(Reading *reading, Map *tallies, const Row *row) {
    EndingsTally *tally = map_get(tallies, row->at.source->repository);
    if (!tally) {
        tally = arena_new(reading->arena, EndingsTally);
        map_put(tallies, row->at.source->repository, tally);
    }
    return tally;
}

static EndingsKind row_kind(const Row *row) {
    bool lf = str_equal(row->cells[COLUMN_ENDINGS].text, STR("lf"));
    bool crlf = str_equal(row->cells[COLUMN_ENDINGS].text, STR("crlf"));
    return lf ? ENDINGS_ALL_LF : crlf ? ENDINGS_ALL_CRLF : ENDINGS_MIXED;
}

/* Of all files: counted here, or where the table is read of one alone, told by who keeps it. */
static void count_all(Reading *reading, Map *tallies, Row *const *rows, size_t count) {
    const TablesPart *part = tables_part(reading->tables);
    const TablesKeeper *keeper = tables_keeper(reading->tables);
    for (size_t i = 0; i < count; i++) {
        EndingsTally *tally = tally_of(reading, tallies, rows[i]);
        if (part)
            *tally = keeper->tally(keeper->context, reading->def, part->repository);
        else
            endings_count(tally, row_kind(rows[i]), true);
    }
}

static void set_declared(Reading *reading, Attributes *attributes, Row *row) {
    static const char *const words[] = {[ENDINGS_UNSAID] = "",
                                        [ENDINGS_LF] = "lf",
                                        [ENDINGS_CRLF] = "crlf",
                                        [ENDINGS_KEPT] = "kept"};
    const Document *document = tables_document(reading->tables, row->at.source);
    EndingsWanted wanted =
        attributes_endings(attributes, document->repository, document->source->path);
    row_set(row, COLUMN_DECLARED, str_from_c(words[wanted]), row->at);
}

void read_endings(Reading *reading) {
    Attributes *attributes =
        attributes_new(reading->arena, reading->documents, reading->def->patterns);
    Map tallies;
    map_init(&tallies, reading->arena);
    reading_each_document(reading, add_file);
    Row **rows = reading->rows.items;
    size_t count = reading->rows.len;
    reading->rows.items = NULL;
    reading->rows.len = reading->rows.capacity = 0;
    count_all(reading, &tallies, rows, count);
    for (size_t i = 0; i < count; i++) {
        Str most = endings_of_others(*tally_of(reading, &tallies, rows[i]), row_kind(rows[i]));
        row_set(rows[i], COLUMN_OTHERS, most, rows[i]->at);
        if (rows[i]->cells[COLUMN_FIRST].present)
            set_declared(reading, attributes, rows[i]);
        row_finish(reading, rows[i]);
    }
}
