/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * The table of readers, and what they share: which repositories, documents, files and folders a
 * definition names.
 */
#include "table/reader.h"

#include "base/path.h"
#include "document/language.h"
#include "table/link.h"

static const char *const file_keys[] = {"repository", "files", "exclude", NULL};
static const char *const file_columns[] = {"text", "path", "name", "stem", "folder", NULL};
static const char *const folder_keys[] = {"repository", "folders", "exclude", NULL};
static const char *const path_keys[] = {"repository", "paths", "exclude", NULL};
static const char *const path_columns[] = {"text",   "path",   "name", "stem",
                                           "folder", "within", NULL};
static const char *const list_keys[] = {
    "repository", "file", "files", "exclude", "list-under", "depth", "parent", "paragraphs", NULL};
static const char *const list_columns[] = {"text", "path",      "heading",  "section", "lead",
                                           "link", "link-text", "links-to", "runs-on", NULL};
static const char *const table_keys[] = {"repository",  "file",   "files", "exclude",
                                         "table-under", "fields", NULL};
static const char *const table_columns[] = {"text", "path", "heading", NULL};
static const char *const heading_keys[] = {"repository", "file",     "files",
                                           "exclude",    "headings", NULL};
static const char *const heading_columns[] = {"text", "path", "section", "plain", "level", NULL};
static const char *const text_keys[] = {"repository", "file", "files", "exclude", "texts", NULL};
static const char *const text_columns[] = {"text", "path", "section", "plain", "kind", NULL};
static const char *const yaml_keys[] = {"repository", "file",       "files",    "exclude", "yaml",
                                        "fields",     "as-written", "misspelt", "parent",  NULL};
static const char *const front_keys[] = {"repository",   "file",   "files",      "exclude",
                                         "front-matter", "fields", "as-written", "misspelt",
                                         "parent",       NULL};
static const char *const yaml_columns[] = {"text", "path", NULL};
static const char *const yaml_key_keys[] = {"repository", "file",      "files",
                                            "exclude",    "yaml-keys", NULL};
static const char *const front_key_keys[] = {"repository",        "file", "files", "exclude",
                                             "front-matter-keys", NULL};
static const char *const yaml_key_columns[] = {"text",  "path",    "mapping", "kind",
                                               "entry", "opening", NULL};
static const char *const line_keys[] = {
    "repository", "file", "files", "exclude", "lines", "outside-block-scalars", "parent", NULL};
static const char *const line_columns[] = {"text", "path", "within", NULL};
static const char *const html_keys[] = {"repository", "file", "files", "exclude", "html", NULL};
static const char *const html_columns[] = {"text",   "path",   "attribute", "element",
                                           "branch", "liquid", NULL};
static const char *const printed_keys[] = {"repository", "file",    "files",
                                           "exclude",    "printed", NULL};
static const char *const printed_columns[] = {"text",  "path",    "field", "data",  "cell",
                                              "print", "lacking", "entry", "lacks", NULL};
static const char *const ending_keys[] = {"repository", "files", "exclude", "line-endings", NULL};
static const char *const ending_columns[] = {"text", "path",   "lf",       "crlf", "first",
                                             "rest", "others", "declared", NULL};
static const char *const prose_keys[] = {"repository", "file", "files", "exclude", "prose", NULL};
static const char *const prose_columns[] = {"text", "path", "behind", NULL};
static const char *const link_keys[] = {"repository", "file", "files", "exclude", "links", NULL};
static const char *const link_columns[] = {
    "text", "path",  "label",    "kind", "scheme",   "host", "github",      "view",    "branch",
    "file", "query", "fragment", "into", "links-to", "home", "home-branch", "fork-of", NULL};
static const char *const cell_keys[] = {"cells", "split", "each", "for-each", "by", NULL};
static const char *const cell_columns[] = {"text", "path", NULL};
static const char *const row_keys[] = {"rows-of", "fields", NULL};
static const char *const row_columns[] = {"text", "path", "table", NULL};

/* A reader's own key comes before a key that several share, so the order matters. */
const Reader readers[] = {
    {"folders", folder_keys, file_columns, read_folders, 0, false},
    {"list-under", list_keys, list_columns, read_list, DOCUMENT_MARKDOWN, true},
    {"table-under", table_keys, table_columns, read_markdown_table, DOCUMENT_MARKDOWN, true},
    {"headings", heading_keys, heading_columns, read_headings, DOCUMENT_MARKDOWN, true},
    {"texts", text_keys, text_columns, read_texts, DOCUMENT_MARKDOWN, true},
    {"yaml", yaml_keys, yaml_columns, read_yaml, DOCUMENT_YAML, true},
    {"front-matter", front_keys, yaml_columns, read_front_matter, DOCUMENT_FRONT_MATTER, true},
    {"yaml-keys", yaml_key_keys, yaml_key_columns, read_keys, DOCUMENT_YAML, true},
    {"front-matter-keys", front_key_keys, yaml_key_columns, read_keys, DOCUMENT_FRONT_MATTER, true},
    {"lines", line_keys, line_columns, read_lines, DOCUMENT_BYTES, true},
    {"html", html_keys, html_columns, read_html, DOCUMENT_HTML, true},
    {"printed", printed_keys, printed_columns, read_printed, DOCUMENT_LIQUID, false},
    {"line-endings", ending_keys, ending_columns, read_endings, DOCUMENT_BYTES, true},
    {"prose", prose_keys, prose_columns, read_prose, DOCUMENT_MARKDOWN, true},
    {"links", link_keys, link_columns, read_links, DOCUMENT_HTML, true},
    {"cells", cell_keys, cell_columns, read_cells, 0, false},
    {"rows-of", row_keys, row_columns, read_rows, 0, false},
    {"paths", path_keys, path_columns, read_paths, 0, false},
    {"files", file_keys, file_columns, read_files, 0, true},
    {NULL, NULL, NULL, NULL, 0, false},
};

void reading_failed(Reading *reading, Str reason) {
    if (reading->places_failed++ == 0)
        reading->table->reason = reason;
}

void reading_give_up(Reading *reading, const Source *source, Str why) {
    document_give_up(tables_document(reading->tables, source), why);
    reading_failed(reading, str_printf(reading->arena, STR_FMT " cannot be read: " STR_FMT,
                                       STR_ARG(source->path), STR_ARG(why)));
}

/* Reports that a place exists but cannot be read, if no other rule reports that. */
static void report_broken(Reading *reading, Location at, Str message, Str help) {
    if (reading->problems.len < TABLE_MAX_PROBLEMS)
        array_push(reading->arena, &reading->problems, (TableProblem){at, message, help});
    reading_failed(reading, message);
}

void reading_missing(Reading *reading, Location at, Str message, Str help) {
    if (!reading->def->optional)
        report_broken(reading, at, message, help);
}

const YamlStream *reading_yaml(Reading *reading, const Document *document) {
    const YamlStream *stream = document_yaml(document);
    const Source *source = document->source;
    if (!stream->failed)
        return stream;
    if (language_is_yaml(source->path))
        reading_failed(reading, str_printf(reading->arena, STR_FMT " does not parse as YAML",
                                           STR_ARG(source->path)));
    else
        report_broken(reading, (Location){source, stream->problem_span},
                      str_printf(reading->arena, STR_FMT " does not parse: " STR_FMT,
                                 STR_ARG(source->path), STR_ARG(stream->problem)),
                      (Str){0});
    return NULL;
}

const Table *reading_source(Reading *reading, const TableDef *def) {
    const Table *table = tables_get(reading->tables, def);
    if (table->state != TABLE_KNOWN) {
        reading_failed(reading, table->reason);
        if (reading->places_failed == 1)
            reading->table->missing = table->missing;
    }
    return table;
}

void reading_each_repository(Reading *reading, RepositoryVisitor visit) {
    const TablesPart *part = tables_part(reading->tables);
    if (part && table_def_names_repository(reading->def, part->repository->name))
        visit(reading, part->repository);
    if (part)
        return;
    for (size_t i = 0; i < reading->repository_count; i++) {
        const Repository *repository = &reading->repositories[i];
        if (!table_def_names_repository(reading->def, repository->name))
            continue;
        if (repository->snapshot)
            visit(reading, repository);
        else if (!table_def_names_any(reading->def)) {
            reading_failed(reading, reason_not_given(reading->arena, repository));
            if (reading->places_failed == 1)
                reading->table->missing = repository->name;
        }
    }
}

/* For kept tables of one file, whether the definition selects that file. */
static bool chooses(const Reading *reading, const Repository *repository, Str path) {
    const TablesKeeper *keeper = tables_keeper(reading->tables);
    return keeper->chooses(keeper->context, reading->def, repository, path);
}

/* The selected paths, limited to the part if the tables cover only one. */
static Selection select_of(const Reading *reading, const Repository *repository,
                           SelectionKind kind) {
    Selections *selections = tables_selections(reading->tables);
    const Selection *all = selection_of(selections, reading->def, repository, kind);
    const TablesPart *part = tables_part(reading->tables);
    return part ? selection_between(all, part->first, part->last) : *all;
}

/* The only file of kept tables that cover a part; NULL for other tables. */
static const Str *only_file(const Reading *reading) {
    const TablesPart *part = tables_part(reading->tables);
    return part && tables_keeper(reading->tables) ? &part->first : NULL;
}

static void each_selected(Reading *reading, const Repository *repository, SelectionKind kind,
                          EntryVisitor visit) {
    const Str *file = only_file(reading);
    if (file) {
        if (chooses(reading, repository, *file))
            visit(reading, repository, *file);
        return;
    }
    Selection selection = select_of(reading, repository, kind);
    for (size_t i = 0; i < selection.count; i++)
        visit(reading, repository, selected_path(&selection.items[i]));
}

void reading_each_file(Reading *reading, const Repository *repository, EntryVisitor visit) {
    each_selected(reading, repository, SELECT_FILES, visit);
}

void reading_each_entry(Reading *reading, const Repository *repository, EntryVisitor visit) {
    each_selected(reading, repository, SELECT_ENTRIES, visit);
}

void reading_each_folder(Reading *reading, const Repository *repository, EntryVisitor visit) {
    each_selected(reading, repository, SELECT_FOLDERS, visit);
}

static Str why_unreadable(Reading *reading, const Document *document) {
    Str path = document->source->path;
    Str problem = document->state == DOCUMENT_OK ? document_unread(document) : document->problem;
    if (document->state == DOCUMENT_NOT_UTF8)
        return str_printf(reading->arena, STR_FMT " is not UTF-8", STR_ARG(path));
    if (document->state == DOCUMENT_UNMERGED)
        return str_printf(reading->arena, STR_FMT " has a merge conflict in it", STR_ARG(path));
    return str_printf(reading->arena, STR_FMT " cannot be read: " STR_FMT, STR_ARG(path),
                      STR_ARG(problem));
}

static void visit_document(Reading *reading, const Document *document) {
    bool parses =
        reading->def->reader->parts & (DOCUMENT_MARKDOWN | DOCUMENT_HTML | DOCUMENT_LIQUID);
    if (parses ? document_is_parsable(document) : document->state == DOCUMENT_OK)
        reading->visit_document(reading, document);
    else
        reading_failed(reading, why_unreadable(reading, document));
}

Str reading_file(const TableDef *def, const Repository *repository) {
    for (size_t i = 0; i < def->files.count; i++) {
        Str path = def->files.items[i].str;
        const SnapshotEntry *entry = snapshot_find(repository->snapshot, path);
        if (entry && entry->kind == ENTRY_FILE)
            return path;
    }
    return (Str){0};
}

/* Whether the file exists but could not be listed, as after a merge that left it without content.
   The snapshot reports that, so it is not missing. */
static bool visit_unlisted(Reading *reading, const Repository *repository, Str path) {
    size_t count = 0;
    const SnapshotProblem *problems = snapshot_problems(repository->snapshot, &count);
    for (size_t i = 0; i < count; i++)
        if (str_equal(problems[i].path, path)) {
            reading_failed(reading, str_printf(reading->arena, STR_FMT " cannot be read: " STR_FMT,
                                               STR_ARG(path), STR_ARG(problems[i].message)));
            return true;
        }
    return false;
}

/* Suggests where a missing file may be now. For a README only letter case may differ, as every
   folder may have its own. */
static Str tell_moved(Reading *reading, const Repository *repository, Str path) {
    PathIndex *index = links_paths(tables_links(reading->tables), repository);
    bool own = !str_equal_nocase(path_stem(path), STR("README"));
    Str moved = {0};
    if (!path_index_find_case(index, path, &moved) &&
        !(own && path_index_find_near(index, path, &moved)))
        return (Str){0};
    return str_printf(reading->arena, "was it moved to '" STR_FMT "'?", STR_ARG(moved));
}

static void visit_alternatives(Reading *reading, const Repository *repository) {
    Str path = reading_file(reading->def, repository);
    if (path.len > 0) {
        visit_document(reading, documents_get(reading->documents, repository, path));
        return;
    }
    Str first = reading->def->files.items[0].str;
    if (visit_unlisted(reading, repository, first))
        return;
    const SnapshotEntry *entry = snapshot_find(repository->snapshot, first);
    const Document *missing = documents_get(reading->documents, repository, first);
    reading_missing(reading, (Location){missing->source, {0, 0}},
                    entry && entry->kind == ENTRY_SYMLINK
                        ? str_printf(reading->arena,
                                     STR_FMT " is a symbolic link, which is not followed",
                                     STR_ARG(first))
                        : str_printf(reading->arena, "there is no file " STR_FMT, STR_ARG(first)),
                    tell_moved(reading, repository, first));
}

static void visit_selected(Reading *reading, const Repository *repository) {
    const Str *file = only_file(reading);
    if (file) {
        if (chooses(reading, repository, *file))
            visit_document(reading, documents_get(reading->documents, repository, *file));
        return;
    }
    Selections *selections = tables_selections(reading->tables);
    Selection selection = select_of(reading, repository, SELECT_FILES);
    bool kept = tables_keeper(reading->tables) != NULL; /* the selection may outlive documents */
    for (size_t i = 0; i < selection.count; i++) {
        const Selected *selected = &selection.items[i];
        visit_document(reading,
                       kept ? documents_get(reading->documents, repository, selected_path(selected))
                            : selected_document(selections, repository, selected));
    }
}

static void visit_documents(Reading *reading, const Repository *repository) {
    if (reading->def->one_file)
        visit_alternatives(reading, repository);
    else
        visit_selected(reading, repository);
}

void reading_each_document(Reading *reading, DocumentVisitor visit) {
    reading->visit_document = visit;
    reading_each_repository(reading, visit_documents);
}
