/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * A fix is data of the rule. Each kind of fix has a function that makes the edits or says why it
 * cannot: because a template cannot be filled, a cell is not verbatim, or a file exists already.
 */
#include "rule/make_fix.h"

#include "base/path.h"

typedef struct FixRequest {
    Arena *arena;
    Tables *tables;
    const FixDef *def;
    const Row *row;
    Failure *failure;
    const char **why; /* why it cannot be made */
    size_t *spent;    /* bytes that the fixes of the rule had so far */
} FixRequest;

static bool cannot(const FixRequest *request, const char *why) {
    *request->why = why;
    return false;
}

static size_t room(const FixRequest *request) {
    return FIX_MAX_BYTES - *request->spent;
}

/* Counts bytes of a fix; false if there is no room for them, and none for those of a later one. */
static bool spend(const FixRequest *request, size_t bytes) {
    bool fits = bytes <= room(request);
    *request->spent = fits ? *request->spent + bytes : FIX_MAX_BYTES;
    return fits || cannot(request, "the fixes of its rule are too long in all");
}

static bool render(const FixRequest *request, const Template *template, Str *out) {
    size_t most = room(request);
    if (!template_render(request->arena, template, &request->failure->values, most, out))
        return cannot(request, "a part of its templates is absent");
    return spend(request, out->len);
}

static Fix *fix_new(const FixRequest *request, size_t edit_count) {
    Fix *fix = arena_new(request->arena, Fix);
    fix->safe = request->def->safe;
    fix->edits = arena_new_array(request->arena, edit_count, Edit);
    fix->edit_count = edit_count;
    return render(request, &request->def->title, &fix->title) ? fix : NULL;
}

static bool replace_cell(const FixRequest *request, Edit *out) {
    const Cell cell = row_cell(request->row, request->def->replace);
    *out = (Edit){.at = cell.at, .exact = request->def->exact};
    if (!cell_is_verbatim(&cell))
        return cannot(request, "what 'replace' names is absent, or does not stand so in the file");
    return render(request, &request->def->with, &out->text) &&
           (!str_equal(out->text, cell.text) ||
            cannot(request, "'with' gives the text that is there"));
}

/* All rows that are out of order are put in order at once, so they share the fix. */
static const Fix *reorder_rows(const FixRequest *request) {
    Reorder *reorder = request->failure->reorder;
    if (!reorder || reorder->unfixed) {
        cannot(request, reorder ? reorder->unfixed
                                : "'reorder' goes only with the check 'sorted', and with a list "
                                  "that can be put in order");
        return NULL;
    }
    if (reorder->fix)
        return reorder->fix;
    Fix *fix = fix_new(request, 0);
    if (fix) {
        fix->edits = reorder->edits;
        fix->edit_count = reorder->edit_count;
    }
    reorder->fix = fix;
    return fix;
}

/* The index of the longest `put` text that a text begins with, or `put_count` if there is none. */
static size_t put_at(const FixDef *def, Str text) {
    size_t found = def->put_count;
    for (size_t i = 0; i < def->put_count; i++) {
        Str what = def->put[i].text;
        if (what.len > 0 && str_starts_with(text, what) &&
            (found == def->put_count || what.len > def->put[found].text.len))
            found = i;
    }
    return found;
}

/* The text of the file to copy, with all replacements made. These are not searched again. */
static bool fill_template_file(const FixRequest *request, const Document *original, Str *out) {
    const FixDef *def = request->def;
    Str text = original->source->bytes;
    Str *with = arena_new_array(request->arena, def->put_count, Str);
    /* At each byte, each of the texts is looked for. */
    if (!spend(request, text.len * (def->put_count + 1)))
        return false;
    for (size_t i = 0; i < def->put_count; i++)
        if (!render(request, &def->put[i].with, &with[i]))
            return false;
    StrBuf filled;
    strbuf_init(&filled, request->arena);
    for (size_t at = 0; at < text.len && filled.len <= room(request);) {
        size_t put = put_at(def, str_slice(text, at, text.len));
        size_t end = at + (put < def->put_count ? def->put[put].text.len : 1);
        strbuf_append(&filled, put < def->put_count ? with[put] : str_slice(text, at, end));
        at = end;
    }
    *out = strbuf_str(&filled);
    return spend(request, filled.len);
}

static bool create_file(const FixRequest *request, Edit *out) {
    Str path, from;
    if (!render(request, &request->def->create, &path) ||
        !render(request, &request->def->from, &from))
        return false;
    if (!path_normalise(request->arena, path, &path) || path.len == 0)
        return cannot(request, "'create' gives no path inside the repository");
    const Repository *repository =
        tables_document(request->tables, request->row->at.source)->repository;
    Documents *documents = tables_documents(request->tables);
    const Document *original = documents_get(documents, repository, from);
    *out = (Edit){.at = {documents_folder(documents, repository, path), {0, 0}}, .create = true};
    if (original->state != DOCUMENT_OK)
        return cannot(request, "the file of 'from' is not in the row's repository, or cannot be "
                               "read");
    if (snapshot_find(repository->snapshot, path) ||
        snapshot_has_folder(repository->snapshot, path))
        return cannot(request, "what 'create' names is there already");
    return fill_template_file(request, original, &out->text);
}

/* Creates a file, replaces a cell, or does both at once. */
static const Fix *write_texts(const FixRequest *request) {
    Edit edits[2];
    size_t count = 0;
    if ((request->def->create.text && !create_file(request, &edits[count++])) ||
        (request->def->replace != COLUMN_NONE && !replace_cell(request, &edits[count++])))
        return NULL;
    Fix *fix = fix_new(request, count);
    for (size_t i = 0; fix && i < count; i++)
        fix->edits[i] = edits[i];
    return fix;
}

const Fix *fix_of_failure(Arena *arena, Tables *tables, const Clause *clause, const Row *row,
                          Failure *failure, size_t *spent, const char **why) {
    const Fix *fix = NULL;
    for (size_t i = 0; i < clause->fix_count && !fix; i++) {
        FixRequest request = {arena, tables, &clause->fixes[i], row, failure, why, spent};
        fix = request.def->reorder ? reorder_rows(&request) : write_texts(&request);
    }
    if (fix)
        *why = NULL;
    return fix;
}
