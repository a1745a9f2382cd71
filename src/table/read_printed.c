/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The reader of what pages print from data files: a row for each such output, or for each entry
 * that it prints.
 */
#include "base/map.h"
#include "table/printed.h"
#include "table/reader.h"

enum {
    COLUMN_TEXT,
    COLUMN_PATH,
    COLUMN_FIELD,
    COLUMN_DATA,
    COLUMN_CELL,
    COLUMN_PRINT,
    COLUMN_LACKING,
    COLUMN_ENTRY,
    COLUMN_LACKS,
};

/* How many entries one table looks at, counting them once for each output. */
enum { MOST_ENTRIES = 100000 };

/* The state that is kept over all pages. */
typedef struct Printing {
    size_t budget;
    Map seen; /* fields of entries that are rows already */
} Printing;

/* Sets the columns that both kinds of rows have for an output. If more than half of the entries
   lack the field, the page is wrong, not they. */
static void set_output(Reading *reading, Row *row, const PrintedField *field, Location at) {
    Arena *arena = reading->arena;
    const Source *page = field->at.source;
    Str data = field->data->source->path;
    row_set(row, COLUMN_FIELD, field->field, at);
    row_set(row, COLUMN_DATA, data, at);
    row_set(row, COLUMN_CELL,
            str_printf(arena, STR_FMT ": " STR_FMT, STR_ARG(data), STR_ARG(field->field)), at);
    row_set(row, COLUMN_PRINT,
            str_printf(arena, STR_FMT "/" STR_FMT ":%zu", STR_ARG(page->repository),
                       STR_ARG(page->path), (size_t)field->at.span.start),
            at);
    if (field->lacking * 2 > field->count)
        row_set(row, COLUMN_LACKING, str_printf(arena, "%zu of %zu", field->lacking, field->count),
                at);
}

static void add_output(Reading *reading, const PrintedField *field) {
    Row *row = row_new(reading, field->at, field->at);
    row_set_verbatim(row, COLUMN_TEXT, field->at);
    row_set(row, COLUMN_PATH, field->at.source->path, field->at);
    set_output(reading, row, field, field->at);
    row_finish(reading, row);
}

/* Sets what the entry is identified by: the first text in it. */
static void set_entry(Row *row, const Source *source, const YamlNode *entry) {
    for (size_t i = 0; i < entry->count; i++) {
        const YamlNode *value = yaml_resolve(entry->as.pairs[i].value);
        if (value->kind != YAML_KIND_SCALAR || str_trim(value->text).len == 0)
            continue;
        row_set(row, COLUMN_ENTRY, value->text, (Location){source, value->content});
        return;
    }
}

/* The place of an empty field is its key, that of a missing one is the entry. */
static void add_entry(Reading *reading, const PrintedField *field, const YamlNode *entry) {
    const Source *source = field->data->source;
    Location label = reading_label(source, entry);
    Row *row = row_new(reading, (Location){source, entry->span}, label);
    const YamlPair *pair = yaml_lookup(entry, field->field);
    const YamlNode *value = printed_value(entry, field->field);
    row->cells[COLUMN_TEXT].at = pair ? (Location){source, pair->key->span} : label;
    if (value && value->kind == YAML_KIND_SCALAR)
        row_set(row, COLUMN_TEXT, value->text, (Location){source, value->content});
    else if (value)
        row_set_verbatim(row, COLUMN_TEXT, reading_label(source, value));
    row_set(row, COLUMN_PATH, source->path, label);
    set_output(reading, row, field, label);
    set_entry(row, source, entry);
    if (!value)
        row_set(row, COLUMN_LACKS, row->cells[COLUMN_PRINT].text, label);
    row_finish(reading, row);
}

/* Adds the entries of an output, except those whose same field an earlier output prints. */
static void add_entries(Reading *reading, const PrintedField *field) {
    Printing *printing = reading->state;
    for (size_t i = 0; i < field->count; i++) {
        const YamlNode *entry = field->entries[i];
        const Source *source = field->data->source;
        Str key = str_printf(reading->arena, STR_FMT "/" STR_FMT ":%zu:" STR_FMT,
                             STR_ARG(source->repository), STR_ARG(source->path),
                             (size_t)entry->span.start, STR_ARG(field->field));
        if (map_get(&printing->seen, key))
            continue;
        map_put(&printing->seen, key, printing);
        add_entry(reading, field, entry);
    }
}

/* Jekyll processes Liquid in files with front matter, layouts and includes. */
static bool is_template(const Document *document) {
    Str path = document->source->path;
    return document_front_matter(document)->closed || str_starts_with(path, STR("_layouts/")) ||
           str_starts_with(path, STR("_includes/"));
}

static void read_printed_of(Reading *reading, const Document *document) {
    Printing *printing = reading->state;
    PrintedFields fields = {0};
    if (is_template(document))
        printed_fields(reading->arena, reading->documents, document, &printing->budget, &fields);
    reading->places_read++;
    if (fields.problem.len > 0)
        reading_failed(reading, fields.problem);
    for (size_t i = 0; i < fields.items.len; i++) {
        if (reading->def->printed_entries)
            add_entries(reading, &fields.items.items[i]);
        else
            add_output(reading, &fields.items.items[i]);
    }
}

void read_printed(Reading *reading) {
    Printing printing = {.budget = MOST_ENTRIES};
    map_init(&printing.seen, reading->arena);
    reading->state = &printing;
    reading_each_document(reading, read_printed_of);
    reading->state = NULL;
}
