/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of line endings: a row for each file, with its line endings and those of most other
 * files in the repository.
 */
#include <stdint.h>
#include <string.h>

#include "table/attributes.h"
#include "table/endings.h"
#include "table/reader.h"
#include "table/selection.h"

enum {
    COLUMN_ENDINGS, /* the row's text: lf, crlf, mixed */
    COLUMN_PATH,
    COLUMN_LF,       /* how many lines */
    COLUMN_CRLF,     /* … */
    COLUMN_FIRST,    /* the first CRLF */
    COLUMN_REST,     /* everything from there to the end of the last one */
    COLUMN_OTHERS,   /* the line ending of most other files: lf, crlf */
    COLUMN_DECLARED, /* set by .gitattributes: lf, crlf, kept */
};

/* The counts of line endings, and where the CRLFs are. */
typedef struct Endings {
    size_t lf;
    size_t crlf;
    size_t first; /* offset of the first CRLF */
    size_t last;  /* offset after the last one */
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
    if (bytes.len == 0 || !memchr(bytes.ptr, '\n', bytes.len))
        return ENDINGS_NONE;
    if (!memchr(bytes.ptr, '\r', bytes.len))
        return ENDINGS_ALL_LF;
    Endings endings = count_endings(bytes);
    return kind_of(&endings);
}

void endings_count(EndingsTally *tally, EndingsKind kind, bool more) {
    size_t by = more ? 1 : SIZE_MAX; /* subtracts 1, modulo 2^n */
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

/* Rows are finished only when all files have been read. A file without line endings has none. */
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
        Location first = {source, span_between(endings.first, endings.first + 2)};
        row_set_verbatim(row, COLUMN_FIRST, first);
        row_set_verbatim(row, COLUMN_REST,
                         (Location){source, span_between(endings.first, endings.last)});
    }
    array_push(reading->listing, &reading->rows, row);
}

static EndingsTally count_all(Tables *tables, const TableDef *def, const Repository *repository) {
    Selections *selections = tables_selections(tables);
    EndingsTally tally = {0};
    const Selection *files = selection_of(selections, def, repository, SELECT_FILES);
    for (size_t i = 0; i < files->count; i++) {
        const Document *document = selected_document(selections, repository, &files->items[i]);
        if (document->state == DOCUMENT_OK)
            endings_count(&tally, endings_kind(document->source->bytes), true);
    }
    return tally;
}

EndingsTally tables_tally(Tables *tables, const TableDef *def, const Repository *repository) {
    const TablesKeeper *keeper = tables_keeper(tables);
    if (keeper)
        return keeper->tally(keeper->context, def, repository);
    DefMap *known = tables_tallies(tables, repository);
    EndingsTally *tally = def_map_get(known, def);
    if (!tally) {
        tally = arena_new(known->arena, EndingsTally);
        *tally = count_all(tables, def, repository);
        def_map_put(known, def, tally);
    }
    return *tally;
}

static EndingsKind row_kind(const Row *row) {
    bool lf = str_equal(row->cells[COLUMN_ENDINGS].text, STR("lf"));
    bool crlf = str_equal(row->cells[COLUMN_ENDINGS].text, STR("crlf"));
    return lf ? ENDINGS_ALL_LF : crlf ? ENDINGS_ALL_CRLF : ENDINGS_MIXED;
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
    reading_each_document(reading, add_file);
    Row **rows = reading->rows.items;
    size_t count = reading->rows.len;
    reading->rows.items = NULL;
    reading->rows.len = reading->rows.capacity = 0;
    for (size_t i = 0; i < count; i++) {
        const Repository *repository =
            tables_repository(reading->tables, rows[i]->at.source->repository);
        EndingsTally all = tables_tally(reading->tables, reading->def, repository);
        row_set(rows[i], COLUMN_OTHERS, endings_of_others(all, row_kind(rows[i])), rows[i]->at);
        if (rows[i]->cells[COLUMN_FIRST].present)
            set_declared(reading, attributes, rows[i]);
        row_finish(reading, rows[i]);
    }
}
