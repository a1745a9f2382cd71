/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Checks of path patterns such as those in CODEOWNERS: patterns against the tree of files, and the
 * paths of one table against the patterns of another. A pattern without wildcards is looked up, so
 * its cost does not grow with their number; others are compared one by one, within a budget.
 */
#include "base/array.h"
#include "base/budget.h"
#include "base/path.h"
#include "base/path_pattern.h"
#include "rule/check.h"
#include "table/link.h"

#define TOO_MANY_PATTERNS "it has too many patterns of paths with wildcards"
#define GLOB_COST 4096 /* the cost of compiling a glob, in bytes of paths */

/* finds-path */

typedef struct FindsPath {
    Text name;
    size_t column;
} FindsPath;

static const Field finds_path_fields[] = {
    {"column", FIELD_TEXT, offsetof(FindsPath, name), .required = true, .doc = "with the pattern"},
    {0}};

/* The tree of one repository. */
typedef struct Tree {
    const Repository *repository;
    const SnapshotEntry *entries;
    size_t entry_count;
    size_t cost;   /* of searching all paths once */
    size_t budget; /* what is left for searches */
    Map globs;     /* patterns with wildcards: whether they find something */
    bool listed;   /* whether the next two are filled */
    Map files;     /* the names of files, in any folder */
    Map folders;   /* the names of folders */
} Tree;

static bool finds_path_bind(const Binding *binding, Check *check, const YamlNode *node,
                            Error *error) {
    (void)node;
    FindsPath *params = check->params;
    return binding_column(binding, params->name, &params->column, error);
}

/* The state maps the names of repositories to their trees. */
static void finds_path_prepare(CheckRun *run) {
    Map *trees = arena_new(run->arena, Map);
    map_init(trees, run->arena);
    run->state = trees;
}

static Tree *tree_of(const CheckRun *run, const Row *row) {
    Str name = row->at.source->repository;
    Tree *tree = map_get(run->state, name);
    if (tree)
        return tree;
    tree = arena_new(run->arena, Tree);
    tree->repository = tables_repository(run->tables, name);
    tree->entries = snapshot_entries(tree->repository->snapshot, &tree->entry_count);
    for (size_t i = 0; i < tree->entry_count; i++)
        tree->cost += tree->entries[i].path.len + SEARCH_COST;
    tree->budget = CHECK_BUDGET;
    map_init(&tree->globs, run->arena);
    map_init(&tree->files, run->arena);
    map_init(&tree->folders, run->arena);
    map_put(run->state, name, tree);
    return tree;
}

/* Entries are sorted by path, so a folder is new if the previous entry is not in it. */
static void list_names(Tree *tree) {
    if (tree->listed)
        return;
    tree->listed = true;
    for (size_t i = 0; i < tree->entry_count; i++) {
        Str before = i > 0 ? tree->entries[i - 1].path : (Str){0};
        Str path = tree->entries[i].path;
        bool folder = tree->entries[i].kind == ENTRY_SUBMODULE;
        for (size_t end = str_common(before, path); end < path.len; end++)
            if (path.ptr[end] == '/')
                map_put(&tree->folders, path_name(str_slice(path, 0, end)), tree);
        map_put(folder ? &tree->folders : &tree->files, path_name(path), tree);
    }
}

static bool finds_literal(Tree *tree, const PathPattern *pattern) {
    const Snapshot *snapshot = tree->repository->snapshot;
    if (!pattern->anchored) {
        list_names(tree);
        return map_get(&tree->folders, pattern->literal) ||
               (!pattern->folders_only && map_get(&tree->files, pattern->literal));
    }
    const SnapshotEntry *entry = snapshot_find(snapshot, pattern->literal);
    return snapshot_has_folder(snapshot, pattern->literal) ||
           (entry && (!pattern->folders_only || entry->kind == ENTRY_SUBMODULE));
}

static bool finds_entry(const CheckRun *run, const SnapshotEntry *entry,
                        const PathPattern *pattern) {
    Str path = entry->path;
    if (entry->kind == ENTRY_SUBMODULE) /* a folder whose files are unknown */
        path = path_join(run->arena, path, STR("."));
    return path_pattern_matches(run->table->def->patterns, pattern, path);
}

/* If there are too many patterns to compare, any of them is taken to find something, and it is
   reported that not all were searched for. */
static bool finds_glob(const CheckRun *run, Tree *tree, const Row *row,
                       const PathPattern *pattern) {
    bool *known = map_get(&tree->globs, pattern->text);
    if (known)
        return *known;
    if (!budget_spend(&tree->budget, tree->cost + GLOB_COST)) {
        document_give_up(tables_document(run->tables, row->at.source), STR(TOO_MANY_PATTERNS));
        return true;
    }
    known = arena_new(run->arena, bool);
    for (size_t i = 0; i < tree->entry_count && !*known; i++)
        *known = finds_entry(run, &tree->entries[i], pattern);
    map_put(&tree->globs, pattern->text, known);
    return *known;
}

/* The path that was meant, from the root. */
static Str nearest_path(const CheckRun *run, Tree *tree, const PathPattern *pattern) {
    const Snapshot *snapshot = tree->repository->snapshot;
    Str path;
    if (pattern->literal.len == 0)
        return (Str){0};
    PathIndex *index = links_paths(tables_links(run->tables), tree->repository);
    if (!path_index_find_near(index, pattern->literal, &path))
        return (Str){0};
    bool folder = snapshot_has_folder(snapshot, path);
    if (pattern->folders_only && !folder)
        return (Str){0};
    return str_printf(run->arena, "/" STR_FMT "%s", STR_ARG(path), folder ? "/" : "");
}

static bool finds_path_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const FindsPath *params = run->check->params;
    const Cell cell = row_cell(row, params->column);
    PathPattern pattern;
    if (!cell.present || !path_pattern_parse(run->arena, cell.text, &pattern))
        return true;
    Tree *tree = tree_of(run, row);
    bool found =
        pattern.literal.len ? finds_literal(tree, &pattern) : finds_glob(run, tree, row, &pattern);
    if (found)
        return true;
    failure->at = cell.at;
    failure->values.value = cell.text;
    failure->values.nearest = nearest_path(run, tree, &pattern);
    return false;
}

const CheckKind check_finds_path = {
    .name = "finds-path",
    .says = "{value} {nearest}",
    .summary = "a pattern of paths, as in CODEOWNERS, matches something in its repository",
    .fields = finds_path_fields,
    .size = sizeof(FindsPath),
    .short_key = "column",
    .bind = finds_path_bind,
    .prepare = finds_path_prepare,
    .holds = finds_path_holds,
};

/* named-by */

typedef struct NamedBy {
    Text table_name;
    Text by_name;
    Text column_name;
    size_t column;
    size_t by;
    int fold;
} NamedBy;

static const Field named_by_fields[] = {
    {"table", FIELD_TEXT, offsetof(NamedBy, table_name), .required = true, .doc = "of patterns"},
    {"by", FIELD_TEXT, offsetof(NamedBy, by_name), .required = true, .doc = "its column of them"},
    {"column", FIELD_TEXT, offsetof(NamedBy, column_name), .required = true,
     .doc = "the folder's path, here"},
    {"fold", FIELD_CHOICE, offsetof(NamedBy, fold), .choices = fold_names,
     .doc = "what is ignored"},
    {0}};

/* A pattern with wildcards, and its row. */
typedef struct Glob {
    PathPattern pattern;
    Row *row;
} Glob;

/* The patterns in the other table. */
typedef struct Patterns {
    Map paths; /* rows whose pattern is a path, by that path */
    Map names; /* rows whose pattern is a name at any depth, by that name */
    ARRAY_OF(Glob) globs;
    size_t budget;       /* for searching them */
    const Row *left_out; /* one that was not searched because there are too many */
} Patterns;

static bool named_by_bind(const Binding *binding, Check *check, const YamlNode *node,
                          Error *error) {
    (void)node;
    NamedBy *params = check->params;
    Binding there;
    return binding_column(binding, params->column_name, &params->column, error) &&
           binding_there(binding, check, params->table_name, &there, error) &&
           binding_column(&there, params->by_name, &params->by, error);
}

static void named_by_prepare(CheckRun *run) {
    const NamedBy *params = run->check->params;
    const Table *table = tables_get(run->tables, run->check->tables[0]);
    Patterns *patterns = arena_new(run->arena, Patterns);
    patterns->budget = CHECK_BUDGET;
    map_init(&patterns->paths, run->arena);
    map_init(&patterns->names, run->arena);
    for (size_t i = 0; i < table->row_count; i++) {
        const Cell cell = row_cell(table->rows[i], params->by);
        Str text = fold_text(run->arena, cell.text, (Fold)params->fold);
        PathPattern pattern;
        if (!cell.present || !path_pattern_parse(run->arena, text, &pattern))
            continue;
        if (pattern.literal.len > 0)
            map_put(pattern.anchored ? &patterns->paths : &patterns->names, pattern.literal,
                    table->rows[i]);
        else if (budget_spend(&patterns->budget, GLOB_COST))
            array_push(run->arena, &patterns->globs, (Glob){pattern, table->rows[i]});
        else
            patterns->left_out = table->rows[i];
    }
    run->state = patterns;
}

/* If there are too many patterns to compare, the path is taken to be named, and it is reported that
   not all were looked at. */
static const Row *find_pattern(const CheckRun *run, Patterns *patterns, Str path) {
    const Row *row = map_get(&patterns->paths, path);
    if (!row)
        row = map_get(&patterns->names, path_name(path));
    for (size_t i = 0; !row && i < patterns->globs.len; i++) {
        const Glob *glob = &patterns->globs.items[i];
        if (!budget_spend(&patterns->budget, path.len + SEARCH_COST))
            patterns->left_out = glob->row;
        else if (path_pattern_names(run->table->def->patterns, &glob->pattern, path))
            row = glob->row;
    }
    if (!row && patterns->left_out)
        document_give_up(tables_document(run->tables, patterns->left_out->at.source),
                         STR(TOO_MANY_PATTERNS));
    return row ? row : patterns->left_out;
}

static bool named_by_holds(const CheckRun *run, const Row *row, Failure *failure) {
    const NamedBy *params = run->check->params;
    const Cell cell = row_cell(row, params->column);
    failure->at = cell.at;
    failure->values.value = cell.text;
    if (!cell.present)
        return true;
    Str path = fold_text(run->arena, cell.text, (Fold)params->fold);
    failure->values.other = find_pattern(run, run->state, path);
    if (failure->values.other)
        return true;
    const Table *table = tables_get(run->tables, run->check->tables[0]);
    if (table->at.source && table->at.source->bytes.len > 0)
        failure_relate(run, failure, table->at, "it is not listed here");
    return false;
}

const CheckKind check_named_by = {
    .name = "named-by",
    .says = "{value}",
    .summary = "a path is that of a pattern, as in CODEOWNERS, of another table",
    .fields = named_by_fields,
    .size = sizeof(NamedBy),
    .bind = named_by_bind,
    .prepare = named_by_prepare,
    .holds = named_by_holds,
    .by_row = true,
};
