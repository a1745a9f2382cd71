/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Whole tables that come file by file. Each file has tables of its own, in which a row of one table
 * is the parent of rows of another; they are read as far as they are asked for, and go together.
 */
#include <string.h>
#include <time.h>

#include "rule/session_internal.h"

#define PRINT_START UINT64_C(0xcbf29ce484222325)
#define PRINT_PRIME UINT64_C(0x9e3779b97f4a7c15)

static uint64_t print_word(uint64_t print, uint64_t word) {
    print = (print ^ word) * PRINT_PRIME;
    return print ^ print >> 29;
}

/* By a number of this run, as texts are those of strangers. */
static uint64_t print_start(void) {
    static uint64_t start;
    struct timespec now = {0};
    if (start == 0 && clock_gettime(CLOCK_REALTIME, &now) == 0)
        start = PRINT_START ^ (uint64_t)now.tv_nsec << 20 ^ (uint64_t)now.tv_sec;
    return start;
}

uint64_t session_print_text(uint64_t print, Str text) {
    uint64_t word;
    size_t at = 0;
    for (; text.len - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text.ptr + at, sizeof word);
        print = print_word(print, word);
    }
    word = 0;
    if (text.len > at)
        memcpy(&word, text.ptr + at, text.len - at);
    return print_word(print_word(print, word), text.len);
}

static uint64_t print_number(uint64_t print, uint64_t number) {
    return print_word(print, number);
}

static uint64_t print_row(uint64_t print, const Row *row, const Row *before) {
    print = session_print_text(print, row->at.source->repository);
    print = session_print_text(print, row->at.source->path);
    print = session_print_text(print, location_text(row->at));
    print = print_number(print, row->formed);
    print = print_number(print, row->parent && before && row->parent == before->parent);
    if (row->parent)
        print = session_print_text(print, row_cell(row->parent, 0)->text);
    if (row->link)
        print = session_print_text(print_number(print, row->link->state), row->link->path);
    const TableDef *def = row->table->def;
    for (size_t i = 0; i < def->column_count; i++) {
        if (def->columns[i].of != COLUMN_NONE && def->columns[i].of_parent.len == 0)
            continue; /* it follows from another */
        const Cell *cell = row_cell(row, i);
        print = print_number(print, cell->present);
        print = session_print_text(print, cell->text);
    }
    return print;
}

uint64_t session_print_rows(Row *const *rows, size_t count) {
    uint64_t print = print_start();
    for (size_t i = 0; i < count; i++)
        print = print_row(print, rows[i], i > 0 ? rows[i - 1] : NULL);
    return print;
}

/* segments */

static void on_stale(void *context, TraceNode *node) {
    Session *session = context;
    Segment *segment = (Segment *)(void *)node;
    if (!segment->listed)
        array_push(session->arena, &segment->whole->stale, segment);
    segment->listed = true;
    trace_set_stale(&session->tracer, &segment->whole->node);
    session_drop_segments(session, segment->file);
}

void session_drop_segments(Session *session, FileNode *file) {
    if (file->tables_stale)
        return;
    file->tables_stale = true;
    for (size_t i = 0; i < file->segments.len; i++)
        trace_set_stale(&session->tracer, &file->segments.items[i]->node);
}

/* One whose file went and came again is stale, and waits to be read as a new one does. */
static Segment *segment_of(Session *session, FileNode *file, WholeTable *whole) {
    Segment *segment = NULL;
    for (size_t i = 0; i < file->segments.len && !segment; i++)
        if (file->segments.items[i]->whole == whole)
            segment = file->segments.items[i];
    if (!segment) {
        segment = arena_new(session->arena, Segment);
        *segment =
            (Segment){.whole = whole, .file = file, .node = {.stale = true, .on_stale = on_stale}};
        array_push(session->arena, &file->segments, segment);
    }
    if (segment->node.stale && !segment->listed) {
        segment->listed = true;
        array_push(session->arena, &whole->stale, segment);
    }
    return segment;
}

/* The segments of all files that the table is read from, in their order. */
static void lay_out(Session *session, WholeTable *whole) {
    const size_t *number = map_get(&session->spread_numbers, session_key(&whole->leaf));
    size_t chooser = session->spread[*number - 1].chooser;
    whole->segments.len = 0;
    for (size_t i = 0; i < session->options.repository_count; i++) {
        const Repository *repository = &session->repositories[i];
        size_t count = 0;
        if (!repository->snapshot || !reading_names_repository(whole->leaf, repository->name))
            continue;
        const SnapshotEntry *entries = snapshot_entries(repository->snapshot, &count);
        for (size_t k = 0; k < count; k++) {
            FileNode *file =
                entries[k].kind == ENTRY_FILE ? map_get(&session->files[i], entries[k].path) : NULL;
            if (file && file->chosen[chooser])
                array_push(session->arena, &whole->segments, segment_of(session, file, whole));
        }
    }
    whole->laid_out = session->tracer.step;
}

static bool must_lay_out(Session *session, const WholeTable *whole) {
    if (whole->laid_out == 0)
        return true;
    for (size_t i = 0; i < session->options.repository_count; i++)
        if (trace_dep(&session->tracer, DEP_ALL, i, (Str){0})->changed > whole->laid_out)
            return true;
    return false;
}

static void keep_outcome(Segment *segment, const Tables *tables) {
    size_t count = 0;
    const TableOutcome *outcomes = tables_outcomes(tables, &count);
    segment->read = false;
    segment->failed = (Str){0};
    for (size_t i = 0; i < count; i++)
        if (outcomes[i].table == segment->table) {
            segment->read = outcomes[i].places_read > 0;
            if (outcomes[i].places_failed > 0)
                segment->failed = segment->table->reason;
        }
}

static void read_segment(Session *session, Segment *segment) {
    FileNode *file = segment->file;
    if (file->tables_stale || !file->tables) {
        arena_reset(&file->segment_memory);
        file->tables = tables_new_of_part(
            &file->segment_memory, session->tables,
            (TablesPart){&session->repositories[file->repository], file->path, file->path});
        file->tables_stale = false;
    }
    trace_begin(&session->tracer, &segment->node);
    tables_set_memory(session->tables, &file->segment_memory);
    segment->table = tables_get(file->tables, segment->whole->def);
    trace_end(&session->tracer);
    keep_outcome(segment, file->tables);
    uint64_t print = session_print_rows(segment->table->rows, segment->table->row_count);
    if (print != segment->print)
        segment->said = session->tracer.step;
    segment->print = print;
}

static void read_stale(Session *session, WholeTable *whole) {
    for (size_t i = 0; i < whole->stale.len; i++) {
        Segment *segment = whole->stale.items[i];
        segment->listed = false;
        if (segment->file->present)
            read_segment(session, segment);
        else
            trace_drop(&segment->node);
    }
    whole->stale.len = 0;
}

/* the table */

static void add_failure(Table *table, size_t *failed, Str reason, Str missing) {
    if ((*failed)++ > 0)
        return;
    table->reason = reason;
    table->missing = missing;
}

static void sum_up_files(Session *session, WholeTable *whole, Table *table, size_t *read,
                         size_t *failed) {
    bool lists = !table_def_reads_bytes(whole->def);
    size_t at = 0;
    for (size_t i = 0; i < session->options.repository_count; i++) {
        const Repository *repository = &session->repositories[i];
        if (!reading_names_repository(whole->def, repository->name))
            continue;
        *read += repository->snapshot && lists;
        for (; at < whole->segments.len && whole->segments.items[at]->file->repository == i; at++) {
            const Segment *segment = whole->segments.items[at];
            *read += segment->read && !lists;
            if (segment->failed.len > 0)
                add_failure(table, failed, segment->failed, (Str){0});
            table_take_place(table, segment->table);
        }
        if (!repository->snapshot && !reading_names_any(whole->def))
            add_failure(table, failed, reading_not_given(&whole->memory, repository),
                        repository->name);
    }
}

/* What a table is besides its rows: as a reader of the whole would tell. */
static void sum_up(Session *session, WholeTable *whole, Table *table) {
    size_t read = 0;
    size_t failed = 0;
    const TableDef *def = whole->def;
    if (def->parent) {
        const Table *parent = session_get_table(session, def->parent);
        if (parent->state != TABLE_KNOWN)
            add_failure(table, &failed, parent->reason, (Str){0});
    }
    if (table_def_is_of_files(def)) {
        sum_up_files(session, whole, table, &read, &failed);
    } else {
        const Table *source =
            session_get_table(session, def->cell_count > 0 ? def->cells[0].table : def->sources[0]);
        if (source->state != TABLE_KNOWN)
            add_failure(table, &failed, source->reason, source->missing);
        read = source->state != TABLE_UNKNOWN;
        if (read)
            table->at = source->at;
    }
    if (failed > 0)
        table->state = read > 0 ? TABLE_PARTIAL : TABLE_UNKNOWN;
}

void session_read_segments(Session *session, WholeTable *whole) {
    Table *table = whole->table;
    if (!table)
        table = whole->table = arena_new(session->arena, Table);
    *table = (Table){.def = whole->def};
    arena_reset(&whole->memory);
    trace_begin(&session->tracer, &whole->node);
    for (size_t i = 0; i < session->options.repository_count; i++)
        if (session->repositories[i].snapshot)
            session_note(session, DEP_ALL, i, (Str){0});
    if (must_lay_out(session, whole))
        lay_out(session, whole);
    read_stale(session, whole);
    sum_up(session, whole, table);
    trace_end(&session->tracer);
    uint64_t print = print_start();
    for (size_t i = 0; i < whole->segments.len; i++)
        if (whole->segments.items[i]->table->row_count > 0)
            print = print_number(print, whole->segments.items[i]->print);
    whole->next_print = session_print_text(print_number(print, table->state), table->reason);
    whole->flat = false;
}

void session_flatten(Session *session, WholeTable *whole) {
    whole->rows.len = 0;
    for (size_t i = 0; i < whole->segments.len; i++) {
        const Table *table = whole->segments.items[i]->table;
        for (size_t k = 0; k < table->row_count; k++) {
            table->rows[k]->index = whole->rows.len;
            array_push(session->arena, &whole->rows, table->rows[k]);
        }
    }
    whole->table->rows = whole->rows.items;
    whole->table->row_count = whole->rows.len;
    whole->flat = true;
}

const Table *session_changed_rows(Arena *arena, const WholeTable *whole, size_t since) {
    Table *table = arena_new(arena, Table);
    ARRAY_OF(Row *) rows = {0};
    *table = *whole->table;
    for (size_t i = 0; i < whole->segments.len; i++) {
        const Segment *segment = whole->segments.items[i];
        for (size_t k = 0; segment->said > since && k < segment->table->row_count; k++)
            array_push(arena, &rows, segment->table->rows[k]);
    }
    table->rows = rows.items;
    table->row_count = rows.len;
    return table;
}
