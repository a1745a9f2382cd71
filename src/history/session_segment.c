/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Whole tables whose rows come file by file. Each file has tables of its own, in which a row of one
 * table may be the parent of rows of another. They are read only when asked for, and become stale
 * all at once.
 */
#include "history/session_internal.h"

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

/* The segment of a file in a table. It waits to be read if it is new, or if its file went and came
   back. */
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

static bool paths_changed_since(Session *session, size_t repository, size_t step) {
    return step == 0 || trace_dep(&session->tracer, DEP_ALL, repository, (Str){0})->changed > step;
}

/* The files of a repository in the order of their paths. */
static const OrderedFiles *order_files(Session *session, size_t index) {
    const Repository *repository = &session->repositories[index];
    OrderedFiles *ordered = &session->ordered[index];
    size_t count = 0;
    if (!paths_changed_since(session, index, ordered->step))
        return ordered;
    const SnapshotEntry *entries = snapshot_entries(repository->snapshot, &count);
    ordered->files.len = 0;
    for (size_t i = 0; i < count; i++) {
        FileNode *file =
            entries[i].kind == ENTRY_FILE ? map_get(&session->files[index], entries[i].path) : NULL;
        if (file)
            array_push(session->arena, &ordered->files, file);
    }
    ordered->step = session->tracer.step;
    return ordered;
}

/* Lists the segments of all files that the table is read from, in the order of files. */
static void lay_out(Session *session, WholeTable *whole) {
    size_t chooser = session_spread(session, whole->leaf)->chooser;
    whole->segments.len = 0;
    for (size_t i = 0; i < session->options.repository_count; i++) {
        const Repository *repository = &session->repositories[i];
        if (!repository->snapshot || !table_def_names_repository(whole->leaf, repository->name))
            continue;
        const OrderedFiles *ordered = order_files(session, i);
        for (size_t k = 0; k < ordered->files.len; k++) {
            FileNode *file = ordered->files.items[k];
            if (file->chosen[chooser])
                array_push(session->arena, &whole->segments, segment_of(session, file, whole));
        }
    }
    whole->laid_out = session->tracer.step;
}

static bool must_lay_out(Session *session, const WholeTable *whole) {
    for (size_t i = 0; i < session->options.repository_count; i++)
        if (paths_changed_since(session, i, whole->laid_out))
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
    segment->print = session_print(session, segment->whole, segment->table, &segment->prints);
}

/* Notes that the rows of a segment are gone with its file. */
static void drop_segment(Session *session, Segment *segment) {
    static const Table none = {0};
    trace_drop(&segment->node);
    (void)session_print(session, segment->whole, &none, &segment->prints);
}

static void read_stale(Session *session, WholeTable *whole) {
    for (size_t i = 0; i < whole->stale.len; i++) {
        Segment *segment = whole->stale.items[i];
        segment->listed = false;
        if (segment->file->present)
            read_segment(session, segment);
        else
            drop_segment(session, segment);
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
        if (!table_def_names_repository(whole->def, repository->name))
            continue;
        *read += repository->snapshot && lists;
        for (; at < whole->segments.len && whole->segments.items[at]->file->repository == i; at++) {
            const Segment *segment = whole->segments.items[at];
            *read += segment->read && !lists;
            if (segment->failed.len > 0)
                add_failure(table, failed, segment->failed, (Str){0});
            table_take_place(table, segment->table);
        }
        if (!repository->snapshot && !table_def_names_any(whole->def))
            add_failure(table, failed, reason_not_given(&whole->memory, repository),
                        repository->name);
    }
}

/* Sets what a table has besides its rows, as if it had been read as a whole. */
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
    uint64_t print = row_print_start();
    for (size_t i = 0; i < whole->segments.len; i++) {
        const Segment *segment = whole->segments.items[i];
        if (segment->table->row_count > 0)
            print = row_print_number(print, segment->print);
        table->given_up += segment->table->given_up;
    }
    whole->next_print = row_print_text(row_print_number(print, table->state), table->reason);
    whole->flat = false;
}

void session_flatten(Session *session, WholeTable *whole) {
    whole->rows.len = whole->prints.len = 0;
    for (size_t i = 0; i < whole->segments.len; i++) {
        const Segment *segment = whole->segments.items[i];
        for (size_t k = 0; k < segment->table->row_count; k++) {
            array_push(session->arena, &whole->rows, segment->table->rows[k]);
            array_push(session->arena, &whole->prints, segment->prints.items[k]);
        }
    }
    whole->table->rows = whole->rows.items;
    whole->table->row_count = whole->rows.len;
    whole->flat = true;
    whole->numbered = false;
}

void session_number_rows(WholeTable *whole) {
    for (size_t i = 0; i < whole->rows.len; i++)
        whole->rows.items[i]->index = (uint32_t)i;
    whole->numbered = true;
}
