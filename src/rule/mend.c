/* SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception */
/*
 * Fixes are data of the rule. Each way to mend is a function that makes the edits or says why it
 * cannot: because a template cannot be filled, a cell is not verbatim, or a file exists already.
 */
#include "rule/mend.h"

#include "base/path.h"

typedef struct Mending {
    Arena *arena;
    Tables *tables;
    const FixDef *def;
    const Row *row;
    Failure *failure;
    const char **why; /* why it cannot be made */
    size_t *spent;    /* bytes that the fixes of the rule had so far */
} Mending;

static bool cannot(const Mending *mending, const char *why) {
    *mending->why = why;
    return false;
}

static size_t room(const Mending *mending) {
    return MEND_MAX_BYTES - *mending->spent;
}

/* Counts bytes of a fix; false if there is no room for them, and none for those of a later one. */
static bool spend(const Mending *mending, size_t bytes) {
    bool fits = bytes <= room(mending);
    *mending->spent = fits ? *mending->spent + bytes : MEND_MAX_BYTES;
    return fits || cannot(mending, "the fixes of its rule are too long in all");
}

static bool render(const Mending *mending, const Template *template, Str *out) {
    size_t most = room(mending);
    if (!template_render(mending->arena, template, &mending->failure->values, most, out))
        return cannot(mending, "a part of its templates is absent");
    return spend(mending, out->len);
}

static Fix *fix_new(const Mending *mending, size_t edit_count) {
    Fix *fix = arena_new(mending->arena, Fix);
    fix->safe = mending->def->safe;
    fix->edits = arena_new_array(mending->arena, edit_count, Edit);
    fix->edit_count = edit_count;
    return render(mending, &mending->def->title, &fix->title) ? fix : NULL;
}

static bool replace_cell(const Mending *mending, Edit *out) {
    const Cell cell = row_cell(mending->row, mending->def->replace);
    *out = (Edit){.at = cell.at, .exact = mending->def->exact};
    if (!cell_is_verbatim(&cell))
        return cannot(mending, "what 'replace' names is absent, or does not stand so in the file");
    return render(mending, &mending->def->with, &out->text) &&
           (!str_equal(out->text, cell.text) ||
            cannot(mending, "'with' gives the text that is there"));
}

/* All rows that are out of order are put in order at once, so they share the fix. */
static const Fix *reorder_rows(const Mending *mending) {
    Reorder *reorder = mending->failure->reorder;
    if (!reorder || reorder->unfixed) {
        cannot(mending, reorder ? reorder->unfixed
                                : "'reorder' goes only with the check 'sorted', and with a list "
                                  "that can be put in order");
        return NULL;
    }
    if (reorder->fix)
        return reorder->fix;
    Fix *fix = fix_new(mending, 0);
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
static bool fill_template_file(const Mending *mending, const Document *original, Str *out) {
    const FixDef *def = mending->def;
    Str text = original->source->bytes;
    Str *with = arena_new_array(mending->arena, def->put_count, Str);
    /* At each byte, each of the texts is looked for. */
    if (!spend(mending, text.len * (def->put_count + 1)))
        return false;
    for (size_t i = 0; i < def->put_count; i++)
        if (!render(mending, &def->put[i].with, &with[i]))
            return false;
    StrBuf filled;
    strbuf_init(&filled, mending->arena);
    for (size_t at = 0; at < text.len && filled.len <= room(mending);) {
        size_t put = put_at(def, str_slice(text, at, text.len));
        size_t end = at + (put < def->put_count ? def->put[put].text.len : 1);
        strbuf_append(&filled, put < def->put_count ? with[put] : str_slice(text, at, end));
        at = end;
    }
    *out = strbuf_str(&filled);
    return spend(mending, filled.len);
}

static bool create_file(const Mending *mending, Edit *out) {
    Str path, from;
    if (!render(mending, &mending->def->create, &path) ||
        !render(mending, &mending->def->from, &from))
        return false;
    if (!path_normalise(mending->arena, path, &path) || path.len == 0)
        return cannot(mending, "'create' gives no path inside the repository");
    const Repository *repository =
        tables_document(mending->tables, mending->row->at.source)->repository;
    Documents *documents = tables_documents(mending->tables);
    const Document *original = documents_get(documents, repository, from);
    *out = (Edit){.at = {documents_folder(documents, repository, path), {0, 0}}, .create = true};
    if (original->state != DOCUMENT_OK)
        return cannot(mending, "the file of 'from' is not in the row's repository, or cannot be "
                               "read");
    if (snapshot_find(repository->snapshot, path) ||
        snapshot_has_folder(repository->snapshot, path))
        return cannot(mending, "what 'create' names is there already");
    return fill_template_file(mending, original, &out->text);
}

/* Creates a file, replaces a cell, or does both at once. */
static const Fix *write_texts(const Mending *mending) {
    Edit edits[2];
    size_t count = 0;
    if ((mending->def->create.text && !create_file(mending, &edits[count++])) ||
        (mending->def->replace != COLUMN_NONE && !replace_cell(mending, &edits[count++])))
        return NULL;
    Fix *fix = fix_new(mending, count);
    for (size_t i = 0; fix && i < count; i++)
        fix->edits[i] = edits[i];
    return fix;
}

const Fix *fix_of_failure(Arena *arena, Tables *tables, const Clause *clause, const Row *row,
                          Failure *failure, size_t *spent, const char **why) {
    const Fix *fix = NULL;
    for (size_t i = 0; i < clause->fix_count && !fix; i++) {
        Mending mending = {arena, tables, &clause->fixes[i], row, failure, why, spent};
        fix = mending.def->reorder ? reorder_rows(&mending) : write_texts(&mending);
    }
    if (fix)
        *why = NULL;
    return fix;
}
