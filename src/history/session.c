/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * One step: changes make results stale, stale results are made again, and all findings are put
 * together as at the end of any lint.
 */
#include "history/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "document/suppression.h"
#include "history/session_internal.h"
#include "rule/result.h"

/* The context of a snapshot's watch: which snapshot is being asked. */
typedef struct SessionWatch {
    Session *session;
    size_t repository;
} SessionWatch;

SpreadTable *session_spread(const Session *session, const TableDef *def) {
    return def_map_get(&session->spread_of, def);
}

void session_note(Session *session, char kind, size_t repository, Str text) {
    if (session->tracer.frames.len > 0)
        trace_note(&session->tracer, trace_dep(&session->tracer, kind, repository, text));
}

static void asked(void *context, SnapshotAspect aspect, Str path) {
    static const char kinds[] = {[ASPECT_ALL] = DEP_ALL,
                                 [ASPECT_ENTRY] = DEP_ENTRY,
                                 [ASPECT_FOLDER] = DEP_FOLDER,
                                 [ASPECT_CONTENT] = DEP_CONTENT};
    const SessionWatch *watch = context;
    session_note(watch->session, kinds[aspect], watch->repository, path);
}

static size_t number_of(const Session *session, const Repository *repository) {
    return (size_t)(repository - session->repositories);
}

/* Answers whether a kept table reads a file, from what its FileNode remembers. */
static bool chooses(void *context, const TableDef *def, const Repository *repository, Str path) {
    const Session *session = context;
    const FileNode *file = map_get(&session->files[number_of(session, repository)], path);
    return file->chosen[session_spread(session, def)->chooser];
}

static EndingsTally tally(void *context, const TableDef *def, const Repository *repository) {
    Session *session = context;
    size_t index = number_of(session, repository);
    session_note(session, DEP_ENDINGS, index, def->name.str);
    return session_spread(session, def)->tallies[index];
}

static void links_used(void *context) {
    Session *session = context;
    trace_note(&session->tracer, &session->links_known);
}

static void watch_snapshots(Session *session) {
    size_t count = session->options.repository_count;
    SnapshotWatch *watches = arena_new_array(session->arena, count, SnapshotWatch);
    SessionWatch *contexts = arena_new_array(session->arena, count, SessionWatch);
    session->files = arena_new_array(session->arena, count, Map);
    session->ordered = arena_new_array(session->arena, count, OrderedFiles);
    for (size_t i = 0; i < count; i++) {
        contexts[i] = (SessionWatch){session, i};
        watches[i] = (SnapshotWatch){&contexts[i], asked};
        map_init(&session->files[i], session->arena);
        if (session->repositories[i].snapshot)
            snapshot_set_watch((Snapshot *)session->repositories[i].snapshot, &watches[i]);
    }
}

Session *session_new(Arena *arena, const LintOptions *options, size_t walked) {
    Session *session = arena_new(arena, Session);
    *session = (Session){.arena = arena,
                         .options = *options,
                         .walked = walked,
                         .repositories = options->repositories};
    arena_init(&session->scratch);
    arena_init(&session->running);
    arena_init(&session->current);
    def_map_init(&session->spread_of, arena);
    def_map_init(&session->whole, arena);
    tracer_init(&session->tracer, arena, session);
    session->documents = documents_new(arena);
    documents_keep_apart(session->documents);
    session->keeper = (TablesKeeper){session, session_get_table, chooses, tally, links_used};
    session->tables =
        tables_new_kept(arena, session->documents, options->repositories, options->repository_count,
                        options->pack->patterns, &session->keeper);
    session_find_rules(session);
    watch_snapshots(session);
    return session;
}

void session_free(Session *session) {
    for (size_t i = 0; i < session->options.repository_count; i++)
        if (session->repositories[i].snapshot)
            snapshot_set_watch((Snapshot *)session->repositories[i].snapshot, NULL);
    for (size_t i = 0; i < session->all_files.len; i++) {
        arena_free(&session->all_files.items[i]->memory);
        arena_free(&session->all_files.items[i]->segment_memory);
    }
    session_free_whole(session);
    tables_free_kept(session->tables);
    documents_stop_threads(session->documents);
    documents_free(session->documents);
    arena_free(&session->scratch);
    arena_free(&session->running);
    arena_free(&session->current);
}

/* what will change */

void session_expect(Session *session, const Snapshot *from, TravelChanges changes, size_t jobs) {
    arena_reset(&session->scratch);
    DocumentExpected *files = arena_new_array(&session->scratch, changes.count, DocumentExpected);
    size_t count = 0;
    for (size_t i = 0; i < changes.count; i++) {
        const SnapshotEntry *entry = &changes.items[i].after;
        bool file = changes.items[i].is && entry->kind == ENTRY_FILE;
        unsigned parts = file ? session_file_parts(session, session->walked, entry->path) : 0;
        if (parts != 0)
            files[count++] = (DocumentExpected){*entry, parts};
    }
    documents_expect(session->documents, &session->repositories[session->walked], from, files,
                     count, jobs);
}

void session_end_expected(Session *session) {
    documents_end_expected(session->documents);
}

/* what has changed */

static void set_changed(Session *session, char kind, Str text) {
    trace_changed(&session->tracer, trace_dep(&session->tracer, kind, session->walked, text));
}

static bool is_same(const TravelChange *change) {
    const SnapshotEntry *a = &change->before;
    const SnapshotEntry *b = &change->after;
    return change->was && change->is && a->kind == b->kind &&
           memcmp(a->id, b->id, sizeof a->id) == 0;
}

static void forget_document(Session *session, Str path) {
    const Repository *repository = &session->repositories[session->walked];
    size_t kept = 0;
    for (size_t i = 0; i < session->special.len; i++) {
        const Document *document = session->special.items[i];
        bool gone = document->repository == repository && str_equal(document->source->path, path);
        session->changed = session->changed || gone;
        if (!gone)
            session->special.items[kept++] = document;
    }
    session->special.len = kept;
    documents_forget(session->documents, repository, path);
}

/* Marks the folders around a path that came or went as changed if they may have come or gone with
   it: those with no more entries than there are changes. */
static void set_folders_changed(Session *session, Str path, size_t changes) {
    const Snapshot *snapshot = session->repositories[session->walked].snapshot;
    for (Str folder = path_folder(path); folder.len > 0; folder = path_folder(folder)) {
        size_t count;
        snapshot_below(snapshot, folder, &count);
        if (count <= changes)
            set_changed(session, DEP_FOLDER, folder);
    }
}

/* Whether resolving links remembers what this file says, even where no site is made of the pages:
   that there is none may follow from it (table/jekyll.h). */
static bool matters_to_links(Str path) {
    static const char *const names[] = {".gitignore", "_config.yml", "Gemfile", NULL};
    return str_is_one_of(path_name(path), names) ||
           str_starts_with(path, STR(".github/workflows/"));
}

typedef struct Extent {
    bool any;
    bool paths; /* paths came, went, or changed their kind */
    bool links;
} Extent;

static void take_change(Session *session, const TravelChange *change, size_t changes,
                        Extent *extent) {
    Str path = change->is ? change->after.path : change->before.path;
    bool moved = change->was != change->is;
    bool file = change->is && change->after.kind == ENTRY_FILE;
    if (is_same(change))
        return;
    extent->any = true;
    extent->links = extent->links || matters_to_links(path);
    forget_document(session, path);
    set_changed(session, DEP_CONTENT, path);
    if (moved || change->before.kind != change->after.kind) {
        extent->paths = true;
        set_changed(session, DEP_ENTRY, path);
    }
    if (moved)
        set_folders_changed(session, path, changes);
    if (file || (change->was && change->before.kind == ENTRY_FILE))
        session_file_set(session, session->walked, path, file);
}

static bool has_any_site(Session *session) {
    bool any = false;
    for (size_t i = 0; i < session->options.repository_count; i++)
        any = any || (session->repositories[i].snapshot &&
                      tables_have_site(session->tables, &session->repositories[i]));
    return any;
}

/* Resolving links remembers which paths there are, and for a site what all of its pages say. */
static void take_changes(Session *session, TravelChanges changes) {
    Extent extent = {0};
    for (size_t i = 0; i < changes.count; i++)
        take_change(session, &changes.items[i], changes.count, &extent);
    if (extent.paths)
        set_changed(session, DEP_ALL, (Str){0});
    bool remembered =
        extent.links || (extent.paths && session->any_site) || (extent.any && session->site);
    if (extent.paths || remembered)
        tables_forget_paths(session->tables);
    session->any_site = has_any_site(session);
    session->site = session->any_site &&
                    tables_have_site(session->tables, &session->repositories[session->walked]);
    if (remembered || (extent.paths && session->any_site))
        trace_changed(&session->tracer, &session->links_known);
}

/* Everything becomes stale if a configuration has changed, as rules may then have other severities,
   or if the day has changed and some rule asks for it. */
static void take_options(Session *session, const LintOptions *options) {
    bool another_day = !str_equal(options->as_of, session->options.as_of);
    bool same = session->linted && !(another_day && session->rules_of_day);
    for (size_t i = 0; i < options->repository_count; i++)
        same = same && options->configs[i] == session->configs[i];
    session->changed = session->changed || (session->day_matters && another_day);
    session->options.as_of = str_copy(session->arena, options->as_of);
    if (same)
        return;
    session->changed = true;
    session->day_matters = false;
    for (size_t i = 0; i < options->repository_count; i++) {
        const Config *config = session->configs[i] = options->configs[i];
        for (size_t k = 0; config && k < config->ignore_count; k++)
            session->day_matters = session->day_matters || config->ignores[k].until.len > 0;
    }
    for (size_t i = 0; i < options->pack->rule_count; i++) {
        SessionRule *rule = &session->rules[i];
        rule->on = engine_runs(&session->options, i);
        rule->severity = engine_severity(&session->options, i);
        rule->must_run = true;
        trace_set_stale(&session->tracer, &rule->node);
    }
    for (size_t i = 0; i < session->all_files.len; i++)
        if (session->all_files.items[i]->present)
            trace_set_stale(&session->tracer, &session->all_files.items[i]->node);
}

/* Adds the files of the repositories that stay as they are. */
static void add_others(Session *session) {
    for (size_t i = 0; i < session->options.repository_count; i++) {
        size_t count = 0;
        if (i == session->walked || !session->repositories[i].snapshot)
            continue;
        const SnapshotEntry *entries = snapshot_entries(session->repositories[i].snapshot, &count);
        for (size_t k = 0; k < count; k++)
            if (entries[k].kind == ENTRY_FILE)
                session_file_set(session, i, entries[k].path, true);
    }
}

/* putting together */

static bool is_special(Session *session, const Document *document) {
    size_t count = 0;
    (void)document_suppressions(&session->scratch, document, &count);
    return count > 0 || document_unread(document).len > 0;
}

static void find_special(Session *session) {
    size_t count = 0;
    const Document *const *fresh = documents_take_fresh(session->documents, &count);
    arena_reset(&session->scratch);
    for (size_t i = 0; i < count; i++)
        if (is_special(session, fresh[i])) {
            array_push(session->arena, &session->special, fresh[i]);
            session->changed = true;
        }
}

static bool is_read(Session *session, const Document *document) {
    size_t repository = number_of(session, document->repository);
    return trace_is_used(
        trace_dep(&session->tracer, DEP_CONTENT, repository, document->source->path));
}

static void add_rule(Session *session, Engine *engine, size_t index) {
    SessionRule *rule = &session->rules[index];
    size_t skipped_before = engine->skipped.len;
    if (!rule->on || rule_is_of_ignores(rule->rule))
        return;
    for (size_t i = 0; i < rule->finding_count; i++)
        array_push(engine->arena, &engine->findings, rule->findings[i]);
    session_skips(session, engine, rule);
    engine->complete[index] = engine->skipped.len == skipped_before;
}

static int compare_documents(const void *a, const void *b) {
    const Source *one = (*(const Document *const *)a)->source;
    const Source *other = (*(const Document *const *)b)->source;
    int order = str_compare(one->repository, other->repository);
    return order ? order : str_compare(one->path, other->path);
}

static void put_together(Session *session, LintResult *out) {
    Arena *arena = &session->current;
    arena_reset(arena);
    *out = (LintResult){0};
    Engine engine = {.arena = arena, .options = &session->options, .tables = session->tables};
    engine.complete = arena_new_array(arena, session->options.pack->rule_count, bool);
    for (size_t i = 0; i < session->finders.len; i++)
        for (size_t k = 0; k < session->finders.items[i]->finding_count; k++)
            array_push(arena, &engine.findings, session->finders.items[i]->findings[k]);
    for (size_t i = 0; i < session->options.pack->rule_count; i++)
        add_rule(session, &engine, i);
    ARRAY_OF(const Document *) read = {0};
    for (size_t i = 0; i < session->special.len; i++)
        if (is_read(session, session->special.items[i]))
            array_push(arena, &read, session->special.items[i]);
    if (read.len > 1)
        qsort(read.items, read.len, sizeof *read.items, compare_documents);
    engine_finish(&engine, read.items, read.len, out);
    result_finish(arena, &session->options, read.items, read.len, out);
}

void session_lint(Session *session, const LintOptions *options, TravelChanges changes,
                  LintResult *out) {
    session->changed = !session->linted;
    session->tracer.step++;
    if (!session->linted) {
        session->configs =
            arena_new_array(session->arena, options->repository_count, const Config *);
        session->options.configs = session->configs;
    }
    take_changes(session, changes);
    if (!session->linted)
        add_others(session);
    take_options(session, options);
    session_run_files(session);
    session_run_whole_rules(session);
    documents_sweep(session->documents);
    find_special(session);
    if (session->changed)
        put_together(session, &session->result);
    session->linted = true;
    *out = session->result;
}
