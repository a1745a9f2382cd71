/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of line endings: a row for each file, with what its lines end in and what those of the
 * repository's other files do.
 */
#include <stdint.h>
#include <string.h>

#include "base/map.h"
#include "table/attributes.h"
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

/* The row is finished when all files have been read. A file of one line has no endings. */
static void add_file(Reading *reading, const Document *document) {
    const Source *source = document->source;
    Endings endings = count_endings(source->bytes);
    reading->places_read++;
    if (endings.lf + endings.crlf == 0)
        return;
    Location start = {source, {0, 0}};
    Row *row = row_new(reading, start, start);
    row_set(row, COLUMN_ENDINGS,
            !endings.crlf ? STR("lf")
            : !endings.lf ? STR("crlf")
                          : STR("mixed"),
            start);
    row_set(row, COLUMN_PATH, source->path, start);
    row_set(row, COLUMN_LF, str_printf(reading->arena, "%zu", endings.lf), start);
    row_set(row, COLUMN_CRLF, str_printf(reading->arena, "%zu", endings.crlf), start);
    if (endings.crlf > 0) {
        Location first = {source, {endings.first, endings.first + 2}};
        row_set_verbatim(row, COLUMN_FIRST, first);
        row_set_verbatim(row, COLUMN_REST, (Location){source, {endings.first, endings.last}});
    }
    array_push(reading->arena, &reading->rows, row);
}

/* Files of a repository that end in the one and in the other; mixed ones in neither. */
typedef struct Tally {
    size_t lf;
    size_t crlf;
} Tally;

static Tally *tally_of(Reading *reading, Map *tallies, const Row *row) {
    Tally *tally = map_get(tallies, row->at.source->repository);
    if (!tally) {
        tally = arena_new(reading->arena, Tally);
        map_put(tallies, row->at.source->repository, tally);
    }
    return tally;
}

static bool is_all(const Row *row, Str ending) {
    return str_equal(row->cells[COLUMN_ENDINGS].text, ending);
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
    for (size_t i = 0; i < count; i++) {
        Tally *tally = tally_of(reading, &tallies, rows[i]);
        tally->lf += is_all(rows[i], STR("lf"));
        tally->crlf += is_all(rows[i], STR("crlf"));
    }
    for (size_t i = 0; i < count; i++) {
        const Tally *tally = tally_of(reading, &tallies, rows[i]);
        size_t lf = tally->lf - is_all(rows[i], STR("lf"));
        size_t crlf = tally->crlf - is_all(rows[i], STR("crlf"));
        Str most = lf > 2 * crlf ? STR("lf") : crlf > 2 * lf ? STR("crlf") : (Str){0};
        row_set(rows[i], COLUMN_OTHERS, most, rows[i]->at);
        if (rows[i]->cells[COLUMN_FIRST].present)
            set_declared(reading, attributes, rows[i]);
        row_finish(reading, rows[i]);
    }
}
